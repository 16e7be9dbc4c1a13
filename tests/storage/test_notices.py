"""Notices leave after the commit, once, in order, one a second; with real processes on both databases."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.notices import Destination, Notice, NoticeKind
from storage.durable import notice_from_json, notice_to_json
from storage.unit_of_work import Storage
from tests.storage.texts import CLEANED, TEXTS

CHANNEL, OTHER_CHANNEL = Destination(channel_id="C1"), Destination(channel_id="C2")


def a_notice(key: str, to: Destination = CHANNEL, **facts: str | int | bool | None) -> Notice:
    return Notice(key, NoticeKind.RELAY, to, facts)


def enqueue(storage: Storage, *notices: Notice, commit: bool = True) -> None:
    with storage.unit_of_work() as work:
        for notice in notices:
            work.notices.enqueue(notice)
        if commit:
            work.commit()


class Worker:
    """Runs the worker program and reads what it delivered."""

    def __init__(self, url: str, file: Path, release: str = "first") -> None:
        self.file = file
        command = [sys.executable, "-m", "tests.storage.notice_worker", url, str(file), release]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE)

    def lines(self) -> list[list[str]]:
        return [line.split() for line in self.file.read_text().splitlines()] if self.file.exists() else []

    def said(self, what: str, release: str | None = None) -> list[str]:
        return [line[2] for line in self.lines() if line[1] == what and release in (None, line[0])]

    def moments(self, *keys: str) -> list[float]:
        at = {line[2]: float(line[3]) for line in self.lines() if line[1] == "started"}
        return [at[key] for key in keys]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def end(self) -> None:
        self.process.communicate(timeout=30)


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    waiting, give_up = threading.Event(), time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not happen"
        waiting.wait(0.05)


@pytest.fixture
def start(url: str, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    started: list[Worker] = []

    def begin(release: str = "first") -> Worker:
        started.append(Worker(url, tmp_path / "delivered", release))
        return started[-1]

    yield begin
    for worker in started:
        worker.kill()


def test_what_was_committed_arrives_once_and_in_order_one_a_second(storage: Storage, start: Callable[..., Worker]):
    enqueue(storage, a_notice("rolled-back"), commit=False)
    in_order = [f"n{place}" for place in range(4)]
    enqueue(storage, *(a_notice(key) for key in in_order), a_notice("elsewhere", OTHER_CHANNEL))
    enqueue(storage, a_notice("n0"), a_notice("n2", OTHER_CHANNEL), a_notice("last"))
    worker = start()
    wait_for(lambda: "last" in worker.said("done") and "elsewhere" in worker.said("done"))
    of_channel = [key for key in worker.said("done") if key != "elsewhere"]
    assert of_channel == [*in_order, "last"]
    moments = worker.moments(*in_order, "last")
    # The pauses are kept by the queue; a busy machine may note one moment late, so the whole line is measured.
    assert moments[-1] - moments[0] > len(moments) - 2
    assert worker.moments("elsewhere")[0] < moments[1]
    enqueue(storage, a_notice("n0"), a_notice("after"))
    wait_for(lambda: "after" in worker.said("done"))
    assert worker.said("done").count("n0") == 1
    worker.end()


def test_what_a_killed_process_had_begun_is_finished_first_by_a_later_release(
    storage: Storage, start: Callable[..., Worker], tmp_path: Path
):
    enqueue(storage, a_notice("begun", stuck=True), a_notice("second"), a_notice("third"))
    first = start("first")
    wait_for(lambda: first.said("started") == ["begun"])
    first.kill()
    enqueue(storage, a_notice("meanwhile"))
    (tmp_path / "delivered.go").touch()
    second = start("second")
    wait_for(lambda: "meanwhile" in second.said("done"))
    assert second.said("done") == ["begun", "second", "third", "meanwhile"]
    assert second.said("done", "first") == []
    second.end()


def test_a_key_enqueued_twice_in_one_transaction_fails_nothing(storage: Storage):
    with storage.unit_of_work() as work:
        work.notices.enqueue(a_notice("twice"))
        work.notices.enqueue(a_notice("twice"))
        work.settings.put("kept", "yes")
        work.commit()
    with storage.reading() as work:
        assert work.settings.get("kept") == "yes"


def test_units_of_work_that_tell_the_same_two_in_other_orders_do_not_block_each_other(storage: Storage):
    def tell_both(place: int) -> None:
        both = (a_notice(f"a{place}", CHANNEL), a_notice(f"b{place}", OTHER_CHANNEL))
        enqueue(storage, *(both if place % 2 else reversed(both)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(tell_both, range(60)))  # raises what any of them raised


def test_a_notice_cannot_leave_from_a_unit_of_work_for_reading(storage: Storage):
    with storage.reading() as work, pytest.raises(RuntimeError):
        work.notices.enqueue(a_notice("never"))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_text_can_be_sent(storage: Storage, text: str):
    notice = a_notice("text", text=text, number=3, flag=True, nothing=None)
    enqueue(storage, notice)
    assert notice_from_json(notice_to_json(notice)) == notice


@pytest.mark.parametrize(("written", "kept"), CLEANED.values(), ids=CLEANED)
def test_characters_that_no_text_holds_are_left_out(storage: Storage, written: str, kept: str):
    enqueue(storage, a_notice("text", text=written))
    assert notice_from_json(notice_to_json(a_notice("text", text=written))).facts == {"text": kept}


@pytest.mark.parametrize(
    "to", [Destination(staff=True), Destination(channel_id="C1", thread_ts="1.2"), Destination(slack_user_id="U1")]
)
def test_a_notice_comes_back_from_json_as_it_was(to: Destination):
    notice = a_notice("key", to, who="Dana")
    assert notice_from_json(notice_to_json(notice)) == notice
