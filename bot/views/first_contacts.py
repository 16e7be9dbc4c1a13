"""Someone wants to do business with CEC: the offer, the form, what they are told, and what is shown of it later."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.replies import Block, View
from bot.views.blocks import (
    actions,
    button,
    clip,
    confirmation,
    context,
    field,
    modal,
    option,
    safe,
    section,
    select,
    text_input,
)
from bot.views.handoffs import quoted_lines
from bot.views.menus import menu
from bot.views.talk import STATUS, ask_button
from bot.views.text import instant, join_and, plural
from domain.first_contacts import FirstContact, FirstContactState, title_of
from domain.people import ROLES_OF, Role, Side
from services.first_contact_cards import FirstContactView, Start

START, NEW_AGREEMENT = "Start with CEC", "New agreement"
MOST_NAMED = 3
WISH_SHOWN = 600


def start_button(known: bool = False, style: str | None = "primary") -> Block:
    """`known`: a customer, who works with CEC already."""
    return button(NEW_AGREEMENT if known else START, "first.start", style=style)


def offer(known: bool, numbers: Sequence[str] = (), count: int = 0) -> tuple[str, list[Block]]:
    """To someone who says that they want to start. `known`: a customer, who gets an agreement at once.

    `count` is how many open agreements they have, `numbers` are the first of them.
    """
    told = "CEC staff are told at once, and someone of them takes it up with you."
    if not known:
        text = f"A short form asks for your organization, your role and what you need. {told}"
        return text, [section(text), actions([start_button()])]
    more = f"short form opens a new agreement for your organization. {told}"
    if not count:
        return f"A {more}", [section(f"A {more}"), actions([start_button(known)])]
    named = f": {join_and(numbers)}" if count <= MOST_NAMED else ""
    text = f"Your organization has {plural(count, 'open agreement')} with CEC{named}.\nFor something else, a {more}"
    return text, [section(text), actions([ask_button(STATUS), start_button(known, style=None)])]


def start_form(start: Start, metadata: Mapping[str, Any], belongs: bool, before: FirstContact | None = None) -> View:
    """`belongs`: the person is known as one of the organization, which is then not asked for. `before` is what they
    asked and change now."""
    who = f"You are {safe(start.name)}" + (f", {safe(start.email)}." if start.email else ".")
    blocks = [section(f"{who}\nCEC staff get this and take it up with you.")]
    if belongs and start.organization:
        blocks.append(context(f"For {safe(start.organization.name)}"))
    else:
        known = before.organization_name if before else start.organization.name if start.organization else ""
        element = text_input(known, max_length=120)
        blocks.append(field("organization", "Your organization", element, hint="Its name or abbreviation."))
    if not start.email:
        hint = "Slack does not show it to me. CEC staff will check it."
        blocks.append(
            field("email", "Your e-mail at work", text_input(before.email if before else "", max_length=300), hint=hint)
        )
    years = [option(f"{year.label} (from {year.start:%B %Y})", year.name) for year in start.fiscal_years]
    year = next((each for each in years if before and each["value"] == before.fiscal_year), years[0])
    roles = [(role.label, role.value) for role in ROLES_OF[Side.CUSTOMER]]
    role = before.role if before else Role.PROGRAM_MANAGER
    title, phone = (before.title, before.phone) if before else (start.title, start.phone)
    blocks += [
        field("wish", "What are you after?", text_input(before.wish if before else "", True, max_length=3000)),
        field("role", "Your role in it", menu("value", "Role", roles, role.value)),
        field("fiscal_year", "From which fiscal year", select("value", "Fiscal year", years, year)),
        field("title", "Your title", text_input(title, max_length=300), optional=True),
        field("phone", "Your phone", text_input(phone, max_length=60), optional=True),
    ]
    if before:
        return modal("first.change", "Change your request", blocks, "Send to CEC", metadata)
    return modal("first.ask", NEW_AGREEMENT if belongs else START, blocks, "Send to CEC", metadata)


def asked(view: FirstContactView, zone: ZoneInfo) -> tuple[str, list[Block]]:
    """To the person, after the form was sent."""
    if view.first.state is FirstContactState.OPEN and view.number:
        title = safe(title_of(view.first))
        text = (
            f"{view.number} is open for you, “{title}”. CEC staff know, and one of them will lead it. "
            "The next thing to do is to name the contacts on your side."
        )
        name = button("Name contacts", "contacts.manage", {"n": view.number}, "primary")
        return text, [section(text), actions([name])]
    return waiting_card(view, zone)


def waiting_card(view: FirstContactView, zone: ZoneInfo) -> tuple[str, list[Block]]:
    """To the person: since when their request waits, what they asked, and how to change or withdraw it."""
    first = view.first
    lead = f" {safe(view.claimed_by.name)} of CEC takes care of it." if view.claimed_by else ""
    said = (
        f"Your request for {safe(first.organization_name)} has been waiting for CEC staff since "
        f"{instant(first.asked_at, zone)}.{lead} I write to you as soon as they have decided."
    )
    wish = quoted_lines(clip(first.wish, WISH_SHOWN))
    facts = f"As {first.role.label}, from FY{first.fiscal_year}."
    value = {"id": first.id}
    really = confirmation(
        "Withdraw your request?", "CEC staff are told. You can send a new one at any time.", "Withdraw"
    )
    buttons = [
        button("Change request", "first.change", value),
        button("Withdraw request", "first.withdraw", value, confirm=really),
    ]
    return f"{said}\n{wish}\n{facts}", [section(f"{said}\n{wish}"), context(facts), actions(buttons)]


def withdrawn(view: FirstContactView) -> tuple[str, list[Block]]:
    text = f"Your request for {safe(view.first.organization_name)} is withdrawn. You can send a new one at any time."
    return text, [section(text), actions([start_button(style=None)])]


def answered(view: FirstContactView, what: str) -> tuple[str, list[Block]]:
    """To the person: approved, declined, or someone of CEC leads it now."""
    if what == "declined":
        text = (
            f"CEC staff can't take up your request for {safe(view.first.organization_name)}.\n"
            f"Their reason: {safe(view.first.reason)}\nYou can ask for a person at CEC at any time."
        )
        return text, [section(text), actions([button("Talk to a person", "handoff.start", {"topic": ""})])]
    lead = f"{safe(view.claimed_by.name)} of CEC leads it." if view.claimed_by else ""
    if what == "led":
        text = f"{safe(view.claimed_by.name) if view.claimed_by else 'Someone'} of CEC leads {view.number} from now on."
    else:
        text = (
            f"CEC staff approved your request. {view.number} is open for you. {lead}\n"
            "The next thing to do is to name the contacts on your side."
        )
    rows = [
        button("Name contacts", "contacts.manage", {"n": view.number}, "primary"),
        button("Open the agreement", "agreements.open", {"number": view.number}),
    ]
    return text, [section(text), actions(rows)]
