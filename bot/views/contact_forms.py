"""Contacts to be changed: the list with a menu at each person, and the forms. One modal whose content changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.replies import Block, View
from bot.views.admin import done_row
from bot.views.admin_forms import fingerprint
from bot.views.blocks import actions, button, context, field, modal, option, plain, safe, section, select, text_input
from bot.views.contact_signatures import voided_by, voided_by_naming
from bot.views.contacts import person_line, save_label
from bot.views.menus import menu
from bot.views.text import join_and
from domain.people import ROLES_OF, Role, Side
from services.agreement_cards import ContactSheet
from services.cards import ContactCard, PersonCard
from services.contact_cards import ContactBook

ALL = "all"
"""The choice of every open agreement in the form that names someone."""

INSTEAD, BESIDE = "instead", "beside"
SHOWN = 30
"""Contacts and vacancies of one agreement that a modal has room for."""


@dataclass(frozen=True)
class Named:
    """What a form that names someone holds already. `number` None: any open agreement, of which `only` was chosen.
    `replaces` is a person id."""

    number: str | None = None
    side: Side = Side.CUSTOMER
    role: Role | None = None
    slack_user_id: str = ""
    name: str = ""
    email: str = ""
    title: str = ""
    phone: str = ""
    replaces: str | None = None
    in_addition: bool = False
    only: str = ""


# -- the list ----------------------------------------------------------------------------------------------------


def choose_view(book: ContactBook, done: str = "") -> View:
    """Which of several agreements."""
    rows = [
        section(
            f"*{sheet.agreement}*  {safe(sheet.title or '')}{_lacking(sheet)}",
            button(
                "Show", f"contacts.manage:{sheet.agreement}", {"n": sheet.agreement}, label=f"Show {sheet.agreement}"
            ),
        )
        for sheet in book.sheets
        if sheet.agreement
    ]
    every = len(book.numbers) == len(rows) and not book.has_more
    label = "Name someone for all of them" if every else "Name someone"
    name = button(label, "contacts.add", {"o": book.organization.key}, "primary")
    blocks = [*done_row(done), *([actions([name])] if book.sides else []), *rows, *_more(book)]
    return modal("contacts.manage", "Contacts", blocks, metadata={"view": "contacts"})


def _more(book: ContactBook) -> list[Block]:
    """Where not every open agreement is shown, that and the way to the others."""
    if not book.has_more:
        return []
    shown = f"The {len(book.sheets)} most urgent of {book.count} open agreements are shown."
    return [context(f"{shown} For another one, ask for its contacts by its number.")]


def _lacking(sheet: ContactSheet) -> str:
    missing = join_and([vacancy.missing for vacancy in sheet.vacant])
    return f"\nStill needs {missing}." if missing else ""


def manage_view(book: ContactBook, done: str = "") -> View:
    """One agreement: who has which role, with a menu at those whom the reader may change, and who is missing."""
    sheet = book.sheets[0]
    blocks = [*done_row(done), section(f"*{sheet.agreement}*  {safe(sheet.title or '')}"), _top(book, sheet)]
    for side in (Side.CUSTOMER, Side.CEC):
        cards = [card for card in sheet.contacts if card.side is side]
        blocks.append(section(f"*{_title(book, side)}*"))
        blocks += [_person(sheet, card, side in book.sides) for card in cards[:SHOWN]] or [section("Nobody yet.")]
    blocks += [_vacant(book, sheet, vacancy.side, vacancy.role) for vacancy in sheet.vacant[:SHOWN]]
    return modal("contacts.manage", "Contacts", blocks, metadata={"view": "contacts"})


def _top(book: ContactBook, sheet: ContactSheet) -> Block:
    cards = button("Save all as vCards", "contacts.vcard", {"n": sheet.agreement})
    add = [button("Name someone", "contacts.add", {"n": sheet.agreement}, "primary")] if book.sides else []
    return actions([*add, cards])


def _title(book: ContactBook, side: Side) -> str:
    return "At CEC" if side is Side.CEC else f"At {safe(book.organization.name)}"


def _person(sheet: ContactSheet, card: ContactCard, changeable: bool) -> Block:
    person = card.person
    text = person_line(person, card.role.label, mention=True)
    key = f"{person.id}.{card.role.value}"
    choices = [("Save as vCard", "card")]
    if changeable:
        choices = [("Replace", "replace"), ("Take off this role", "remove"), *choices]
        choices += (
            [("Change their details", "change"), ("This person left", "left")] if card.side is Side.CUSTOMER else []
        )
    if len(choices) == 1:
        value = {"n": sheet.agreement, "p": person.id}
        label = save_label(person, card.role.label)
        return section(text, button("Save as vCard", f"contacts.vcard:{key}", value, label=label))
    options = [option(label, _packed(do, sheet.agreement, person.id, card.role)) for label, do in choices]
    element: Block = {"type": "overflow", "action_id": f"contacts.person:{key}", "options": options}
    return section(text, element)


def _packed(do: str, number: str | None, person_id: str, role: Role) -> str:
    """An option's value holds 150 characters."""
    return json.dumps({"d": do, "n": number, "p": person_id, "r": role.value}, separators=(",", ":"))


def _vacant(book: ContactBook, sheet: ContactSheet, side: Side, role: Role) -> Block:
    owner = "at CEC" if side is Side.CEC else f"at {book.organization.abbreviation}"
    value = {"n": sheet.agreement, "s": side.value, "r": role.value}
    text = f"Still needed {safe(owner)}: {role.label}"
    name = button("Name", f"contacts.add:{side}.{role}", value, label=f"Name the {role.label} {owner}")
    return section(text, name if side in book.sides else None)


# -- naming someone ----------------------------------------------------------------------------------------------


def name_form(book: ContactBook, named: Named, at: datetime, warning: str = "") -> View:
    """`at` is when it is opened: what somebody else changes later is shown before it is replaced."""
    old = _replaced(book, named)
    blocks = [
        *([section(f"⚠ {safe(warning)}")] if warning else []),
        *_for_which(book, named),
        *(voided_by(book, named.side, named.role) if old and named.role else voided_by_naming(book)),
        *(_instead_of(old, named) if old else _as_what(book, named)),
        field("person", "Who, in Slack", _in_slack(named.slack_user_id), optional=True),
        section("Or someone who is not in Slack:"),
        _text("name", "Name", named.name),
        _text("email", "E-mail", named.email),
        _text("title", "Title", named.title),
        _text("phone", "Phone", named.phone),
    ]
    return modal("contacts.name", "Name a contact", blocks, "Save", _naming(book, named, at, old))


def _for_which(book: ContactBook, named: Named) -> list[Block]:
    """The agreement that it is for, to choose where several may be meant."""
    numbers = list(book.numbers)
    if named.number is not None or len(numbers) == 1:
        return [context(f"For {named.number or numbers[0]}")]
    every = f"All {len(numbers)} {'in this list' if book.has_more else 'open agreements'}"
    choices = [(every, ALL), *((number, number) for number in numbers)]
    chosen = named.only if named.only in numbers else ALL
    return [field("agreement", "For", menu("value", "Agreement", choices, chosen, first=1)), *_more(book)]


def _instead_of(old: PersonCard, named: Named) -> list[Block]:
    return [context(f"In place of {safe(old.name)}, {named.role.label if named.role else ''}")]


def _as_what(book: ContactBook, named: Named) -> list[Block]:
    """The role, and whether somebody else keeps it beside them."""
    chosen = f"{named.side}.{named.role}" if named.role else None
    ways = [option("In place of who has it now", INSTEAD), option("In addition", BESIDE)]
    how = select("value", "How", ways, ways[1 if named.in_addition else 0])
    return [
        field("role", "Role", menu("value", "Role", _roles(book), chosen)),
        field("how", "Where someone has this role", how),
    ]


def _naming(book: ContactBook, named: Named, at: datetime, old: PersonCard | None) -> dict[str, Any]:
    """What travels with the form."""
    numbers = list(book.numbers)
    return {
        "view": "contacts",
        "n": named.number or (numbers[0] if len(numbers) == 1 else None),
        "o": book.organization.key,
        "at": at.isoformat(),
        "for": [named.number] if named.number else numbers,
        **({"p": old.id, "r": f"{named.side}.{named.role}"} if old else {}),
    }


def _replaced(book: ContactBook, named: Named) -> PersonCard | None:
    cards = (card for sheet in book.sheets for card in sheet.contacts if card.role is named.role)
    return next((card.person for card in cards if card.person.id == named.replaces), None)


def _roles(book: ContactBook) -> list[tuple[str, str]]:
    owners = {Side.CUSTOMER: book.organization.abbreviation, Side.CEC: "CEC"}
    several = len(book.sides) > 1
    return [
        (f"{role.label} ({owners[side]})" if several else role.label, f"{side}.{role}")
        for side in book.sides
        for role in ROLES_OF[side]
    ]


def _in_slack(chosen: str) -> Block:
    element: Block = {"type": "users_select", "action_id": "value", "placeholder": plain("Choose a person", 150)}
    if chosen:
        element["initial_user"] = chosen
    return element


# -- one person --------------------------------------------------------------------------------------------------


def person_form(person: PersonCard, number: str) -> View:
    mark = person.id
    blocks = [
        _text(f"name|{mark}", "Name", person.name, optional=False),
        _text(f"email|{mark}", "E-mail", person.email, optional=False),
        _text(f"title|{mark}", "Title", person.title),
        _text(f"phone|{mark}", "Phone", person.phone),
    ]
    metadata = {"view": "contacts", "p": person.id, "n": number, "was": fingerprint(person)}
    return modal("contacts.person", "Change a contact", blocks, "Save", metadata)


def remove_form(book: ContactBook, person: PersonCard, number: str, role: Role) -> View:
    text = f"{safe(person.name)} will no longer be {role.label} of {number}. The other side is told."
    metadata = {"view": "contacts", "p": person.id, "n": number, "r": role.value}
    return modal(
        "contacts.remove",
        "Take off this role",
        [section(text), *voided_by(book, person.side, role)],
        "Take off",
        metadata,
    )


def _text(name: str, label: str, initial: str, optional: bool = True) -> Block:
    return field(name, label, text_input(initial, max_length=300), optional=optional)


def entered_named(entered: Mapping[str, Any], before: Named) -> Named:
    """The same with what was typed, to be shown again."""
    texts = {name: str(entered.get(name) or "") for name in ("name", "email", "title", "phone")}
    chosen, beside = str(entered.get("person") or ""), entered.get("how") == BESIDE
    only = str(entered.get("agreement") or "")
    return replace(before, slack_user_id=chosen, in_addition=beside, only=only, **texts)
