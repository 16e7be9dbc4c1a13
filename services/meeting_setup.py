"""A new meeting: who takes part, what is looked at before times are proposed."""

from collections.abc import Iterable
from datetime import datetime

from domain.agreements import Agreement
from domain.errors import InvalidInput
from domain.meetings import (
    LONGEST_AGENDA,
    LONGEST_PLACE,
    LONGEST_TITLE,
    KindTemplate,
    Meeting,
    Participant,
    Plan,
    checked_link,
    checked_minutes,
    checked_reason,
    checked_text,
    with_people,
)
from domain.people import LEADS, Role, Side
from domain.permissions import Actor
from storage.unit_of_work import UnitOfWork


def new_meeting(
    work: UnitOfWork, actor: Actor, agreement: Agreement, plan: Plan, template: KindTemplate, id: str, now: datetime
) -> Meeting:
    """As the plan says, filled in by its kind; without times yet. Raises InvalidInput naming the field."""
    side = actor.side
    lead = agreement.holder_of(Side.CEC, LEADS[Side.CEC])
    return Meeting(
        id=id,
        agreement=agreement.id,
        organization=agreement.organization,
        kind=plan.kind,
        title=checked_text("title", plan.title or template.title, LONGEST_TITLE, "title"),
        # Who proposes times decides; where they are to be found, who leads for CEC.
        organizer=actor.id if plan.slots else lead,
        side=side if plan.slots else Side.CEC,
        created_at=now,
        minutes=checked_minutes(plan.minutes or template.minutes),
        participants=people_for(work, actor, agreement, plan, template, now),
        place=checked_text("place", plan.place, LONGEST_PLACE, "place or link"),
        link=checked_link(plan.link),
        agenda=checked_text("agenda", plan.agenda or "\n".join(template.agenda), LONGEST_AGENDA, "agenda"),
        repeats=plan.repeats,
        reason=checked_reason(plan.words),
    )


def people_for(
    work: UnitOfWork, actor: Actor, agreement: Agreement, plan: Plan, template: KindTemplate, now: datetime
) -> tuple[Participant, ...]:
    """Those who were named, else the contacts in the roles of the kind; who sets it up takes part too."""
    named = bool(plan.required or plan.invited)
    required = plan.required if named else holders(agreement, template.required)
    invited = plan.invited if named else holders(agreement, template.invited)
    wanted = [(actor.id, True), *((each, True) for each in required), *((each, False) for each in invited)]
    return participants(work, agreement, wanted, now, must_exist=named)


def participants(
    work: UnitOfWork, agreement: Agreement, wanted: Iterable[tuple[str, bool]], now: datetime, must_exist: bool = True
) -> tuple[Participant, ...]:
    """Active people of CEC and of the customer, each with whether they are required.

    Raises InvalidInput at `people` for anyone else; without `must_exist` those are left out.
    """
    listed = dict(reversed([*wanted]))
    people = {person.id: person for person in work.people.several(listed)}
    able = [
        person
        for person in (people[each] for each in reversed(listed) if each in people)
        if person.active and (person.side is Side.CEC or person.organization == agreement.organization)
    ]
    if must_exist and len(able) < len(listed):
        raise InvalidInput("people", "Choose people of CEC and of this agreement's organization.")
    return with_people(Participant(person.id, person.side, listed[person.id], now) for person in able)


def holders(agreement: Agreement, roles: Iterable[Role]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.person_id for role in roles for c in agreement.contacts if c.role is role))
