"""`share_contacts`: a sentence about a contact opens the filled form by a button; nothing changes before it is sent."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.contact_words import ContactWords, read_contact, wants_to_start
from bot.context import Turn
from bot.handlers.agreement_replies import is_known, organization_asked, told
from bot.handlers.asked import number_asked, roles_asked
from bot.handlers.first_contacts import start_reply
from bot.replies import Block, Reply
from bot.views.blocks import actions, button, safe, section
from bot.views.contacts import vacant_text
from bot.views.talk import AGREEMENTS, offers_row
from domain.people import ROLES_OF, Role, Side
from domain.permissions import Action, Subject
from services.access import require
from services.cards import PersonCard
from services.contact_cards import ContactBook

WHOSE = "Whose contacts do you want to change? Name an organization or the number of an agreement."
BEFORE = "Nothing is changed before you send the form."
SOMEONE = "someone"
MOST_FORMS = 4
_PARTS = re.compile(r"[;\n]+|(?<=[a-z)])\.\s+|,? and (?=(?:our |the )?[\w'’ -]+? (?:is|will be)\b)")


def share_contacts(turn: Turn) -> Reply:
    if not is_known(turn.actor) or (wants_to_start(turn.text) and not turn.actor.is_staff):
        return told(turn.asker, lambda: start_reply(turn.asker, turn.services))
    return told(turn.asker, lambda: _share(turn))


def _share(turn: Turn) -> Reply:
    book = _book(turn)
    if book is None:
        return Reply(WHOSE, [section(WHOSE), offers_row([AGREEMENTS])], private=True)
    if not any(sheet.agreement for sheet in book.sheets):
        return _without_agreement(turn, book)
    if not book.numbers:
        require(turn.actor, Action.CHANGE_CONTACTS, Subject(book.organization.key, side=Side.CUSTOMER))
    people = [person for side in book.sides for person in book.people.get(side, ())]
    lines, buttons = _offers(turn, book, people)
    missing = vacant_text(book.sheets)
    text = "\n".join([*lines, *([missing] if missing else []), BEFORE])
    memory = replace(turn.memory, organization=book.organization.key, agreement=_number(book) or turn.memory.agreement)
    return Reply(text, [section(text), actions(buttons)], frozenset({book.organization.key}), memory=memory)


def _book(turn: Turn) -> ContactBook | None:
    """Of the agreement or organization named, else of what was spoken of, else the asker's own; None where unclear."""
    number = number_asked(turn)
    named = None if number else organization_asked(turn)
    if number or named:
        return turn.services.contacts.book(turn.actor, number, named.key if named else None)
    if not turn.actor.is_staff:
        return turn.services.contacts.book(turn.actor)
    if turn.memory.agreement:
        return turn.services.contacts.book(turn.actor, turn.memory.agreement)
    if turn.memory.organization:
        return turn.services.contacts.book(turn.actor, None, turn.memory.organization)
    return None


def _offers(turn: Turn, book: ContactBook, people: Sequence[PersonCard]) -> tuple[list[str], list[Block]]:
    """What can be done about what was said, each with its button."""
    lines: list[str] = []
    buttons: list[Block] = []
    leaves = read_contact(turn.text, people).leaves
    if leaves:
        lines.append(f"I can hand over all that {safe(leaves.name)} has to do to others.")
        buttons.append(button(f"{leaves.name} left", "contacts.leaving", {"p": leaves.id, **_where(book)}))
    for place, part in enumerate(_parts(turn.text, people)[:MOST_FORMS]):
        said = read_contact(part, people)
        if leaves and not said.name:
            continue
        side, roles = _roles(part, said, book)
        if leaves and not roles:
            side, roles = leaves.side, _only_role(book, leaves)
        who = _who(said)
        lines.append(_can_name(who, roles[0] if roles else None))
        only = {} if leaves else _vacant_in(book, side, roles)
        value = {**_where(book), **_form_values(turn, said, side, roles), **only}
        label = f"Name {said.name}" if said.name else "Open the form"
        buttons.append(button(label, f"contacts.add:{place}", value, "primary"))
    return lines, [*buttons, button("All contacts", "contacts.manage", _where(book))]


def _parts(text: str, people: Sequence[PersonCard]) -> list[str]:
    """The parts that each give a role to someone, where there are several of them; else the whole text."""
    parts = [part for part in _PARTS.split(text) if part and roles_asked(part) and read_contact(part, people).name]
    return parts if len(parts) > 1 else [text]


def _who(said: ContactWords) -> str:
    if said.myself:
        return "you"
    return said.name or (said.known.name if said.known else "") or SOMEONE


def _can_name(who: str, role: Role | None) -> str:
    as_what = f" as {role.label}" if role else ""
    if who == SOMEONE:
        return f"I can name someone{as_what}. Open the form and say who."
    return f"I can name {safe(who)}{as_what}. Check the form and send it."


def _roles(text: str, said: ContactWords, book: ContactBook) -> tuple[Side, Sequence[Role]]:
    """The roles that the sentence names, on the side whose they are: of both sides the one of the person named."""
    found = roles_asked(text)
    if said.known:
        return said.known.side, [role for role in found if role in ROLES_OF[said.known.side]]
    for side in book.sides:
        fitting = [role for role in found if role in ROLES_OF[side]]
        if fitting:
            return side, fitting
    return book.sides[0] if book.sides else Side.CUSTOMER, ()


def _only_role(book: ContactBook, person: PersonCard) -> Sequence[Role]:
    """The role of that person in these agreements, where it is one: who replaces them gets it."""
    cards = (card for sheet in book.sheets for card in sheet.contacts if card.person.id == person.id)
    roles = dict.fromkeys(card.role for card in cards)
    return tuple(roles) if len(roles) == 1 else ()


def _form_values(turn: Turn, said: ContactWords, side: Side, roles: Sequence[Role]) -> dict[str, Any]:
    known = said.known
    slack_user = turn.asker.slack_user_id if said.myself else (known.slack_user_id if known else None)
    values = {
        "s": side.value,
        "r": roles[0].value if roles else "",
        "u": slack_user or "",
        "name": "" if slack_user else said.name[:120] or (known.name if known else ""),
        "mail": said.email[:200] or (known.email if known and not slack_user else ""),
        "tel": said.phone[:40],
        "b": "1" if said.in_addition else "",
    }
    return {name: value for name, value in values.items() if value}


def _vacant_in(book: ContactBook, side: Side, roles: Sequence[Role]) -> dict[str, str]:
    """The agreement that still needs this role, where it is one: nobody is replaced in the others unasked."""
    wanted = f"{side}_{roles[0]}" if roles else ""
    needing = [sheet.agreement for sheet in book.sheets if any(each.key == wanted for each in sheet.vacant)]
    return {"only": needing[0]} if len(needing) == 1 and needing[0] else {}


def _where(book: ContactBook) -> dict[str, str]:
    number = _number(book)
    return {"n": number} if number else {"o": book.organization.key}


def _number(book: ContactBook) -> str | None:
    numbers = [sheet.agreement for sheet in book.sheets if sheet.agreement]
    return numbers[0] if len(numbers) == 1 else None


def _without_agreement(turn: Turn, book: ContactBook) -> Reply:
    name = safe(book.organization.name)
    if turn.actor.is_staff:
        text = f"{name} has no open agreement. Contacts belong to one."
        return Reply(text, [section(text), offers_row([AGREEMENTS])], frozenset({book.organization.key}))
    reply = start_reply(turn.asker, turn.services)
    text = f"{name} has no open agreement with CEC yet. {reply.text}"
    return Reply(text, [section(text), *reply.blocks[1:]], private=True)
