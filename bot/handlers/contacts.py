"""Who is who: the people of an agreement or an organization on both sides, and who has one role."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.context import Turn
from bot.handlers.agreement_replies import organization_asked, told
from bot.handlers.asked import handles_account, number_asked, roles_asked, side_asked
from bot.replies import Reply, View
from bot.views.blocks import section
from bot.views.contacts import contact_answer, contacts_blocks, contacts_modal, contacts_text, person_line
from bot.views.talk import AGREEMENTS, PERSON, offers_row
from domain.errors import NotFound
from domain.people import ROLES_OF, Role, Side
from domain.permissions import Actor
from services import Services
from services.agreement_cards import ContactSheet
from services.cards import PersonCard

WHOSE_CONTACTS = "Whose contacts do you want to see? Name an organization or the number of an agreement."
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*)+")


def find_contact(turn: Turn) -> Reply:
    """`find_contact`: all contacts, the one with a role, or one person."""
    return told(turn.asker, lambda: _find(turn))


def _find(turn: Turn) -> Reply:
    number = number_asked(turn)
    if number:
        return _answered(turn, turn.services.agreements.contacts(turn.actor, agreement=number), number)
    named = organization_asked(turn)
    if named:
        return _answered(turn, turn.services.agreements.contacts(turn.actor, organization=named.key))
    if not turn.actor.is_staff:
        return _answered(turn, turn.services.agreements.contacts(turn.actor))
    return _for_staff(turn)


def _for_staff(turn: Turn) -> Reply:
    """Staff who name nothing: a person by name, else what was spoken of before, else a question back."""
    person = _person_named(turn)
    if person:
        return _person_reply(turn, person)
    if turn.memory.agreement:
        sheets = turn.services.agreements.contacts(turn.actor, agreement=turn.memory.agreement)
        return _answered(turn, sheets, turn.memory.agreement)
    if turn.memory.organization:
        return _answered(turn, turn.services.agreements.contacts(turn.actor, organization=turn.memory.organization))
    return Reply(WHOSE_CONTACTS, [section(WHOSE_CONTACTS), offers_row([AGREEMENTS])], private=True)


def _answered(turn: Turn, sheets: Sequence[ContactSheet], number: str | None = None) -> Reply:
    organization = sheets[0].organization
    person = _person_in(turn.text, sheets)
    answer = person_line(person, "", turn.asker.place.direct) if person else _role_answer(turn, sheets)
    heading = f"At {organization.name}"
    memory = replace(turn.memory, organization=organization.key, agreement=number or turn.memory.agreement)
    return Reply(
        text=contacts_text(sheets, heading, answer),
        blocks=contacts_blocks(sheets, heading, turn.asker.place.direct, answer),
        about=frozenset({organization.key}),
        memory=memory,
    )


def _role_answer(turn: Turn, sheets: Sequence[ContactSheet]) -> str:
    """Who has the role asked for; empty when none was."""
    staff = turn.actor.is_staff
    roles = roles_asked(turn.text)
    if not roles and handles_account(turn.text) and sheets[0].agreement:
        roles = (Role.SML,)
    asked = side_asked(turn.text, staff)
    answers = [_one_role(sheets, role, side, staff) for role in roles for side in _sides(role, asked)]
    return "\n".join(answers)


def _one_role(sheets: Sequence[ContactSheet], role: Role, side: Side, reader_is_staff: bool) -> str:
    customer = f"{sheets[0].organization.abbreviation}'s" if reader_is_staff else "your organization's"
    return contact_answer(sheets, role, side, "CEC's" if side is Side.CEC else customer)


def _sides(role: Role, asked: Side | None) -> tuple[Side, ...]:
    """The sides on which the role exists; of both, the one asked for."""
    sides = tuple(side for side in (Side.CUSTOMER, Side.CEC) if role in ROLES_OF[side])
    return (asked,) if asked in sides and asked else sides


def _person_in(text: str, sheets: Sequence[ContactSheet]) -> PersonCard | None:
    """The contact whose full name stands in the sentence."""
    people = [card.person for sheet in sheets for card in sheet.contacts] + [p for s in sheets for p in s.people]
    return next((person for person in people if person.name.casefold() in text.casefold()), None)


def _person_named(turn: Turn) -> PersonCard | None:
    for name in _NAME.findall(turn.text):
        try:
            return turn.services.directory.find_person(turn.actor, name)
        except NotFound:
            continue
    return None


def _person_reply(turn: Turn, person: PersonCard) -> Reply:
    owner = turn.services.directory.organization(turn.actor, person.organization).name if person.organization else "CEC"
    line = person_line(person, f"of {owner}", turn.asker.place.direct)
    about = frozenset({person.organization}) if person.organization else frozenset[str]()
    return Reply(line.replace("*", ""), [section(line), offers_row([PERSON])], about)


def contacts_of(actor: Actor, services: Services, number: str) -> View:
    """All contacts of one agreement, as a modal."""
    sheets = services.agreements.contacts(actor, agreement=number)
    return contacts_modal(sheets, f"At {sheets[0].organization.name}")
