"""Makes a table of the database grow only: it refuses to change or delete rows, whoever asks."""

from alembic import op

_REFUSE = """
CREATE FUNCTION refuse_to_change_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history only grows: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history()
"""
_SQLITE = """
CREATE TRIGGER {table}_refuses_{event} BEFORE {event} ON {table} {condition}
BEGIN SELECT RAISE(ABORT, 'history only grows: {event} refused'); END
"""
#: REPLACE deletes without any trigger for deletion, so an insert over an existing row is refused too.
_CONDITIONS = {
    "UPDATE": "",
    "DELETE": "",
    "INSERT": "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",
}


def let_history_only_grow() -> None:
    if not _is_sqlite():
        op.execute(_REFUSE)
    let_only_grow("history")


def let_history_change() -> None:
    let_change("history")
    if not _is_sqlite():
        op.execute("DROP FUNCTION refuse_to_change_history()")


def let_only_grow(table: str) -> None:
    """For a further table, with a key `id`, after that of the history."""
    if _is_sqlite():
        for event, condition in _CONDITIONS.items():
            op.execute(_SQLITE.format(table=table, event=event, condition=condition.format(table=table)))
    else:
        op.execute(_POSTGRESQL.format(table=table))


def let_change(table: str) -> None:
    if _is_sqlite():
        for event in _CONDITIONS:
            op.execute(f"DROP TRIGGER {table}_refuses_{event}")
    else:
        op.execute(f"DROP TRIGGER {table}_only_grows ON {table}")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
