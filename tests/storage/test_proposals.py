"""Negotiations, versions, looks and wishes, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier

import pytest

from domain.agreements import close
from domain.errors import Conflict, NotFound
from domain.proposal_changes import (
    Answer,
    BillingWanted,
    ChangeRequest,
    Decision,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WishItem,
    WordsWanted,
)
from domain.proposal_edits import CustomLine, add_custom_line
from domain.proposal_prices import approve_override, override_price
from domain.proposal_states import NegotiationState
from domain.proposal_terms import BillingFrequency, BillingTime, Terms
from domain.stages import Stage
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.proposals import TERM, a_draft, a_negotiation, a_version
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS

WANTED: tuple[Wanted, ...] = (
    QuantityWanted("laptop", 60),
    ServiceWanted("server", 2),
    RemovalWanted("phone"),
    TargetWanted("laptop", "uptime", Decimal("99.90")),
    TermWanted(start=date(2027, 1, 4)),
    BillingWanted(BillingFrequency.OWN_DATES, BillingTime.ARREARS, (date(2027, 1, 4),)),
    WordsWanted("Bills go to Fort Worth."),
)


def a_request(id: str = "r-1", **changes: object) -> ChangeRequest:
    items = tuple(WishItem(f"w{place}", wanted) for place, wanted in enumerate(WANTED))
    made = ChangeRequest(id, "a-1", "nrcs", 1, items, NOON, "p-1", "please")
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


@pytest.fixture
def storage(storage: Storage) -> Storage:
    second = an_agreement(Stage.PROPOSAL, "fns", id="a-2", number="SLA-2027-0002", contacts=())
    fill_agreements(storage, an_agreement(Stage.PROPOSAL), second)
    return storage


def everything() -> object:
    """A draft with all kinds of lines and terms."""
    custom = CustomLine(
        "Plotter", 2, "plotter", "plotters", Decimal("1200.50"), Decimal("0.00"), "Q-1", "None is offered."
    )
    terms = Terms(TERM, BillingFrequency.OWN_DATES, BillingTime.ARREARS, (date(2027, 1, 4),), 45, 90, "Special")
    draft = override_price(a_draft(terms=terms), "laptop", Decimal(80), "why", "staff")
    return add_custom_line(approve_override(draft, "laptop", "other"), "l-9", custom, "notes")


class TestNegotiations:
    def test_it_comes_back_as_it_was(self, storage: Storage):
        made = a_negotiation(
            NegotiationState.PAUSED,
            draft=everything(),
            ceiling=Decimal("1234.50"),
            reason="wait",
            paused_from=NegotiationState.PRESENTED,
        )
        with storage.unit_of_work() as work:
            saved = work.proposals.save(made)
            work.commit()
        with storage.reading() as work:
            assert work.proposals.find("a-1") == saved == replace(made, revision=1)
            assert list(work.whole_tables.negotiations()) == [saved]
            assert work.proposals.find("a-2") is None

    def test_the_last_amendment_is_found_and_what_came_into_force_last(self, storage: Storage):
        with storage.unit_of_work() as work:
            for amendment, state in enumerate((NegotiationState.IN_FORCE, NegotiationState.IN_FORCE)):
                work.proposals.save(a_negotiation(state, amendment=amendment, current=amendment + 3))
                work.proposals.add_version(a_version(amendment + 3, amendment=amendment))
            work.proposals.save(a_negotiation(amendment=2))
            found, first, second = work.proposals.find("a-1"), *work.proposals.versions("a-1")
            assert found is not None
            assert (first.amends, second.amends, found.draft.amends) == (None, first.offer, second.offer)
            assert (found.amendment, work.proposals.in_force("a-1"), work.proposals.in_force("a-2")) == (2, 4, None)

    def test_of_two_who_save_the_same_revision_the_later_is_refused(self, storage: Storage):
        with storage.unit_of_work() as work:
            first = work.proposals.save(a_negotiation())
            work.proposals.save(first)
            with pytest.raises(Conflict, match="Someone else changed this proposal"):
                work.proposals.save(first)

    def test_of_two_who_save_at_the_same_moment_one_wins(self, storage: Storage):
        with storage.unit_of_work() as work:
            first = work.proposals.save(a_negotiation())
            work.commit()
        together = Barrier(2)

        def save(reason: str) -> bool:
            together.wait()
            try:
                with storage.unit_of_work() as work:
                    work.proposals.save(replace(first, reason=reason))
                    work.commit()
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(save, ("one", "two"))) == [False, True]

    def test_what_ran_out_comes_oldest_first_and_none_of_closed_agreements(self, storage: Storage):
        day = date(2026, 12, 1)
        late = a_negotiation(NegotiationState.PRESENTED, valid_until=day - timedelta(days=1))
        with storage.unit_of_work() as work:
            work.proposals.save(late)
            older = replace(late, agreement="a-2", organization="fns", valid_until=day - timedelta(days=9))
            work.proposals.save(older)
            run_out = work.proposals.run_out
            assert [n.agreement for n in run_out(day, 10)] == ["a-2", "a-1"]
            assert [n.agreement for n in run_out(day, 1)] == ["a-2"]
            assert [n.agreement for n in run_out(day - timedelta(days=1), 10)] == ["a-2"]
            work.agreements.save(close(work.agreements.get("a-2"), NOON, "staff", "over")[0])
            assert [n.agreement for n in run_out(day, 10)] == ["a-1"]


class TestVersions:
    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_it_comes_back_as_it_was(self, storage: Storage, text: str):
        made = a_version(draft=everything(), note=text, valid_until=date(2026, 12, 1), amendment=1)  # pyright: ignore[reportArgumentType]
        with storage.unit_of_work() as work:
            work.proposals.add_version(made)
            work.commit()
        with storage.reading() as work:
            assert work.proposals.version("a-1", 1) == made
            assert list(work.whole_tables.proposal_versions()) == [made]

    def test_they_come_in_order_and_none_is_replaced(self, storage: Storage):
        with storage.unit_of_work() as work:
            for number in (2, 1, 10):
                work.proposals.add_version(a_version(number))
            assert [version.number for version in work.proposals.versions("a-1")] == [1, 2, 10]
            assert work.proposals.latest_version("a-1") == a_version(10)
            assert work.proposals.latest_version("a-2") is None
            with pytest.raises(NotFound, match="no version 3"):
                work.proposals.version("a-1", 3)
            work.commit()
        with storage.unit_of_work() as work, pytest.raises(Conflict, match="at the same moment"):
            work.proposals.add_version(a_version(2))


class TestLooks:
    def test_the_latest_version_that_a_person_saw_is_kept(self, storage: Storage):
        with storage.unit_of_work() as work:
            assert work.proposals.seen("a-1", "p-1") is None
            for version in (1, 3, 2):
                work.proposals.look("a-1", "p-1", version, NOON)
            assert (work.proposals.seen("a-1", "p-1"), work.proposals.seen("a-2", "p-1")) == (3, None)


class TestRequests:
    def test_it_comes_back_as_it_was_with_every_kind_of_wish(self, storage: Storage):
        answers = (
            Answer(Decision.ACCEPTED),
            Answer(Decision.COUNTERED, "so", WANTED[0]),
            Answer(Decision.DECLINED, "no"),
        )
        items = tuple(
            replace(item, answer=answers[place % 3], answered_by="staff")
            for place, item in enumerate(a_request().items)
        )
        closed = a_request(items=items, closed_at=NOON)
        with storage.unit_of_work() as work:
            work.proposals.save_request(a_request())
            assert work.proposals.open_request("a-1") == a_request()
            work.proposals.save_request(closed)
            assert work.proposals.open_request("a-1") is None
            assert work.proposals.requests("a-1") == (closed,)
            assert list(work.whole_tables.change_requests()) == [closed]

    def test_one_at_a_time_is_open(self, storage: Storage):
        with storage.unit_of_work() as work:
            work.proposals.save_request(a_request("r-0", closed_at=NOON))
            work.proposals.save_request(a_request())
            with pytest.raises(Conflict, match="asked for changes at the same moment"):
                work.proposals.save_request(a_request("r-2"))

    def test_the_id_of_another_agreements_request_overwrites_nothing(self, storage: Storage):
        with storage.unit_of_work() as work:
            work.proposals.save_request(a_request())
            work.commit()
        with storage.unit_of_work() as work, pytest.raises(Conflict):
            work.proposals.save_request(a_request(agreement="a-2", organization="fns"))
        with storage.reading() as work:
            assert work.proposals.requests("a-1") == (a_request(),)
            assert work.proposals.requests("a-2") == ()


def test_when_the_turn_changed_is_kept_with_the_agreement(storage: Storage):
    later = NOON + timedelta(days=2)
    with storage.unit_of_work() as work:
        work.agreements.save(replace(work.agreements.get("a-1"), turned_at=later))
        assert work.agreements.get("a-1").waiting_since == later
