"""Buttons of an alert: the one that does the thing itself, and those that say who sees to it and when."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.replies import Block
from bot.views.alert_words import headline
from bot.views.blocks import button
from bot.views.funding_buttons import payments_button, signing_button
from bot.views.meeting_buttons import meetings_button, new_button
from bot.views.renewal_buttons import no_successor_alert_buttons, renewal_alert_buttons
from bot.views.startup import tasks_button
from bot.views.survey_messages import survey_button
from domain.alerts import AlertKind
from domain.kept_alerts import Alert, AlertState
from domain.meetings import MeetingKind
from services.alert_cards import AlertCard

Back = Mapping[str, Any]
"""The list that an alert was opened from, as the buttons that turn its pages carry it; empty where it was none."""

Doing = Callable[[Alert], Sequence[Block]]


def doing_buttons(alert: Alert) -> list[Block]:
    """What does the thing itself; else what shows the agreement that it is about."""
    doing = _DOING.get(alert.wanted.kind, _agreement)
    return list(doing(alert))


def handling_buttons(card: AlertCard, back: Back) -> list[Block]:
    """Who sees to it and when. Of one that is settled there is only what happened."""
    alert = card.alert
    value = {"id": alert.id, "v": alert.revision, **({"b": dict(back)} if back else {})}
    details = button("Why and to whom", "alerts.details", value)
    if not alert.is_open:
        return [details]
    taken = alert.claimed_by is not None
    mine = button("Release", "alerts.release", value) if taken else button("Claim", "alerts.claim", value)
    snooze = "Snooze longer" if alert.state is AlertState.SNOOZED else "Snooze"
    return [
        mine,
        button(snooze, "alerts.form:snooze", value),
        button("Assign", "alerts.form:assign", value),
        button("Done", "alerts.done" if alert.wanted.passing else "alerts.form:done", value),
        details,
    ]


def open_button(card: AlertCard, place: int, back: Back) -> Block:
    """`place` in its list, from 1."""
    alert = card.alert
    value = {"id": alert.id, **({"b": dict(back)} if back else {})}
    label = f"Open alert {place}: {headline(alert)}, {_number(alert)}".removesuffix(", ")
    return button("Open", f"alerts.open:{alert.id}", value, label=label)


def _number(alert: Alert) -> str:
    return str(alert.wanted.facts.get("number") or "")


def _agreement(alert: Alert) -> Sequence[Block]:
    number = _number(alert)
    return [button("Open the agreement", "agreements.open", {"number": number})] if number else []


def _shows(text: str, action_id: str) -> Doing:
    return lambda alert: [button(text, action_id, {"number": _number(alert)}, "primary")]


def _prospect(alert: Alert) -> Sequence[Block]:
    return [button("See the request", "first.decide", {"id": alert.wanted.facts["first_contact"]}, "primary")]


def _meeting(text: str) -> Doing:
    return lambda alert: [button(text, "meetings.open", {"m": alert.wanted.facts["meeting"]}, "primary")]


_PAYMENTS: Doing = lambda alert: [payments_button(_number(alert))]  # noqa: E731
_SURVEY: Doing = lambda alert: [survey_button(_number(alert))]  # noqa: E731
_STARTUP: Doing = lambda alert: [tasks_button(_number(alert))]  # noqa: E731

_DOING: Mapping[AlertKind, Doing] = {
    AlertKind.NEW_PROSPECT: _prospect,
    AlertKind.CONTACT_CHANGED: _shows("See the contacts", "agreements.contacts"),
    AlertKind.PERSON_LEFT: _shows("See the contacts", "agreements.contacts"),
    AlertKind.NEED_CHANGED: _shows("Open the needs", "needs.open"),
    AlertKind.SURVEY_SUBMITTED: _SURVEY,
    AlertKind.SURVEY_STALE: _SURVEY,
    AlertKind.PROPOSAL_WAITING_CEC: _shows("Open the proposal", "proposal.open"),
    AlertKind.PROPOSAL_WAITING_CUSTOMER: _shows("Open the proposal", "proposal.open"),
    AlertKind.PROPOSAL_ACCEPTED: _shows("Open the proposal", "proposal.open"),
    AlertKind.PROPOSAL_DECLINED: _shows("Open the proposal", "proposal.open"),
    AlertKind.SIGNATURE_MISSING: lambda alert: [signing_button(_number(alert))],
    AlertKind.FUNDS_RECORDED: _PAYMENTS,
    AlertKind.FUNDS_CONFIRMED: _PAYMENTS,
    AlertKind.FUNDS_OVERDUE: _PAYMENTS,
    AlertKind.STARTUP_DUE: _STARTUP,
    AlertKind.STARTUP_BLOCKED: _STARTUP,
    AlertKind.MEETING_ASKED: _meeting("Propose times"),
    AlertKind.MEETING_UNANSWERED: _meeting("Open the meeting"),
    AlertKind.MEETING_CHANGED: _meeting("Open the meeting"),
    AlertKind.NOTES_MISSING: _meeting("Write the notes"),
    AlertKind.MEETING_DUE: lambda alert: [new_button(_number(alert), MeetingKind.SERVICE_REVIEW)],
    AlertKind.ACTION_ITEM_DUE: lambda alert: [meetings_button(_number(alert))],
    AlertKind.RENEWAL: renewal_alert_buttons,
    AlertKind.NO_SUCCESSOR: no_successor_alert_buttons,
}
