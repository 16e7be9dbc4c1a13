"""Signatures, deputies, payment schedules and transfers, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from domain.agreements import close
from domain.delegations import Delegation
from domain.errors import Conflict, InvalidInput
from domain.fiscal import Period
from domain.funding import Transfer, TransferState, confirm, correct
from domain.payment_schedules import schedule_of
from domain.people import Contact
from domain.signing import Signing, decline, opened
from domain.signing_places import PLACES
from domain.stages import Stage
from storage.funding import KeptSchedule
from storage.unit_of_work import Storage
from tests.builders import NOON, a_person, an_agreement
from tests.domain.funding_builders import OTHER_SHA, SHA, a_payment, a_signing, a_transfer, a_version, fully_signed
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS

CONTACTS = tuple(Contact(f"{place.side}-{place.role}", place.side, place.role) for place in PLACES)
AGREEMENT = an_agreement(Stage.AGREEMENT_FUNDING, contacts=CONTACTS)
DAY = date(2026, 11, 2)
SCHEDULE = schedule_of(a_version())


@pytest.fixture
def storage(storage: Storage) -> Storage:
    fill_agreements(storage, AGREEMENT, replace(AGREEMENT, id="a-2", number="SLA-2027-0002", contacts=()))
    return storage


def add(storage: Storage, *things: Signing | Transfer) -> None:
    with storage.unit_of_work() as work:
        for thing in things:
            (work.signings if isinstance(thing, Signing) else work.funding).add(thing)  # pyright: ignore[reportArgumentType]
        work.commit()


def save(storage: Storage, thing: Signing | Transfer, seen: int) -> None:
    with storage.unit_of_work() as work:
        (work.signings if isinstance(thing, Signing) else work.funding).save(thing, seen)  # pyright: ignore[reportArgumentType]
        work.commit()


class TestSignings:
    def test_it_comes_back_as_it_was_with_who_opened_and_signed_it(self, storage: Storage):
        add(storage, a_signing())
        signed = fully_signed(AGREEMENT)
        save(storage, signed, 1)
        with storage.reading() as work:
            assert work.signings.of_agreement("a-1") == (signed,)
            assert work.signings.of_agreement("a-2") == ()
            assert list(work.whole_tables.signings()) == [signed]

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_any_reason_is_kept(self, storage: Storage, text: str):
        official = a_person(CONTACTS[0].person_id)
        add(storage, a_signing())
        read = opened(a_signing(), official.id, SHA, NOON)
        declined = replace(decline(read, AGREEMENT, official, {official.id}, SHA, "no", NOON)[0], reason=text)
        save(storage, declined, 1)
        with storage.reading() as work:
            assert work.signings.of_agreement("a-1") == (declined,)

    def test_one_document_at_a_time_waits_for_signatures(self, storage: Storage):
        add(storage, a_signing(), a_signing(id="s-2", agreement="a-2"))
        with pytest.raises(Conflict, match="waits for signatures already"):
            add(storage, a_signing(id="s-3", sha256=OTHER_SHA))
        save(storage, fully_signed(AGREEMENT), 1)
        add(storage, a_signing(id="s-3", sha256=OTHER_SHA, at=NOON + timedelta(days=1)))
        with storage.reading() as work:
            assert [each.id for each in work.signings.of_agreement("a-1")] == ["s-1", "s-3"]
            assert [each.id for each in work.signings.open_of(["a-1", "a-2"])] == ["s-2", "s-3"]

    def test_of_two_who_sign_at_once_one_signs_first(self, storage: Storage):
        add(storage, a_signing())
        together = Barrier(2)

        def sign(person: str) -> str:
            together.wait()
            with storage.unit_of_work() as work:
                found = work.signings.of_agreement("a-1")[-1]
                work.signings.save(opened(found, person, SHA, NOON), found.revision)
                work.commit()
                return person

        people = [contact.person_id for contact in CONTACTS[:2]]
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(sign, people)) == people
        with storage.reading() as work:
            (found,) = work.signings.of_agreement("a-1")
            assert (found.revision, len(found.openings)) == (3, 2)

    def test_a_save_over_a_newer_one_is_refused(self, storage: Storage):
        add(storage, a_signing())
        save(storage, opened(a_signing(), CONTACTS[0].person_id, SHA, NOON), 1)
        with pytest.raises(Conflict, match="Someone else"):
            save(storage, opened(a_signing(), CONTACTS[1].person_id, SHA, NOON), 1)


def test_deputies_are_found_by_either_person_until_it_is_ended(storage: Storage):
    period = Period(DAY, DAY + timedelta(days=3))
    made = Delegation("d-1", CONTACTS[0].person_id, "p-1", "nrcs", period, NOON)
    of_cec = replace(made, id="d-2", signer="staff", deputy=CONTACTS[2].person_id, organization=None)
    with storage.unit_of_work() as work:
        work.signings.save_delegation(made)
        work.signings.save_delegation(of_cec)
        work.commit()
    with storage.unit_of_work() as work:
        assert work.signings.delegation("d-1") == made
        assert work.signings.delegations_of("p-1") == work.signings.delegations_of(CONTACTS[0].person_id) == (made,)
        assert list(work.whole_tables.delegations()) == [made, of_cec]
        work.signings.save_delegation(replace(made, ended_at=NOON))
        assert work.signings.delegations_of("p-1") == ()
        assert work.signings.delegation("d-3") is None


class TestSchedules:
    def keep(self, storage: Storage, *kept: KeptSchedule) -> None:
        with storage.unit_of_work() as work:
            for each in kept:
                work.funding.keep_schedule(each)
            work.commit()

    def test_the_one_of_the_latest_version_is_in_force(self, storage: Storage):
        first = KeptSchedule(SCHEDULE, NOON, frozenset({1, 2}), DAY)
        second = KeptSchedule(schedule_of(a_version("15000.00", "12.34", number=3)), NOON)
        self.keep(storage, first)
        with storage.reading() as work:
            assert work.funding.schedule_of("a-1") == first
        self.keep(storage, second)
        with storage.reading() as work:
            assert work.funding.schedule_of("a-1") == second
            assert work.funding.schedule_of("a-2") is None
            assert list(work.whole_tables.payment_schedules()) == [first, second]

    def test_those_with_an_instalment_that_was_due_are_found_of_open_agreements(self, storage: Storage):
        other = replace(SCHEDULE, agreement="a-2")
        self.keep(storage, KeptSchedule(SCHEDULE, NOON, watched=DAY), KeptSchedule(other, NOON, watched=None))
        with storage.unit_of_work() as work:
            assert work.funding.watched_before(DAY, 10) == ()
            assert work.funding.watched_before(DAY + timedelta(days=1), 10) == ("a-1",)
            work.agreements.save(close(work.agreements.get("a-1"), NOON, "staff", "over")[0])
            assert work.funding.watched_before(DAY + timedelta(days=1), 10) == ()


class TestTransfers:
    def test_it_comes_back_as_it_was(self, storage: Storage):
        add(storage, a_transfer())
        payment = a_payment("1234567.89", reference="G-Invoicing <7>")
        corrected, _ = correct(a_transfer(), payment, "The IPAC says so.", NOON, "staff")
        save(storage, corrected, 1)
        with storage.reading() as work:
            assert work.funding.transfer("t-1") == corrected
            assert work.funding.transfer("t-2") is None
            assert work.funding.transfers_of("a-1") == (corrected,)
            assert list(work.whole_tables.transfers()) == [corrected]

    def test_those_that_wait_come_oldest_first(self, storage: Storage):
        add(
            storage,
            a_transfer(id="t-2", payment=a_payment(reference="2"), at=NOON - timedelta(days=1)),
            a_transfer(),
            a_transfer(id="t-3", payment=a_payment(reference="3"), state=TransferState.REJECTED),
            a_transfer(id="t-4", agreement="a-2"),
        )
        with storage.reading() as work:
            assert [each.id for each in work.funding.waiting(10)] == ["t-2", "t-1", "t-4"]
            assert [each.id for each in work.funding.waiting(1)] == ["t-2"]
            assert [each.id for each in work.funding.waiting(10, ["a-2"])] == ["t-4"]
            assert work.funding.waiting(10, []) == ()

    def test_a_reference_stands_once_for_an_agreement(self, storage: Storage):
        add(
            storage,
            a_transfer(state=TransferState.REJECTED),
            a_transfer(id="t-2"),
            a_transfer(id="t-3", agreement="a-2"),
        )
        with pytest.raises(Conflict, match="recorded already"):
            add(storage, a_transfer(a_payment(reference="ipac 12.4471"), id="t-4"))

    def test_a_save_over_a_newer_one_is_refused(self, storage: Storage):
        add(storage, a_transfer())
        confirmed, _ = confirm(a_transfer(), NOON, "staff")
        save(storage, confirmed, 1)
        with pytest.raises(Conflict, match="Someone else changed this transfer"):
            save(storage, confirmed, 1)

    def test_a_transfer_of_no_agreement_is_refused(self, storage: Storage):
        with pytest.raises(InvalidInput):
            add(storage, a_transfer(agreement="a-none"))
