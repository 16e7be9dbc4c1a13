"""Links that sign people in, and their sessions, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from domain.sign_ins import OnlineSession, SignInLink
from storage.unit_of_work import Storage
from tests.builders import NOON
from tests.storage.filling import fill_directory

MINUTE = timedelta(minutes=1)
LINK = SignInLink("k-1", "p-1", "/agreements/SLA-2027-0001", NOON + 15 * MINUTE)
SESSION = OnlineSession("s-1", "p-1", NOON, NOON + 720 * MINUTE)


def kept(storage: Storage) -> None:
    """Two links and two sessions, the second of each of somebody else."""
    fill_directory(storage)
    with storage.unit_of_work() as work:
        for link in (LINK, replace(LINK, key="k-2", person_id="staff")):
            work.sign_ins.add_link(link)
        for session in (SESSION, replace(SESSION, key="s-2", person_id="staff")):
            work.sign_ins.add_session(session)
        work.commit()


def test_a_link_and_a_session_are_read_as_they_were_kept(storage: Storage) -> None:
    kept(storage)
    with storage.reading() as work:
        assert work.sign_ins.link("k-1") == LINK
        assert work.sign_ins.session("s-1") == SESSION
        assert work.sign_ins.link("s-1") is None
        assert work.sign_ins.session("k-1") is None


def test_of_many_uses_of_a_link_at_once_one_alone_is_the_first(storage: Storage) -> None:
    kept(storage)

    def use() -> bool:
        with storage.unit_of_work() as work:
            first = work.sign_ins.use_link("k-1", NOON)
            work.commit()
            return first

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(lambda _: use(), range(8))) == [False] * 7 + [True]
    with storage.reading() as work:
        assert work.sign_ins.link("k-1") == replace(LINK, used_at=NOON)


def test_everything_of_a_person_ends_at_once_and_nothing_of_others(storage: Storage) -> None:
    kept(storage)
    with storage.unit_of_work() as work:
        work.sign_ins.end_all_of("p-1")
        work.commit()
    with storage.reading() as work:
        assert (work.sign_ins.link("k-1"), work.sign_ins.session("s-1")) == (None, None)
        assert work.sign_ins.link("k-2")
        assert work.sign_ins.session("s-2")


def test_one_session_ends_alone(storage: Storage) -> None:
    kept(storage)
    with storage.unit_of_work() as work:
        work.sign_ins.end_session("s-1")
        work.commit()
    with storage.reading() as work:
        assert work.sign_ins.session("s-1") is None
        assert work.sign_ins.session("s-2")


def test_what_ended_is_forgotten_and_what_lasts_is_not(storage: Storage) -> None:
    kept(storage)
    with storage.unit_of_work() as work:
        work.sign_ins.forget_ended(NOON + 15 * MINUTE)
        work.commit()
    with storage.reading() as work:
        assert work.sign_ins.link("k-1") is None
        assert work.sign_ins.session("s-1") == SESSION
