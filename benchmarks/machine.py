"""What the figures were measured on, without naming the machine."""

import platform
import tempfile

import psutil
from sqlalchemy import text

from storage.engine import make_engine

GIGABYTE = 1024**3


def facts() -> list[str]:
    memory = psutil.virtual_memory().total / GIGABYTE
    return [
        f"{psutil.cpu_count()} processor cores ({platform.machine()}), {memory:.0f} GB of memory",
        f"{platform.system()}, Python {platform.python_version()}, SQLite {_sqlite()}",
    ]


def _sqlite() -> str:
    """The release that the product uses, which may not be Python's own."""
    with tempfile.TemporaryDirectory(prefix="cec-bench-") as folder:
        engine = make_engine(f"sqlite:///{folder}/any.db")
        with engine.connect() as connection:
            found = str(connection.execute(text("SELECT sqlite_version()")).scalar())
        engine.dispose()
    return found


def busy() -> str | None:
    """A warning when something else keeps the machine busy: the figures are then of both."""
    share = psutil.cpu_percent(interval=1.0)
    return f"the machine is {share:.0f} % busy with other things: the figures will be worse" if share > 20 else None
