"""An alert as a message: what it is, who sees to it, and the buttons; and what is written in its thread."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.replies import Block
from bot.views.alert_buttons import Back, doing_buttons, handling_buttons
from bot.views.alert_words import headline, sentence
from bot.views.blocks import actions, button, context, safe, section
from bot.views.text import instant, instant_day, join_and
from domain.kept_alerts import NO_LONGER_WANTED, Alert, AlertState
from services.alert_cards import AlertCard

STAFF_CHANNEL = "the staff channel"


def alert_text(card: AlertCard, zone: ZoneInfo, done: str = "") -> str:
    """Everything that the blocks say."""
    words = f"{headline(card.alert)}: {named(card)}. " if named(card) else f"{headline(card.alert)}: "
    return "\n".join(part for part in (done, f"{words}{sentence(card.alert, zone)}", state_words(card, zone)) if part)


def alert_blocks(card: AlertCard, zone: ZoneInfo, done: str = "", back: Back | None = None) -> list[Block]:
    """`done` says on top what came of a button; `back` is the list that it was opened from."""
    alert, from_list = card.alert, back or {}
    about = f"  {named(card)}" if named(card) else ""
    blocks = [section(done)] if done else []
    blocks.append(section(f"*{headline(alert)}*{about}\n{sentence(alert, zone)}"))
    blocks.append(context(state_words(card, zone)))
    doing = doing_buttons(alert) if alert.is_open else []
    blocks.append(actions([*doing, *handling_buttons(card, from_list)]))
    return [*blocks, *([back_row(from_list)] if from_list else [])]


def named(card: AlertCard) -> str:
    """The agreement and whose it is, as in SLA-2027-0031, Field laptops, NRCS; for mrkdwn."""
    facts = card.alert.wanted.facts
    owner = card.organization.abbreviation if card.organization else ""
    return ", ".join(safe(str(part)) for part in (facts.get("number"), facts.get("title"), owner) if part)


def state_words(card: AlertCard, zone: ZoneInfo, short: bool = False) -> str:
    """Who has it, until when nothing is said of it, or how it was settled; and since when it waits. `short` leaves out
    whose turn it is."""
    alert = card.alert
    since = f"Since {instant_day(alert.wanted.since, zone)}."
    if alert.settled_at:
        by = f" by {safe(card.settled_by)}" if card.settled_by else ""
        return f"Settled{by} {instant(alert.settled_at, zone)}. {safe(alert.settled_why)}"
    claimed = f"{safe(card.claimed_by)} sees to it." if card.claimed_by else ""
    if alert.state is AlertState.SNOOZED and alert.snoozed_until:
        return f"{since} {claimed} Snoozed until {instant(alert.snoozed_until, zone)}.".replace("  ", " ")
    turn = "" if short else f" It waits for {waits_for(card)}."
    return f"{since} {claimed or f'Nobody has claimed it.{turn}'}"


def waits_for(card: AlertCard) -> str:
    level = card.alert.now_for
    others = [STAFF_CHANNEL] if level.staff_channel or not card.waits_for else []
    return join_and([*map(safe, card.waits_for), *others])


def thread_line(facts: Mapping[str, Any], alert: Alert, zone: ZoneInfo) -> str:
    """What happened to it, as its notice tells it."""
    by, told = safe(str(facts.get("by") or "")), safe(str(facts.get("for") or STAFF_CHANNEL))
    match str(facts["what"]):
        case "claimed":
            return f"{by} sees to it."
        case "released":
            return f"{by} gave it back. It waits for {told}." if by else f"Who had it left. It waits for {told}."
        case "snoozed":
            return f"{by} snoozed it until {instant(datetime.fromisoformat(str(facts['until'])), zone)}."
        case "assigned":
            return f"{by} gave it to {told}."
        case "escalated":
            return f"Nobody claimed it in time, so {told} is told too."
        case "woken":
            return f"The snooze is over. {sentence(alert, zone)}"
        case "settled":
            why = safe(str(facts.get("why") or NO_LONGER_WANTED))
            return f"{by} settled it. {why}" if by else f"Settled. {why}"
        case _:
            return sentence(alert, zone)


def back_row(back: Back) -> Block:
    return actions([button("Back to the list", "alerts.page:back", dict(back))])
