"""The renewals of a fiscal year as files: a table for spreadsheets, and a calendar."""

from datetime import datetime, timedelta

from documents.calendar_events import CalendarEvent, Method, uid_of
from documents.csv_tables import Cell, csv_table
from documents.files import DocumentFile, document_file
from documents.icalendar_files import icalendar_file
from domain.renewals import RenewalState
from services.renewal_cards import CalendarItem, CalendarPage

_HEADINGS = (
    *("Agreement", "Organization", "Title", "Term starts", "Term ends", "Value of a year (USD)", "SML", "Renewal"),
    *("Followed by", "Not renewed because"),
)
_STATES = {
    RenewalState.LAPSED: "term over, nothing follows",
    RenewalState.DUE: "not begun",
    RenewalState.UNDER_WAY: "under way",
    RenewalState.SETTLED: "goes on",
    RenewalState.NOT_RUNNING: "services have not begun",
}
_DAY = timedelta(days=1)


def as_csv(page: CalendarPage) -> DocumentFile:
    return document_file(f"renewals-{page.year}", "csv", csv_table(_HEADINGS, map(_row, page.items)))


def as_calendar(page: CalendarPage, at: datetime) -> DocumentFile:
    """A day for each end of a term. `at` is when it is made."""
    events = [_event(item, at) for item in page.items]
    name = f"CEC renewals {page.year}"
    return document_file(f"renewals-{page.year}", "ics", icalendar_file(events, Method.PUBLISH, name))


def state_in_words(item: CalendarItem) -> str:
    return renewal_in_words(item.state, item.not_renewing)


def renewal_in_words(state: RenewalState, not_renewing: str) -> str:
    """`not_renewing`: the reason against it, empty where there is none."""
    return "not to be renewed" if not_renewing else _STATES[state]


def _row(item: CalendarItem) -> tuple[Cell, ...]:
    return (
        item.number,
        item.organization.name,
        item.title,
        item.term.start,
        item.term.end,
        item.annual_amount,
        item.owner,
        state_in_words(item),
        item.successor,
        item.not_renewing or None,
    )


def _event(item: CalendarItem, at: datetime) -> CalendarEvent:
    follows = f" {item.successor} follows." if item.successor else ""
    return CalendarEvent(
        uid=uid_of("term-end", item.number),
        title=f"{item.number} ends: {item.organization.name}",
        start=item.term.end,
        end=item.term.end + _DAY,
        changed_at=at,
        description=f"{item.title}. Renewal: {state_in_words(item)}.{follows}",
    )
