"""How much a database reads to answer a statement: counted, not timed, so that a busy machine changes nothing."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, Select, text

from domain.agreement_lists import AgreementFilter
from storage.agreement_lists import count_statement, page_statement

#: A page reads 11 entries of an index and their rows, a capped count 201 entries; where PostgreSQL expects to find
#: so many soon, it rather reads rows as they come, closed ones too.
MOST_ROWS = 600
#: SQLite's own instructions, about a dozen for each entry.
MOST_STEPS = 6_000
_GRAIN = 10


def work_of(engine: Engine, asked: AgreementFilter, size: int) -> int:
    """Rows of agreements that PostgreSQL reads, or steps that SQLite takes, for the first page and the count."""
    count = _rows_read if engine.dialect.name == "postgresql" else _steps_taken
    with engine.connect() as connection:
        return sum(
            count(connection, statement) for statement in (page_statement(asked, 0, size), count_statement(asked))
        )


def most_work(engine: Engine) -> int:
    return MOST_ROWS if engine.dialect.name == "postgresql" else MOST_STEPS


def plan_of(engine: Engine, statement: Select[Any]) -> str:
    """The database's own description, for people."""
    explain = "EXPLAIN " if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
    with engine.connect() as connection:
        rows = connection.execute(text(explain + _written_out(connection, statement))).all()
    return "\n".join(str(row[-1]) for row in rows)


def _rows_read(connection: Connection, statement: Select[Any]) -> int:
    explained = connection.execute(
        text("EXPLAIN (ANALYZE, FORMAT JSON) " + _written_out(connection, statement))
    ).scalar()
    plans = explained if isinstance(explained, list) else json.loads(str(explained))
    return sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0))
        * node["Actual Loops"]
        for node in _nodes(plans[0]["Plan"])
        if node.get("Relation Name") == "agreements"
    )


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def _steps_taken(connection: Connection, statement: Select[Any]) -> int:
    driver: Any = connection.connection.driver_connection
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += _GRAIN
        return 0

    driver.set_progress_handler(count, _GRAIN)
    try:
        connection.execute(statement).all()
    finally:
        driver.set_progress_handler(None, 0)
    return steps


def _written_out(connection: Connection, statement: Select[Any]) -> str:
    return str(statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
