"""A submitted survey as files to keep: a PDF to read and a spreadsheet to work with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from documents import survey_response
from documents.files import DocumentFile, document_file
from documents.survey_document import DocumentAnswer, DocumentSection, DocumentService, SurveyDocument
from domain.agreements import Agreement
from domain.errors import Conflict
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import Actor
from domain.survey_responses import SurveyResponse
from domain.survey_words import as_answer
from domain.surveys import Question, QuestionKind
from services.cards import PersonCard
from services.catalog_comparison import target_words
from services.context import DEFAULT_ZONE, Context
from services.survey_cards import RecommendedLine, ResponseView, SectionState, ServicesRecommended
from services.survey_proposals import recommendation_of
from services.survey_views import readable_response, view_of
from storage.unit_of_work import UnitOfWork

PREFILLED = "Known to CEC before"
USUAL_LEVEL = "As in the catalog"
"""Where the answers call for no other level."""


@dataclass(frozen=True)
class SurveyDocumentUseCases:
    context: Context

    def documents(self, actor: Actor, number: str) -> tuple[DocumentFile, ...]:
        """The PDF and the spreadsheet, for all who may read the survey; the same bytes while the catalog is the same.

        Takes up to a second. Raises NotFound as `SurveyUseCases.view` does, Conflict before the survey is submitted.
        """
        with self.context.reading() as work:
            agreement, response = _submitted(work, actor, number)
            view = view_of(work, actor, agreement, response)
            recommended = recommendation_of(work, agreement, response)
        document = survey_document(view, recommended)
        stem = f"{document.agreement_number}-survey"
        return (
            document_file(stem, "pdf", survey_response.pdf(document)),
            document_file(stem, "xlsx", survey_response.xlsx(document)),
        )

    def send(self, actor: Actor, number: str) -> None:
        """Have the files sent to who asks, in their direct messages. A second time within a minute changes nothing.

        Raises as `documents` does.
        """
        with self.context.unit_of_work() as work:
            agreement, response = _submitted(work, actor, number)
            key = f"{NoticeKind.SURVEY_FILES}:{response.id}:{actor.id}:{self.context.clock():%Y%m%d%H%M}"
            facts = {"number": agreement.number, "slack_user_id": actor.slack_user_id}
            to = Destination(slack_user_id=actor.slack_user_id)
            work.notices.enqueue(Notice(key, NoticeKind.SURVEY_FILES, to, facts))
            work.commit()


def survey_document(view: ResponseView, recommended: ServicesRecommended) -> SurveyDocument:
    """What the files show. `view` is of a submitted response."""
    response = view.response
    if response.submitted_at is None:
        raise ValueError("documents are made of submitted surveys")
    return SurveyDocument(
        organization=view.organization.name,
        agreement_number=view.agreement,
        agreement_title=view.title,
        title=view.survey.title,
        version=view.survey.version,
        submitted_by=_name(view.people, response.submitted_by or ""),
        submitted_at=response.submitted_at,
        sections=tuple(_section(view, state) for state in view.by_section),
        services=tuple(_service(line) for line in recommended.lines),
        total_a_year=recommended.amount_a_year,
        total_once=recommended.amount_once,
        price_note=recommended.notice,
        zone=ZoneInfo(DEFAULT_ZONE),
    )


def _submitted(work: UnitOfWork, actor: Actor, number: str) -> tuple[Agreement, SurveyResponse]:
    agreement, response = readable_response(work, actor, number)
    if response.submitted_at is None:
        raise Conflict(f"The survey of {agreement.number} is not submitted yet. Its files are made then.")
    return agreement, response


def _section(view: ResponseView, state: SectionState) -> DocumentSection:
    return DocumentSection(state.section.title, tuple(_answer(view, question) for question in state.questions))


def _answer(view: ResponseView, question: Question) -> DocumentAnswer:
    given = view.response.answers.get(question.key)
    if given is None:
        return DocumentAnswer(question.text)
    return DocumentAnswer(
        question=question.text,
        words=as_answer(question, given.value),
        value=given.value if isinstance(given.value, Decimal | date) else None,
        is_money=question.kind is QuestionKind.MONEY,
        unit=question.unit,
        by=PREFILLED if given.prefilled else _name(view.people, given.by),
        at=given.at,
    )


def _name(people: Mapping[str, PersonCard], person_id: str) -> str:
    return people[person_id].name if person_id in people else "CEC"


def _service(recommended: RecommendedLine) -> DocumentService:
    levels = (f"{metric.measure}: {target_words(metric)}" for metric in recommended.agreed_metrics)
    return DocumentService(
        name=recommended.name,
        quantity=recommended.quantity,
        unit=recommended.unit,
        level="\n".join(levels) or USUAL_LEVEL,
        price_a_year=recommended.amount_a_year,
        price_once=recommended.amount_once,
        reason=recommended.reason,
    )
