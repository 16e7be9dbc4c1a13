"""The customer survey: started, answered by several people over weeks, submitted, opened again.

Two who answer at once both keep their answers; who would replace an answer that they have not seen is shown it first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain import survey_responses as rules
from domain.agreements import Agreement, is_met, record
from domain.errors import Conflict
from domain.permissions import Action, Actor, Subject
from domain.stages import BY_KEY, Stage
from domain.surveys import Survey
from services.access import require, subject_of
from services.cards import people_cards
from services.context import Context, plain_change
from services.step_notices import save_and_move_on
from services.survey_answering import overtaken, read_answers, require_answering
from services.survey_cards import (
    AnswerStory,
    ProposalMade,
    ResponsePage,
    ResponseView,
    Saved,
    ServicesRecommended,
    Started,
    SurveyImport,
)
from services.survey_notices import tell_assigned, tell_reopened, tell_replaced, tell_submitted
from services.survey_proposals import put_into_draft, recommendation_of
from services.survey_reminders import remind_due
from services.survey_starting import carried_over, keep, started_in
from services.survey_views import assignee, changeable_response, readable_response, survey_of, view_of

PAGE_SIZE = 5
SUBMITTED = BY_KEY["survey_submitted"]


@dataclass(frozen=True)
class SurveyUseCases:
    """`number` is an agreement's, as people write it. What belongs to another organization is NotFound, word for word
    as what does not exist. Everything but reading raises Conflict once the survey is submitted.
    """

    context: Context

    # The definition

    def import_survey(self, actor: Actor, survey: Survey, source: str = "") -> SurveyImport:
        """Make it the survey that is started from now on. Responses stay on their versions. For administrators."""
        require(actor, Action.ADMINISTER)
        with self.context.unit_of_work() as work:
            before = work.surveys.newest_versions().get(survey.key)
            now = self.context.clock()
            kept = work.surveys.add(survey, source, actor.id, now)
            changed = kept.version != before
            if changed:
                old = str(before) if before else None
                subject = ("survey", survey.key)
                work.history.append(plain_change(actor, subject, "version", old, str(kept.version), now, note=source))
            work.commit()
        return SurveyImport(survey.key, kept.version, changed, len(kept.sections), len(kept.questions))

    def current(self) -> Survey:
        """The survey that is started from now on. Raises NotFound before the first import."""
        with self.context.reading() as work:
            return work.surveys.current()

    # Reading

    def view(self, actor: Actor, number: str) -> ResponseView:
        """Raises NotFound also where the survey was not started."""
        with self.context.reading() as work:
            return view_of(work, actor, *readable_response(work, actor, number))

    def own(
        self,
        actor: Actor,
        page: int = 0,
        size: int = PAGE_SIZE,
        organization: str | None = None,
        open_only: bool = False,
    ) -> ResponsePage:
        """The surveys of the actor's organization, for staff of all or of one `organization` (key); the one that moved
        last first, submitted ones among them unless `open_only`."""
        require(actor, Action.LIST_OWN_AGREEMENTS)
        if organization:
            require(actor, Action.READ_AGREEMENT, Subject(organization))
        with self.context.reading() as work:
            of = organization or actor.organization
            found = work.survey_responses.latest(of, size + 1, page * size, open_only)
            agreements = {each.id: each for each in work.agreements.several(each.agreement for each in found[:size])}
            views = tuple(view_of(work, actor, agreements[each.agreement], each) for each in found[:size])
            return ResponsePage(views, page, len(found) > size)

    def history(self, actor: Actor, number: str, question: str) -> tuple[AnswerStory, ...]:
        """Every answer that was ever given to a question, the first one first."""
        with self.context.reading() as work:
            _, response = readable_response(work, actor, number)
            changes = work.survey_responses.history(response.id, question)
            people = people_cards(work, {change.by for change in changes})
            return tuple(AnswerStory(change, people.get(change.by)) for change in changes)

    # Answering

    def start(self, actor: Actor, number: str) -> Started:
        """Open it on the newest survey, filled in with what is known. The running one, where there is one.

        Raises Conflict unless the agreement is at the step of the survey.
        """
        try:
            return self._start(actor, number)
        except Conflict:  # two started it at the same moment: the other one's was kept
            return self._start(actor, number)

    def answer(self, actor: Actor, number: str, raw: Mapping[str, object], seen: int) -> Saved:
        """Keep the answers that can be kept. `raw` is by question key, as `survey_answers.checked` takes it; None takes
        an answer back. `seen` is the revision of the response that the actor looked at. Those whose own answers are
        replaced or taken back are told.
        """
        with self.context.unit_of_work() as work:
            agreement, response = changeable_response(work, actor, number)
            survey = survey_of(work, response)
            require_answering(actor, agreement, response, survey, raw)
            given = read_answers(survey, raw)
            later = overtaken(work, response, survey, given, actor, seen)
            shown_first = {each.question.key for each in later}
            now = self.context.clock()
            wanted = {key: value for key, value in given.values.items() if key not in shown_first}
            answered = rules.answer(response, survey, wanted, actor.id, now)
            taken_back = (key for key in given.taken_back if key not in shown_first)
            after = rules.clear(answered, taken_back, actor.id, now)
            if after is not response:
                work.survey_responses.save(response, after)
            view = view_of(work, actor, agreement, after)
            kept = tuple(key for key in raw if response.last_change(key) != after.last_change(key))
            tell_replaced(work, actor, view, response, kept)
            work.commit()
        return Saved(view, kept, given.errors, later)

    def clear(self, actor: Actor, number: str, questions: Iterable[str], seen: int) -> Saved:
        """Take answers back."""
        return self.answer(actor, number, dict.fromkeys(questions), seen)

    def assign(self, actor: Actor, number: str, section: str, person_id: str | None) -> ResponseView:
        """Give a section to someone of the organization, who is told; None takes it from them."""
        with self.context.unit_of_work() as work:
            agreement, response = changeable_response(work, actor, number)
            require(actor, Action.ORGANIZE_SURVEY, subject_of(actor, agreement))
            key = survey_of(work, response).section(section).key
            person = assignee(work, actor, agreement, person_id) if person_id else None
            after = rules.assign(response, key, person_id, actor.id, self.context.clock())
            if after is response:
                return view_of(work, actor, agreement, response)
            keep(work, actor, response, after, f"section {key}", response.sections.get(key), person_id)
            view = view_of(work, actor, agreement, after)
            if person:
                tell_assigned(work, actor, view, person, key)
            work.commit()
            return view

    def carry_over(self, actor: Actor, number: str) -> ResponseView:
        """Go on with the newest version of the survey; nothing is lost, new questions start with what is known."""
        with self.context.unit_of_work() as work:
            agreement, response = changeable_response(work, actor, number)
            require(actor, Action.ORGANIZE_SURVEY, subject_of(actor, agreement))
            after = carried_over(work, self.context, actor, agreement, response)
            view = view_of(work, actor, agreement, after)
            work.commit()
            return view

    # Submitting

    def submit(self, actor: Actor, number: str) -> ResponseView:
        """Lock it and let the agreement move on; both sides are told.

        Raises Conflict when something is missing or does not fit together, or when it is submitted already.
        """
        with self.context.unit_of_work() as work:
            agreement, response = changeable_response(work, actor, number)
            require(actor, Action.SUBMIT_SURVEY, subject_of(actor, agreement))
            now = self.context.clock()
            after = rules.submit(response, survey_of(work, response), actor.id, now)
            keep(work, actor, response, after, "state", response.state.value, after.state.value)
            if agreement.stage is Stage.SURVEY and not is_met(agreement, SUBMITTED):
                noted, change = record(agreement, SUBMITTED.key, now, actor.id)
                agreement = save_and_move_on(work, self.context, actor, noted, [change])
            view = view_of(work, actor, agreement, after)
            tell_submitted(work, actor, view, agreement)
            work.commit()
            return view

    def reopen(self, actor: Actor, number: str, reason: str) -> ResponseView:
        """Let it be answered again, until the agreement is signed. The customer is told the reason. For staff."""
        with self.context.unit_of_work() as work:
            agreement, response = changeable_response(work, actor, number)
            require(actor, Action.REOPEN_SURVEY, subject_of(actor, agreement))
            _require_before_signing(agreement)
            after = rules.reopen(response, reason, actor.id, self.context.clock())
            note = after.reopened_reason
            keep(work, actor, response, after, "state", response.state.value, after.state.value, note)
            view = view_of(work, actor, agreement, after)
            tell_reopened(work, actor, view, agreement)
            work.commit()
            return view

    # What comes of it

    def recommendation(self, actor: Actor, number: str) -> ServicesRecommended:
        """The services that the answers so far recommend, with what they would cost."""
        with self.context.reading() as work:
            return recommendation_of(work, *readable_response(work, actor, number))

    def make_proposal(self, actor: Actor, number: str, replacing: bool = False) -> ProposalMade:
        """Put the recommended services into the agreement as its first lines. For staff; again changes nothing.

        `replacing` takes them instead of lines that the agreement was opened with.
        """
        with self.context.unit_of_work() as work:
            agreement, response = readable_response(work, actor, number)
            require(actor, Action.MAKE_PROPOSAL, subject_of(actor, agreement))
            made = put_into_draft(work, actor, agreement, response, self.context.clock(), replacing)
            work.commit()
            return made

    def remind_due(self) -> int:
        """Remind customers of surveys that do not move. Returns how many people. Run every minute or so."""
        return remind_due(self.context)

    # Pieces

    def _start(self, actor: Actor, number: str) -> Started:
        with self.context.unit_of_work() as work:
            started = started_in(work, self.context, actor, number)
            work.commit()
            return started


def _require_before_signing(agreement: Agreement) -> None:
    if agreement.closed_at is not None or agreement.stage not in (Stage.SURVEY, Stage.PROPOSAL):
        raise Conflict(f"{agreement.number} is past its proposal, so the survey stays as it was submitted.")
