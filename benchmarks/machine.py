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


def seconds_worked() -> float:
    """Seconds that all processor cores together worked, for whatever program, since the machine was switched on."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0)
