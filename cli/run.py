"""`cec run`: start everything, say when it is ready, stop everything.

Without a Slack token it starts the sandbox and loads the sample data. With one it serves that workspace.
"""

import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import typer

from bot.clock import now
from bot.settings import Settings, SettingsError, from_environment
from bot.understanding.server import LocalServer, ServerFailed
from cli.data import seed_samples
from cli.first_data import load_first_data
from cli.parts import ROOT, open_services, open_storage
from cli.runtime import Running, start
from cli.training import TrainingFailed, train_if_changed
from domain.errors import CecError
from services import Services
from storage.unit_of_work import Storage

SANDBOX = ROOT / "sandbox"
#: Socket Mode only: with a signing secret that everyone can read, anyone nearby could speak as any sample person.
SANDBOX_TOKENS = {
    "bot_token": "xoxb-sandbox",
    "app_token": "xapp-sandbox",
    "signing_secret": None,
    "client_id": "sandbox-client",
    "client_secret": "sandbox-client-secret",
}
READY_WITHIN = 180.0  # seconds
LOOK_EVERY = 0.1
LONGEST_PAUSE = 60.0


def run() -> None:
    """Start the assistant: understanding, bot, pages and, when no Slack token is set, the sandbox."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("cec.bolt").setLevel(logging.ERROR)  # it warns that we authorize by ourselves, which is meant
    stopping = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stopping.set())
    try:
        with ExitStack() as stack:
            _run(from_environment(), stack, stopping)
    except (SettingsError, ServerFailed, TrainingFailed, CecError, PartFailed) as error:
        typer.echo(f"cec run: {error}", err=True)
        raise typer.Exit(1) from None


class PartFailed(Exception):
    """A part did not start; the message says which one and what to do."""


def _run(settings: Settings, stack: ExitStack, stopping: threading.Event) -> None:
    settings.var.mkdir(parents=True, exist_ok=True)
    demo = settings.bot_token is None
    page = settings.public_url
    if demo:
        settings, page = stack.enter_context(_sandbox(settings))
    storage = open_storage(settings)
    if demo:
        _say(seed_samples(storage, now()))
    else:
        load_first_data(open_services(settings, storage), _say)
    settings, understanding = _understanding(settings, stack)
    services = open_services(settings, storage)
    running = stack.enter_context(_started(settings, storage, services))
    problem = _until_ready(running, understanding, stopping)
    if stopping.is_set():
        return
    if problem:
        _say(f"not everything answers yet: {problem}. I keep trying.")
        while (problem := running.problem()) and not stopping.wait(1.0):
            pass
    _say(f"ready: {page}")
    _watch(understanding, stopping)


def _watch(understanding: LocalServer | None, stopping: threading.Event) -> None:
    """Until it is stopped. Understanding that ends is started again, with pauses that double."""
    pause = 1.0
    while not stopping.wait(pause):
        if understanding is None or not understanding.died:
            pause = 1.0
            continue
        pause = min(pause * 2, LONGEST_PAUSE)
        try:
            _say("understanding stopped; starting it again")
            understanding.restart()
        except ServerFailed as error:
            _say(f"understanding did not start: {error} Next try in {pause:.0f} s.")


def for_the_sandbox(settings: Settings, address: str) -> Settings:
    """The settings that connect to the sandbox: for this machine only, and with a database of its own, so that the
    sample data are never in a real workspace's."""
    own = settings.database_url == settings.default_database_url
    database = f"sqlite:///{settings.var / 'sandbox.sqlite'}" if own else settings.database_url
    return replace(settings, api_url=f"{address}/api/", host="127.0.0.1", database_url=database, **SANDBOX_TOKENS)


def _understanding(settings: Settings, stack: ExitStack) -> tuple[Settings, LocalServer | None]:
    """Train when something changed and start a local server, unless one is named in the settings."""
    if settings.nlu_url:
        return settings, None
    _say(train_if_changed(settings))
    server = stack.enter_context(LocalServer.started(settings.var / "nlu.log"))
    return replace(settings, nlu_url=server.url), server


@contextmanager
def _started(settings: Settings, storage: Storage, services: Services) -> Iterator[Running]:
    try:
        running = start(settings, storage, services)
    except OSError as error:
        raise PartFailed(f"port {settings.port} cannot be used ({error.strerror}). Set CEC_PORT to another.") from None
    try:
        yield running
    finally:
        running.stop()


def _until_ready(running: Running, understanding: LocalServer | None, stopping: threading.Event) -> str | None:
    """Wait until every part answers; what is still missing when the time is over."""
    deadline = now().timestamp() + READY_WITHIN
    while (problem := running.problem()) and now().timestamp() < deadline:
        if understanding and understanding.died:
            raise PartFailed(f"understanding did not start. Its log: {understanding.log_file}")
        if stopping.wait(LOOK_EVERY):
            return None
    return problem


@contextmanager
def _sandbox(settings: Settings) -> Iterator[tuple[Settings, str]]:
    """The local workspace, as a process of its own, and the settings that connect to it."""
    address = f"http://127.0.0.1:{settings.sandbox_port}"
    command = [sys.executable, "-m", "sandbox", "--port", str(settings.sandbox_port)]
    command += ["--workspace", str(SANDBOX / "workspace.yaml")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line or process.poll() is not None:
            raise PartFailed(
                f"the sandbox did not start on port {settings.sandbox_port}. "
                "Is the port taken? Set CEC_SANDBOX_PORT to another one."
            )
        yield for_the_sandbox(settings, address), address
    finally:
        process.terminate()
        process.wait(timeout=10)


def _say(line: str) -> None:
    typer.echo(line)
