"""What the figures were measured on, without naming the machine."""

import platform
import sqlite3

import psutil

GIGABYTE = 1024**3


def facts() -> list[str]:
    memory = psutil.virtual_memory().total / GIGABYTE
    return [
        f"{psutil.cpu_count()} processor cores ({platform.machine()}), {memory:.0f} GB of memory",
        f"{platform.system()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
    ]


def busy() -> str | None:
    """A warning when something else keeps the machine busy: the figures are then of both."""
    share = psutil.cpu_percent(interval=1.0)
    return f"the machine is {share:.0f} % busy with other things: the figures will be worse" if share > 20 else None
