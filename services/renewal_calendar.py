"""The calendar of renewals: a fiscal year as a list, a month, the workload, and as files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from documents.files import DocumentFile
from domain.agreement_lists import AgreementFilter, AgreementSummary, Order
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period, fiscal_year_of
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import Action, Actor, Subject
from domain.renewal_calendar import OwnerLoad, workload
from domain.renewals import renewal_state
from domain.stages import Stage
from services.access import require
from services.cards import PersonCard, organization_card, people_cards
from services.context import Context
from services.renewal_cards import (
    CalendarItem,
    CalendarPage,
    MonthDay,
    MonthOfWork,
    OwnedLoad,
    Workload,
)
from services.renewal_files import as_calendar, as_csv
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 10
MOST_IN_MONTH = 200
MOST_IN_FILE = 5_000
_PORTION = 500


class FileKind(StrEnum):
    """A table for spreadsheets, or a calendar."""

    CSV = "csv"
    ICS = "ics"


@dataclass(frozen=True)
class RenewalCalendarUseCases:
    """Open agreements by the end of their term. Customers see those of their own organization; staff all, those of one
    `organization` (key) or of one `owner` (person id of the SML). `year` is as people write it, None for this one."""

    context: Context

    def year(
        self,
        actor: Actor,
        year: str | None = None,
        organization: str | None = None,
        owner: str | None = None,
        page: int = 0,
        size: int = PAGE_SIZE,
    ) -> CalendarPage:
        with self.context.reading() as work:
            chosen = self._year(work, year)
            return self._page(work, actor, chosen, chosen.period, organization, owner, page, size)

    def month(
        self, actor: Actor, month: date, organization: str | None = None, owner: str | None = None
    ) -> tuple[MonthDay, ...]:
        """The days of the month of a day on which terms end, in order; at most 200 agreements."""
        with self.context.reading() as work:
            year = fiscal_year_of(month)
            period = next(each for each in year.months if each.contains(month))
            found = self._page(work, actor, year, period, organization, owner, 0, MOST_IN_MONTH)
        days = sorted({item.term.end for item in found.items})
        return tuple(MonthDay(day, tuple(item for item in found.items if item.term.end == day)) for day in days)

    def workload(self, actor: Actor, year: str | None = None, organization: str | None = None) -> Workload:
        """How many terms end in each month of the year, by who leads them, so that a rush is seen before it comes."""
        key = _organization(actor, organization)
        with self.context.reading() as work:
            chosen = self._year(work, year)
            months = workload(chosen, work.renewals.load(chosen.start, chosen.end, key))
            people = people_cards(work, {o.owner for month in months for o in month.by_owner if o.owner})
        owned = (tuple(_owned(each, people) for each in month.by_owner) for month in months)
        return Workload(chosen, tuple(MonthOfWork(month, owners) for month, owners in zip(months, owned, strict=True)))

    def all_of_year(
        self, actor: Actor, year: str | None = None, organization: str | None = None, owner: str | None = None
    ) -> CalendarPage:
        """Everything of the year on one page, for a file. Raises InvalidInput for more than 5,000 agreements."""
        with self.context.reading() as work:
            chosen = self._year(work, year)
            items: list[CalendarItem] = []
            for place in range(MOST_IN_FILE // _PORTION + 1):
                found = self._page(work, actor, chosen, chosen.period, organization, owner, place, _PORTION)
                items += found.items
                if not found.has_next:
                    return CalendarPage(chosen, chosen.period, tuple(items), 0, False, len(items), False)
        raise InvalidInput(
            "year", f"More than {MOST_IN_FILE:,} terms end in {chosen}. Choose an organization or a lead."
        )

    def csv(
        self, actor: Actor, year: str | None = None, organization: str | None = None, owner: str | None = None
    ) -> DocumentFile:
        """The list of the year for a spreadsheet, in which no text is a formula. Raises as `all_of_year`."""
        return as_csv(self.all_of_year(actor, year, organization, owner))

    def ics(
        self, actor: Actor, year: str | None = None, organization: str | None = None, owner: str | None = None
    ) -> DocumentFile:
        """The ends of terms of the year for a calendar. Raises as `all_of_year`."""
        return as_calendar(self.all_of_year(actor, year, organization, owner), self.context.clock())

    def send(
        self, actor: Actor, kind: FileKind, year: str | None, organization: str | None = None, owner: str | None = None
    ) -> None:
        """Have the file sent to who asks, in their direct messages. A second time within a minute changes nothing."""
        _organization(actor, organization)
        with self.context.unit_of_work() as work:
            asked = ":".join((kind, self._year(work, year).name, organization or "", owner or ""))
            key = f"{NoticeKind.RENEWAL_FILE}:{asked}:{actor.id}:{self.context.clock():%Y%m%d%H%M}"
            facts = {"file": kind.value, "year": year, "organization": organization, "owner": owner}
            work.notices.enqueue(
                Notice(key, NoticeKind.RENEWAL_FILE, Destination(slack_user_id=actor.slack_user_id), facts)
            )
            work.commit()

    def _year(self, work: UnitOfWork, year: str | None) -> FiscalYear:
        return FiscalYear.parse(year) if year else fiscal_year_of(office_day(work, self.context))

    def _page(
        self,
        work: UnitOfWork,
        actor: Actor,
        year: FiscalYear,
        period: Period,
        organization: str | None,
        owner: str | None,
        page: int,
        size: int,
    ) -> CalendarPage:
        key = _organization(actor, organization)
        after = period.end + timedelta(days=1)
        wanted = AgreementFilter(key, owner=owner, ends_from=period.start, ends_before=after, order=Order.END)
        found = work.agreements.page(wanted, max(page, 0), size)
        items = _items(work, found.items, office_day(work, self.context))
        return CalendarPage(year, period, items, found.page, found.has_next, found.count, found.count_is_capped)


def _organization(actor: Actor, organization: str | None) -> str | None:
    """The key of the organization whose agreements the actor may see; None for staff who see all."""
    require(actor, Action.LIST_OWN_AGREEMENTS)
    key = organization if actor.is_staff else organization or actor.organization
    if key is not None:
        require(actor, Action.READ_AGREEMENT, Subject(key))
    return key


def _items(work: UnitOfWork, found: tuple[AgreementSummary, ...], today: date) -> tuple[CalendarItem, ...]:
    ids = [each.id for each in found]
    after, decided = work.agreements.successors_of(ids), work.renewals.of_agreements(ids)
    organizations = {each.key: organization_card(each) for each in work.organizations.all()}
    return tuple(
        CalendarItem(
            number=each.number,
            title=each.title,
            organization=organizations[each.organization],
            term=each.term,
            state=renewal_state(each.stage, each.term, today, _step(after.get(each.id))),
            successor=after[each.id][0] if each.id in after else None,
            not_renewing=decided[each.id].reason if each.id in decided else "",
            owner=each.owner_name,
            annual_amount=each.annual_amount,
        )
        for each in found
    )


def _step(after: tuple[str, Stage] | None) -> Stage | None:
    return after[1] if after else None


def _owned(load: OwnerLoad, people: Mapping[str, PersonCard]) -> OwnedLoad:
    return OwnedLoad(people.get(load.owner or ""), load.count, load.to_start)
