"""The portfolio, for staff: how well all agreements are kept, money by month, renewals ahead, and who has work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask import request

from documents.charts import MoneyChart
from domain.fiscal import FiscalYear, fiscal_year_of
from domain.permissions import Actor
from services.performance_cards import VerdictCounts
from web.page_words import day_of_reader
from web.pages import Page, Pages, page_asked, show, with_query
from web.periods import asked_period

ADDRESS = "/portfolio"
PAGE_SIZE = 25
AHEAD = 10
"""Renewals that are listed; the page of renewals has all."""
MISSED = "missed"
SORTS: dict[str, tuple[str, Callable[[VerdictCounts], str | float]]] = {
    "": ("Name", lambda each: each.name.casefold()),
    "missed": ("Most missed first", lambda each: -each.missed),
    "share": ("Smallest share first", lambda each: float(share_met(each))),
    "no_data": ("Most without data first", lambda each: -each.no_data),
}
"""By the word in the address: how it is called, and by what it sorts; what is equal stays in the order of the names."""


@dataclass(frozen=True)
class CountPage:
    """A page of customers or services, counted from 0. `count` are all that fit."""

    rows: tuple[VerdictCounts, ...]
    page: int
    has_next: bool
    count: int


@dataclass(frozen=True)
class Narrowing:
    """What the form asks for: words of the name, only those that missed something, the order."""

    words: str
    only: str
    sort: str

    def page(self, counts: Sequence[VerdictCounts], page: int) -> CountPage:
        fitting = [each for each in counts if self._fits(each)]
        fitting.sort(key=lambda each: each.name.casefold())
        fitting.sort(key=SORTS.get(self.sort, SORTS[""])[1])
        first = page * PAGE_SIZE
        rows = tuple(fitting[first : first + PAGE_SIZE])
        return CountPage(rows, page, first + PAGE_SIZE < len(fitting), len(fitting))

    def _fits(self, each: VerdictCounts) -> bool:
        return self.words.casefold() in each.name.casefold() and (self.only != MISSED or each.missed > 0)

    @property
    def query(self) -> dict[str, str]:
        return {"words": self.words, "only": self.only, "sort": self.sort}


def add(pages: Pages) -> None:
    services = pages.services

    @pages.get(ADDRESS)
    def portfolio(actor: Actor) -> Page:  # pyright: ignore[reportUnusedFunction]
        choices = asked_period(fiscal_year_of(day_of_reader(pages.online.clock())))
        found = services.performance.portfolio(actor, choices.asked.period)
        narrowing = Narrowing(*(request.args.get(name, "").strip() for name in ("words", "only", "sort")))
        year = fiscal_year_of(choices.asked.period.start)
        return show(
            "portfolio.html",
            choices=choices,
            found=found,
            narrowing=narrowing,
            sorts=SORTS,
            customers=narrowing.page(found.customers, page_asked()),
            services=narrowing.page(found.services, page_asked("services")),
            share=share_in_words,
            year=year,
            money=_money(pages, actor, year),
            renewals=services.agreements.renewals(actor, size=AHEAD),
            work=services.renewal_calendar.workload(actor, year.name),
            overview=services.agreements.overview(actor),
            queue=services.support_queue.counts(actor),
            address=lambda **more: with_query(ADDRESS, **{**choices.query, **narrowing.query, **more}),
        )


def share_met(counts: VerdictCounts) -> Fraction:
    """Of what was measured; more than all where nothing was, so that it comes last where the smallest come first."""
    measured = counts.met + counts.missed
    return Fraction(counts.met, measured) if measured else Fraction(2)


def share_in_words(counts: VerdictCounts) -> str:
    return f"{float(share_met(counts)):.1%}" if counts.met + counts.missed else "no data"


def _money(pages: Pages, actor: Actor, year: FiscalYear) -> MoneyChart:
    return MoneyChart(f"Money of {year}", pages.services.money.by_month(actor, year))
