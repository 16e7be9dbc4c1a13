"""What people are told of startup tasks."""

from typing import Any

import pytest

from bot.notices import Notices
from bot.replies import Reply
from services import Services
from tests.blockkit import button, check_reply, shown
from tests.bot.desk import FakeSlack
from tests.bot.saying import AT
from tests.bot.startup import APHIS, ARS, BLOCKED, KICKOFF, MOVE


def told(services: Services, kind: str, user: str | None, **facts: Any) -> Reply | None:
    to = {"staff": user is None, "channel_id": None, "slack_user_id": user, "thread_ts": None}
    known = {"number": ARS, "title": "Machines <x>", "by": "Peter Novak", "at": AT.isoformat()}
    about = {"task": MOVE, "task_title": "Move & test", "due_on": "2026-11-02", "reason": None}
    slack = FakeSlack()
    packed = {"key": "k", "kind": kind, "to": to, "facts": {**known, **about, **facts}}
    Notices(slack, services).deliver(packed, again=False)
    said = slack.all("chat.postMessage")
    if not said:
        return None
    reply = Reply(said[0]["text"], said[0].get("blocks") or ())
    check_reply(reply)
    return reply


def seen(services: Services, kind: str, user: str | None, **facts: Any) -> Reply:
    reply = told(services, kind, user, **facts)
    assert reply
    return reply


def test_who_has_tasks_hears_how_many_and_which_comes_first(services: Services) -> None:
    reply = seen(services, "startup_tasks", "U0PETER", count=4)
    assert "You have 4 tasks; “Move &amp; test” comes first, due November 2, 2026." in reply.text
    assert "Machines &lt;x&gt;" in reply.text
    assert button(reply, f"My tasks of {ARS}")


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("assigned", "Peter Novak gave you a startup task"),
        ("added", "Peter Novak added a startup task of yours"),
        ("changed", "Peter Novak changed a startup task of yours"),
        ("reopened", "Peter Novak opened a startup task"),
        ("unblocked", "is not blocked any more"),
        ("blocked", "is blocked"),
        ("commented", "Peter Novak commented"),
        ("not_needed", "is not needed"),
        ("can_begin", "can begin now"),
    ],
)
def test_what_happened_is_told_with_the_task_as_it_is_now(services: Services, what: str, sentence: str) -> None:
    reply = seen(services, "startup_task", "U0JAMES", what=what)
    assert sentence in reply.text
    assert "Move the systems and test them" in shown(reply)
    assert button(reply, "Comment")


def test_a_task_that_was_removed_is_named(services: Services) -> None:
    assert (
        "removed a startup task of SLA-2027-0018: “Move &amp; test”"
        in seen(services, "startup_task", "U0PETER", what="removed").text
    )


def test_reminders_name_the_task_and_come_with_its_buttons(services: Services) -> None:
    reply = seen(services, "startup_reminder", "U0PETER", what="soon")
    assert "A startup task of SLA-2027-0018 is due soon." in reply.text
    assert button(reply, "Check off")
    assert "is overdue" in seen(services, "startup_reminder", "U0MEILING", task=BLOCKED, what="overdue").text


def test_nobody_is_reminded_of_what_is_settled(services: Services) -> None:
    assert told(services, "startup_reminder", "U0JAMES", task=KICKOFF, what="soon") is None


def test_who_may_not_see_it_any_more_is_not_told(services: Services) -> None:
    assert told(services, "startup_task", "U0MARIA", what="assigned") is None
    assert told(services, "go_live", "U0MARIA", what="ready", side="customer") is None


def test_the_digest_lists_each_startup_with_a_button(services: Services) -> None:
    lines = f"{ARS}, Machines: 7 of 13 tasks done, 1 overdue.\n{APHIS}, Tablets: 11 of 11 tasks done."
    reply = seen(services, "startup_digest", "U0JAMES", day="2026-11-02", numbers=f"{ARS} {APHIS}", said=lines)
    assert "Startups on November 2, 2026" in reply.text
    assert button(reply, f"Startup tasks of {ARS}")
    assert button(reply, f"Startup tasks of {APHIS}")


def test_go_live_is_told_with_the_button_for_who_may_confirm(services: Services) -> None:
    reply = seen(services, "go_live", "U0FATIMA", number=APHIS, what="ready", side="customer", by="Luis Herrera")
    assert "All required startup tasks of SLA-2027-0016" in reply.text
    assert button(reply, "Confirm go-live")
    other = seen(services, "go_live", "U0JORGE", number=APHIS, what="confirmed", side="customer", by="Priya Raman")
    assert "Priya Raman confirmed go-live" in other.text
    with pytest.raises(AssertionError):
        button(other, "Confirm go-live")
    assert "confirmed anew" in seen(services, "go_live", "U0FATIMA", number=APHIS, what="voided", side="customer").text
