"""Rows of lists of agreements, renewals and counts."""

from datetime import date

from domain.agreement_lists import AgreementFilter, AgreementSummary, Page
from domain.renewal_decisions import Renewal
from domain.renewals import days_left, renewal_state
from domain.stages import Stage
from services.agreement_list_cards import AgreementPage, AgreementRow, Count, RenewalItem, RenewalPage
from services.whose_turn import days_overdue
from storage.unit_of_work import UnitOfWork


def agreement_page(found: Page[AgreementSummary], today: date) -> AgreementPage:
    rows = tuple(row_of(summary, today) for summary in found.items)
    return AgreementPage(rows, found.page, found.has_next, found.count, found.count_is_capped)


def row_of(summary: AgreementSummary, today: date) -> AgreementRow:
    late = days_overdue(summary.due_on, today) if summary.waiting_for else None
    return AgreementRow(summary, late, days_left(summary.term, today))


def renewal_page(work: UnitOfWork, found: Page[AgreementSummary], window: int, today: date) -> RenewalPage:
    ids = [summary.id for summary in found.items]
    after, decided = work.agreements.successors_of(ids), work.renewals.of_agreements(ids)
    items = tuple(_renewal_item(each, after.get(each.id), decided.get(each.id), today) for each in found.items)
    return RenewalPage(items, window, found.page, found.has_next, found.count, found.count_is_capped)


def _renewal_item(
    summary: AgreementSummary, after: tuple[str, Stage] | None, decided: Renewal | None, today: date
) -> RenewalItem:
    number, stage = after or (None, None)
    state = renewal_state(summary.stage, summary.term, today, stage)
    return RenewalItem(row_of(summary, today), state, number, decided.reason if decided else "")


def count_of(work: UnitOfWork, wanted: AgreementFilter) -> Count:
    return Count(*work.agreements.count(wanted))
