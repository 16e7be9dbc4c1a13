"""One use case, one transaction, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.errors import Conflict, Unavailable
from domain.organizations import Organization
from storage.engine import make_engine
from storage.migrate import migrate_schema
from storage.unit_of_work import Storage
from tests.builders import an_agreement
from tests.storage.filling import NRCS, fill_agreements, fill_directory


def test_nothing_is_kept_unless_it_is_committed(storage: Storage):
    with storage.unit_of_work() as work:
        work.organizations.save(NRCS)
    with storage.reading() as work:
        assert work.organizations.find("nrcs") is None


def test_an_error_rolls_everything_back(storage: Storage):
    def fail_midway() -> None:
        with storage.unit_of_work() as work:
            work.organizations.save(NRCS)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    with storage.reading() as work:
        assert work.organizations.all() == ()


def test_what_was_committed_is_there_in_the_next_unit_of_work(storage: Storage):
    with storage.unit_of_work() as work:
        work.organizations.save(NRCS)
        work.commit()
    with storage.unit_of_work() as work:
        assert work.organizations.get("nrcs") == NRCS


def test_a_unit_of_work_is_over_after_its_commit(storage: Storage):
    with storage.unit_of_work() as work:
        work.commit()
        with pytest.raises(RuntimeError):
            work.organizations.all()


@pytest.mark.parametrize(
    "write",
    [
        lambda work: work.organizations.save(NRCS),
        lambda work: work.settings.put("key", "value"),
        lambda work: work.agreements.next_number("2027"),
        lambda work: work.channels.remove("C1"),
        lambda work: work.commit(),
    ],
)
def test_a_unit_of_work_for_reading_refuses_to_write(storage: Storage, write):
    with storage.reading() as work, pytest.raises(RuntimeError, match="reading only"):
        write(work)


def test_reading_sees_one_state_while_others_write(storage: Storage):
    fill_directory(storage)
    with storage.reading() as reader:
        before = reader.organizations.all()
        with storage.unit_of_work() as writer:
            writer.organizations.save(Organization("fsa", "Farm Service Agency", "FSA"))
            writer.commit()
        assert reader.organizations.all() == before
    with storage.reading() as reader:
        assert len(reader.organizations.all()) == len(before) + 1


def test_of_two_who_save_what_both_read_the_second_is_refused(storage: Storage):
    fill_agreements(storage, an_agreement())
    with storage.reading() as one, storage.reading() as other:
        first, second = one.agreements.get("a-1"), other.agreements.get("a-1")
    with storage.unit_of_work() as work:
        saved = work.agreements.save(replace(first, title="First"))
        work.commit()
    with storage.unit_of_work() as work, pytest.raises(Conflict, match=r"SLA-2027-0001"):
        work.agreements.save(replace(second, title="Second"))
    with storage.reading() as work:
        assert work.agreements.get("a-1") == saved
        assert (saved.title, saved.version) == ("First", first.version + 1)


def test_many_threads_that_change_one_agreement_lose_no_change(storage: Storage):
    fill_agreements(storage, an_agreement(title="0"))

    def count_one_up(_: int) -> None:
        while True:
            try:
                with storage.unit_of_work() as work:
                    agreement = work.agreements.get("a-1")
                    work.agreements.save(replace(agreement, title=str(int(agreement.title) + 1)))
                    work.commit()
                    return
            except Conflict:
                continue

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_one_up, range(40)))
    with storage.reading() as work:
        agreement = work.agreements.get("a-1")
    assert (agreement.title, agreement.version) == ("40", 40)


def test_many_threads_that_read_and_then_write_never_meet_a_locked_database(storage: Storage):
    fill_directory(storage)

    def rename(place: int) -> None:
        with storage.unit_of_work() as work:
            found = work.organizations.get("nrcs")
            work.organizations.save(replace(found, aliases=(*found.aliases, str(place))))
            work.commit()
        with storage.reading() as work:
            work.organizations.all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(rename, range(80)))  # raises what any of them raised


def test_numbers_given_at_once_are_all_different(storage: Storage):
    def take(_: int) -> str:
        with storage.unit_of_work() as work:
            number = work.agreements.next_number("2027")
            work.commit()
            return number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(take, range(30)))
    assert sorted(numbers) == [f"SLA-2027-{place:04}" for place in range(1, 31)]


def test_a_database_that_another_one_keeps_locked_is_unavailable(url: str):
    engine = make_engine(url, lock_wait=0.3)
    storage = Storage(engine)
    fill_directory(storage)
    with engine.connect() as other:
        if engine.dialect.name == "sqlite":
            other.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            other.exec_driver_sql("LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(Unavailable), storage.unit_of_work() as work:
            work.organizations.save(NRCS)
        other.rollback()
    with storage.unit_of_work() as work:
        work.organizations.save(NRCS)
        work.commit()
    engine.dispose()


def test_a_database_without_tables_is_unavailable(empty_url: str):
    engine = make_engine(empty_url)
    with pytest.raises(Unavailable), Storage(engine).reading() as work:
        work.organizations.all()
    migrate_schema(engine)
    with Storage(engine).reading() as work:
        assert work.organizations.all() == ()
    engine.dispose()


def test_a_server_that_is_down_is_unavailable():
    engine = make_engine("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(Unavailable), Storage(engine).reading() as work:
        work.organizations.all()


def test_a_file_that_is_no_database_is_unavailable(tmp_path):
    file = tmp_path / "cec.db"
    file.write_text("this is not a database, but a text " * 100)
    engine = make_engine(f"sqlite:///{file}")
    with pytest.raises(Unavailable), Storage(engine).reading() as work:
        work.organizations.all()


def test_connections_that_the_server_ended_are_replaced(migrated_postgres: str):
    engine = make_engine(migrated_postgres)
    storage = Storage(engine)
    fill_directory(storage)
    with storage.unit_of_work() as work:
        _end_all_connections(migrated_postgres)
        with pytest.raises(Unavailable):
            work.organizations.all()
    with storage.unit_of_work() as work:
        assert work.organizations.get("nrcs") == NRCS
    engine.dispose()


def _end_all_connections(url: str) -> None:
    other = make_engine(url)
    with other.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    other.dispose()


def test_a_mistake_in_a_statement_is_not_taken_for_an_outage(storage: Storage):
    with storage.reading() as work, pytest.raises(DBAPIError):
        work._transaction.rows(text("SELECT no_such_column FROM organizations"))


def test_units_of_work_of_several_threads_do_not_see_each_other(storage: Storage):
    fill_directory(storage)
    written, seen = threading.Event(), threading.Event()
    found: list[object] = []

    def read() -> None:
        written.wait(10)
        with storage.reading() as work:
            found.append(work.settings.get("secret"))
        seen.set()

    reader = threading.Thread(target=read)
    reader.start()
    with storage.unit_of_work() as work:
        work.settings.put("secret", "not yet")
        written.set()
        assert seen.wait(10)
        work.commit()
    reader.join()
    assert found == [None]
