"""How a response begins, and how it goes on with a newer survey; with what every change of a response needs."""

from domain import survey_responses as rules
from domain.agreements import Agreement
from domain.errors import Conflict
from domain.permissions import Action, Actor
from domain.stages import Stage
from domain.survey_carrying import carry_from, carry_to, lasts, may_have_changed
from domain.survey_responses import SurveyResponse
from domain.surveys import Survey
from services.access import agreement_for, require, subject_of
from services.context import Context, plain_change
from services.survey_cards import Started
from services.survey_notices import tell_started
from services.survey_prefill import known_answers
from services.survey_views import survey_of, view_of
from storage.unit_of_work import UnitOfWork


def started_in(work: UnitOfWork, context: Context, actor: Actor, number: str) -> Started:
    """The running response, or a new one on the newest survey, filled in with what is known."""
    agreement = agreement_for(work, actor, number, Action.READ_SURVEY)
    running = work.survey_responses.of_agreement(agreement.id)
    if running:
        return Started(view_of(work, actor, agreement, running), new=False)
    require(actor, Action.ORGANIZE_SURVEY, subject_of(actor, agreement))
    _require_at_survey(agreement)
    survey = work.surveys.current()
    now = context.clock()
    empty = rules.started(context.new_id(), agreement, survey, actor.id, now)
    response = _with_known_answers(work, agreement, empty, survey)
    work.survey_responses.add(response)
    _note(work, actor, response, "state", None, response.state.value)
    view = view_of(work, actor, agreement, response)
    tell_started(work, actor, view, agreement)
    return Started(view, new=True)


def carried_over(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, response: SurveyResponse
) -> SurveyResponse:
    """On the newest version of its survey; only questions that are new are filled in with what is known."""
    newest = work.surveys.newest(response.survey)
    older = {question.key for question in survey_of(work, response).questions}
    now = context.clock()
    carried = carry_to(response, newest, actor.id, now)
    known = known_answers(work, agreement, newest)
    new = {key: value for key, value in known.items() if key not in older}
    after = rules.prefill(carried, newest, new, actor.id, now)
    keep(work, actor, response, after, "version", str(response.version), str(after.version))
    return after


def keep(
    work: UnitOfWork,
    actor: Actor,
    before: SurveyResponse,
    after: SurveyResponse,
    field: str,
    old: str | None,
    new: str | None,
    note: str = "",
) -> None:
    """Save what became of a response, and that its `field` changed from `old` to `new`."""
    work.survey_responses.save(before, after)
    _note(work, actor, after, field, old, new, note)


def _note(
    work: UnitOfWork,
    actor: Actor,
    response: SurveyResponse,
    field: str,
    old: str | None,
    new: str | None,
    note: str = "",
) -> None:
    subject, at = ("survey_response", response.id), response.moved_at
    work.history.append(plain_change(actor, subject, field, old, new, at, response.organization, note))


def _with_known_answers(
    work: UnitOfWork, agreement: Agreement, empty: SurveyResponse, survey: Survey
) -> SurveyResponse:
    """What is known now, and of a renewal what was answered in the term before: what lasts counts as answered, the rest
    is asked again."""
    known, by, at = known_answers(work, agreement, survey), empty.started_by, empty.started_at
    before = work.survey_responses.of_agreement(agreement.predecessor) if agreement.predecessor else None
    if before is None or before.survey != survey.key:
        return rules.prefill(empty, survey, known, by, at)
    lasting = carry_from(before, empty, survey, lasts)
    return carry_from(before, rules.prefill(lasting, survey, known, by, at), survey, may_have_changed)


def _require_at_survey(agreement: Agreement) -> None:
    if agreement.closed_at is not None:
        raise Conflict(f"{agreement.number} is closed, so its survey cannot be started.")
    if agreement.stage is not Stage.SURVEY:
        raise Conflict(
            f"{agreement.number} is not at the step of the survey. The survey opens when the needs are confirmed."
        )
