"""What the commands of understanding share: the bot's own understander, and their errors in one line."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from bot.settings import Settings
from bot.understanding.client import TIMEOUT, NluClient, UnderstandingUnavailable
from bot.understanding.server import LocalServer, ServerFailed, answers
from bot.understanding.understander import Understander
from cli.entity_scores import EntitiesUnreadable
from cli.examples import DataUnreadable
from cli.parts import one_line_errors
from cli.training import TrainingFailed, train_if_changed


class BadInput(Exception):
    """What was typed cannot be read; the message says what to write."""


class NotMeasured(Exception):
    """Something could not be measured, or its figures could not be written; the message says why."""


_FAILURES = (
    TrainingFailed, ServerFailed, UnderstandingUnavailable, DataUnreadable, EntitiesUnreadable, NotMeasured,
)  # fmt: skip


@contextmanager
def one_line(command: str) -> Iterator[None]:
    """A failure becomes one line: exit code 2 for what was typed, 1 for the rest."""
    with one_line_errors(command):
        try:
            yield
        except _FAILURES as error:
            _fail(command, str(error), 1)
        except BadInput as error:
            _fail(command, str(error), 2)


def _fail(command: str, sentence: str, code: int) -> None:
    typer.echo(f"{command}: {sentence}", err=True)
    raise typer.Exit(code)


def check_writable(file: Path | None) -> None:
    """Raises BadInput where a file cannot be written, before the work whose figures it shall hold."""
    if file is None:
        return
    if not file.parent.is_dir():
        raise BadInput(f"There is no folder {file.parent}. Give a file in a folder that is there.")
    if file.is_dir() or not os.access(file if file.exists() else file.parent, os.W_OK):
        raise BadInput(f"{file} cannot be written. Give another file.")


@contextmanager
def understander(settings: Settings, timeout: float = TIMEOUT) -> Iterator[Understander]:
    """The bot's own; over the server of CEC_NLU_URL when it answers, else over one that lives as long as this."""
    if settings.nlu_url and answers(settings.nlu_url):
        yield from _over(settings.nlu_url, timeout)
        return
    train_if_changed(settings)
    with LocalServer.started(settings.var / "nlu-parse.log") as server:
        server.wait_until_ready()
        yield from _over(server.url, timeout)


def _over(url: str, timeout: float) -> Iterator[Understander]:
    client = NluClient(url, timeout)
    try:
        # Names come from the server: they are those of the training.
        yield Understander(client, dict)
    finally:
        client.close()
