"""Startup tasks as the office defines them, and which of them an agreement needs.

A definition is a version of the file that `cec startup import` reads. Its days count in business days from the
first day of the step: a task begins after `offset` of them and takes `duration`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.agreements import AgreementLine
from domain.people import Role, Side

LONGEST_OFFSET = 250
"""Business days: about a year."""
LONGEST_TITLE = 75
LONGEST_INSTRUCTIONS = 2_000
MOST_TASKS = 500
"""Of one definition, and of one plan."""


@dataclass(frozen=True)
class TaskTemplate:
    """A task that somebody in `role` on `side` does.

    It is for agreements with one of the `services` (keys), with a service of the `categories` (keys), or, when
    `custom`, with one outside the catalog; without any of these it is for every agreement.
    """

    key: str
    title: str
    side: Side
    role: Role
    offset: int
    duration: int
    depends_on: tuple[str, ...] = ()
    required: bool = True
    instructions: str = ""
    services: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    custom: bool = False

    @property
    def due_after(self) -> int:
        """Business days from the first day of the step until it is due."""
        return self.offset + self.duration

    @property
    def is_general(self) -> bool:
        return not (self.services or self.categories or self.custom)

    def fits(self, service: str, category: str | None) -> bool:
        """Whether it is for a service of that category; None for one outside the catalog."""
        by_category = self.custom if category is None else category in self.categories
        return by_category or service in self.services


@dataclass(frozen=True)
class StartupDefinition:
    """`version` counts the definitions that an office had."""

    tasks: tuple[TaskTemplate, ...]
    version: int = 0


@dataclass(frozen=True)
class ChosenTask:
    """A template that an agreement needs; `depends_on` are others that are chosen, `lines` the names of its services
    that it is for (none for a general task)."""

    template: TaskTemplate
    depends_on: tuple[str, ...]
    lines: tuple[str, ...]


def chosen(
    tasks: Sequence[TaskTemplate], lines: Sequence[AgreementLine], categories: Mapping[str, str]
) -> tuple[ChosenTask, ...]:
    """The tasks of an agreement with these lines, each once; `categories` are those of the catalog, by service.

    Where a task depends on one that the agreement does not need, it depends on what that one depends on.
    """
    fitting = {task.key: _names(task, lines, categories) for task in tasks}
    needed = [task for task in tasks if task.is_general or fitting[task.key]]
    by_key, keys = {task.key: task for task in tasks}, {task.key for task in needed}
    return tuple(ChosenTask(task, _needed_before(task, by_key, keys), fitting[task.key]) for task in needed)


def _names(task: TaskTemplate, lines: Sequence[AgreementLine], categories: Mapping[str, str]) -> tuple[str, ...]:
    if task.is_general:
        return ()
    names = (line.name for line in lines if task.fits(line.service, categories.get(line.service)))
    return tuple(dict.fromkeys(names))


def _needed_before(task: TaskTemplate, by_key: Mapping[str, TaskTemplate], needed: set[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    seen, waiting = {task.key}, list(task.depends_on)
    while waiting:
        key = waiting.pop(0)
        if key in needed:
            found[key] = None
        elif key not in seen:
            waiting.extend(by_key[key].depends_on)
        seen.add(key)
    return tuple(found)
