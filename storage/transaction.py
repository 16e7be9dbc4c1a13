"""One transaction, as the repositories see it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Executable, Row, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from storage.bulk import load
from storage.failures import translated

type Values = dict[str, Any]
type Insert = sqlite.Insert | postgresql.Insert


class Transaction:
    """Runs statements in one transaction. Everything raises the errors of `storage/failures.py`."""

    def __init__(self, connection: Connection, writing: bool) -> None:
        self._connection = connection
        self._over = False
        self.writing = writing
        #: When to look at what was changed, by its type and id: kept by `storage/watches.py` right before the commit.
        self.looks: dict[tuple[str, str], datetime] = {}
        self._insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    @property
    def connection(self) -> Connection:
        """Raises RuntimeError after the commit: what came later would be in no transaction of anybody."""
        if self._over:
            raise RuntimeError("this unit of work was committed")
        return self._connection

    @property
    def writable(self) -> Connection:
        """Raises RuntimeError in a unit of work that is for reading: what it wrote would be lost without a word."""
        if not self.writing:
            raise RuntimeError("this unit of work is for reading only")
        return self.connection

    def commit(self) -> None:
        with translated():
            self.writable.commit()
        self._over = True

    def rows(self, statement: Executable, **values: object) -> Sequence[Row[Any]]:
        """`values` are those of the statement's parameters (`bindparam`). One that is asked very often is made once,
        for its module: to make it takes longer than to run it.
        """
        with translated():
            return self.connection.execute(statement, values or None).all()

    def row(self, statement: Executable, **values: object) -> Row[Any] | None:
        """The first row, None where there is none."""
        with translated():
            return self.connection.execute(statement, values or None).first()

    def value(self, statement: Executable, **values: object) -> Any:
        """The first column of the first row, None where there is none."""
        with translated():
            return self.connection.execute(statement, values or None).scalar()

    def run(self, statement: Executable, **values: object) -> int:
        """How many rows it changed."""
        with translated():
            return self.writable.execute(statement, values or None).rowcount

    def run_each(self, statement: Executable, values: Sequence[Values]) -> None:
        """Run it once for each of these values of its parameters."""
        if values:
            with translated():
                self.writable.execute(statement, values)

    def insert(self, table: Table, rows: Sequence[Values]) -> None:
        if rows:
            with translated():
                self.writable.execute(table.insert(), rows)

    def insert_many(self, table: Table, rows: Sequence[Values]) -> None:
        """As `insert`, for very many rows."""
        with translated():
            load(self.writable, table, rows)

    def insert_new(self, table: Table, row: Values) -> bool:
        """Insert it, unless there is one with its primary key. Returns whether it is new."""
        statement = self._insert(table).values(**row).on_conflict_do_nothing().returning(*table.primary_key)
        with translated():
            return self.writable.execute(statement).first() is not None

    def upsert(self, table: Table, *rows: Values) -> None:
        """Insert rows, all with the same columns; one with the primary key of another overwrites it."""
        if rows:
            self.run_each(_upsert(self._insert, table, tuple(rows[0])), rows)

    def upsert_counting(self, table: Table, counter: str, rows: Sequence[Values]) -> None:
        """As `upsert`, but one with the primary key has its column `counter` counted up by that of the new one."""
        if rows:
            self.run_each(_upsert(self._insert, table, tuple(rows[0]), counter), rows)

    def next_count(self, table: Table, by: int = 1, **key: str) -> int:
        """Count up in a table of counters (`last`) and return the new number.

        The counter stays locked until the transaction ends, so numbers follow the order of the commits.
        """
        statement = _upsert(self._insert, table, (*key, "last"), "last").returning(table.c.last)
        with translated():
            return self.writable.execute(statement, {**key, "last": by}).scalar_one()

    def raise_count(self, table: Table, at_least: int, **key: str) -> None:
        """Let a counter continue after `at_least`."""
        first = self._insert(table).values(**key, last=at_least)
        higher = first.on_conflict_do_update(
            index_elements=list(key), set_={"last": at_least}, where=table.c.last < at_least
        )
        self.run(higher)

    def locked(self, statement: Select[*tuple[Any, ...]], key_share: bool = False) -> Select[*tuple[Any, ...]]:
        """The same rows, locked until the end of a writing transaction; with `key_share` others may refer to them.

        On SQLite a writing transaction is the only one, so nothing needs a lock of its own.
        """
        return statement.with_for_update(key_share=key_share) if self.writing else statement

    def locked_or_skipped(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """As `locked`, without the rows that another transaction has locked."""
        return statement.with_for_update(skip_locked=True) if self.writing else statement


@cache
def _upsert(insert: Callable[[Table], Insert], table: Table, names: tuple[str, ...], counter: str = "") -> Insert:
    """Inserts these columns, or else overwrites those that are not of the primary key and adds to the `counter`. Made
    once: making it takes longer than running it.
    """
    statement, keys = insert(table), [column.name for column in table.primary_key]
    others: Values = {name: statement.excluded[name] for name in names if name not in keys}
    if counter:
        others[counter] = table.c[counter] + statement.excluded[counter]
    return statement.on_conflict_do_update(index_elements=keys, set_=others)


@contextmanager
def transaction(engine: Engine, writing: bool) -> Iterator[Transaction]:
    """One transaction, rolled back at the end unless it was committed. Raises Unavailable."""
    with translated():
        connection = engine.connect()
    try:
        with translated():
            _begin(connection, writing)
        yield Transaction(connection, writing)
    finally:
        _end(connection)


def _begin(connection: Connection, writing: bool) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif not writing:
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _end(connection: Connection) -> None:
    # A connection that broke is thrown away by the pool; what went wrong was raised where it happened.
    with suppress(SQLAlchemyError):
        connection.rollback()
    with suppress(SQLAlchemyError):
        connection.close()
