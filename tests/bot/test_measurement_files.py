"""Measurements that staff give as files in Slack: all of a file or nothing, every fault told."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.handlers import measurement_files
from bot.notice_measurements import SENDERS
from bot.outgoing import Outgoing
from bot.replies import FieldErrors, Modal, Reply
from bot.slack import SlackRefused
from domain.channels import Place
from domain.errors import NotAllowed
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from tests.blockkit import check_modal, check_reply
from tests.bot.alerts import Outbox
from tests.bot.desk import FakeSlack, a_command, who
from tests.bot.saying import submitted

HEADER = "agreement,service,metric,day,value,unit\n"
GOOD = HEADER + "SLA-2026-0007,service_desk,satisfaction,2026-10-14,4.6,out of 5\n"
WRONG = GOOD + "SLA-2026-0007,service_desk,satisfaction,2026-10-15,9,out of 5\nSLA-2026-0007,mail,x,2026-10-15,1,%\n"


class WithFiles(FakeSlack):
    """A workspace that holds these files."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__()
        self.files = files

    def read_file(self, file_id: str, largest: int) -> tuple[str, bytes]:
        if file_id not in self.files:
            raise SlackRefused("files.info", "file_not_found")
        if len(self.files[file_id]) > largest:
            raise ValueError("it is larger than 20 MB")
        return f"{file_id}.csv", self.files[file_id]


def read(services: Services, slack: FakeSlack, file_id: str = "F1", user: str = "U0PRIYA") -> Reply:
    to = Destination(channel_id="D1", slack_user_id=user, thread_ts="1.0")
    notice = Notice("k", NoticeKind.MEASUREMENTS_FILE, to, {"file": file_id, "name": "october.csv"})
    SENDERS[NoticeKind.MEASUREMENTS_FILE](Outgoing(notice, "D1", "1.0"), slack, services)
    sent = slack.all("chat.postMessage")[-1]
    assert sent["thread_ts"] == "1.0"
    reply = Reply(sent["text"], sent["blocks"])
    check_reply(reply)
    return reply


def test_a_file_is_brought_in_and_the_same_again_changes_nothing(fresh_services: Services) -> None:
    slack = WithFiles({"F1": GOOD.encode()})
    assert read(fresh_services, slack).text == "october.csv: Measurements: 1 added, 0 unchanged."
    assert "nothing changed" in read(fresh_services, slack).text


def test_every_fault_is_told_by_row_and_column_and_nothing_is_kept(fresh_services: Services) -> None:
    reply = read(fresh_services, WithFiles({"F1": WRONG.encode()}))
    assert reply.text.splitlines()[0].startswith("october.csv: 2 problems: nothing was kept.")
    assert "Row 3, column value:" in reply.text
    assert "Row 4, column service:" in reply.text
    assert "1 added" in read(fresh_services, WithFiles({"F1": GOOD.encode()})).text


def test_a_file_with_other_columns_is_answered_with_what_they_are(fresh_services: Services) -> None:
    reply = read(fresh_services, WithFiles({"F1": b"name,phone\nAna,555\n"}))
    assert "agreement, service, metric, day, value, unit" in reply.text


@pytest.mark.parametrize("files", [{}, {"F1": b"x" * 20_000_001}])
def test_a_file_that_is_gone_or_too_large_is_told(fresh_services: Services, files: dict[str, bytes]) -> None:
    assert "could not be read: it is " in read(fresh_services, WithFiles(files)).text


def test_who_may_no_longer_bring_them_is_refused_when_the_file_is_read(fresh_services: Services) -> None:
    slack = WithFiles({"F1": GOOD.encode()})
    assert "added" not in read(fresh_services, slack, user="U0MARIA").text


# -- given -------------------------------------------------------------------------------------------------------


def a_file(name: str = "october.csv") -> dict[str, Any]:
    return {"id": "F1", "name": name}


def test_the_form_takes_files_of_staff(fresh_services: Services) -> None:
    outcome = measurement_files.command(a_command(fresh_services, "U0PRIYA", "D1", "measurements", "", FakeSlack()))
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    taken = measurement_files.submitted(
        submitted(fresh_services, outcome.view, {"files": [a_file()]}, who(fresh_services, "U0PRIYA"))
    )
    assert isinstance(taken, Modal)
    assert "I am reading october.csv as measurements." in taken.view["blocks"][0]["text"]["text"]


@pytest.mark.parametrize("files", [None, [], [a_file("photo.png")], [{"name": "a.csv"}], "x"])
def test_other_files_are_refused_at_the_field(fresh_services: Services, files: Any) -> None:
    form = measurement_files.command(a_command(fresh_services, "U0PRIYA", "D1", "measurements", "", FakeSlack()))
    assert isinstance(form, Modal)
    sent = submitted(fresh_services, form.view, {"files": files}, who(fresh_services, "U0PRIYA"))
    assert isinstance(measurement_files.submitted(sent), FieldErrors)


def test_a_customer_brings_none(fresh_services: Services) -> None:
    with pytest.raises(NotAllowed):
        measurement_files.command(a_command(fresh_services, "U0MARIA", "D1", "measurements", "", FakeSlack()))
    with pytest.raises(NotAllowed):
        measurement_files.take(who(fresh_services, "U0MARIA"), fresh_services, [a_file()])


@pytest.mark.parametrize(
    ("user", "files", "is_taken"),
    [
        ("U0PRIYA", [a_file()], True),
        ("U0PRIYA", [a_file("OCTOBER.XLSX"), a_file()], True),
        ("U0PRIYA", [a_file("photo.png")], False),
        ("U0PRIYA", [a_file(), a_file("photo.png")], False),
        ("U0PRIYA", None, False),
        ("U0MARIA", [a_file()], False),
        ("U0NINA", [a_file()], False),
    ],
)
def test_only_spreadsheets_that_staff_drop_are_measurements(
    services: Services, user: str, files: Any, is_taken: bool
) -> None:
    assert measurement_files.is_given(who(services, user), {"files": files}) is is_taken


def test_what_is_dropped_is_answered_in_the_same_thread(fresh_services: Services) -> None:
    asker = replace(who(fresh_services, "U0PRIYA"), place=Place("D1", thread_ts="5.0", direct=True))
    reply = measurement_files.take_dropped(asker, fresh_services, {"files": [a_file()]})
    assert reply.text.startswith("I am reading october.csv as measurements.")
    slack = WithFiles({"F1": GOOD.encode()})
    Outbox(fresh_services, slack).deliver(NoticeKind.MEASUREMENTS_FILE)
    (sent,) = slack.all("chat.postMessage")
    assert (sent["channel"], sent["thread_ts"]) == ("D1", "5.0")
    assert "1 added" in sent["text"]
