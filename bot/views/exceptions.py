"""Exceptions: what one side proposes to leave out of what was measured, and the answer of the other one."""

from typing import Any

from bot.replies import Block, View
from bot.views.blocks import actions, button, confirmation, context, field, modal, option, safe, section, select
from bot.views.blocks import text_input as typed
from bot.views.text import day, plural
from domain.fiscal import Period
from domain.measurement_exceptions import LONGEST_REASON, ExceptionState
from services.exception_cards import ExceptionCard, ExceptionList, Promised

ALL_LEVELS = "*"
_MOST_OPTIONS = 100


def card_text(card: ExceptionCard) -> str:
    """What it is about and how it stands, for mrkdwn."""
    exception = card.exception
    what = f"{safe(card.service_name)}, {safe(card.measure) if card.measure else 'all levels'}"
    key = f", only {safe(exception.key)}" if exception.key else ""
    head = (
        f"{safe(card.by)} ({exception.side.label}) proposes for {card.number} to leave out {what}{key}, "
        f"{_days(exception.days)}. Reason: {safe(exception.reason)}"
    )
    return f"{head}\n{_state(card)}"


def said_text(card: ExceptionCard, said: str = "") -> str:
    """The same after what is said first."""
    return f"{said}\n{card_text(card)}" if said else card_text(card)


def card_blocks(card: ExceptionCard, said: str = "") -> list[Block]:
    """With buttons for who may answer it."""
    text = said_text(card, safe(said))
    row = _buttons(card)
    return [section(text), *([actions(row)] if row else [])]


def list_text(found: ExceptionList, said: str = "") -> str:
    return "\n".join([*([said] if said else []), _head(found), *map(card_text, found.cards)])


def list_blocks(found: ExceptionList, said: str = "") -> list[Block]:
    blocks: list[Block] = [section(f"{safe(said)}\n{_head(found)}" if said else _head(found))]
    for card in found.cards:
        blocks += card_blocks(card)
    if found.more:
        blocks.append(context(f"{plural(found.more, 'earlier exception')} not shown."))
    if found.may_propose and found.promised:
        wish = button("Propose an exception", "exceptions.propose", {"number": found.number}, "primary")
        blocks.append(actions([wish]))
    return blocks


def propose_form(found: ExceptionList, metadata: Any) -> View:
    blocks = [
        section(
            f"What was measured for *{found.number}* on these days is left out once the other side agrees. "
            "Give a reason that both sides can follow later."
        ),
        field("what", "What to leave out", select("value", "Service and level", _choices(found.promised))),
        field("first", "First day", _day_picker()),
        field("days", "Last day", _day_picker()),
        field("key", "Only the measurement with this key", typed(max_length=80), optional=True, hint=_KEY_HINT),
        field("reason", "Reason", typed(multiline=True, max_length=LONGEST_REASON)),
    ]
    return modal("exceptions.propose", "Propose an exception", blocks, "Propose", metadata)


def decline_form(card: ExceptionCard, metadata: Any) -> View:
    title = _decline_words(card)
    reason = field("note", "Reason", typed(multiline=True, max_length=LONGEST_REASON), hint="The other side reads it.")
    return modal("exceptions.decline", title, [section(card_text(card)), reason], title, metadata)


_KEY_HINT = "Such as the number of a request. Leave it empty for all of these days."


def _head(found: ExceptionList) -> str:
    named = f"{found.number} ({safe(found.title)})"
    return f"Exceptions of {named}:" if found.cards else f"Nothing was proposed to be left out of {named}."


def _state(card: ExceptionCard) -> str:
    exception = card.exception
    counted = plural(card.concerned, "measurement")
    if exception.state is ExceptionState.AGREED:
        return f"Agreed by {safe(card.settled_by)}. {counted} left out."
    if exception.state is ExceptionState.DECLINED:
        done = "Taken back" if exception.settled_by == exception.by else "Declined"
        return f"{done} by {safe(card.settled_by)}. Reason: {safe(exception.note)}"
    return f"It waits for the answer of the other side. {counted} on these days."


def _buttons(card: ExceptionCard) -> list[Block]:
    value = {"id": card.exception.id}
    agree = button(
        "Agree",
        f"exceptions.agree:{card.exception.id}"[:255],
        value,
        "primary",
        confirm=confirmation(
            "Leave it out?",
            f"{card.service_name}, {_days(card.exception.days)}: these measurements no longer count.",
            "Agree",
        ),
        label=f"Agree to leave out {card.service_name}",
    )
    decline = button(_decline_words(card), f"exceptions.decline:{card.exception.id}"[:255], value)
    return [*([agree] if card.may_agree else []), *([decline] if card.may_decline else [])]


def _decline_words(card: ExceptionCard) -> str:
    return "Take it back" if card.own else "Decline"


def _choices(promised: tuple[Promised, ...]) -> list[Block]:
    """Whole services first, then each level, as many as a menu holds."""
    whole = [option(f"{each.name}: all levels", f"{each.service} {ALL_LEVELS}") for each in promised]
    single = [
        option(f"{each.name}: {metric.measure}", f"{each.service} {metric.key}")
        for each in promised
        for metric in each.metrics
    ]
    return [*whole, *single][:_MOST_OPTIONS]


def _day_picker() -> Block:
    return {"type": "datepicker", "action_id": "value"}


def _days(days: Period) -> str:
    return f"on {day(days.start)}" if days.start == days.end else f"{day(days.start)} to {day(days.end)}"
