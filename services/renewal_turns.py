"""Whose turn it is where services run and the term comes to its end: to answer an extension, else to decide on the
renewal."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.agreement_lists import AgreementFilter, Order
from domain.agreements import Agreement
from domain.people import LEADS, Side
from domain.renewal_decisions import Renewal
from domain.renewals import days_left, window_end
from domain.stages import BY_KEY, Requirement, Stage
from domain.words import day_in_words
from services.agreement_cards import WhoseTurn
from services.agreement_list_cards import Count
from services.alert_times import opening_on
from services.cards import PersonCard
from services.settings_table import RENEWAL_WINDOW, value_of
from services.whose_turn import days_overdue, turn_at
from storage.unit_of_work import UnitOfWork

MOST_COUNTED = 50
"""Agreements near their end that are looked at to count those that wait for CEC."""
_DECIDED: Requirement = BY_KEY["renewal_decided"]


def renewal_window(work: UnitOfWork) -> int:
    """Days before the end of a term from which its renewal waits for somebody."""
    return int(value_of(work, RENEWAL_WINDOW))


def renewals_to_decide(work: UnitOfWork, wanted: AgreementFilter, today: date) -> Count:
    """How many of these run, come to their end, and wait for CEC to decide on what follows or to answer an
    extension."""
    if wanted.stage not in (None, Stage.OPERATIONS) or (wanted.stages and Stage.OPERATIONS not in wanted.stages):
        return Count(0, capped=False)
    until = min(window_end(today, renewal_window(work)), wanted.ends_before or date.max)
    running = replace(wanted, waiting_for=None, stage=Stage.OPERATIONS, stages=(), due_before=None, order=Order.END)
    near = work.agreements.page(replace(running, ends_before=until), 0, MOST_COUNTED)
    turns = renewal_turns(work, work.agreements.several(each.id for each in near.items), {}, today)
    return Count(sum(turn.side is Side.CEC for turn in turns.values()), near.has_next)


def renewal_turns(
    work: UnitOfWork, agreements: Sequence[Agreement], people: Mapping[str, PersonCard], today: date
) -> dict[str, WhoseTurn]:
    """By the agreement's id, for those near their end (or past it) that nothing follows. `people` as `whose_turn`."""
    window = renewal_window(work)
    near = [each for each in agreements if _runs(each) and days_left(each.term, today) <= window]
    ids = [each.id for each in near]
    followed, decided = work.agreements.successors_of(ids), work.renewals.of_agreements(ids)
    open_ones = [each for each in near if each.id not in followed]
    turns = {each.id: _turn(work, each, decided.get(each.id), people, today, window) for each in open_ones}
    return {key: turn for key, turn in turns.items() if turn}


def _runs(agreement: Agreement) -> bool:
    return agreement.stage is Stage.OPERATIONS and agreement.closed_at is None


def _turn(
    work: UnitOfWork,
    agreement: Agreement,
    renewal: Renewal | None,
    people: Mapping[str, PersonCard],
    today: date,
    window: int,
) -> WhoseTurn | None:
    waiting = next((each for each in work.renewals.extensions_of(agreement.id) if each.waits_for()), None)
    if waiting:
        side, until = waiting.waits_for()[0], day_in_words(waiting.new_end)
        asked = replace(_DECIDED, side=side, role=LEADS[side], action=f"answer the extension until {until}")
        return turn_at(agreement, asked, people, waiting.asked_at)
    if renewal and renewal.refused:
        return None
    since = max(opening_on(work, agreement.term.end - timedelta(days=window)), agreement.stage_since)
    turn = turn_at(agreement, _DECIDED, people, renewal.asked_at if renewal and renewal.asked_at else since)
    end = agreement.term.end
    return replace(turn, due_on=end, days_overdue=days_overdue(end, today))
