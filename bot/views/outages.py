"""Outages of services in words, and the forms by which staff tell of them."""

from collections.abc import Sequence
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import actions, button, clip, context, field, modal, safe, section, text_input
from bot.views.catalog import service_groups
from bot.views.text import dated, without_bold
from bot.views.tracker import Reader
from domain.catalog import Catalog
from domain.outages import Outage
from domain.support_requests import LONGEST_PLACE, LONGEST_TEXT
from services.support_cards import OutageCard

UPDATES_SHOWN = 5
_WORDS = 500


def outage_line(card: OutageCard, reader: Reader) -> str:
    """What it is, since when, and the last that is known."""
    outage = card.outage
    return f"{outage_head(outage, reader)}\n{safe(clip(outage.last_update.words, _WORDS))}"


def outage_head(outage: Outage, reader: Reader) -> str:
    place = f" in {safe(outage.place)}" if outage.place else ""
    named = f"*Outage of {safe(outage.service_name)}{place}*, since {dated(outage.started_at, reader.zone)}"
    if outage.ended_at:
        return f"{named}, over since {dated(outage.ended_at, reader.zone)}"
    return named + (f", expected to be over by {dated(outage.expected_by, reader.zone)}" if outage.expected_by else "")


def outage_text(card: OutageCard, reader: Reader, said: str = "") -> str:
    return without_bold("\n".join(part for part in (said, *_parts(card, reader)) if part))


def outage_blocks(card: OutageCard, reader: Reader, said: str = "") -> list[Block]:
    blocks = [section(part) for part in (said, *_parts(card, reader)) if part]
    outage = card.outage
    if card.may_change:
        value: dict[str, Any] = {"o": outage.id}
        row = [
            button("Tell the news", "outages.form:update", value, "primary"),
            button("It is over", "outages.form:end", value),
        ]
        blocks.append(actions(row))
    return blocks


def _parts(card: OutageCard, reader: Reader) -> list[str]:
    """The head, then the news, the latest first."""
    updates = list(reversed(card.outage.updates))[:UPDATES_SHOWN]
    lines = [f"{dated(each.at, reader.zone)}: {safe(clip(each.words, _WORDS))}" for each in updates]
    return [outage_head(card.outage, reader), "\n".join(lines)]


def outages_list(found: Sequence[OutageCard], reader: Reader, said: str = "") -> tuple[str, list[Block]]:
    title = "Outages of the last two weeks, the latest first:" if found else "No outage is known of the last two weeks."
    blocks = [section(part) for part in (said, title) if part]
    for card in found:
        label = f"Open the outage of {card.outage.service_name}, {card.outage.started_at:%b %d %H:%M}"
        opens = button("Open", f"outages.open:{card.outage.id}", {"o": card.outage.id}, label=label)
        blocks.append(section(outage_line(card, reader), opens))
    if reader.is_staff:
        blocks.append(actions([button("Announce an outage", "outages.form:announce", {})]))
    lines = [without_bold(outage_line(card, reader)) for card in found]
    return "\n".join(part for part in (said, title, *lines) if part), blocks


def announce_form(catalog: Catalog, metadata: Any) -> View:
    menu: Block = {"type": "static_select", "action_id": "value", "option_groups": service_groups(catalog)}
    place = text_input(max_length=LONGEST_PLACE)
    blocks = [
        field("service", "Which service", menu),
        _words("What customers should know"),
        field("place", "Where", place, optional=True, hint="Leave it empty where it is everywhere."),
        _expected(),
        context("All customers who have the service in a running agreement are told at once."),
    ]  # fmt: skip
    return modal("outages.announce", "Announce an outage", blocks, "Announce", metadata)


def update_form(card: OutageCard, metadata: Any) -> View:
    blocks = [section(f"*{safe(card.outage.service_name)}*"), _words("What is new"), _expected(card.outage)]
    return modal("outages.update", "News of the outage", blocks, "Tell customers", metadata)


def end_form(card: OutageCard, metadata: Any) -> View:
    blocks = [section(f"*{safe(card.outage.service_name)}*"), _words("What it was, and how it stands now")]
    return modal("outages.end", "The outage is over", blocks, "Tell customers", metadata)


def _words(label: str) -> Block:
    return field("words", label, text_input(multiline=True, max_length=LONGEST_TEXT))


def _expected(outage: Outage | None = None) -> Block:
    element: Block = {"type": "datetimepicker", "action_id": "value"}
    if outage and outage.expected_by:
        element["initial_date_time"] = int(outage.expected_by.timestamp())
    return field("expected_by", "Expected to be over by", element, optional=True)
