"""No sequence of actions reaches the startup, or operations, without all signatures and the first funds confirmed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.agreement_funding import CONFIRMED, is_signed, with_funds, with_signatures, without_signatures
from domain.agreement_proposal import back_to_proposal
from domain.agreements import Agreement, advance, missing, move_on, record, void, with_record
from domain.errors import CecError, InvalidInput
from domain.funding import Payment, Transfer, confirm, correct, recorded, refuse_duplicate, reject, reverse
from domain.funding_accounts import Account
from domain.payment_schedules import schedule_of
from domain.people import Contact
from domain.signing import Signing, SigningState, decline, opened, sign
from domain.signing import void as void_signing
from domain.signing_places import PLACES
from domain.stages import REQUIREMENTS, SIGNED, Requirement, Stage, requirements_of
from tests.builders import NOON, a_person, an_agreement
from tests.domain.funding_builders import a_signing, a_version

OFFICIAL_AT = {place: a_person(f"{place.side}-{place.role}", place.side) for place in PLACES}
OFFICIALS = tuple(OFFICIAL_AT.values())
ANYONE = (*OFFICIALS, a_person("p-1"), a_person("deputy"))
SHAS = ("ab" * 32, "cd" * 32)
AMOUNTS = ("0.01", "1500.00", "2999.99", "3000.00", "20000.00")

keys = st.sampled_from([requirement.key for requirement in REQUIREMENTS])
people = st.sampled_from(ANYONE)
shas = st.sampled_from(SHAS)
which = st.integers(0, 2)
amounts = st.sampled_from(AMOUNTS)


class Office(RuleBasedStateMachine):
    """What anyone may try, right or wrong. What is refused changes nothing."""

    agreement: Agreement
    signing: Signing | None
    transfers: list[Transfer]

    @initialize(ready=st.sampled_from([Stage.PROPOSAL, Stage.AGREEMENT_FUNDING]), signed=st.integers(0, 4))
    def begin(self, ready: Stage, signed: int = 0) -> None:
        made = an_agreement(ready)
        contacts = tuple(Contact(person.id, person.side, place.role) for place, person in OFFICIAL_AT.items())
        self.agreement = replace(made, contacts=(*made.contacts, *contacts))
        self.signing, self.transfers = None, []
        if signed:
            self.prepare(SHAS[0])
            self.read_and_sign_in_turn(signed)

    @property
    def account(self) -> Account:
        return Account(schedule_of(a_version()), tuple(self.transfers))

    def settle_funds(self) -> None:
        if self.signing and self.signing.is_complete:
            self.agreement, _ = with_funds(self.agreement, self.account, NOON, "finance")

    def attempt(self, action) -> None:
        before = self.agreement, self.signing, list(self.transfers)
        try:
            action()
        except CecError:
            self.agreement, self.signing, self.transfers = before
        if self.agreement.stage in SIGNED and before[0].stage is not self.agreement.stage:
            self.must_be_signed_and_funded()

    def must_be_signed_and_funded(self) -> None:
        assert self.signing is not None
        assert self.signing.is_complete
        assert {each.sha256 for each in self.signing.signatures} == {self.signing.sha256}
        assert self.account.first_is_confirmed

    @rule(key=keys)
    def record(self, key: str) -> None:
        def act() -> None:
            self.agreement, _ = record(self.agreement, key, NOON, "anyone")

        self.attempt(act)

    @rule()
    def advance(self) -> None:
        def act() -> None:
            self.agreement, _ = advance(self.agreement, NOON, "anyone")

        self.attempt(act)

    @rule()
    def move_on(self) -> None:
        def act() -> None:
            self.agreement, _ = move_on(self.agreement, NOON, "anyone")

        self.attempt(act)

    @rule()
    def finish_the_startup(self) -> None:
        """As its plan does once every required task is done and both sides confirmed."""
        for requirement in missing(self.agreement) if self.agreement.stage is Stage.STARTUP else ():
            self.agreement, _ = with_record(self.agreement, requirement, NOON, "anyone")

    @rule(sha=shas)
    def prepare(self, sha: str) -> None:
        def act() -> None:
            if self.agreement.stage is not Stage.AGREEMENT_FUNDING or (self.signing and self.signing.is_complete):
                return
            if self.signing and self.signing.state is SigningState.OPEN:
                void_signing(self.signing, NOON, "system", "changed")
                self.agreement, _ = without_signatures(self.agreement, NOON, "system", "changed")
            self.signing = a_signing(sha256=sha)

        self.attempt(act)

    @rule(person=people, sha=shas)
    def open_document(self, person, sha: str) -> None:
        def act() -> None:
            if self.signing:
                self.signing = opened(self.signing, person.id, sha, NOON)

        self.attempt(act)

    @rule(person=people, sha=shas, intends=st.booleans(), for_whom=st.sampled_from(OFFICIALS))
    def sign(self, person, sha: str, intends: bool, for_whom) -> None:
        def act() -> None:
            if self.signing:
                own = {person.id, for_whom.id} if person.id == "deputy" else {person.id}
                after, _ = sign(self.signing, self.agreement, person, own, sha, person.name, intends, NOON, {})
                self.signing, self.agreement = after, with_signatures(self.agreement, after)
                self.settle_funds()

        self.attempt(act)

    @rule(until=st.integers(1, 4))
    def read_and_sign_in_turn(self, until: int) -> None:
        """What is meant to happen, so that the later steps are reached often."""
        for _ in range(until):
            place = self.signing.next_place if self.signing else None
            if place and self.signing:
                person = OFFICIAL_AT[place]
                self.open_document(person, self.signing.sha256)
                self.sign(person, self.signing.sha256, True, person)

    @rule(person=people)
    def decline(self, person) -> None:
        def act() -> None:
            if self.signing:
                sha256 = self.signing.sha256
                self.signing, _ = decline(self.signing, self.agreement, person, {person.id}, sha256, "no", NOON)
                self.agreement, _ = back_to_proposal(self.agreement, NOON, person.id, "no")

        self.attempt(act)

    @rule(requirement=keys)
    def void(self, requirement: str) -> None:
        def act() -> None:
            self.agreement, _ = void(self.agreement, {requirement}, NOON, "anyone", "wrong")

        self.attempt(act)

    @rule(amount=amounts)
    def record_transfer(self, amount: str) -> None:
        def act() -> None:
            payment = Payment(Decimal(amount), NOON.date(), f"IPAC {len(self.transfers)}")
            refuse_duplicate(payment, self.transfers)
            made = Transfer(f"t-{len(self.transfers)}", "a-1", "nrcs", payment, payment, NOON, "p-1")
            recorded(made)
            self.transfers.append(made)
            self.settle_funds()

        self.attempt(act)

    @rule()
    def pay_the_first_instalment(self) -> None:
        """What is meant to happen, too."""
        self.record_transfer("3000.00")
        self.settle_transfer(len(self.transfers) - 1, "confirm", "3000.00")

    @rule()
    def reverse_what_arrived(self) -> None:
        for place, transfer in enumerate(self.transfers):
            if transfer.has_arrived:
                self.settle_transfer(place, "reverse", "3000.00")

    @rule(place=which, how=st.sampled_from(["confirm", "correct", "reject", "reverse"]), amount=amounts)
    def settle_transfer(self, place: int, how: str, amount: str) -> None:
        def act() -> None:
            if -1 < place < len(self.transfers):
                self.transfers[place] = settled(self.transfers[place], how, amount)
                self.settle_funds()

        self.attempt(act)

    @invariant()
    def what_the_agreement_says_is_so(self) -> None:
        if is_signed(self.agreement):
            assert self.signing is not None
            assert self.signing.is_complete
        met = {each.requirement for each in self.agreement.records}
        if CONFIRMED.key in met:
            assert self.account.first_is_confirmed
        assert len(met) == len(self.agreement.records)


def settled(transfer: Transfer, how: str, amount: str) -> Transfer:
    if how == "confirm":
        return confirm(transfer, NOON, "finance")[0]
    if how == "correct":
        payment = replace(transfer.payment, amount=Decimal(amount))
        return correct(transfer, payment, "wrong", NOON, "finance")[0]
    return {"reject": reject, "reverse": reverse}[how](transfer, "no", NOON, "finance")[0]


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


@pytest.mark.parametrize("requirement", requirements_of(Stage.AGREEMENT_FUNDING), ids=lambda each: each.key)
def test_nobody_records_a_signature_or_funds(requirement: Requirement) -> None:
    with pytest.raises(InvalidInput, match="signed and paid by those who have to do it"):
        record(an_agreement(Stage.AGREEMENT_FUNDING), requirement.key, NOON, "anyone")


def test_money_that_went_back_keeps_the_services_from_beginning() -> None:
    office = Office()
    office.begin(Stage.AGREEMENT_FUNDING)
    office.prepare(SHAS[0])
    office.read_and_sign_in_turn(4)
    office.record_transfer("3000.00")
    assert office.agreement.stage is Stage.AGREEMENT_FUNDING
    office.settle_transfer(0, "confirm", "3000.00")
    office.move_on()
    assert office.agreement.stage is Stage.STARTUP
    office.settle_transfer(0, "reverse", "3000.00")
    office.finish_the_startup()
    office.move_on()
    office.advance()
    assert office.agreement.stage is Stage.STARTUP
    office.record_transfer("3000.00")
    office.settle_transfer(1, "confirm", "3000.00")
    office.move_on()
    assert office.agreement.stage is Stage.OPERATIONS
