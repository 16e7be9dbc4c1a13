"""`cec doctor`: looks at everything that the assistant needs, and says how to mend what is wrong."""

from collections.abc import Iterable, Iterator

import typer

from bot.checks import Finding, check_channels, check_database, check_slack, check_understanding
from bot.settings import Settings, SettingsError, from_environment
from cli.parts import open_services
from cli.secret_key import secret_key_file
from domain.errors import CecError
from services import Services
from storage.engine import make_engine, sqlite_file
from storage.migrate import pending_migrations


def doctor() -> None:
    """Check tokens, scopes, channels, addresses, database, migrations and understanding."""
    findings = list(_findings())
    for finding in findings:
        typer.echo(f"{'ok   ' if finding.well else 'WRONG'}  {finding.name}: {finding.says}")
        if not finding.well:
            typer.echo(f"       To do: {finding.mend}")
    wrong = sum(not finding.well for finding in findings)
    typer.echo("All is well." if not wrong else f"{wrong} to mend.")
    raise typer.Exit(1 if wrong else 0)


def _findings() -> Iterator[Finding]:
    try:
        settings = from_environment()
    except SettingsError as error:
        yield Finding("settings", str(error), "Correct the setting and run `cec doctor` again.")
        return
    yield Finding("settings", "readable")
    yield from _database(settings)
    yield from check_slack(settings)
    yield from check_understanding(settings)


def check_secret_key(settings: Settings) -> Finding:
    if settings.secret_key:
        return Finding("secret key", "set")
    if sqlite_file(settings.database_url) is None:
        return Finding(
            "secret key",
            "CEC_SECRET_KEY is not set, so this machine made one of its own: private calendar addresses work here only",
            "Set CEC_SECRET_KEY to the same 32 or more random characters wherever the assistant runs.",
        )
    return Finding("secret key", f"not set; one is kept in {secret_key_file(settings)}")


def _database(settings: Settings) -> Iterable[Finding]:
    try:
        pending = pending_migrations(make_engine(settings.database_url))
    except CecError as error:
        yield Finding("database", str(error), "Check CEC_DATABASE_URL, and that the database runs.")
        return
    yield check_secret_key(settings)
    if pending:
        yield Finding("migrations", f"{pending} to run", "Run `cec db upgrade`; `cec run` does it by itself.")
        return
    yield Finding("migrations", "all tables are of this release")
    opened: list[Services] = []

    def services() -> Services:
        opened.append(open_services(settings))
        return opened[0]

    yield from check_database(services)
    if opened:
        yield from check_channels(settings, opened[0])
