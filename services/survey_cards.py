"""What the use cases of the customer survey answer with. Amounts in USD."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.agreements import AgreementLine
from domain.catalog import Metric
from domain.money import ZERO
from domain.survey_answers import Progress
from domain.survey_changes import AnswerChange
from domain.survey_responses import SurveyResponse
from domain.survey_values import Value
from domain.surveys import Level, Question, Section, Survey
from services.cards import OrganizationCard, PersonCard


@dataclass(frozen=True)
class SectionState:
    """A section that is shown, with its questions that are shown, and who takes part in it.

    `answered_by` are those who gave its present answers, the latest first; `last_change` is None before any.
    """

    section: Section
    questions: tuple[Question, ...]
    missing: tuple[Question, ...]
    progress: Progress
    assigned: PersonCard | None
    answered_by: tuple[PersonCard, ...]
    last_change: datetime | None
    may_answer: bool


@dataclass(frozen=True)
class ResponseView:
    """A response as the one who asks may see it.

    `agreement` is its number. `by_section` holds the sections that are shown, `failed_checks` the key of a question
    and the sentence that stands at it. `newer_version` is the survey's newest version where the response is on an
    older one and open. `people` are the cards of everyone who started, answered, was assigned or submitted, by id.
    """

    survey: Survey
    response: SurveyResponse
    agreement: str
    title: str
    organization: OrganizationCard
    progress: Progress
    by_section: tuple[SectionState, ...]
    missing: tuple[Question, ...]
    failed_checks: tuple[tuple[str, str], ...]
    may_answer: bool
    may_organize: bool
    may_submit: bool
    may_reopen: bool
    newer_version: int | None
    people: Mapping[str, PersonCard]

    @property
    def ready(self) -> bool:
        """Whether it can be submitted: open, nothing missing, no check failed."""
        return self.response.submitted_at is None and not self.missing and not self.failed_checks

    def section(self, key: str) -> SectionState | None:
        """The state of a section; None while it is hidden or where there is none."""
        return next((state for state in self.by_section if state.section.key == key), None)


@dataclass(frozen=True)
class ResponsePage:
    """Responses, the one that moved last first; counted from page 0."""

    views: tuple[ResponseView, ...]
    page: int
    has_next: bool


@dataclass(frozen=True)
class Started:
    """`new` is false when the response was there already."""

    view: ResponseView
    new: bool


@dataclass(frozen=True)
class Overtaken:
    """A question that someone else answered, or cleared (`value` None), after the asker saw it."""

    question: Question
    value: Value | None
    by: PersonCard | None
    at: datetime


@dataclass(frozen=True)
class Saved:
    """What became of answers: kept, refused with a sentence by question key, or overtaken by someone else's.

    `kept` are the keys of the questions whose answer changed. Send overtaken ones again with `view.response.revision`
    as `seen` to replace what the other one gave.
    """

    view: ResponseView
    kept: tuple[str, ...]
    errors: Mapping[str, str]
    overtaken: tuple[Overtaken, ...]


@dataclass(frozen=True)
class AnswerStory:
    """A change of an answer, with who made it; `by` is None for nobody that we know."""

    change: AnswerChange
    by: PersonCard | None


@dataclass(frozen=True)
class RecommendedLine:
    """A recommended service. `unit` goes with the quantity: "1 laptop", "40 laptops".

    `line` is priced as in an agreement; None where the catalog has no price for it now, and so are both amounts (USD).
    """

    service: str
    name: str
    quantity: int
    unit: str
    line: AgreementLine | None
    levels: tuple[Level, ...]
    reason: str
    from_questions: tuple[str, ...]

    @property
    def agreed_metrics(self) -> tuple[Metric, ...]:
        """The metrics whose targets come from the answers."""
        wanted = {level.metric for level in self.levels}
        return tuple(metric for metric in self.line.metrics if metric.key in wanted) if self.line else ()

    @property
    def amount_a_year(self) -> Decimal | None:
        return self.line.annual_amount if self.line else None

    @property
    def amount_once(self) -> Decimal | None:
        return self.line.paid_once if self.line else None


@dataclass(frozen=True)
class ServicesRecommended:
    """What the answers recommend, at the prices of the year in which the agreement's term starts.

    `notice` must be shown wherever a price is.
    """

    agreement: str
    lines: tuple[RecommendedLine, ...]
    notice: str
    catalog_version: int

    @property
    def amount_a_year(self) -> Decimal:
        """Of the lines that have a price."""
        return sum((line.amount_a_year or ZERO for line in self.lines), ZERO)

    @property
    def amount_once(self) -> Decimal:
        """Of the lines that have a price."""
        return sum((line.amount_once or ZERO for line in self.lines), ZERO)


@dataclass(frozen=True)
class ProposalMade:
    """`changed` is false when the agreement had lines before: then they stay.

    `left_out` names the services that have no price now. `as_recommended`: the lines are those that the answers
    recommend now.
    """

    agreement: str
    lines: tuple[AgreementLine, ...]
    left_out: tuple[str, ...]
    changed: bool
    as_recommended: bool


@dataclass(frozen=True)
class SurveyImport:
    """`version` is the number that it has from now on; `changed` is false when it was the newest one already."""

    key: str
    version: int
    changed: bool
    sections: int
    questions: int
