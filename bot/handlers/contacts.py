"""Who is who: the people of an agreement or an organization on both sides, and who has one role."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.context import Click, Turn
from bot.handlers.agreement_replies import organization_asked, told
from bot.handlers.asked import (
    agreement_spoken_of,
    asks_whom_to_call,
    handles_account,
    number_asked,
    roles_asked,
    side_asked,
)
from bot.handlers.experts import advice, advice_sentence, expert_ids, titled, topic_asked
from bot.handlers.people_named import means_same_person, person_asked
from bot.replies import Block, Modal, Outcome, Reply
from bot.views.blocks import actions, button, read_value, safe, section
from bot.views.contacts import (
    Holder,
    answer_blocks,
    answer_text,
    contact_buttons,
    contacts_blocks,
    contacts_modal,
    contacts_text,
    holders,
    person_line,
    plain_line,
    role_sentence,
    those_with,
)
from bot.views.sections import sections
from bot.views.talk import AGREEMENTS, offers_row, quoted
from domain.errors import NotFound
from domain.people import ROLES_OF, Role, Side
from services.agreement_cards import ContactSheet
from services.cards import PersonCard

WHOSE_CONTACTS = "Whose contacts do you want to see? Name an organization or the number of an agreement."
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*)+")


def find_contact(turn: Turn) -> Reply:
    """`find_contact`: all contacts, the one with a role, or one person."""
    return told(turn.asker, lambda: _find(turn))


def _find(turn: Turn) -> Reply:
    if means_same_person(turn.text) and turn.memory.person:
        return _person_reply(turn, turn.services.directory.person(turn.actor, turn.memory.person))
    number = number_asked(turn)
    if number:
        return _answered(turn, turn.services.agreements.contacts(turn.actor, agreement=number), number)
    name = person_asked(turn)
    if name:
        return _people_called(turn, name)
    named = organization_asked(turn)
    if named:
        return _answered(turn, turn.services.agreements.contacts(turn.actor, organization=named.key))
    if not turn.actor.is_staff:
        focus = agreement_spoken_of(turn)
        return _answered(turn, turn.services.agreements.contacts(turn.actor, agreement=focus), focus)
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
    return _experts_reply(turn) or _whose_reply()


def _experts_reply(turn: Turn) -> Reply | None:
    """CEC's own specialists for a service or an area that staff ask about."""
    topic = topic_asked(turn)
    staff = turn.services.directory.staff(turn.actor)
    ids = expert_ids(staff, topic[1]) if topic else frozenset[str]()
    found = [person for person in staff if person.id in ids]
    if not topic or not found:
        return None
    sentence = advice_sentence(topic[0], found, specialists=True)
    lines = [person_line(person, "", turn.asker.place.direct) for person in found]
    text = "\n".join([sentence, *(plain_line(person, "") for person in found)])
    return Reply(text, [section(f"*{sentence}*"), *(section(line) for line in lines)])


def _whose_reply() -> Reply:
    return Reply(WHOSE_CONTACTS, [section(WHOSE_CONTACTS), offers_row([AGREEMENTS])], private=True)


def _answered(turn: Turn, sheets: Sequence[ContactSheet], number: str | None = None) -> Reply:
    """One person or role where the sentence asks for one, else everyone."""
    organization = sheets[0].organization
    sentences, people = _asked_for(turn, sheets)
    direct = turn.asker.place.direct
    heading = f"At {safe(organization.name)}"
    if sentences or people:
        text = answer_text(sentences, people)
        only = people[0].person if len(people) == 1 else None
        more = [_everyone(organization.key, number), *contact_buttons(sheets, only)]
        blocks = answer_blocks(sentences, people, direct, more)
    else:
        text, blocks = contacts_text(sheets, heading), contacts_blocks(sheets, heading, direct)
        buttons = contact_buttons(sheets)
        blocks += [actions(buttons)] if buttons else []
    memory = replace(
        turn.memory,
        organization=organization.key,
        agreement=number or turn.memory.agreement,
        person=people[0].person.id if len(people) == 1 else None,
    )
    return Reply(text, blocks, frozenset({organization.key}), memory=memory)


def _everyone(organization: str, number: str | None) -> Block:
    value = {"number": number} if number else {"organization": organization}
    return button("All contacts", "agreements.contacts", value)


def _asked_for(turn: Turn, sheets: Sequence[ContactSheet]) -> tuple[list[str], list[Holder]]:
    """What to say about the person or the role asked for, and the people themselves; nothing when none was."""
    named = [h for side in Side for h in holders(sheets, side) if h.person.name.casefold() in turn.text.casefold()]
    if named:
        return [], named[:1]
    sentences, people = titled(turn.text, sheets)
    if sentences or people:
        return sentences, people
    asked = _side(turn)
    roles = roles_asked(turn.text, asked)
    topic = topic_asked(turn)
    if topic and roles in ((), (Role.TECHNICAL_SPECIALIST,)) and sheets[0].agreement:
        return advice(sheets, topic)
    if not roles and handles_account(turn.text) and sheets[0].agreement:
        roles = (Role.SML,)
    found = [(role, side, those_with(sheets, role, side)) for role in roles for side in _sides(role, asked)]
    sentences = [role_sentence(people, role, _whose(turn, sheets, side)) for role, side, people in found]
    everyone = {holder.person.id: holder for _, _, people in found for holder in people}
    return sentences, list(everyone.values())


def _side(turn: Turn) -> Side | None:
    """Whose side is asked about: "at ARS" is that customer's; a customer calls CEC about money, not a colleague."""
    asked = side_asked(turn.text, turn.actor.is_staff)
    if not turn.actor.is_staff:
        return Side.CEC if asks_whom_to_call(turn.text) else asked
    if asked:
        return asked
    at = any(
        e.entity == "organization" and turn.text[: e.start].rstrip().endswith(" at")
        for e in turn.understanding.entities
    )
    return Side.CUSTOMER if at else None


def _whose(turn: Turn, sheets: Sequence[ContactSheet], side: Side) -> str:
    if side is Side.CEC:
        return "CEC's"
    return f"{safe(sheets[0].organization.abbreviation)}'s" if turn.actor.is_staff else "your organization's"


def _sides(role: Role, asked: Side | None) -> tuple[Side, ...]:
    """The sides on which the role exists; of both, the one asked for."""
    sides = tuple(side for side in (Side.CUSTOMER, Side.CEC) if role in ROLES_OF[side])
    return (asked,) if asked in sides and asked else sides


def _person_named(turn: Turn) -> PersonCard | None:
    for name in _NAME.findall(turn.text):
        try:
            return turn.services.directory.find_person(turn.actor, name)
        except NotFound:
            continue
    return None


def _people_called(turn: Turn, name: str) -> Reply:
    """Everyone of that name whom the asker may reach; where there is nobody, that and the way to all contacts."""
    found = turn.services.directory.reachable(turn.actor, name)
    if len(found) == 1:
        return _person_reply(turn, found[0])
    own = turn.actor.organization
    everyone = actions([_everyone(own, None)]) if own else offers_row([AGREEMENTS])
    if not found:
        text = f"I don't know anyone called “{quoted(name)}” whom you can reach through me. Look at all contacts."
        return Reply(text, [section(text), everyone], private=True)
    sentence = f"Several people could be meant by “{quoted(name)}”."
    lines = [person_line(person, _at(turn, person), turn.asker.place.direct) for person in found]
    text = "\n".join([sentence, *(f"{plain_line(person, '')}, {_at(turn, person)}." for person in found)])
    return Reply(text, [section(sentence), *sections(lines, "\n\n"), everyone], _of_people(turn, found))


def _person_reply(turn: Turn, person: PersonCard) -> Reply:
    blocks = [section(person_line(person, _at(turn, person), turn.asker.place.direct))]
    memory = replace(turn.memory, person=person.id)
    return Reply(f"{plain_line(person, '')}, {_at(turn, person)}.", blocks, _of_people(turn, [person]), memory=memory)


def _at(turn: Turn, person: PersonCard) -> str:
    key = person.organization
    return f"at {safe(turn.services.directory.organization(turn.actor, key).name) if key else 'CEC'}"


def _of_people(turn: Turn, people: Sequence[PersonCard]) -> frozenset[str]:
    """Whom the answer tells something about: what a customer is told is their organization's."""
    return frozenset(key for person in people if (key := person.organization or turn.actor.organization))


def all_contacts(click: Click) -> Outcome:
    """The button: everyone on both sides, in a modal."""
    value = read_value(click.value)
    number, organization = value.get("number"), value.get("organization")
    sheets = click.services.agreements.contacts(
        click.actor,
        agreement=str(number)[:40] if number else None,
        organization=str(organization)[:60] if organization else None,
    )
    return Modal(contacts_modal(sheets, f"At {safe(sheets[0].organization.name)}"))
