"""Alerts about individual reports: one waits for its review, or for the customer's acknowledgement."""

from dataclasses import replace
from datetime import datetime

from domain.alerts import AlertKind, Looked, Subject, SubjectType
from domain.reports import ReportState, period_words
from services.alert_facts import about
from services.alert_levels import lead_levels
from services.alert_times import business_days_after, from_then_on
from services.context import Context
from services.report_settings import REPORT_READ_DAYS
from services.settings_table import value_of
from storage.unit_of_work import UnitOfWork


def report_alerts(work: UnitOfWork, context: Context, report_id: str, now: datetime) -> Looked:
    report = work.reports.find(report_id)
    if report is None:
        return Looked()
    if report.state is ReportState.REVIEW and report.made_at:
        kind, begins = AlertKind.REPORT_REVIEW, report.made_at
    elif report.state is ReportState.SENT and report.sent_at:
        days = int(value_of(work, REPORT_READ_DAYS))
        kind, begins = AlertKind.REPORT_UNREAD, business_days_after(work, report.sent_at, days)
    else:
        return Looked()
    agreement = work.agreements.get(report.agreement)
    facts = {
        "report": report.id,
        "report_kind": report.kind.label,
        "period": period_words(report.kind, report.period),
        "sent_at": report.sent_at.isoformat() if report.sent_at else None,
    }
    wanted = about(agreement, kind, report.id, lead_levels(work, agreement), begins, facts)
    return from_then_on(replace(wanted, subject=Subject(SubjectType.REPORT, report.id)), begins, now)
