"""A local understanding server: Rasa, as a process of its own with an environment of its own (`nlu/`).

It ends with the process that started it, also when that one is killed. Errors: `ServerFailed`.
"""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from bot.clock import now
from bot.understanding.client import NluClient

NLU = Path(__file__).resolve().parents[2] / "nlu"
MODEL = NLU / "models" / "cec.tar.gz"
LOCAL = "127.0.0.1"
#: Where `cec nlu serve` listens unless it is told otherwise.
USUAL_PORT = 5005
USUAL_URL = f"http://{LOCAL}:{USUAL_PORT}"

STOPS_WITHIN = 5.0  # seconds
READY_WITHIN = 120.0  # seconds; a cold start reads a gigabyte
LOOK_EVERY = 0.1


class ServerFailed(Exception):
    """The server cannot start, or ended; the message says why and what to do."""


class LocalServer:
    """One Rasa process on this machine. It watches the pipe on its standard input to end with this process."""

    def __init__(self, port: int, log_file: Path, host: str = LOCAL, model: Path = MODEL) -> None:
        self.url = f"http://{LOCAL if host == '0.0.0.0' else host}:{port}"
        self.log_file = log_file
        self._model = model
        self._command = rasa("run", "--enable-api", "-i", host, "-p", str(port), "-m", str(model))
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    @contextmanager
    def started(
        cls, log_file: Path, port: int | None = None, host: str = LOCAL, model: Path = MODEL
    ) -> Iterator["LocalServer"]:
        """A server that is starting, on a free port unless one is given: `wait_until_ready`, or ask `NluClient.ready`.

        Raises ServerFailed when the environment or the model is missing.
        """
        server = cls(port or free_port(), log_file, host, model)
        server.restart()
        try:
            yield server
        finally:
            server.stop()

    @property
    def pid(self) -> int | None:
        """Of the process while it is there."""
        return self._process.pid if self._process else None

    @property
    def died(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def restart(self) -> None:
        """Start it, or start it again on the same address. Raises ServerFailed when there is no model."""
        self.stop()
        if not self._model.exists():
            raise ServerFailed("There is no trained model. Run `cec nlu train`.")
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("ab") as log:
            # A session of its own: Ctrl-C in the terminal reaches this process alone, which stops the server in order.
            self._process = subprocess.Popen(
                self._command, cwd=NLU, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
            )

    def wait_until_ready(self, seconds: float = READY_WITHIN) -> None:
        """Return when the model answers. Raises ServerFailed when the server ends before, or takes longer."""
        client, pause = NluClient(self.url), Event()
        deadline = now().timestamp() + seconds
        try:
            while not client.ready():
                if self.died:
                    raise ServerFailed(f"Understanding did not start. {last_line(self.log_file)} Log: {self.log_file}.")
                if now().timestamp() > deadline:
                    raise ServerFailed(f"Understanding did not answer within {seconds:.0f} s. Read {self.log_file}.")
                pause.wait(LOOK_EVERY)
        finally:
            client.close()

    def wait(self) -> int:
        """Block until the server ends; its exit code."""
        return self._process.wait() if self._process else 0

    def stop(self) -> None:
        """End it, politely first. Does nothing when it is not running."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        finally:
            if process.stdin:
                process.stdin.close()


def rasa(*arguments: str, until_stdin_closes: bool = True) -> list[str]:
    """The command line of Rasa in its own environment, to be run in NLU. Raises ServerFailed when that is missing."""
    python = NLU / ".venv" / "bin" / "python"
    if not python.exists():
        raise ServerFailed("The environment of understanding is missing. Run `make setup`.")
    watching = ["--until-stdin-closes"] if until_stdin_closes else []
    return [str(python), "launch.py", *watching, *arguments]


def last_line(log_file: Path) -> str:
    """The last line of a log that says something."""
    lines = log_file.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "It said nothing.")


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether a server with a model answers at `url`."""
    probe = NluClient(url)
    try:
        return probe.ready()
    finally:
        probe.close()
