"""Buttons of an alert: the one that does the thing itself, and those that say who sees to it and when."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.replies import Block
from bot.views.alert_words import headline
from bot.views.blocks import button, option
from bot.views.funding_buttons import payments_button, signing_button
from bot.views.individual_reports import report_button
from bot.views.meeting_buttons import meetings_button, new_button
from bot.views.renewal_buttons import no_successor_alert_buttons, renewal_alert_buttons
from bot.views.startup_lines import named_task_button
from bot.views.support_card import open_button as open_request
from bot.views.support_queue import QueueQuestion, queue_button
from bot.views.survey_messages import survey_button
from domain.alerts import AlertKind
from domain.kept_alerts import Alert, AlertState
from domain.meetings import MeetingKind
from services.alert_cards import AlertCard
from services.support_cards import QueueState

Back = Mapping[str, Any]
"""The list that an alert was opened from, as the buttons that turn its pages carry it; empty where it was none."""

MORE = "alerts.more"
"""The menu of what is done seldom, so that the thing itself is seen first."""

OPTION_VALUE = 150
"""Characters that Slack takes in an option; the way back to a list is left out where it does not fit."""

Doing = Callable[[Alert], Sequence[Block]]


def doing_buttons(alert: Alert) -> list[Block]:
    """What does the thing itself; else what shows the agreement that it is about."""
    doing = _DOING.get(alert.wanted.kind, _agreement)
    return list(doing(alert))


def handling_buttons(card: AlertCard, back: Back) -> list[Block]:
    """Who sees to it and when. Of one that is settled there is only what happened."""
    alert = card.alert
    value = {"id": alert.id, "v": alert.revision, **({"b": dict(back)} if back else {})}
    if not alert.is_open:
        return [button("Why and to whom", "alerts.details", value)]
    taken = alert.claimed_by is not None
    mine = button("Release", "alerts.release", value) if taken else button("Claim", "alerts.claim", value)
    snooze = "Snooze longer" if alert.state is AlertState.SNOOZED else "Snooze"
    done = "settle" if alert.wanted.passing else "done"
    seldom = ((snooze, "snooze"), ("Assign", "assign"), ("Done", done), ("Why and to whom", "details"))
    longest = f"details {json.dumps(value, separators=(',', ':'))}"
    if len(longest) > OPTION_VALUE:
        del value["b"]
    options = [option(text, f"{do} {json.dumps(value, separators=(',', ':'))}") for text, do in seldom]
    return [mine, {"type": "overflow", "action_id": MORE, "options": options}]


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


def _payments(alert: Alert) -> Sequence[Block]:
    return [payments_button(_number(alert))]


def _survey(alert: Alert) -> Sequence[Block]:
    return [survey_button(_number(alert))]


def _startup(alert: Alert) -> Sequence[Block]:
    facts = alert.wanted.facts
    key, title = str(facts["task"]), str(facts["task_title"])
    return [named_task_button(_number(alert), key, title, "Open the task", "primary")]


def _support(alert: Alert) -> Sequence[Block]:
    return [open_request(str(alert.wanted.facts["request"]), "Open the request")]


def _held(alert: Alert) -> Sequence[Block]:
    return [queue_button("Held", QueueQuestion(QueueState.HELD))]


def _outage(alert: Alert) -> Sequence[Block]:
    return [button("Tell the news", "outages.form:update", {"o": alert.wanted.facts["outage"]}, "primary")]


def _report(alert: Alert) -> Sequence[Block]:
    return [report_button(str(alert.wanted.facts["report"]), "Open the report", "primary")]


_DOING: Mapping[AlertKind, Doing] = {
    AlertKind.NEW_PROSPECT: _prospect,
    AlertKind.CONTACT_CHANGED: _shows("See the contacts", "agreements.contacts"),
    AlertKind.PERSON_LEFT: _shows("See the contacts", "agreements.contacts"),
    AlertKind.NEED_CHANGED: _shows("Open the needs", "needs.open"),
    AlertKind.SURVEY_SUBMITTED: _survey,
    AlertKind.SURVEY_STALE: _survey,
    AlertKind.PROPOSAL_WAITING_CEC: _shows("Open the proposal", "proposal.open"),
    AlertKind.PROPOSAL_WAITING_CUSTOMER: _shows("Open the proposal", "proposal.open"),
    AlertKind.PROPOSAL_ACCEPTED: _shows("Open the proposal", "proposal.open"),
    AlertKind.PROPOSAL_DECLINED: _shows("Open the proposal", "proposal.open"),
    AlertKind.SIGNATURE_MISSING: lambda alert: [signing_button(_number(alert))],
    AlertKind.FUNDS_RECORDED: _payments,
    AlertKind.FUNDS_CONFIRMED: _payments,
    AlertKind.FUNDS_OVERDUE: _payments,
    AlertKind.STARTUP_DUE: _startup,
    AlertKind.STARTUP_BLOCKED: _startup,
    AlertKind.MEETING_ASKED: _meeting("Propose times"),
    AlertKind.MEETING_UNANSWERED: _meeting("Open the meeting"),
    AlertKind.MEETING_CHANGED: _meeting("Open the meeting"),
    AlertKind.NOTES_MISSING: _meeting("Write the notes"),
    AlertKind.MEETING_DUE: lambda alert: [new_button(_number(alert), MeetingKind.SERVICE_REVIEW)],
    AlertKind.ACTION_ITEM_DUE: lambda alert: [meetings_button(_number(alert))],
    AlertKind.RENEWAL: renewal_alert_buttons,
    AlertKind.NO_SUCCESSOR: no_successor_alert_buttons,
    AlertKind.REQUEST_UNASSIGNED: _support,
    AlertKind.REQUEST_WARNING: _support,
    AlertKind.REQUEST_BREACHED: _support,
    AlertKind.REQUEST_WAITING: _support,
    AlertKind.REQUESTS_HELD: _held,
    AlertKind.OUTAGE_SILENT: _outage,
    AlertKind.REPORT_REVIEW: _report,
    AlertKind.REPORT_UNREAD: _report,
}
