"""What several commands need: the storage with its tables up to date, and the use cases over it."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import typer

from bot.clock import now
from bot.settings import Settings, SettingsError, from_environment
from cli.secret_key import secret_key_of
from documents.template_files import Templates
from domain.errors import CecError, NotFound
from domain.knowledge import Knowledge
from services import Services
from services.build import build_services
from services.data_files import Reading
from services.knowledge_files import read_knowledge
from services.meeting_kinds import read_kinds
from services.ticket_connector import HttpTickets
from storage.engine import make_engine, sqlite_file
from storage.migrate import upgrade
from storage.unit_of_work import Storage

ROOT = Path(__file__).resolve().parents[1]
CATALOG, KNOWLEDGE, SAMPLES = ROOT / "catalog", ROOT / "knowledge", ROOT / "samples"
STARTUP = ROOT / "startup" / "tasks.yaml"
SURVEY = ROOT / "surveys" / "customer_survey.yaml"
PROBLEMS_SHOWN = 50


@contextmanager
def one_line_errors(command: str) -> Iterator[None]:
    """What goes wrong becomes one line and exit code 1, never a stack trace."""
    try:
        yield
    except BrokenPipeError:  # whoever read the output has enough of it, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Python writes what is left when it ends
    except FileNotFoundError as error:
        typer.echo(f"{command}: there is no file {error.filename}. Check the path.", err=True)
        raise typer.Exit(1) from None
    except (SettingsError, CecError, OSError) as error:
        typer.echo(f"{command}: {error}", err=True)
        raise typer.Exit(1) from None


def check_database(settings: Settings) -> None:
    """Raises NotFound where the database is a file that is not there: for what reads and shall not make one."""
    file = sqlite_file(settings.database_url)
    if file and not file.is_file():
        raise NotFound(f"There is no database {file}. Set CEC_DATABASE_URL to the right one.")


def open_storage(settings: Settings) -> Storage:
    """The database with its tables up to date. Raises Unavailable or InvalidInput."""
    engine = make_engine(settings.database_url)
    upgrade(engine)
    return Storage(engine)


def open_services(settings: Settings, storage: Storage | None = None) -> Services:
    """The use cases over the database of the settings."""
    used = storage or open_storage(settings)
    services = build_services(
        used,
        now,
        lambda: uuid4().hex,
        _knowledge(),
        settings.learning_days,
        Templates(settings.templates),
        read_kinds(settings.meeting_kinds).required() if settings.meeting_kinds else None,
        secret_key=secret_key_of(settings),
        public_url=settings.public_url,
        tickets=HttpTickets(settings.tickets_url, settings.tickets_token or "") if settings.tickets_url else None,
    )
    services.directory.ensure_administrators(settings.admin_emails)
    if settings.staff_channel:
        services.channels.ensure_staff_channel(settings.staff_channel)
    return services


def _knowledge() -> Knowledge:
    """What the assistant can explain. Raises InvalidInput naming the first thing that is wrong with the files."""
    return read_knowledge(KNOWLEDGE).required()


def settings_or_exit(command: str) -> Settings:
    with one_line_errors(command):
        return from_environment()


def show_problems(problems: Collection[object]) -> None:
    """What is wrong with a file, on standard error, and how many more there are."""
    for problem in list(problems)[:PROBLEMS_SHOWN]:
        typer.echo(problem, err=True)
    if len(problems) > PROBLEMS_SHOWN:
        typer.echo(f"and {len(problems) - PROBLEMS_SHOWN:,} more", err=True)


def value_or_exit[T](found: Reading[T], result: str) -> T:
    """What a file holds; or all that is wrong with it, what comes of that (`result`, a sentence), and exit code 1."""
    if found.value is not None:
        return found.value
    show_problems(found.problems)
    typer.echo(f"{count(len(found.problems), 'problem')}. {result}", err=True)
    raise typer.Exit(1)


def count(number: int, what: str) -> str:
    """As in 1 problem, 1,200 problems."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
