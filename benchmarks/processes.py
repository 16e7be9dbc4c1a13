"""Processes of the measured programs: started as a user starts them, watched, stopped in order."""

import os
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
MEGABYTE = 1024**2
STOPS_WITHIN = 20.0
#: What a caller may have set for itself and the measured programs must not see.
_OURS = ("CEC_", "SLACK_", "PYTHON")


class Failed(Exception):
    """A measured program did not do what it must; the message says which and how."""


class Program:
    """A running program. `lines` is what it has said so far."""

    def __init__(self, process: "subprocess.Popen[str]", name: str) -> None:
        self.process, self.name = process, name
        self.lines: list[str] = []
        self._said = threading.Condition()
        threading.Thread(target=self._listen, name=f"listening to {name}", daemon=True).start()

    def wait_for(self, beginning: str, seconds: float) -> str:
        """The first line that begins so. Raises Failed when it ends before or says nothing in time."""
        with self._said:
            self._said.wait_for(lambda: self._found(beginning) is not None or self._over, seconds)
            found = self._found(beginning)
        if found is None:
            problem = "ended" if self._over else f"was not ready within {seconds:.0f} s"
            raise Failed(f"{self.name} {problem}. Its last words: {' '.join(self.lines[-5:])}")
        return found

    def family(self) -> list[psutil.Process]:
        """The process and all that it started."""
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def _found(self, beginning: str) -> str | None:
        return next((line for line in self.lines if line.startswith(beginning)), None)

    @property
    def _over(self) -> bool:
        return self.process.poll() is not None

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._said:
                self.lines.append(line.rstrip("\n"))
                self._said.notify_all()
        self.process.wait()
        with self._said:
            self._said.notify_all()


@contextmanager
def running(name: str, command: Sequence[str], settings: Mapping[str, str] | None = None) -> Iterator[Program]:
    """In a session of its own, as in a terminal of its own; Ctrl-C ends it."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(settings or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    program = Program(process, name)
    try:
        yield program
    finally:
        _stop(program)


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment without its own settings of the product and of Python, and with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, **settings}


def _stop(program: Program) -> None:
    try:
        family = program.family()
    except psutil.NoSuchProcess:
        return
    os.killpg(program.process.pid, signal.SIGINT)
    _, left = psutil.wait_procs(family, timeout=STOPS_WITHIN)
    for process in left:
        process.kill()
    program.process.wait()


def memory_of(process: psutil.Process) -> float:
    """Resident memory (RSS) in MB."""
    return process.memory_info().rss / MEGABYTE


def processor_seconds(process: psutil.Process) -> float:
    """Seconds that a processor core worked for it."""
    times = process.cpu_times()
    return times.user + times.system


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
