# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from datetime import UTC, datetime

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.handoffs import HandoffState, Relayed, Thread
from domain.notices import NoticeKind
from domain.permissions import Actor
from services.handoff_cards import FileRef, RelayOutcome, files_from_fact
from tests.services.office import Office

HERS, THEIRS = Thread("D0MARIA", "100.1"), Thread("C0STAFF", "200.1")
FILE = FileRef("F1", "plan <v2>.pdf", "https://files.example/F1")


@pytest.fixture
def asked(office: Office) -> str:
    """The id of a conversation that Maria asked for, with the staff's thread posted."""
    opened = office.services.handoffs.open(
        office.actor("maria"), "Maria Lopez", "Our laptops", HERS, "Looked at laptops"
    )
    office.services.handoffs.staff_thread_posted(opened.view.handoff.id, THEIRS)
    return opened.view.handoff.id


def kinds(office: Office) -> list[NoticeKind]:
    return [notice.kind for notice in office.notices()]


def test_asking_for_a_person_tells_staff_with_the_context(office: Office, asked: str):
    (notice,) = office.notices()
    assert (notice.kind, notice.to.staff) == (NoticeKind.HANDOFF_OPENED, True)
    assert notice.facts["name"] == "Maria Lopez"
    assert notice.facts["organization_name"] == "Natural Resources Conservation Service"
    assert (notice.facts["topic"], notice.facts["context"]) == ("Our laptops", "Looked at laptops")
    (change,) = office.history("handoff", asked)
    assert (change.old, change.new, change.by) == (None, "open", "p-maria")


def test_who_asks_again_gets_the_conversation_that_is_open(office: Office, asked: str):
    again = office.services.handoffs.open(
        office.actor("maria"), "Maria Lopez", "Something else", Thread("D0MARIA", "300.1")
    )
    assert (again.already_open, again.view.handoff.id) == (True, asked)
    assert again.view.handoff.requester_thread == HERS
    assert len(office.notices()) == 1


def test_a_stranger_may_ask_too_and_seems_to_belong_to_an_organization(office: Office):
    omar = Actor(slack_user_id="U0OMAR")
    opened = office.services.handoffs.open(
        omar, "Omar Siddiqui", "Soil data", Thread("D0OMAR", "1.1"), organization="nrcs"
    )
    assert (opened.view.handoff.requester, opened.view.organization.key) == ("slack:U0OMAR", "nrcs")
    assert office.services.handoffs.own(omar).handoff.id == opened.view.handoff.id


def test_an_organization_that_does_not_exist_is_left_out(office: Office):
    opened = office.services.handoffs.open(
        Actor(slack_user_id="U9"), "", "Help", Thread("D9", "1.1"), organization="nowhere"
    )
    assert (opened.view.organization, opened.view.handoff.requester_name) == (None, "Someone")


def test_nobody_outside_slack_can_ask(office: Office):
    with pytest.raises(InvalidInput):
        office.services.handoffs.open(Actor(), "X", "Help", HERS)


@pytest.mark.parametrize(
    ("now", "open_now", "next_opening"),
    [
        (datetime(2026, 11, 2, 15, 0, tzinfo=UTC), True, datetime(2026, 11, 2, 15, 0, tzinfo=UTC)),
        (datetime(2026, 11, 6, 23, 0, tzinfo=UTC), False, datetime(2026, 11, 9, 13, 0, tzinfo=UTC)),
        (datetime(2026, 11, 26, 16, 0, tzinfo=UTC), False, datetime(2026, 11, 27, 13, 0, tzinfo=UTC)),
    ],
)
def test_the_answer_says_when_someone_will_answer(office: Office, now, open_now, next_opening):
    office.clock.at = now
    answer = office.services.handoffs.open(office.actor("maria"), "Maria", "Help", HERS).answer
    assert (answer.open_now, answer.next_opening) == (open_now, next_opening)


def test_a_claim_tells_both_sides_once(office: Office, asked: str):
    james = office.actor("james")
    claimed = office.services.handoffs.claim(james, asked)
    assert claimed.changed
    assert claimed.view.claimed_by.name == "James Okafor"
    assert not office.services.handoffs.claim(james, asked).changed
    told = [notice for notice in office.notices() if notice.kind is NoticeKind.HANDOFF_CHANGED]
    assert {(n.facts["side"], n.to.channel_id, n.to.thread_ts) for n in told} == {
        ("requester", "D0MARIA", "100.1"),
        ("staff", "C0STAFF", "200.1"),
    }
    assert {n.facts["by"] for n in told} == {"James Okafor"}


def test_only_one_of_two_gets_it_and_it_can_be_given_back(office: Office, asked: str):
    james, priya, handoffs = office.actor("james"), office.actor("priya"), office.services.handoffs
    handoffs.claim(james, asked)
    with pytest.raises(Conflict):
        handoffs.claim(priya, asked)
    assert handoffs.release(james, asked).view.handoff.state is HandoffState.OPEN
    office.clock.pass_by(minutes=1)
    assert handoffs.claim(priya, asked).view.claimed_by.name == "Priya Raman"


def test_customers_cannot_claim_and_do_not_learn_of_others_conversations(office: Office, asked: str):
    handoffs, erik = office.services.handoffs, office.actor("erik")
    with pytest.raises(NotAllowed):
        handoffs.claim(office.actor("maria"), asked)
    for use in (handoffs.get, handoffs.close):
        with pytest.raises(NotFound) as unknown:
            use(erik, "no-such-id")
        with pytest.raises(NotFound) as foreign:
            use(erik, asked)
        assert str(foreign.value) == str(unknown.value)
    assert handoffs.get(office.actor("maria"), asked).handoff.state is HandoffState.OPEN


@pytest.mark.parametrize("who", ["maria", "james"])
def test_either_side_closes_it_once(office: Office, asked: str, who: str):
    handoffs = office.services.handoffs
    assert handoffs.close(office.actor(who), asked).changed
    assert not handoffs.close(office.actor(who), asked).changed
    assert kinds(office).count(NoticeKind.HANDOFF_CLOSED) == 2
    with pytest.raises(Conflict):
        handoffs.claim(office.actor("james"), asked)
    assert handoffs.own(office.actor("maria")) is None
    assert handoffs.unsettled(office.actor("james")) == ()


def test_what_the_requester_writes_goes_to_staff_also_before_anyone_claimed_it(office: Office, asked: str):
    relay = office.services.handoffs.relay(
        office.actor("maria"), HERS, "101.1", "Are you there? <!channel>", "Maria Lopez", [FILE]
    )
    assert relay.outcome is RelayOutcome.RELAYED
    notice = office.notices()[-1]
    assert (notice.kind, notice.to.staff, notice.to.thread_ts) == (NoticeKind.RELAY, True, "200.1")
    assert (notice.facts["text"], notice.facts["author"]) == ("Are you there? <!channel>", "Maria Lopez")
    assert files_from_fact(notice.facts["files"]) == (FILE,)


def test_the_same_message_twice_is_carried_once(office: Office, asked: str):
    maria = office.actor("maria")
    for _ in range(3):
        office.services.handoffs.relay(maria, HERS, "101.1", "Hello", "Maria Lopez")
    assert kinds(office).count(NoticeKind.RELAY) == 1


def test_only_what_the_one_who_claimed_it_writes_goes_to_the_requester(office: Office, asked: str):
    handoffs, james, priya = office.services.handoffs, office.actor("james"), office.actor("priya")
    assert handoffs.relay(james, THEIRS, "201.1", "Who knows her?", "James").outcome is RelayOutcome.INTERNAL
    handoffs.claim(james, asked)
    assert handoffs.relay(priya, THEIRS, "202.1", "Careful", "Priya").outcome is RelayOutcome.INTERNAL
    assert handoffs.relay(james, THEIRS, "203.1", "Hello Maria", "James").outcome is RelayOutcome.RELAYED
    relayed = [n for n in office.notices() if n.kind is NoticeKind.RELAY]
    assert [(n.facts["text"], n.to.channel_id, n.to.thread_ts) for n in relayed] == [
        ("Hello Maria", "D0MARIA", "100.1")
    ]


def test_others_in_the_requesters_thread_are_not_relayed(office: Office, asked: str):
    outcome = office.services.handoffs.relay(office.actor("linh"), HERS, "102.1", "Me too", "Linh").outcome
    assert outcome is RelayOutcome.OUTSIDER


def test_threads_without_a_conversation_and_closed_ones_go_the_usual_way(office: Office, asked: str):
    handoffs, maria = office.services.handoffs, office.actor("maria")
    assert handoffs.relay(maria, Thread("D0MARIA", "999.9"), "1", "x", "M").outcome is RelayOutcome.NOT_A_CONVERSATION
    handoffs.close(maria, asked)
    assert handoffs.relay(maria, HERS, "103.1", "x", "M").outcome is RelayOutcome.NOT_A_CONVERSATION


def test_edits_and_deletions_follow_the_copy_also_after_the_end(office: Office, asked: str):
    handoffs, maria = office.services.handoffs, office.actor("maria")
    handoffs.relay(maria, HERS, "101.1", "Helo", "Maria")
    handoffs.edit(maria, HERS, "101.1", "Hello", "Maria", "101.9")
    handoffs.close(maria, asked)
    handoffs.edit(maria, HERS, "101.1", "Hello there", "Maria", "102.9")
    handoffs.delete(HERS, "101.1")
    carried = [n for n in office.notices() if n.kind in (NoticeKind.RELAY_EDIT, NoticeKind.RELAY_DELETE)]
    assert [n.kind for n in carried] == [NoticeKind.RELAY_EDIT, NoticeKind.RELAY_EDIT, NoticeKind.RELAY_DELETE]
    assert {(n.facts["source_channel"], n.facts["source_ts"], n.to.staff) for n in carried} == {
        ("D0MARIA", "101.1", True)
    }


def test_where_a_copy_stands_is_kept(office: Office, asked: str):
    copy = Relayed(asked, "D0MARIA", "101.1", "C0STAFF", "204.1")
    office.services.handoffs.keep_relayed(copy)
    assert office.services.handoffs.relayed_from("D0MARIA", "101.1") == copy
    assert office.services.handoffs.relayed_from("D0MARIA", "999.1") is None


def test_staff_are_reminded_of_what_nobody_claimed_and_again_after_the_same_time(office: Office, asked: str):
    remind = office.services.handoffs.remind_unclaimed
    office.clock.pass_by(minutes=29)
    assert remind() == 0
    office.clock.pass_by(minutes=2)
    assert (remind(), remind()) == (1, 0)
    office.clock.pass_by(minutes=31)
    assert remind() == 1
    office.services.handoffs.claim(office.actor("james"), asked)
    office.clock.pass_by(minutes=90)
    assert remind() == 0
    assert kinds(office).count(NoticeKind.HANDOFF_REMINDER) == 2


def test_only_minutes_of_open_office_count_for_reminders(office: Office):
    office.clock.at = datetime(2026, 11, 6, 21, 50, tzinfo=UTC)  # Friday 16:50 in Washington
    office.services.handoffs.open(office.actor("maria"), "Maria", "Help", HERS)
    remind = office.services.handoffs.remind_unclaimed
    office.clock.at = datetime(2026, 11, 7, 15, 0, tzinfo=UTC)
    assert remind() == 0
    office.clock.at = datetime(2026, 11, 9, 13, 19, tzinfo=UTC)  # Monday 8:19: ten minutes on Friday, nineteen today
    assert remind() == 0
    office.clock.at = datetime(2026, 11, 9, 13, 21, tzinfo=UTC)
    assert remind() == 1


def test_the_time_until_a_reminder_is_a_setting(office: Office, asked: str):
    office.services.admin.set_setting(office.actor("dana"), "handoff_reminder_minutes", "5")
    office.clock.pass_by(minutes=6)
    assert office.services.handoffs.remind_unclaimed() == 1


def test_staff_see_open_conversations_the_oldest_first(office: Office, asked: str):
    office.clock.pass_by(minutes=1)
    office.services.handoffs.open(office.actor("erik"), "Erik", "Phones", Thread("D0ERIK", "1.1"))
    views = office.services.handoffs.unsettled(office.actor("james"))
    assert [view.handoff.requester for view in views] == ["p-maria", "p-erik"]
