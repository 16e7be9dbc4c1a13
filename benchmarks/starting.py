"""How long it takes until a person can start: `make run`, cold and warm."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.figures import Figure, Table
from benchmarks.processes import ROOT, running
from benchmarks.product import READY_WITHIN, prepare, settings_in
from benchmarks.workspace import Workspace, workspace

WARM_AIM = 30.0

CAN_FORGET = hasattr(os, "posix_fadvise")
_FORGOTTEN = "and none of its files is in the system's cache" if CAN_FORGET else "(this system's file cache stays)"
NOTES = (
    "From the command `make run`, without any Slack token, to its line “ready: ADDRESS”: environments checked, "
    "sandbox, database, sample data, understanding, bot and pages. The echo app: to its connection.",
    f"Cold: no database, no Python module is compiled {_FORGOTTEN} (files of .venv, nlu/.venv, Python itself and the "
    "project; what another running program has mapped stays). The environments are installed, the model is trained.",
    "Warm: the start after that one.",
    "Training: `cec nlu train --force`, once. A first start on a new machine needs it, and `make setup`.",
)


def measure(rounds: int) -> Table:
    """Pairs of a cold and a warm start, of the product and of the echo app."""
    with workspace() as place:
        training = _training()
        ours, theirs = [], []
        for number in range(rounds):
            print(f"  start {number + 1} of {rounds}, cold and warm", flush=True)
            theirs.append(_pair(_echo(place), "ready"))
            ours.append(_pair(["make", "run"], "ready: "))
    cold, warm = zip(*ours, strict=True)
    echo_cold, echo_warm = zip(*theirs, strict=True)
    figures = (
        Figure("cold", cold, "s", echo_cold),
        Figure("warm", warm, "s", echo_warm, aim=WARM_AIM),
        Figure("training the model", (training,), "s"),
    )
    return Table("Start", "make run", "echo app", figures, NOTES)


def _training() -> float:
    """Seconds. The model is then there for the starts."""
    with tempfile.TemporaryDirectory(prefix="cec-bench-") as folder:
        began = time.perf_counter()
        prepare(settings_in(Path(folder)), "nlu", "train", "--force")
        return time.perf_counter() - began


def _echo(at: Workspace) -> list[str]:
    return [sys.executable, "-m", "benchmarks.echo_app", at.api_url, at.bot_token, at.app_token]


def _pair(command: Sequence[str], says: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory(prefix="cec-bench-") as folder:
        settings = settings_in(Path(folder))
        forget_files()
        return _seconds(command, settings, says), _seconds(command, settings, says)


def _seconds(command: Sequence[str], settings: Mapping[str, str], says: str) -> float:
    began = time.perf_counter()
    with running(" ".join(command[:3]), command, settings) as program:
        program.wait_for(says, READY_WITHIN)
        return time.perf_counter() - began


def forget_files() -> None:
    """Ask the system to drop the files of the program from its cache, as after switching the machine on."""
    if not CAN_FORGET:
        return
    os.sync()  # what is not yet written stays in the cache
    for file in _files():
        try:
            opened = os.open(file, os.O_RDONLY)
        except OSError:
            continue
        os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(opened)


def _files() -> Iterator[Path]:
    pythons = {Path(python).resolve().parents[1] for python in (sys.executable, ROOT / "nlu" / ".venv/bin/python")}
    environments = (ROOT / ".venv", ROOT / "nlu" / ".venv")  # named by themselves: either may be a link to elsewhere
    for folder in (ROOT, *environments, *pythons):
        for path, _, names in os.walk(folder):
            yield from (Path(path) / name for name in names)
