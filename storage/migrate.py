"""Brings a database to the tables of this release, safely when several processes start at once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from domain.errors import Unavailable
from storage import durable
from storage.failures import translated
from storage.relist import relist

#: Any number that nobody else uses for a lock in the same database.
_LOCK = 6_240_817_253
#: How long one process waits while another migrates.
_WAIT_SECONDS = 300


def upgrade(engine: Engine) -> None:
    """Create or upgrade all tables, DBOS's included, and lists after a change of the rules that they follow.

    Does nothing where nothing is to be done.
    Raises Unavailable when the database does not answer, or another process migrates for more than five minutes.
    """
    with translated(), _one_at_a_time(engine):
        migrate_schema(engine)
        durable.create_tables(engine)
        relist(engine)


def pending_migrations(engine: Engine) -> int:
    """How many migrations of this release the database does not have yet. Raises Unavailable."""
    with translated(), engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        script = ScriptDirectory.from_config(_config(connection))
    return len(list(script.iterate_revisions("head", current or "base")))


def migrate_schema(engine: Engine, revision: str = "head") -> None:
    """Move our own tables up to a revision, in one transaction."""
    with _schema_transaction(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade_schema(engine: Engine, revision: str = "base") -> None:
    """Move our own tables down to a revision, in one transaction. What they hold beyond it is lost."""
    with _schema_transaction(engine) as connection:
        command.downgrade(_config(connection), revision)


@contextmanager
def _one_at_a_time(engine: Engine) -> Iterator[None]:
    """On PostgreSQL a lock of the session, gone when the process dies. SQLite's writing transaction is lock enough."""
    if engine.dialect.name == "sqlite":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        _wait_for_lock(connection)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})


def _wait_for_lock(connection: Connection) -> None:
    # Asking again and again, because a statement that waits is an open snapshot, and DBOS's migrations build
    # indexes "concurrently", which waits until every older snapshot is gone: each would wait for the other.
    give_up = time.monotonic() + _WAIT_SECONDS
    while not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}).scalar():
        if time.monotonic() > give_up:
            raise Unavailable("Another process has been upgrading the database for five minutes. Please look at it.")
        time.sleep(0.1)  # noqa: TID251 -- see above: it must not wait inside the database


@contextmanager
def _schema_transaction(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            with _without_foreign_keys(connection):
                yield connection
        else:
            yield connection
            connection.commit()


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """With foreign keys on, rebuilding a table on SQLite would empty those that refer to it. They are checked after."""
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    waited = driver.execute("PRAGMA busy_timeout").fetchone()[0]
    driver.execute(f"PRAGMA busy_timeout={_WAIT_SECONDS * 1000}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield
        _check_foreign_keys(connection)
        connection.commit()
    finally:
        connection.rollback()
        driver.execute(f"PRAGMA busy_timeout={waited}")
        driver.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise Unavailable(
            f"The database was not upgraded: in {broken[0]} something refers to a row of {broken[2]} that is missing."
        )


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
