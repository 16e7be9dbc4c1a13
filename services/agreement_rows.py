"""Rows of lists of agreements, renewals and counts."""

from datetime import date

from domain.agreement_lists import AgreementFilter, AgreementSummary, Page
from domain.renewals import days_left, renewal_state
from domain.stages import Stage
from services.agreement_list_cards import AgreementPage, AgreementRow, Count, RenewalItem, RenewalPage
from services.agreement_status import days_overdue
from storage.unit_of_work import UnitOfWork


def agreement_page(found: Page[AgreementSummary], today: date) -> AgreementPage:
    rows = tuple(row_of(summary, today) for summary in found.items)
    return AgreementPage(rows, found.page, found.has_next, found.count, found.count_is_capped)


def row_of(summary: AgreementSummary, today: date) -> AgreementRow:
    late = days_overdue(summary.due_on, today) if summary.waiting_for else None
    return AgreementRow(summary, late, days_left(summary.term, today))


def renewal_page(work: UnitOfWork, found: Page[AgreementSummary], window: int, today: date) -> RenewalPage:
    after = work.agreements.successors_of(summary.id for summary in found.items)
    items = tuple(_renewal_item(summary, after.get(summary.id), today) for summary in found.items)
    return RenewalPage(items, window, found.page, found.has_next, found.count, found.count_is_capped)


def _renewal_item(summary: AgreementSummary, after: tuple[str, Stage] | None, today: date) -> RenewalItem:
    number, stage = after or (None, None)
    return RenewalItem(row_of(summary, today), renewal_state(summary.stage, summary.term, today, stage), number)


def count_of(work: UnitOfWork, wanted: AgreementFilter) -> Count:
    return Count(*work.agreements.count(wanted))
