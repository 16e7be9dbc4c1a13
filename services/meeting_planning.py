"""What a form for a meeting needs: its kind's template, who may take part, and whom a time does not suit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.agreements import Agreement
from domain.meetings import OPEN, Meeting, MeetingKind, Plan
from domain.permissions import Action, Actor
from domain.stages import Stage
from services.access import agreement_for, require
from services.agreement_status import organization_of
from services.cards import OrganizationCard, PersonCard, person_card
from services.context import Context
from services.meeting_kinds import Kinds
from services.meeting_parts import about, must_be_open, readable
from services.meeting_setup import new_meeting, people_for
from services.meeting_times import Doubt, doubts
from storage.unit_of_work import UnitOfWork

USUAL_KINDS = {
    Stage.EXCHANGE_CONTACTS: MeetingKind.INTRODUCTION,
    Stage.UNDERSTAND_NEEDS: MeetingKind.NEEDS,
    Stage.SURVEY: MeetingKind.NEEDS,
    Stage.PROPOSAL: MeetingKind.NEGOTIATION,
    Stage.AGREEMENT_FUNDING: MeetingKind.NEGOTIATION,
    Stage.STARTUP: MeetingKind.STARTUP,
    Stage.OPERATIONS: MeetingKind.SERVICE_REVIEW,
    Stage.RENEWAL: MeetingKind.RENEWAL,
}
"""What is usually met about at a step."""


@dataclass(frozen=True)
class MeetingForm:
    """What stands in the form at first. `required` and `invited` are ids of some of the `people` who may take part."""

    number: str
    about: str
    organization: OrganizationCard
    kind: MeetingKind
    title: str
    minutes: int
    agenda: str
    required: tuple[str, ...]
    invited: tuple[str, ...]
    people: tuple[PersonCard, ...]
    term_end: date
    planned: tuple[Meeting, ...] = ()
    """Of the kind, those that are booked or wait for a time already."""


@dataclass(frozen=True)
class MeetingPlanningUseCases:
    context: Context
    kinds: Kinds

    def form(self, actor: Actor, number: str, kind: MeetingKind | None = None) -> MeetingForm:
        """Of the kind that fits the agreement's step, or of another one. Raises NotAllowed, Conflict where closed."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.ARRANGE_MEETING)
            must_be_open(agreement)
            chosen = kind or USUAL_KINDS.get(agreement.stage, MeetingKind.AD_HOC)
            template = self.kinds[chosen]
            invited = people_for(work, actor, agreement, Plan(chosen), template, self.context.clock())
            return MeetingForm(
                number=agreement.number,
                about=agreement.title,
                organization=organization_of(work, agreement),
                kind=chosen,
                title=template.title,
                minutes=template.minutes,
                agenda="\n".join(template.agenda),
                required=tuple(each.person for each in invited if each.required),
                invited=tuple(each.person for each in invited if not each.required),
                people=_who_may_come(work, actor, agreement),
                term_end=agreement.term.end,
                planned=_planned(work, agreement, chosen, self.context.clock()),
            )

    def people(self, actor: Actor, meeting_id: str) -> tuple[PersonCard, ...]:
        """Who may take part in a meeting that is there; those who do come first."""
        with self.context.reading() as work:
            agreement, meeting = readable(work, actor, meeting_id)
            require(actor, Action.ARRANGE_MEETING, about(actor, agreement, meeting))
            return _who_may_come(work, actor, agreement, [each.person for each in meeting.participants])

    def doubts_of_new(self, actor: Actor, number: str, plan: Plan) -> tuple[Doubt, ...]:
        """What speaks against the times of a plan. Raises InvalidInput for what else is wrong in it."""
        with self.context.reading() as work:
            agreement, now = agreement_for(work, actor, number, Action.ARRANGE_MEETING), self.context.clock()
            meeting = new_meeting(work, actor, agreement, plan, self.kinds[plan.kind], "new", now)
            return doubts(work, actor, meeting, plan.slots, now)

    def doubts_of(self, actor: Actor, meeting_id: str, times: Sequence[datetime]) -> tuple[Doubt, ...]:
        """The same for other times of a meeting that is there."""
        with self.context.reading() as work:
            agreement, meeting = readable(work, actor, meeting_id)
            require(actor, Action.ARRANGE_MEETING, about(actor, agreement, meeting))
            return doubts(work, actor, meeting, times, self.context.clock())


def _planned(work: UnitOfWork, agreement: Agreement, kind: MeetingKind, now: datetime) -> tuple[Meeting, ...]:
    found = work.meetings.of_agreement(agreement.id, *OPEN, kind=kind)
    return tuple(each for each in found if each.is_ahead(now) or each.time is None)


def _who_may_come(
    work: UnitOfWork, actor: Actor, agreement: Agreement, first: Sequence[str] = ()
) -> tuple[PersonCard, ...]:
    """The contacts of both sides, then others of the organization; staff may also ask anyone of CEC."""
    named = work.people.several(
        dict.fromkeys([*first, *(contact.person_id for contact in agreement.contacts), actor.id])
    )
    others = work.people.of_organization(agreement.organization)
    staff = work.people.staff() if actor.is_staff else ()
    found = {person.id: person for person in (*named, *others, *staff) if person.active}
    return tuple(person_card(person) for person in found.values())
