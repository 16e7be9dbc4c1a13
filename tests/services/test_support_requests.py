# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""Support requests from their opening to their rating, as both sides use them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.agreed_targets import AgreedTargets
from domain.errors import Conflict, InvalidInput, NotAllowed, NotCovered, NotFound, Uncovered
from domain.handoffs import Thread
from domain.notices import NoticeKind
from domain.support_comments import CommentKind
from domain.support_priorities import Impact, Priority, Urgency
from domain.support_requests import Cause, RequestFile, RequestState
from storage.agreed_targets import TargetsOfAgreements
from tests.builders import a_person
from tests.services.office import AT, Office
from tests.services.support_steps import LAPTOP, NUMBER, REPORT, measured, opened, resolved, seen, told

HOUR = timedelta(hours=1)
CUSTOMERS, STAFFS = Thread("D0FATIMA", "1.1"), Thread("C0STAFF", "2.2")


class TestOpening:
    def test_it_gets_a_number_a_priority_an_area_and_clocks(self, office: Office):
        card = opened(office)
        request = card.request
        assert (request.priority, card.area) == (Priority.HIGH, "End-user support")
        assert (card.agreement, request.service_name, request.state) == (NUMBER, "Managed laptop", RequestState.NEW)
        assert [clock.due_at for clock in request.clocks] == [AT + 2 * HOUR, AT + 46 * HOUR]
        first, second = (int(each.request.number.removeprefix("REQ-")) for each in (card, opened(office)))
        assert second == first + 1 > 1_000

    def test_cec_hears_of_it_in_the_staff_channel(self, office: Office):
        card = opened(office)
        (notice,) = told(office, NoticeKind.REQUEST_OPENED)
        assert (notice.to.staff, notice.facts["number"]) == (True, card.request.number)

    def test_what_is_agreed_is_asked_once_for_all_agreements(self, office: Office, monkeypatch: pytest.MonkeyPatch):
        ours, asked = TargetsOfAgreements.of, list[Collection[str]]()

        def of(targets: TargetsOfAgreements, ids: Collection[str]) -> dict[str, AgreedTargets]:
            asked.append(ids)
            return ours(targets, ids)

        monkeypatch.setattr(TargetsOfAgreements, "of", of)
        assert {each.number for each in office.services.support_requests.covered(office.actor("fatima"))} == {NUMBER}
        assert len(asked) == 1

    def test_the_same_form_twice_is_one_request(self, office: Office):
        first, second = (opened(office, request_id="form-1") for _ in range(2))
        assert first.request == second.request
        assert len(told(office, NoticeKind.REQUEST_OPENED)) == 1

    @pytest.mark.parametrize(
        ("by", "service", "why", "agreement"),
        [
            ("fatima", "desk_phone", Uncovered.NOT_IN_AGREEMENT, NUMBER),
            ("maria", "geospatial_platform", Uncovered.NOT_YET, "SLA-2027-0041"),
            ("beatriz", "contact_center", Uncovered.NOT_YET, "SLA-2027-0051"),
        ],
    )
    def test_what_is_not_covered_is_refused_with_the_way_on(
        self, office: Office, by: str, service: str, why: Uncovered, agreement: str
    ):
        before = office.services.support_queue.queue(office.actor("luis"))
        with pytest.raises(NotCovered) as caught:
            opened(office, by, service)
        assert (caught.value.why, caught.value.agreement, caught.value.service) == (why, agreement, service)
        assert office.services.support_queue.queue(office.actor("luis")) == before

    def test_what_ended_is_refused(self, office: Office):
        office.clock.at = AT + timedelta(days=60)
        with pytest.raises(NotCovered, match="ended on December 7, 2026") as caught:
            opened(office, number=NUMBER)
        assert caught.value.why is Uncovered.ENDED

    def test_the_agreement_of_another_organization_is_not_there(self, office: Office):
        with pytest.raises(NotFound):
            opened(office, "maria", number=NUMBER)

    def test_strangers_are_told_that_they_are_not_known(self, office: Office):
        with pytest.raises(NotAllowed):
            opened(office, "nina")

    def test_staff_open_one_for_a_person_of_the_customer(self, office: Office):
        card = opened(office, "luis", number=NUMBER, for_person="p-jorge")
        assert card.asked_by.name == office.actor("jorge").person.name
        for wrong in ("p-maria", "nobody"):
            with pytest.raises(InvalidInput):
                opened(office, "luis", number=NUMBER, for_person=wrong)
        with pytest.raises(InvalidInput, match="which agreement"):
            opened(office, "luis", for_person="p-jorge")

    def test_the_services_that_one_may_ask_help_with_are_those_that_run(self, office: Office):
        found = office.services.support_requests.covered(office.actor("fatima"))
        assert {(each.number, each.service) for each in found} == {
            (NUMBER, service) for service in ("managed_laptop", "service_desk", "mailbox")
        }


class TestWhoSeesIt:
    def test_contacts_see_all_of_their_agreement_and_colleagues_their_own(self, office: Office):
        with office.storage.unit_of_work() as work:
            work.people.save(a_person("p-new", organization="aphis", slack_user_id="U0NEW"))
            work.commit()
        card, own = opened(office), opened(office, "new")
        requests = office.services.support_requests
        assert requests.view(office.actor("jorge"), own.request.number).request.number == own.request.number
        for other in ("new", "maria"):
            with pytest.raises(NotFound):
                requests.view(office.actor(other), card.request.number)
        listed = requests.of_agreement(office.actor("new"), NUMBER)
        assert [row.request.number for row in listed.rows] == [own.request.number]
        of_all = [row.request.number for row in requests.of_agreement(office.actor("jorge"), NUMBER).rows]
        assert of_all[:2] == [own.request.number, card.request.number]
        mine = requests.own(office.actor("fatima")).rows
        assert mine[0].request.number == card.request.number
        assert {row.asked_by for row in mine} == {"Fatima Al-Sayed"}

    def test_one_that_was_never_there_is_refused_in_the_same_words(self, office: Office):
        card = opened(office)
        said = set[str]()
        for number in (card.request.number, "REQ-9999", "nonsense"):
            with pytest.raises(NotFound) as caught:
                office.services.support_requests.view(office.actor("maria"), number)
            said.add(str(caught.value))
        assert len(said) == 1

    def test_customers_can_do_nothing_that_staff_do(self, office: Office):
        number, queue, fatima = opened(office).request.number, office.services.support_queue, office.actor("fatima")
        for act in (
            lambda: queue.queue(fatima),
            lambda: queue.claim(fatima, number),
            lambda: queue.note(fatima, number, "x"),
            lambda: queue.resolve(fatima, number, "x", Cause.SERVICE),
            lambda: queue.merge(fatima, [number], number),
            lambda: queue.release(fatima, [number]),
        ):
            with pytest.raises(NotAllowed):
                act()

    def test_notes_of_staff_are_never_shown_to_customers(self, office: Office):
        card = opened(office, thread=CUSTOMERS)
        office.services.support_queue.note(office.actor("luis"), card.request.number, "Old battery, third time.")
        assert [each.comment.kind for each in seen(office, card).comments] == [CommentKind.NOTE]
        assert seen(office, card, "fatima").comments == ()
        assert told(office, NoticeKind.REQUEST_COMMENT) == []


class TestThreads:
    def test_what_one_side_writes_is_told_in_the_thread_of_the_other(self, office: Office):
        card = opened(office, thread=CUSTOMERS)
        number = card.request.number
        office.services.support_queue.staff_thread_posted(card.request.id, STAFFS)
        file = RequestFile("F1", "photo.png", 2_000)
        office.services.support_requests.comment(office.actor("jorge"), number, "It beeps", (file,), "c-1")
        office.services.support_requests.comment(office.actor("jorge"), number, "It beeps", (file,), "c-1")
        office.services.support_queue.comment(office.actor("luis"), number, "I am on my way")
        to = [(n.to.channel_id, n.to.thread_ts, n.facts["text"]) for n in told(office, NoticeKind.REQUEST_COMMENT)]
        assert sorted(to) == [("C0STAFF", "2.2", "It beeps"), ("D0FATIMA", "1.1", "I am on my way")]
        for thread in (CUSTOMERS, STAFFS):
            found = office.services.support_requests.of_thread(office.actor("luis"), thread)
            assert [each.comment.text for each in found.comments] == ["It beeps", "I am on my way"]
        assert office.services.support_requests.of_thread(office.actor("maria"), CUSTOMERS) is None

    def test_an_answer_goes_by_direct_message_where_there_is_no_thread(self, office: Office):
        card = opened(office)
        office.services.support_queue.comment(office.actor("luis"), card.request.number, "On my way")
        (notice,) = told(office, NoticeKind.REQUEST_COMMENT)
        assert notice.to.slack_user_id == "U0FATIMA"


class TestItsLife:
    def test_from_claim_to_rating_with_a_question_in_between(self, office: Office):
        requests, queue, luis = office.services.support_requests, office.services.support_queue, office.actor("luis")
        card = opened(office, thread=CUSTOMERS)
        number = card.request.number
        office.clock.pass_by(hours=1)
        queue.claim(luis, number)
        assert queue.ask_back(luis, number, "Which model is it?").request.state is RequestState.WAITING
        office.clock.pass_by(hours=3)
        going = requests.comment(office.actor("fatima"), number, "A 7420")
        assert going.request.state is RequestState.IN_PROGRESS
        office.clock.pass_by(hours=2)
        done = resolved(office, card)
        assert (done.request.state, done.request.resolution.cause) == (RequestState.RESOLVED, Cause.SERVICE)
        assert measured(office, card) == {"first_response": "1", "resolution": "3"}
        (asked,) = told(office, NoticeKind.RATING_WANTED)
        assert asked.to.slack_user_id == "U0FATIMA"
        requests.rate(office.actor("fatima"), number, 4, "Friendly")
        assert measured(office, card)["satisfaction"] == "4"
        with pytest.raises(NotAllowed):
            requests.rate(luis, number, 5)
        with pytest.raises(NotAllowed):
            requests.rate(office.actor("jorge"), number, 5)

    def test_one_that_is_opened_again_corrects_its_measurements(self, office: Office):
        requests, card = office.services.support_requests, opened(office)
        office.clock.pass_by(hours=1)
        resolved(office, card)
        requests.rate(office.actor("fatima"), card.request.number, 5)
        office.clock.pass_by(hours=1)
        again = requests.reopen(office.actor("jorge"), card.request.number, "It is off again")
        assert again.request.state is RequestState.IN_PROGRESS
        assert measured(office, card) == {"first_response": "1"}
        office.clock.pass_by(hours=2)
        resolved(office, card)
        assert measured(office, card) == {"first_response": "1", "resolution": "3"}

    def test_a_second_person_does_not_take_it_away_unseen(self, office: Office):
        card, queue = opened(office), office.services.support_queue
        queue.claim(office.actor("luis"), card.request.number)
        with pytest.raises(Conflict):
            queue.claim(office.actor("tomasz"), card.request.number)
        with pytest.raises(Conflict, match="meanwhile"):
            queue.assign(office.actor("tomasz"), card.request.number, "p-tomasz", seen=card.request.revision)
        assert queue.assign(office.actor("tomasz"), card.request.number, "p-tomasz").assignee.name.startswith("Tomasz")
        assert queue.assign(office.actor("tomasz"), card.request.number, None).assignee is None

    def test_another_service_brings_its_own_targets_from_the_same_beginning(self, office: Office):
        card = opened(office)
        changed = office.services.support_queue.change(
            office.actor("luis"), card.request.number, Impact.SITE, Urgency.HIGH, "service_desk"
        )
        assert (changed.request.priority, changed.request.service) == (Priority.CRITICAL, "service_desk")
        assert changed.request.clocks == ()
        with pytest.raises(InvalidInput, match=f"service of {NUMBER}"):
            office.services.support_queue.change(office.actor("luis"), card.request.number, service="desk_phone")

    def test_duplicates_go_on_as_one_and_everyone_hears_of_it(self, office: Office):
        queue, luis = office.services.support_queue, office.actor("luis")
        main, second = opened(office), opened(office, "jorge")
        card = queue.merge(luis, [second.request.number], main.request.number)
        assert card.merged == (second.request.number,)
        office.services.support_requests.comment(office.actor("jorge"), second.request.number, "Mine too")
        assert [each.comment.text for each in seen(office, main).comments] == ["Mine too"]
        resolved(office, main)
        to = {n.to.slack_user_id for n in told(office, NoticeKind.REQUEST_CHANGED) if n.facts["what"] == "resolved"}
        assert {"U0FATIMA", "U0JORGE"} <= to
        assert measured(office, second) == {}
        other = opened(office, "maria", "managed_desktop")
        with pytest.raises(Conflict, match="same customer"):
            queue.merge(luis, [other.request.number], opened(office).request.number)

    def test_what_goes_on_counts_from_the_first_of_the_merged(self, office: Office):
        queue, luis = office.services.support_queue, office.actor("luis")
        old = opened(office)
        office.clock.pass_by(hours=1)
        queue.claim(luis, old.request.number)
        office.clock.pass_by(days=3)
        new = opened(office, "jorge")
        card = queue.merge(luis, [old.request.number], new.request.number)
        assert (card.request.started_at, card.request.responded_at) == (AT, AT + HOUR)
        assert (measured(office, old), measured(office, new)) == ({}, {"first_response": "1"})
        identity = (old.request.agreement, LAPTOP, "first_response", old.request.number)
        with office.storage.reading() as work:
            (gone,) = work.measurements.superseded(identity)
        assert gone.reason == f"The request was merged into {new.request.number}."

    def test_only_who_asked_rates_also_after_a_merge(self, office: Office):
        queue, luis = office.services.support_queue, office.actor("luis")
        main, second = opened(office), opened(office, "jorge")
        queue.merge(luis, [second.request.number], main.request.number)
        resolved(office, main)
        assert not seen(office, main, "jorge").may_rate
        with pytest.raises(NotAllowed, match="who asked for it"):
            office.services.support_requests.rate(office.actor("jorge"), main.request.number, 1)
        assert seen(office, main, "fatima").may_rate

    def test_a_comment_on_a_merged_one_changes_the_one_that_goes_on(self, office: Office):
        queue, luis = office.services.support_queue, office.actor("luis")
        main, second = opened(office), opened(office, "jorge")
        queue.merge(luis, [second.request.number], main.request.number)
        office.clock.pass_by(minutes=30)
        queue.comment(luis, second.request.number, "We look at it")
        assert measured(office, main) == {"first_response": "0.5"}

    def test_what_is_resolved_is_closed_after_some_days(self, office: Office):
        card = opened(office)
        resolved(office, card)
        office.clock.pass_by(days=10)
        office.services.support_queue.close_resolved()
        assert seen(office, card).request.state is RequestState.RESOLVED
        office.clock.pass_by(days=6)
        assert office.services.support_queue.close_resolved() == 1
        assert seen(office, card).request.state is RequestState.CLOSED
        assert office.services.support_queue.close_resolved() == 0

    def test_everything_is_in_the_history(self, office: Office):
        card = opened(office)
        office.services.support_queue.claim(office.actor("luis"), card.request.number)
        found = [(change.field, change.new, change.by) for change in office.history("support_request", card.request.id)]
        assert ("state", "in_progress", "p-luis") in found
        assert ("number", card.request.number, "p-fatima") in found


class TestFlood:
    def test_five_hundred_requests_of_one_person_are_kept_and_most_are_held(self, office: Office):
        queue, luis = office.services.support_queue, office.actor("luis")
        before = queue.queue(luis).counts.open
        first = opened(office).request.number
        for place in range(499):
            opened(office, report=replace(REPORT, description=f"Broken {place}"))
        counts = queue.queue(luis).counts
        assert (counts.open - before, counts.held) == (20, 480)
        assert len(told(office, NoticeKind.REQUEST_OPENED)) == 20
        with office.storage.reading() as work:
            held = [each.number for each in work.support_requests.held_of("p-fatima", 1_000)]
        queue.release(luis, held[:2])
        queue.merge(luis, held[2:], first)
        after = queue.queue(luis).counts
        assert (after.open - before, after.held) == (22, 0)
        changed = [n for n in told(office, NoticeKind.REQUEST_CHANGED) if n.to.slack_user_id == "U0FATIMA"]
        assert [n.facts["what"] for n in changed] == ["released", "merged"]

    def test_one_that_is_held_and_taken_up_is_opened_for_cec(self, office: Office):
        for _ in range(21):
            card = opened(office)
        assert card.request.held  # pyright: ignore[reportPossiblyUnboundVariable]
        office.services.support_queue.claim(office.actor("luis"), card.request.number)  # pyright: ignore[reportPossiblyUnboundVariable]
        last = told(office, NoticeKind.REQUEST_OPENED)[-1]
        assert last.facts["number"] == card.request.number  # pyright: ignore[reportPossiblyUnboundVariable]

    def test_others_are_not_held_and_the_limit_is_for_an_hour(self, office: Office):
        for _ in range(21):
            card = opened(office)
        assert card.request.held  # pyright: ignore[reportPossiblyUnboundVariable]
        assert not opened(office, "jorge").request.held
        office.clock.pass_by(minutes=61)
        assert not opened(office).request.held
        assert opened(office, service=LAPTOP).request.clocks


def test_who_leaves_passes_their_requests_on(office: Office):
    first, second = opened(office), opened(office)
    for card in (first, second):
        office.services.support_queue.claim(office.actor("luis"), card.request.number)
    leaving, dana = office.services.leaving, office.actor("dana")
    keys = [item.key for item in leaving.holdings(dana, "p-luis").items]
    chosen = {key: "p-tomasz" if key == f"support_request|{first.request.number}" else None for key in keys}
    leaving.leave(dana, "p-luis", chosen)
    assert [seen(office, card, "dana").request.assignee for card in (first, second)] == ["p-tomasz", None]
