"""One engine for everything that is kept: a SQLite file, or PostgreSQL by its address."""

import sqlite3
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import InvalidInput

#: DBOS's tables use `unixepoch('subsec')`, which SQLite has from this release on.
_OLDEST_SQLITE = (3, 42)
_LOCK_WAIT_SECONDS = 5.0
_CONNECT_SECONDS = 5
_POOL = {"pool_size": 10, "max_overflow": 30, "pool_timeout": 10}
_HOW = (
    "Give a SQLite file, such as sqlite:///var/cec.db, or a PostgreSQL database, such as postgresql://user@host/name."
)


def make_engine(url: str, lock_wait: float = _LOCK_WAIT_SECONDS) -> Engine:
    """An engine for `sqlite:///FILE`, `postgresql://...` or `postgresql+psycopg://...`. Nothing is connected yet.

    `lock_wait`: seconds until a lock that another one holds becomes Unavailable.
    Raises InvalidInput for any other address.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, lock_wait)
    return _postgresql(parsed, lock_wait)


def sqlite_file(url: str) -> Path | None:
    """The file of such an address, whether it is there or not; None for a server's. Raises InvalidInput."""
    parsed = _parse(url)
    return Path(str(parsed.database)) if parsed.get_backend_name() == "sqlite" else None


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: the port is no number
        raise InvalidInput("database_url", f"The address of the database cannot be read. {_HOW}") from error
    if parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    raise InvalidInput("database_url", f"This kind of database cannot be used. {_HOW}")


def _postgresql(url: URL, lock_wait: float) -> Engine:
    options = f"-c lock_timeout={int(lock_wait * 1000)}"
    arguments = {"connect_timeout": _CONNECT_SECONDS, "options": options}
    return create_engine(url, pool_pre_ping=True, connect_args=arguments, **_POOL)


def _sqlite(url: URL, lock_wait: float) -> Engine:
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=_sqlite_module(), **_POOL)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        # The driver then opens a transaction for writing before the first write, never for reading and then
        # turned into one for writing: two of those at once would wait for each other. DBOS relies on it too.
        connection.isolation_level = "IMMEDIATE"
        connection.execute(f"PRAGMA busy_timeout={int(lock_wait * 1000)}")
        connection.execute("PRAGMA foreign_keys=ON")
        _use_write_ahead_log(connection, lock_wait)

    return engine


def _sqlite_module() -> ModuleType:
    if sqlite3.sqlite_version_info >= _OLDEST_SQLITE:
        return sqlite3
    from pysqlite3 import dbapi2

    return dbapi2


def _use_write_ahead_log(connection: Any, wait: float) -> None:
    """Readers and the writer then do not wait for each other. Kept in the file, so only the first one changes it.

    SQLite does not wait for its busy timeout here, so processes that start at once take turns by trying again.
    """
    give_up = time.monotonic() + wait
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.02)  # noqa: TID251 -- SQLite tells nobody when the lock is free
