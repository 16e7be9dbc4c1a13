"""What to do next: for a customer what waits for them, else what CEC is doing; for staff what waits for CEC."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.agreement_lists import AgreementFilter, Order
from domain.agreements import Agreement
from domain.people import Side
from domain.permissions import Actor
from domain.renewals import days_left
from services.agreement_cards import NextSteps, Todo, Whose, WhoseTurn
from services.agreement_status import holders, whose_turn
from services.cards import OrganizationCard, PersonCard, organization_card, people_cards
from storage.unit_of_work import UnitOfWork

LISTED = 20
OWN_READ = 50
"""Agreements of one person that are looked at; more than that nobody leads at once."""


def next_steps_of(work: UnitOfWork, actor: Actor, today: date) -> NextSteps:
    agreements, more = _for_staff(work, actor) if actor.is_staff else _for_customer(work, actor)
    todos = _todos(work, actor, agreements, today)
    if actor.is_staff:
        todos = [todo for todo in todos if todo.whose in (Whose.YOURS, Whose.YOUR_SIDE)]
    ordered = sorted(todos, key=_order)
    return NextSteps(tuple(ordered[:LISTED]), more or len(ordered) > LISTED)


def todo_of(work: UnitOfWork, actor: Actor, agreement: Agreement, today: date) -> Todo:
    """What waits in one agreement, as the actor sees it."""
    return _todos(work, actor, [agreement], today)[0]


def _for_customer(work: UnitOfWork, actor: Actor) -> tuple[list[Agreement], bool]:
    found = work.agreements.of_organization(actor.organization or "", OWN_READ, 0)
    return [agreement for agreement in found if agreement.closed_at is None], len(found) == OWN_READ


def _for_staff(work: UnitOfWork, actor: Actor) -> tuple[list[Agreement], bool]:
    """The actor's own agreements that wait for CEC, and the most urgent of all others."""
    urgent = work.agreements.page(AgreementFilter(waiting_for=Side.CEC, order=Order.URGENCY), 0, LISTED)
    own = work.agreements.of_contact(actor.id, Side.CEC, OWN_READ) if actor.person else ()
    others = work.agreements.several(summary.id for summary in urgent.items)
    return list({agreement.id: agreement for agreement in (*own, *others)}.values()), urgent.has_next


def _todos(work: UnitOfWork, actor: Actor, agreements: Sequence[Agreement], today: date) -> list[Todo]:
    people = people_cards(work, (c.person_id for agreement in agreements for c in agreement.contacts))
    known = work.organizations.all() if actor.is_staff else (work.organizations.get(actor.organization or ""),)
    organizations = {organization.key: organization_card(organization) for organization in known}
    return [_todo(actor, agreement, organizations[agreement.organization], people, today) for agreement in agreements]


def _todo(
    actor: Actor,
    agreement: Agreement,
    organization: OrganizationCard,
    people: Mapping[str, PersonCard],
    today: date,
) -> Todo:
    turn = whose_turn(agreement, people, today)
    return Todo(
        number=agreement.number,
        title=agreement.title,
        organization=organization,
        stage=agreement.stage,
        whose=_whose(actor, turn, _ids_of_those_who_act(agreement, turn, people)),
        turn=turn,
        days_left=days_left(agreement.term, today),
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
    side = Side.CEC if actor.is_staff else Side.CUSTOMER
    if turn.side is not side:
        return Whose.OTHER_SIDE
    return Whose.YOURS if actor.id in named else Whose.YOUR_SIDE


def _order(todo: Todo) -> tuple[int, date, str]:
    due = todo.turn.due_on if todo.turn else None
    return list(Whose).index(todo.whose), due or date.max, todo.number
