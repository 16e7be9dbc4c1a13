"""What alerts say about support requests and outages."""

from collections.abc import Mapping

from bot.views.alert_facts import Facts, Says
from bot.views.text import plural
from domain.alerts import AlertKind

SUPPORT_HEADS: Mapping[AlertKind, str] = {
    AlertKind.REQUEST_UNASSIGNED: "Support request without anyone",
    AlertKind.REQUEST_WARNING: "Target is near",
    AlertKind.REQUEST_BREACHED: "Target missed",
    AlertKind.REQUEST_WAITING: "Customer does not answer",
    AlertKind.REQUESTS_HELD: "Many requests at once",
    AlertKind.OUTAGE_SILENT: "Outage without news",
}


def _named(facts: Facts) -> str:
    return f"{facts.text('request')}, {facts.text('service_name')}, priority {facts.text('priority')}"


def _warning(facts: Facts) -> str:
    when = f" by {facts.moment('due_at')}" if facts.has("due_at") else ""
    return f"{_named(facts)}: “{facts.text('measure')}” is {facts.text('target')}, so it has to be done{when}."


def _waiting(facts: Facts) -> str:
    since = f" since {facts.moment('waiting_since')}" if facts.has("waiting_since") else ""
    return f"{_named(facts)} has waited for the customer's answer{since}."


def _held(facts: Facts) -> str:
    many = plural(facts.count("count"), "request")
    return f"{facts.text('name')} opened many requests in an hour. {many} wait for you: release or merge them."


SUPPORT_SAYS: Mapping[AlertKind, Says] = {
    AlertKind.REQUEST_UNASSIGNED: lambda facts: f"Nobody has {_named(facts)}: “{facts.text('text')}”",
    AlertKind.REQUEST_WARNING: _warning,
    AlertKind.REQUEST_BREACHED: lambda facts: (
        f"{_named(facts)}: “{facts.text('measure')}” was to be {facts.text('target')} and is not. Say why when you "
        "resolve it."
    ),
    AlertKind.REQUEST_WAITING: _waiting,
    AlertKind.REQUESTS_HELD: _held,
    AlertKind.OUTAGE_SILENT: lambda facts: (
        f"Customers have had no news of the outage of {facts.text('service_name')} since {facts.moment('told_at')}. "
        "Write how it stands, or that it is over."
    ),
}
