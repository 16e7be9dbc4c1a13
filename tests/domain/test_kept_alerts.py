"""An alert follows what the rules want, the clock, and what people do with it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alerts import Level
from domain.errors import Conflict, InvalidInput
from domain.kept_alerts import Alert, AlertState, Event, assign, claim, release, settle, snooze
from tests.builders import NOON
from tests.domain.alert_builders import COORDINATOR, a_wanted, an_alert, followed

LATER = NOON + timedelta(hours=3)


def test_what_is_wanted_and_not_there_is_raised_the_one_that_waits_longest_first():
    young = a_wanted(key="young", since=LATER)
    steps = followed(wanted=(young, a_wanted()))
    assert [(step.alert.wanted.key, step.events) for step in steps] == [
        ("funds:1", (Event.RAISED,)),
        ("young", (Event.RAISED,)),
    ]


def test_what_is_there_and_no_longer_wanted_is_settled_by_itself():
    (step,) = followed(an_alert(), now=LATER)
    assert step.events == (Event.SETTLED,)
    assert (step.alert.state, step.alert.settled_at, step.alert.settled_by) == (AlertState.SETTLED, LATER, None)


def test_what_stays_as_it_is_has_no_events_and_no_new_revision():
    (step,) = followed(an_alert(), wanted=(a_wanted(),))
    assert step.events == ()
    assert step.alert == an_alert()


def test_other_facts_are_shown_and_another_mark_is_told():
    (shown,) = followed(an_alert(), wanted=(a_wanted(facts={"open": "1 USD"}),))
    (told,) = followed(an_alert(), wanted=(a_wanted(mark="60"),))
    assert (shown.events, told.events) == ((Event.CHANGED,), (Event.RENEWED,))


@pytest.mark.parametrize("state", ["claimed", "snoozed"])
def test_another_mark_is_told_also_of_an_alert_that_somebody_has_or_snoozed(state: str):
    alert = an_alert()
    kept = claim(alert, "p-1", NOON) if state == "claimed" else snooze(alert, LATER + timedelta(days=9), NOON)
    (step,) = followed(kept.alert, wanted=(a_wanted(mark="60"),), now=LATER)
    assert Event.RENEWED in step.events
    assert step.alert.state is (AlertState.CLAIMED if state == "claimed" else AlertState.OPEN)


def test_nobody_who_claims_it_in_time_lets_it_go_on_to_the_next_level():
    (early,) = followed(an_alert(), wanted=(a_wanted(),), now=NOON + timedelta(hours=7, minutes=59))
    (late,) = followed(an_alert(), wanted=(a_wanted(),), now=NOON + timedelta(hours=8))
    assert (early.events, late.events) == ((), (Event.ESCALATED,))
    assert late.alert.now_for.people == (COORDINATOR,)


def test_the_last_level_keeps_it():
    (step,) = followed(an_alert(level=2), wanted=(a_wanted(),), now=NOON + timedelta(days=90))
    assert step.events == ()


def test_after_a_week_of_silence_it_goes_on_by_one_level_only():
    (step,) = followed(an_alert(), wanted=(a_wanted(),), now=NOON + timedelta(days=7))
    assert (step.alert.level, step.alert.level_at) == (1, NOON + timedelta(days=7))


def test_an_alert_that_somebody_has_does_not_go_on():
    kept = claim(an_alert(), "p-1", NOON).alert
    (step,) = followed(kept, wanted=(a_wanted(),), now=NOON + timedelta(days=9))
    assert step.events == ()


def test_a_snooze_ends_at_its_time():
    kept = snooze(an_alert(), LATER, NOON).alert
    (before,) = followed(kept, wanted=(a_wanted(),), now=LATER - timedelta(minutes=1))
    (after,) = followed(kept, wanted=(a_wanted(),), now=LATER)
    assert (before.events, after.events) == ((), (Event.WOKEN,))
    assert (after.alert.state, after.alert.snoozed_until) == (AlertState.OPEN, None)


def test_an_alert_of_someone_who_left_waits_for_others_again():
    kept = claim(an_alert(), "p-1", NOON).alert
    (step,) = followed(kept, wanted=(a_wanted(),), now=LATER, gone=frozenset({"p-1"}))
    assert step.events == (Event.RELEASED,)
    assert (step.alert.state, step.alert.claimed_by, step.alert.level_at) == (AlertState.OPEN, None, LATER)


def test_what_was_settled_by_hand_is_raised_again_only_with_another_mark():
    done = settle(an_alert(), "p-1", "Done.", NOON).alert
    assert followed(done, wanted=(a_wanted(),), now=LATER) == ()
    (again,) = followed(done, wanted=(a_wanted(mark="60"),), now=LATER)
    assert again.events == (Event.RAISED,)


def test_what_settled_by_itself_is_raised_again_when_it_is_so_again():
    over = followed(an_alert(), now=LATER)[0].alert
    (again,) = followed(over, wanted=(a_wanted(),), now=LATER)
    assert (again.events, again.alert.id) == ((Event.RAISED,), "new-1")


def test_fewer_levels_than_before_leave_it_on_the_last_one():
    (step,) = followed(an_alert(level=2), wanted=(a_wanted(levels=(Level((), None, True),)),))
    assert step.alert.level == 0


def test_of_two_who_claim_it_the_second_is_told():
    claimed = claim(an_alert(), "p-1", NOON).alert
    assert claim(claimed, "p-1", LATER).events == ()
    with pytest.raises(Conflict, match="Someone else has this alert"):
        claim(claimed, "p-2", LATER)
    assert assign(claimed, "p-2").alert.claimed_by == "p-2"


def test_only_what_somebody_has_can_be_given_back():
    with pytest.raises(Conflict, match="Nobody has claimed"):
        release(an_alert(), NOON)
    assert release(claim(an_alert(), "p-1", NOON).alert, LATER).alert.state is AlertState.OPEN


def test_what_is_given_back_while_it_is_snoozed_is_snoozed_no_more():
    kept = snooze(claim(an_alert(), "p-1", NOON).alert, LATER, NOON).alert
    given = release(kept, NOON).alert
    assert (given.state, given.snoozed_until) == (AlertState.OPEN, None)
    (step,) = followed(given, wanted=(a_wanted(),), now=LATER)
    assert step.events == ()


@pytest.mark.parametrize(("days", "sentence"), [(0, "past"), (-1, "past"), (90, "within 90 days")])
def test_a_snooze_needs_a_time_that_comes_soon_enough(days: int, sentence: str):
    with pytest.raises(InvalidInput, match=sentence) as refused:
        snooze(an_alert(), NOON + timedelta(days=days), NOON)
    assert refused.value.field == "until"


def test_nothing_is_done_to_what_is_settled():
    done = settle(an_alert(), "p-1", "Done.", NOON).alert
    for move in (lambda: claim(done, "p-2", NOON), lambda: snooze(done, LATER, NOON), lambda: release(done, NOON)):
        with pytest.raises(Conflict, match="settled already"):
            move()


_MOVES = st.sampled_from(["claim", "release", "snooze", "settle", "wait", "renew", "gone", "unwanted"])


@given(st.lists(_MOVES, max_size=25))
def test_whatever_happens_revisions_count_up_and_what_is_settled_stays_so(moves: list[str]):
    alert, now = an_alert(), NOON
    for place, move in enumerate(moves):
        now += timedelta(hours=1)
        before, alert = alert, _moved(alert, move, place, now)
        assert alert.revision >= before.revision
        assert (alert == before) == (alert.revision == before.revision)
        assert before.is_open or alert == before
        assert (alert.state is AlertState.SNOOZED) == (alert.snoozed_until is not None)
        assert alert.level < len(alert.wanted.levels)


def _moved(alert: Alert, move: str, place: int, now: datetime) -> Alert:
    if move in ("wait", "renew", "gone", "unwanted") and not alert.is_open:
        return alert
    try:
        match move:
            case "claim":
                return claim(alert, "p-1", now).alert
            case "release":
                return release(alert, now).alert
            case "snooze":
                return snooze(alert, now + timedelta(hours=5), now).alert
            case "settle":
                return settle(alert, "p-1", "Done.", now).alert
            case "unwanted":
                return followed(alert, now=now)[0].alert
            case _:
                wanted = a_wanted(mark=str(place)) if move == "renew" else alert.wanted
                gone = frozenset({"p-1"}) if move == "gone" else frozenset[str]()
                return followed(alert, wanted=(wanted,), now=now, gone=gone)[0].alert
    except Conflict:
        return alert
