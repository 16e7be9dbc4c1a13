"""Who is who on both sides: a person with all their roles in one place."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.replies import Block, View
from bot.views.blocks import actions, button, clip, modal, safe, section
from bot.views.sections import sections
from bot.views.text import capital, join_and
from domain.people import ROLES_OF, Role, Side
from services.agreement_cards import ContactSheet
from services.cards import PersonCard

NOBODY = "Nobody is named yet."


@dataclass(frozen=True)
class Holder:
    """A person and what they do: each role with the numbers of the agreements, none where it is all of them."""

    person: PersonCard
    side: Side
    roles: tuple[tuple[Role, tuple[str, ...]], ...]


def holders(sheets: Sequence[ContactSheet], side: Side) -> tuple[Holder, ...]:
    """One entry for each person of that side, in the order of the roles."""
    people: dict[str, PersonCard] = {}
    numbers: dict[str, dict[Role, list[str]]] = {}
    everywhere = [sheet.agreement for sheet in sheets if sheet.agreement]
    for sheet in sheets:
        for card in sheet.contacts:
            if card.side is side and sheet.agreement:
                people[card.person.id] = card.person
                numbers.setdefault(card.person.id, {}).setdefault(card.role, []).append(sheet.agreement)
    order = ROLES_OF[side]
    found = [_holder(people[key], side, roles, everywhere) for key, roles in numbers.items()]
    return tuple(sorted(found, key=lambda holder: (order.index(holder.roles[0][0]), holder.person.name)))


def _holder(person: PersonCard, side: Side, roles: dict[Role, list[str]], everywhere: Sequence[str]) -> Holder:
    ordered = sorted(roles.items(), key=lambda item: ROLES_OF[side].index(item[0]))
    kept = tuple((role, () if len(found) == len(everywhere) else tuple(found)) for role, found in ordered)
    return Holder(person, side, kept)


def roles_text(holder: Holder) -> str:
    """As in budget officer (SLA-2027-0042), funding official."""
    named = (f"{role.label} ({', '.join(numbers)})" if numbers else role.label for role, numbers in holder.roles)
    return ", ".join(named)


def reach(person: PersonCard, mention: bool) -> str:
    """How to reach someone. A mention notifies the person where they read along, so only in private."""
    parts = [f"<mailto:{person.email}|{safe(person.email)}>"]
    if person.phone:
        parts.append(safe(person.phone))
    if mention and person.slack_user_id:
        parts.append(f"<@{person.slack_user_id}> in Slack")
    return ", ".join(parts)


def person_line(person: PersonCard, does: str, mention: bool) -> str:
    """Name, title, what they do where the title does not say it, and how to reach them."""
    title = f", {safe(person.title)}" if person.title else ""
    role = f"{capital(does)}\n" if does and does.casefold() != person.title.casefold() else ""
    return f"*{safe(person.name)}*{title}\n{role}{reach(person, mention)}"


def plain_line(person: PersonCard, does: str) -> str:
    """The same in one line without links, for those who hear it."""
    parts = [safe(person.name), does or safe(person.title), safe(person.email), safe(person.phone)]
    return ", ".join(part for part in parts if part)


def contact_lines(sheets: Sequence[ContactSheet], side: Side, mention: bool) -> list[str]:
    return [person_line(holder.person, roles_text(holder), mention) for holder in holders(sheets, side)]


def those_with(sheets: Sequence[ContactSheet], role: Role, side: Side) -> tuple[Holder, ...]:
    """The people of that side who have the role somewhere."""
    return tuple(holder for holder in holders(sheets, side) if any(held is role for held, _ in holder.roles))


def role_sentence(found: Sequence[Holder], role: Role, whose: str) -> str:
    """As in "NRCS's budget officer is Linh Tran." `whose` is as in CEC's, NRCS's, your organization's."""
    if not found:
        return f"Nobody is named as {whose} {role.label} yet."
    names = join_and([f"{safe(holder.person.name)}{_only_for(holder, role)}" for holder in found])
    return f"{capital(whose)} {role.label} is {names}."


def contacts_text(sheets: Sequence[ContactSheet], customer: str) -> str:
    """Everything that the blocks say. `customer` heads the customer's side: At NRCS."""
    lines: list[str] = []
    for title, side in ((customer, Side.CUSTOMER), ("At CEC", Side.CEC)):
        people = [plain_line(holder.person, roles_text(holder)) for holder in holders(sheets, side)]
        lines += [f"{title}: {'; '.join(people)}."] if people else []
    others = [plain_line(person, "") for sheet in sheets for person in sheet.people]
    lines += [f"{customer}: {'; '.join(others)}."] if others else []
    lines += [vacant_text(sheets)] if vacant_text(sheets) else []
    return "\n".join(lines) or NOBODY


def contacts_blocks(sheets: Sequence[ContactSheet], customer: str, mention: bool) -> list[Block]:
    """The customer's side, CEC's side, and what nobody does yet."""
    blocks: list[Block] = []
    for title, side in ((customer, Side.CUSTOMER), ("At CEC", Side.CEC)):
        lines = contact_lines(sheets, side, mention)
        if lines:
            blocks += [section(f"*{title}*"), *sections(lines, "\n\n")]
    people = [person_line(person, "", mention) for sheet in sheets for person in sheet.people]
    if people:
        blocks += [section(f"*{customer}*"), *sections(people, "\n\n")]
    vacancies = vacant_text(sheets)
    if vacancies:
        blocks.append(section(vacancies))
    return (blocks or [section(NOBODY)])[:40]


def answer_text(sentences: Sequence[str], people: Sequence[Holder]) -> str:
    """Who has the role asked for, and how to reach them."""
    return "\n".join([*sentences, *(plain_line(holder.person, roles_text(holder)) + "." for holder in people)])


def answer_blocks(
    sentences: Sequence[str], people: Sequence[Holder], mention: bool, more: Sequence[Block]
) -> list[Block]:
    """`more` are buttons that lead on."""
    lines = [person_line(holder.person, roles_text(holder), mention) for holder in people]
    return [*(section(sentence) for sentence in sentences), *sections(lines, "\n\n"), actions(more)]


def contacts_modal(sheets: Sequence[ContactSheet], customer: str) -> View:
    buttons = contact_buttons(sheets)
    blocks = [*contacts_blocks(sheets, customer, mention=True), *([actions(buttons)] if buttons else [])]
    return modal("agreements.contacts", "Contacts", blocks, metadata={"view": "contacts"})


def contact_buttons(sheets: Sequence[ContactSheet], person: PersonCard | None = None) -> list[Block]:
    """To change these contacts, and to save them (or the one person) for an address book."""
    first = sheets[0]
    numbers = [sheet.agreement for sheet in sheets if sheet.agreement]
    where = {"n": numbers[0]} if len(numbers) == 1 else {"o": first.organization.key}
    if not numbers:
        return []
    card = button("Save all as vCards", "contacts.vcard", where)
    if person:
        card = button("Save as vCard", "contacts.vcard", {**where, "p": person.id}, label=save_label(person))
    return [button("Change contacts", "contacts.manage", where), card]


def save_label(person: PersonCard, does: str = "") -> str:
    """What a screen reader says of the button that saves the person's contact card."""
    role = f", {does}" if does else ""
    return f"{clip(person.name, 35)}{role}: Save as vCard"


def vacant_text(sheets: Sequence[ContactSheet]) -> str:
    """Which contacts are still needed, agreement by agreement; empty when all are named."""
    lines = [
        f"{sheet.agreement} still needs {join_and([vacancy.missing for vacancy in sheet.vacant])}."
        for sheet in sheets
        if sheet.vacant
    ]
    return "\n".join(lines)


def _only_for(holder: Holder, role: Role) -> str:
    numbers = next(numbers for held, numbers in holder.roles if held is role)
    return f" ({', '.join(numbers)})" if numbers else ""
