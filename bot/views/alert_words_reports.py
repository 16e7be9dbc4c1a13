"""What alerts say about individual reports."""

from collections.abc import Mapping

from bot.views.alert_facts import Says
from domain.alerts import AlertKind

REPORT_HEADS: Mapping[AlertKind, str] = {
    AlertKind.REPORT_REVIEW: "Report to review",
    AlertKind.REPORT_UNREAD: "Report not acknowledged",
}

REPORT_SAYS: Mapping[AlertKind, Says] = {
    AlertKind.REPORT_REVIEW: lambda facts: (
        f"{facts.text('report_kind')}, {facts.text('period')}: its files are made. Read them, then send it to the "
        "customer."
    ),
    AlertKind.REPORT_UNREAD: lambda facts: (
        f"{facts.text('report_kind')}, {facts.text('period')}, was sent {facts.moment('sent_at')}. The customer has "
        "not acknowledged it."
    ),
}
