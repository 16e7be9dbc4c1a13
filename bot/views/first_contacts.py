"""Someone wants to do business with CEC: the offer, the form, what they are told, and what is shown of it later."""

from collections.abc import Mapping
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import actions, button, context, field, modal, option, safe, section, select, text_input
from bot.views.menus import menu
from domain.first_contacts import FirstContactState, title_of
from domain.people import ROLES_OF, Role, Side
from services.first_contact_cards import FirstContactView, Start

START = "Start with CEC"


def start_button(style: str | None = "primary") -> Block:
    return button(START, "first.start", style=style)


def offer(known: bool) -> tuple[str, list[Block]]:
    """To someone who says that they want to start. `known`: a customer, who gets an agreement at once."""
    more = (
        "A short form opens a new agreement for your organization."
        if known
        else "A short form asks for your organization, your role and what you need."
    )
    text = f"{more} CEC staff are told at once, and someone of them takes it up with you."
    return text, [section(text), actions([start_button()])]


def start_form(start: Start, metadata: Mapping[str, Any], belongs: bool) -> View:
    """`belongs`: the person is known as one of the organization, which is then not asked for."""
    who = f"You are {safe(start.name)}" + (f", {safe(start.email)}." if start.email else ".")
    blocks = [section(f"{who}\nCEC staff get this and take it up with you.")]
    if belongs and start.organization:
        blocks.append(context(f"For {safe(start.organization.name)}"))
    else:
        known = start.organization.name if start.organization else ""
        element = text_input(known, max_length=120)
        blocks.append(field("organization", "Your organization", element, hint="Its name or abbreviation."))
    if not start.email:
        hint = "Slack does not show it to me. CEC staff will check it."
        blocks.append(field("email", "Your e-mail at work", text_input(max_length=300), hint=hint))
    years = [option(f"{year.label} (from {year.start:%B %Y})", year.name) for year in start.fiscal_years]
    roles = [(role.label, role.value) for role in ROLES_OF[Side.CUSTOMER]]
    blocks += [
        field("wish", "What are you after?", text_input(multiline=True, max_length=3000)),
        field("role", "Your role in it", menu("value", "Role", roles, Role.PROGRAM_MANAGER.value)),
        field("fiscal_year", "From which fiscal year", select("value", "Fiscal year", years, years[0])),
        field("title", "Your title", text_input(start.title, max_length=300), optional=True),
        field("phone", "Your phone", text_input(start.phone, max_length=60), optional=True),
    ]
    return modal("first.ask", START, blocks, "Send to CEC", metadata)


def asked(view: FirstContactView) -> tuple[str, list[Block]]:
    """To the person, after the form was sent."""
    if view.first.state is FirstContactState.OPEN and view.number:
        title = safe(title_of(view.first))
        text = (
            f"{view.number} is open for you, “{title}”. CEC staff know, and one of them will lead it. "
            "The next thing to do is to name the contacts on your side."
        )
        name = button("Name contacts", "contacts.manage", {"n": view.number}, "primary")
        return text, [section(text), actions([name])]
    return waiting_text(view), [section(waiting_text(view))]


def waiting_text(view: FirstContactView) -> str:
    return (
        f"CEC staff have your request for {safe(view.first.organization_name)}. "
        "I write to you here as soon as they have decided."
    )


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
