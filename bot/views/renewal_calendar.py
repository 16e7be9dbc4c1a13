"""The calendar of renewals: the ends of terms of a fiscal year as a list, a month, and the work of each month."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.replies import Block
from bot.views.blocks import actions, button, safe, section
from bot.views.menus import menu
from bot.views.renewal_buttons import renewal_button
from bot.views.sections import sections
from bot.views.text import join_and, plural, short_day
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period, fiscal_year_of
from services.cards import OrganizationCard, PersonCard
from services.renewal_calendar import MOST_IN_MONTH, FileKind
from services.renewal_cards import CalendarItem, CalendarPage, MonthDay, MonthOfWork, Workload
from services.renewal_files import state_in_words

_DAY = timedelta(days=1)
#: A message shows so many ends of terms of a month; the list has the others.
MONTH_SHOWN = 30
HOME_SHOWN = 5
#: So many leads of a month are named.
LEADS_NAMED = 4


class Shown(StrEnum):
    LIST = "list"
    MONTH = "month"
    WORK = "work"


@dataclass(frozen=True)
class CalendarQuestion:
    """`month` is a day of the month that is shown; the list is of its fiscal year. `organization` is a key, `owner` a
    person's id."""

    shown: Shown
    month: date
    organization: str | None = None
    owner: str | None = None
    page: int = 0

    @property
    def year(self) -> FiscalYear:
        return fiscal_year_of(self.month)

    @property
    def period(self) -> Period:
        return next(each for each in self.year.months if each.contains(self.month))


def pack(question: CalendarQuestion) -> str:
    """Short enough for an option of a menu."""
    parts = (question.shown, question.month.isoformat(), question.organization, question.owner, question.page or None)
    return "|".join("" if each is None else str(each) for each in parts)


def unpack(value: str, today: date) -> CalendarQuestion:
    """Back from a button's value, which may be old or forged: what it cannot mean is this month."""
    shown, month, organization, owner, page = (*value.split("|"), "", "", "", "", "")[:5]
    return CalendarQuestion(
        shown=next((each for each in Shown if each == shown), Shown.LIST),
        month=_month(_day(month)) or today,
        organization=organization or None,
        owner=owner or None,
        page=int(page) if page.isdecimal() and len(page) < 6 else 0,
    )


# -- a year as a list --------------------------------------------------------------------------------------------


def list_lines(found: CalendarPage, whose: str) -> list[str]:
    more = "More than " if found.count_is_capped else ""
    title = f"*{found.year}: {more}{plural(found.count, 'term')}{whose} {'ends' if found.count == 1 else 'end'}.*"
    return [title, *map(_item, found.items)] if found.count else [f"*{found.year}: no term{whose} ends.*"]


def list_blocks(found: CalendarPage, question: CalendarQuestion, lines: Sequence[str]) -> list[Block]:
    rows = [section(line, renewal_button(item.number)) for line, item in zip(lines[1:], found.items, strict=True)]
    turns = [
        _turn(text, question, page=page)
        for text, page, there in (("Previous", found.page - 1, found.page), ("Next", found.page + 1, found.has_next))
        if there
    ]
    return [section(lines[0]), *rows, *([actions(turns)] if turns else [])]


# -- a month -----------------------------------------------------------------------------------------------------


def month_lines(days: Sequence[MonthDay], question: CalendarQuestion, whose: str, most: int = MONTH_SHOWN) -> list[str]:
    """One line for each end of a term, in the order of the days; at most so many."""
    count = sum(len(each.items) for each in days)
    more = "More than " if count >= MOST_IN_MONTH else ""
    ends = (
        f"{more}{plural(count, 'term')}{whose} {'ends' if count == 1 else 'end'}" if count else f"no term{whose} ends"
    )
    items = [item for each in days for item in each.items]
    rest = [f"And {count - most:,} more. The list of {question.year} has all."] if count > most else []
    return [f"*{month_name(question.month)}: {ends}.*", *map(_item, items[:most]), *rest]


def month_name(month: date) -> str:
    return f"{month:%B %Y}"


# -- the work of each month --------------------------------------------------------------------------------------


def work_lines(found: Workload) -> list[str]:
    """The twelve months, with who leads what ends in them; the rush is named first."""
    if not found.count:
        return [f"*{found.year}: no term ends.*"]
    busy = join_and([month_name(month.load.month.start) for month in found.busiest])
    rush = f" Most of the work is in {busy}." if busy else ""
    title = f"*{found.year}: {plural(found.count, 'term')} {'ends' if found.count == 1 else 'end'}.*{rush}"
    return [title, *map(_month_of_work, found.months)]


def _month_of_work(month: MonthOfWork) -> str:
    load = month.load
    if not load.count:
        return f"{month_name(load.month.start)}: none"
    ends = f"{plural(load.count, 'term')} {'ends' if load.count == 1 else 'end'}"
    refused = f", {load.refused:,} not to be renewed" if load.refused else ""
    start = f", {plural(load.to_start, 'renewal')} to start" if load.to_start else ""
    named = [f"{safe(each.owner.name) if each.owner else 'nobody'} ({each.count:,})" for each in month.owners]
    others = [f"others ({sum(each.count for each in month.owners[LEADS_NAMED:]):,})"] if named[LEADS_NAMED:] else []
    busy = " A busy month." if load.busy else ""
    leads = f" Led by {join_and([*named[:LEADS_NAMED], *others])}." if named else ""
    return f"*{month_name(load.month.start)}:* {ends}{refused}{start}.{busy}{leads}"


# -- on Home -----------------------------------------------------------------------------------------------------


def home_calendar(days: Sequence[MonthDay], work: Workload, today: date) -> list[Block]:
    """This month, how much ends in each month of the year, and the buttons that lead to the calendar."""
    this_month = CalendarQuestion(Shown.MONTH, today)
    year = ", ".join(f"{month.load.month.start:%b} {month.load.count:,}" for month in work.months if month.load.count)
    each = [f"*{work.year} by month:* {year}"] if year else []
    row = [
        calendar_button("By month", this_month),
        calendar_button(f"List of {work.year}", replace(this_month, shown=Shown.LIST)),
        calendar_button("Workload", replace(this_month, shown=Shown.WORK)),
    ]
    return [*sections([*month_lines(days, this_month, "", HOME_SHOWN), *each]), actions(row)]


# -- what they have in common ------------------------------------------------------------------------------------


def calendar_blocks(
    rows: Sequence[Block],
    question: CalendarQuestion,
    organizations: Sequence[OrganizationCard],
    owners: Sequence[PersonCard],
) -> list[Block]:
    """`organizations` and `owners` are what the menus offer; none where there is nothing to choose."""
    menus = _menus(question, organizations, owners)
    return [
        *rows,
        actions([_months(question), *menus]),
        actions([*_moves(question), *_views(question), *_files(question)]),
    ]


def _menus(
    question: CalendarQuestion, organizations: Sequence[OrganizationCard], owners: Sequence[PersonCard]
) -> list[Block]:
    here, start = pack(replace(question, page=0)), replace(question, page=0)
    made: list[Block] = []
    if organizations:
        every = [("Any organization", pack(replace(start, organization=None)))]
        every += [(f"{o.abbreviation} {o.name}", pack(replace(start, organization=o.key))) for o in organizations]
        made.append(menu("renewals.calendar:organization", "Organization", every, here, first=1))
    if owners and question.shown is not Shown.WORK:
        people = [("Any SML", pack(replace(start, owner=None)))]
        people += [(person.name, pack(replace(start, owner=person.id))) for person in owners]
        made.append(menu("renewals.calendar:owner", "SML", people, here, first=1))
    return made


def _months(question: CalendarQuestion) -> Block:
    """To any month of the year that is shown."""
    to = replace(question, shown=Shown.MONTH, page=0)
    months = [(month_name(each.start), pack(replace(to, month=each.start))) for each in question.year.months]
    shown = pack(replace(to, month=question.period.start)) if question.shown is Shown.MONTH else None
    return menu("renewals.calendar:month", "Go to a month", months, shown)


def _moves(question: CalendarQuestion) -> list[Block]:
    """To the time before and after."""
    if question.shown is Shown.MONTH:
        period = question.period
        near = [each for each in (period.start - _DAY, period.end + _DAY) if _month(each)]
        return [_turn(month_name(each), question, month=each) for each in near]
    year = question.year
    near = [each for each in (year.start - _DAY, year.end + _DAY) if _month(each)]
    return [_turn(str(fiscal_year_of(each)), question, month=each) for each in near]


def _views(question: CalendarQuestion) -> list[Block]:
    texts = {Shown.LIST: f"List of {question.year}", Shown.MONTH: "By month", Shown.WORK: "Workload"}
    return [_turn(text, question, shown=shown) for shown, text in texts.items() if shown is not question.shown]


def _files(question: CalendarQuestion) -> list[Block]:
    value = pack(replace(question, page=0))
    return [
        button("Send a CSV file", f"renewals.file:{FileKind.CSV}", value, label=f"{question.year} as a CSV file"),
        button("Send an ICS file", f"renewals.file:{FileKind.ICS}", value, label=f"{question.year} as an ICS file"),
    ]


def calendar_button(text: str, question: CalendarQuestion) -> Block:
    return button(text, f"renewals.calendar:{text}", pack(question), label=f"Renewal calendar: {text}")


def _turn(text: str, question: CalendarQuestion, **changes: object) -> Block:
    return calendar_button(text, replace(question, **{"page": 0, **changes}))  # pyright: ignore[reportArgumentType]


def _item(item: CalendarItem) -> str:
    follows = f" as {item.successor}" if item.successor else ""
    owner = f", {safe(item.owner)}" if item.owner else ""
    what = f"{safe(item.organization.abbreviation)}, {safe(item.title)}"
    return f"*{short_day(item.term.end)}* {item.number}, {what}: {state_in_words(item)}{follows}{owner}"


def _month(day: date | None) -> date | None:
    """The day, if there is a fiscal year for it."""
    try:
        return day and fiscal_year_of(day) and day
    except InvalidInput:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
