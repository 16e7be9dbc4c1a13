"""Makes a table of the database grow only: it refuses to change or delete rows, whoever asks."""

from alembic import op

_REFUSE = """
CREATE FUNCTION refuse_to_change_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history only grows: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$
"""
_POSTGRESQL = """
CREATE TRIGGER history_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history()
"""
_SQLITE = """
CREATE TRIGGER history_refuses_{event} BEFORE {event} ON history {condition}
BEGIN SELECT RAISE(ABORT, 'history only grows: {event} refused'); END
"""
#: REPLACE deletes without any trigger for deletion, so an insert over an existing row is refused too.
_CONDITIONS = {
    "UPDATE": "",
    "DELETE": "",
    "INSERT": "WHEN EXISTS (SELECT 1 FROM history WHERE id = NEW.id)",
}


def let_history_only_grow() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event, condition in _CONDITIONS.items():
            op.execute(_SQLITE.format(event=event, condition=condition))
    else:
        op.execute(_REFUSE)
        op.execute(_POSTGRESQL)


def let_history_change() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in _CONDITIONS:
            op.execute(f"DROP TRIGGER history_refuses_{event}")
    else:
        op.execute("DROP TRIGGER history_only_grows ON history")
        op.execute("DROP FUNCTION refuse_to_change_history()")
