"""The product as a user runs it: `cec run`, connected to the sandbox, with a database of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.processes import ROOT, Failed, free_port, running
from benchmarks.workspace import Workspace

CEC = str(ROOT / ".venv" / "bin" / "cec")
READY_WITHIN = 300.0


@dataclass(frozen=True)
class Product:
    bot: psutil.Process
    understanding: list[psutil.Process]


@contextmanager
def product(workspace: Workspace, database: str | None = None) -> Iterator[Product]:
    """Ready for the sample people of the workspace, on SQLite or on the database at this address.

    Raises Failed when it does not get ready.
    """
    with tempfile.TemporaryDirectory(prefix="cec-bench-") as folder:
        settings = {**settings_in(Path(folder)), **workspace.settings}
        if database:
            settings["CEC_DATABASE_URL"] = database
        for step in (["seed"], ["nlu", "train"]):
            prepare(settings, *step)
        with running("cec run", [CEC, "run"], settings) as program:
            program.wait_for("ready: ", READY_WITHIN)
            bot, *children = program.family()
            yield Product(bot, children)


def settings_in(folder: Path) -> dict[str, str]:
    """A place of its own for everything that is kept, compiled Python included, and free ports."""
    return {
        "CEC_VAR": str(folder / "var"),
        "CEC_PORT": str(free_port()),
        "CEC_SANDBOX_PORT": str(free_port()),
        "CEC_PROCESS_NAME": "benchmark",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }


def prepare(settings: dict[str, str], *arguments: str) -> None:
    """A command of `cec` that ends by itself."""
    name = " ".join(("cec", *arguments))
    with running(name, [CEC, *arguments], settings) as program:
        if program.process.wait(READY_WITHIN) != 0:
            raise Failed(f"{name} failed: {' '.join(program.lines[-3:])}")
