"""The calendar of renewals: a fiscal year as a list, a month, the workload of each month, and files."""

from calendar import SUNDAY, Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Response, request

from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, fiscal_year_of
from domain.permissions import Actor
from services.renewal_calendar import FileKind
from web.pages import Page, Pages, page_asked, show, with_query

LIST, MONTH, WORK = "/renewals", "/renewals/month", "/renewals/workload"
VIEWS = {LIST: "List", MONTH: "Month", WORK: "Workload"}
PAGE_SIZE = 50
_MEDIA = {FileKind.CSV: "text/csv; charset=utf-8", FileKind.ICS: "text/calendar; charset=utf-8"}
_DAY = timedelta(days=1)
_WEEKS = Calendar(SUNDAY)


@dataclass(frozen=True)
class Question:
    """What is asked for: a fiscal year and a month of it (its first day), one organization (key) or lead (id)."""

    month: date
    organization: str | None
    owner: str | None

    @property
    def year(self) -> FiscalYear:
        return fiscal_year_of(self.month)

    def address(self, path: str, month: date | None = None, page: int | None = None) -> str:
        chosen = f"{month or self.month:%Y-%m}"
        return with_query(path, month=chosen, organization=self.organization, owner=self.owner, page=page)


def add(pages: Pages) -> None:
    calendar = pages.services.renewal_calendar

    def asked() -> Question:
        text = request.args.get
        month = _month(text("year") or "", text("month") or "", pages.online.clock().date())
        return Question(month, text("organization") or None, text("owner") or None)

    def filled(template: str, actor: Actor, question: Question, **facts: object) -> str:
        directory, staff = pages.services.directory, actor.is_staff
        return show(
            template,
            question=question,
            views=VIEWS,
            years=_years(question.year),
            organizations=directory.organizations(actor) if staff else (),
            owners=directory.leads(actor) if staff else (),
            **facts,
        )

    @pages.get(LIST)
    def renewals(actor: Actor) -> Page:  # pyright: ignore[reportUnusedFunction]
        question = asked()
        found = calendar.year(actor, question.year.name, question.organization, question.owner, page_asked(), PAGE_SIZE)
        return filled("renewals.html", actor, question, found=found)

    @pages.get(MONTH)
    def renewals_of_month(actor: Actor) -> Page:  # pyright: ignore[reportUnusedFunction]
        question = asked()
        days = calendar.month(actor, question.month, question.organization, question.owner)
        return filled(
            "renewals_month.html",
            actor,
            question,
            weeks=_WEEKS.monthdatescalendar(question.month.year, question.month.month),
            ends={each.day: each.items for each in days},
            near=[each for each in (question.month - _DAY, question.month + timedelta(days=31)) if _has_year(each)],
        )

    @pages.get(WORK)
    def renewals_workload(actor: Actor) -> Page:  # pyright: ignore[reportUnusedFunction]
        question = asked()
        found = calendar.workload(actor, question.year.name, question.organization)
        return filled("renewals_workload.html", actor, question, found=found)

    @pages.get(f"{LIST}.<any(csv, ics):kind>")
    def renewals_file(actor: Actor, kind: str) -> Page:  # pyright: ignore[reportUnusedFunction]
        question, chosen = asked(), FileKind(kind)
        make = {FileKind.CSV: calendar.csv, FileKind.ICS: calendar.ics}[chosen]
        file = make(actor, question.year.name, question.organization, question.owner)
        named = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return Response(file.content, 200, named, content_type=_MEDIA[chosen])


def _month(year: str, month: str, today: date) -> date:
    """The first day of the month that is asked for; the first of a year that is named, unless the month is of it.
    Raises InvalidInput."""
    day = _first_day(month) if month else today.replace(day=1)
    if not year:
        fiscal_year_of(day)
        return day
    chosen = FiscalYear.parse(year)
    return day if _has_year(day) and fiscal_year_of(day) == chosen else chosen.start


def _first_day(month: str) -> date:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise InvalidInput("month", f"“{month[:20]}” is not a month. Give one such as 2026-11.") from None


def _has_year(day: date) -> bool:
    """Whether there is a fiscal year for it."""
    try:
        return bool(fiscal_year_of(day))
    except InvalidInput:
        return False


def _years(around: FiscalYear) -> list[FiscalYear]:
    """To choose from: two before and three after."""
    first = int(around.name) - 2
    return [FiscalYear(str(name)) for name in range(first, first + 6) if 2000 <= name <= 2099]
