"""`cec db`: the database."""

import typer

from cli.parts import one_line_errors, settings_or_exit
from storage.engine import make_engine
from storage.migrate import pending_migrations, upgrade

db_app = typer.Typer(help="The database.", no_args_is_help=True)


@db_app.callback()
def _db() -> None:
    """The database."""


@db_app.command("upgrade")
def upgrade_database() -> None:
    """Bring the tables to this release. `cec run` does it by itself. Running it again changes nothing."""
    with one_line_errors("cec db upgrade"):
        engine = make_engine(settings_or_exit("cec db upgrade").database_url)
        try:
            pending = pending_migrations(engine)
            upgrade(engine)
        finally:
            engine.dispose()
        typer.echo(f"{pending} migrations done." if pending else "The tables are of this release already.")
