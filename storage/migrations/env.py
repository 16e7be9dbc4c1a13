"""Run by Alembic, with the connection and transaction of `storage/migrate.py`."""

from alembic import context

from storage.conversation_tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    # SQLite cannot alter a table: a migration that must rebuilds it.
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
# The caller began the transaction and ends it: Alembic sees one and leaves it alone.
context.run_migrations()
