"""A progress bar on standard error, for people only."""

import sys
from collections.abc import Iterable, Iterator

import typer


def with_progress[T](items: Iterable[T], length: int, label: str) -> Iterator[T]:
    """The items as they are; a bar moves with them when standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    with typer.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
        yield from bar
