"""What to do next: for a customer what waits for them, else what CEC is doing; for staff what waits for CEC."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from domain.agreement_lists import AgreementFilter, AgreementSummary, Order
from domain.agreements import Agreement
from domain.amendments import states_waiting_for
from domain.people import Side
from domain.permissions import Actor
from domain.renewals import days_left, window_end
from domain.stages import Stage
from services.agreement_cards import NextSteps, Pause, Todo, Whose, WhoseTurn
from services.cards import OrganizationCard, PersonCard, organization_card, people_cards
from services.meetings_to_do import promised, to_answer
from services.pauses import pause_of
from services.renewal_turns import MOST_COUNTED, renewal_turns, renewal_window
from services.whose_turn import amendment_turns, holders, step_turn
from storage.unit_of_work import UnitOfWork

LISTED = 20
OWN_READ = 50
"""Agreements of one person that are looked at; more than that nobody leads at once."""


def next_steps_of(work: UnitOfWork, actor: Actor, today: date, now: datetime) -> NextSteps:
    agreements, more = _for_staff(work, actor, today) if actor.is_staff else _for_customer(work, actor)
    todos = _todos(work, actor, agreements, today)
    if actor.is_staff:
        todos = [todo for todo in todos if todo.whose in (Whose.YOURS, Whose.YOUR_SIDE)]
    ordered = sorted(todos, key=_order)
    more = more or len(ordered) > LISTED
    return NextSteps(tuple(ordered[:LISTED]), more, to_answer(work, actor, now), promised(work, actor))


def todo_of(work: UnitOfWork, actor: Actor, agreement: Agreement, today: date) -> Todo:
    """What waits in one agreement, as the actor sees it: of two things the one that is nearer to the actor."""
    return min(_todos(work, actor, [agreement], today), key=_order)


def _for_customer(work: UnitOfWork, actor: Actor) -> tuple[list[Agreement], bool]:
    found = work.agreements.of_organization(actor.organization or "", OWN_READ, 0)
    return [agreement for agreement in found if agreement.closed_at is None], len(found) == OWN_READ


def _for_staff(work: UnitOfWork, actor: Actor, today: date) -> tuple[list[Agreement], bool]:
    """The actor's own agreements that wait for CEC, what comes to its end soon, and the most urgent of all others,
    amendments included."""
    urgent = work.agreements.page(AgreementFilter(waiting_for=Side.CEC, order=Order.URGENCY), 0, LISTED)
    own = work.agreements.of_contact(actor.id, Side.CEC, OWN_READ) if actor.person else ()
    amended = (*work.amendments.amended(states_waiting_for(Side.CEC), LISTED), *work.amendments.asked_for(limit=LISTED))
    others = work.agreements.several([*(each.id for each in (*urgent.items, *_ending(work, today))), *amended])
    return list({agreement.id: agreement for agreement in (*own, *others)}.values()), urgent.has_next


def _ending(work: UnitOfWork, today: date) -> tuple[AgreementSummary, ...]:
    """What runs and ends soon, so that its renewal is to be decided."""
    until = window_end(today, renewal_window(work))
    ends = AgreementFilter(stage=Stage.OPERATIONS, ends_before=until, order=Order.END)
    return work.agreements.page(ends, 0, MOST_COUNTED).items


def _todos(work: UnitOfWork, actor: Actor, agreements: Sequence[Agreement], today: date) -> list[Todo]:
    people = people_cards(work, (c.person_id for agreement in agreements for c in agreement.contacts))
    known = work.organizations.all() if actor.is_staff else (work.organizations.get(actor.organization or ""),)
    organizations = {organization.key: organization_card(organization) for organization in known}
    amended = amendment_turns(work, agreements, people)
    renewed = renewal_turns(work, agreements, people, today)
    pauses = {each.id: pause_of(work, each) for each in agreements if each.paused_at}
    return [
        _todo(actor, agreement, organizations[agreement.organization], people, turn, today, pauses.get(agreement.id))
        for agreement in agreements
        for turn in _turns(
            step_turn(work, agreement, people, today) or renewed.get(agreement.id), amended.get(agreement.id)
        )
    ]


def _turns(own: WhoseTurn | None, of_amendment: WhoseTurn | None) -> tuple[WhoseTurn | None, ...]:
    """That nobody is waited for counts only where nothing waits in an amendment either."""
    return tuple(turn for turn in (own, of_amendment) if turn) or (None,)


def _todo(
    actor: Actor,
    agreement: Agreement,
    organization: OrganizationCard,
    people: Mapping[str, PersonCard],
    turn: WhoseTurn | None,
    today: date,
    pause: Pause | None,
) -> Todo:
    return Todo(
        number=agreement.number,
        title=agreement.title,
        organization=organization,
        stage=agreement.stage,
        whose=_whose(actor, turn, _ids_of_those_who_act(agreement, turn, people)),
        turn=turn,
        days_left=days_left(agreement.term, today),
        pause=pause,
    )


def _ids_of_those_who_act(
    agreement: Agreement, turn: WhoseTurn | None, people: Mapping[str, PersonCard]
) -> frozenset[str]:
    if turn is None:
        return frozenset()
    named = holders(agreement, turn.side, turn.role, people)
    stand_in = (turn.person,) if turn.person else ()
    return frozenset(person.id for person in named or stand_in)


def _whose(actor: Actor, turn: WhoseTurn | None, named: frozenset[str]) -> Whose:
    if turn is None:
        return Whose.NOBODY
    side = actor.side
    if turn.side is not side:
        return Whose.OTHER_SIDE
    return Whose.YOURS if actor.id in named else Whose.YOUR_SIDE


def _order(todo: Todo) -> tuple[int, date, str]:
    due = todo.turn.due_on if todo.turn else None
    return list(Whose).index(todo.whose), due or date.max, todo.number
