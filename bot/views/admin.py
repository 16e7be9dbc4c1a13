"""What administrators see: menus and lists. One modal whose content changes, so nothing stale lies below it."""

from collections.abc import Sequence
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import actions, button, confirmation, context, field, header, modal, safe, section, text_input
from bot.views.menus import menu
from bot.views.text import plural
from domain.people import Person
from services.admin import OrganizationEntry, OrganizationPage, PeoplePage
from services.cards import OrganizationCard
from services.channels import BindingCard

CEC = "-cec-"
"""The choice of CEC's own people in menus of organizations; never the key of an organization."""


def admin_menu(done: str = "") -> View:
    """`done` says what was just saved."""
    choices = [
        ("Organizations", "admin.organizations", "Add, change, or stop serving an organization."),
        ("People", "admin.people", "Add or change people on both sides, administrators included."),
        ("Roles of an agreement", "admin.agreement", "Who is SML, budget officer, signer and so on."),
        ("Settings", "admin.settings", "Staff channel, office hours, reminders, renewal window."),
        ("Bound channels", "admin.channels", "Which channels belong to which organization, or to CEC staff."),
    ]
    rows = [section(f"*{name}*\n{does}", button("Open", act, label=f"Open {name}")) for name, act, does in choices]
    return modal("admin.menu", "Administration", [*_done(done), *rows], metadata={"view": "admin"})


# -- organizations -----------------------------------------------------------------------------------------------


def organizations_view(found: OrganizationPage, words: str, done: str = "") -> View:
    rows = [
        _row(
            f"*{safe(e.organization.name)}* ({safe(e.organization.abbreviation)})\n{_organization_facts(e)}",
            button("Change", f"admin.organization:{e.organization.key}", {"key": e.organization.key},
                   label=f"Change {e.organization.name}"),
        )
        for e in found.entries
    ]  # fmt: skip
    top = [_back("admin.menu"), button("Add an organization", "admin.organization", {"key": ""}, style="primary")]
    pages = _pages("admin.organizations", found.page, found.pages, {"words": words})
    count = plural(found.count, "organization")
    blocks = [*_done(done), actions(top), _search(words, "Search by name or abbreviation"), context(f"{count}.")]
    blocks += [*(rows or [section("Nothing matches. Try fewer words, or add an organization.")]), *pages]
    return modal("admin.organizations", "Organizations", blocks, "Search", {"view": "admin"})


def _organization_facts(entry: OrganizationEntry) -> str:
    served = "" if entry.organization.active else "No longer served. "
    return f"{served}{plural(entry.people, 'person', 'people')}"


# -- people ------------------------------------------------------------------------------------------------------


def people_view(
    found: PeoplePage, organizations: Sequence[OrganizationCard], words: str, where: str, done: str = ""
) -> View:
    """`where` is the organization whose people are shown: its key, or `CEC`."""
    rows = [
        _row(
            f"*{safe(person.name)}*{_person_facts(person)}\n{safe(person.email)}",
            button("Change", f"admin.person:{person.id}", {"id": person.id}, label=f"Change {person.name}"),
        )
        for person in found.people
    ]
    top = [
        _back("admin.menu"),
        button("Add a person", "admin.person", {"id": "", "where": where}, style="primary"),
        where_menu("admin.people_of", organizations, where),
    ]
    pages = _pages("admin.people", found.page, found.pages, {"words": words, "where": where})
    blocks = [*_done(done), actions(top), _search(words, "Search everyone by name or e-mail")]
    blocks.append(context(f"{plural(found.count, 'person', 'people')}{' found' if words else ''}."))
    blocks += [*(rows or [section("Nobody matches. Try fewer words, or add a person.")]), *pages]
    return modal("admin.people", "People", blocks, "Search", {"view": "admin", "where": where})


def where_menu(action_id: str, organizations: Sequence[OrganizationCard], chosen: str) -> Block:
    """CEC or one of the organizations."""
    choices = [("CEC", CEC), *((f"{o.abbreviation} {o.name}", o.key) for o in organizations)]
    return menu(action_id, "Whose people", choices, chosen, first=1)


def _person_facts(person: Person) -> str:
    facts = [safe(person.title)] if person.title else []
    facts += ["administrator"] if person.administrator else []
    facts += [] if person.active else ["no longer active"]
    return f", {', '.join(facts)}" if facts else ""


# -- channels ----------------------------------------------------------------------------------------------------


def channels_view(cards: Sequence[BindingCard], done: str = "") -> View:
    rows = [_channel_row(card) for card in cards[:80]]
    how = "To bind a channel, write `/cec bind` and an organization in it, or `/cec bind staff`."
    blocks = [*_done(done), actions([_back("admin.menu")]), section(how)]
    blocks += rows or [section("No channel is bound yet.")]
    return modal("admin.channels", "Bound channels", blocks, metadata={"view": "admin"})


def _channel_row(card: BindingCard) -> Block:
    owner = card.organization.name if card.organization else "CEC staff"
    channel = card.binding.channel_id
    confirm = confirmation("Unbind this channel?", f"What concerns {owner} is no longer told to all in it.", "Unbind")
    value = {"channel": channel}
    take_back = button("Unbind", f"admin.unbind:{channel}", value, label=f"Unbind {channel}", confirm=confirm)
    return section(f"<#{channel}> belongs to {safe(owner)}.", take_back)


# -- pieces ------------------------------------------------------------------------------------------------------


def back_row(action_id: str, value: Any = "") -> Block:
    return actions([_back(action_id, value)])


def _back(action_id: str, value: Any = "") -> Block:
    return button("Back", f"{action_id}:back", value, label="Back to the list before")


def _done(done: str) -> list[Block]:
    return [section(f"✓ {done}")] if done else []


def done_row(done: str) -> list[Block]:
    """What was just saved."""
    return _done(done)


def _row(text: str, change: Block) -> Block:
    return section(text, change)


def _search(words: str, placeholder: str) -> Block:
    element = text_input(words, max_length=100, placeholder=placeholder)
    return field("search", "Search", element, optional=True, hint="Press Search below; leave it empty to see all.")


def _pages(action_id: str, page: int, pages: int, kept: dict[str, str]) -> list[Block]:
    made: list[Block] = []
    if page:
        made.append(button("Previous", f"{action_id}:previous", {**kept, "page": page - 1}, label="Previous page"))
    if page + 1 < pages:
        made.append(button("Next", f"{action_id}:next", {**kept, "page": page + 1}, label="Next page"))
    return [actions(made), context(f"Page {page + 1} of {pages}.")] if made else []


__all__ = [
    "CEC", "admin_menu", "back_row", "channels_view", "done_row", "header", "organizations_view", "people_view",
    "where_menu",
]  # fmt: skip
