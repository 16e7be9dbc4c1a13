"""Writes very many rows quickly: by COPY on PostgreSQL, by one prepared statement on SQLite."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.exc import DBAPIError


def load(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """All rows have the same columns as the first one. Raises SQLAlchemy's errors, as every other statement."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    names = list(first)
    values = _values(table, names, connection.dialect, _from(first, rows))
    try:
        _write(connection, table, names, values)
    except connection.dialect.loaded_dbapi.Error as error:
        base = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(f"rows of {table.name}", None, error, base) from error


def _write(connection: Connection, table: Table, names: list[str], values: Iterator[tuple[Any, ...]]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor().copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
            for row in values:
                copy.write_row(row)
    else:
        places = ", ".join("?" * len(names))
        driver.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})', values)  # noqa: S608


def _from(first: Mapping[str, Any], others: Iterator[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    yield first
    yield from others


def _values(
    table: Table, names: list[str], dialect: Dialect, rows: Iterator[Mapping[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    """As the driver takes them: through the same conversions as every statement of the program."""
    converters = [(name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect) or _as_is) for name in names]
    for row in rows:
        yield tuple(convert(row[name]) for name, convert in converters)


def _as_is[Value](value: Value) -> Value:
    return value
