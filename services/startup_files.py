"""Startup tasks as a YAML file: read, checked as a whole, and turned into the domain's `StartupDefinition`."""

from collections.abc import Mapping
from pathlib import Path

from domain.catalog import Catalog
from domain.circles import circle
from domain.people import ROLES_OF, Role, Side
from domain.startup import LONGEST_INSTRUCTIONS, LONGEST_OFFSET, MOST_TASKS, StartupDefinition, TaskTemplate
from services.data_files import Entry, Reading, reading, top_level
from services.survey_entry_values import check_known, read_flag
from services.unique_names import Names
from services.yaml_tree import Problem

_NEEDED = ("key", "title", "side", "role", "offset", "duration")
_OPTIONAL = ("depends_on", "required", "instructions", "services", "categories", "custom")


def read_startup(path: Path, catalog: Catalog) -> Reading[StartupDefinition]:
    """The tasks in a file, or everything that is wrong with them. Raises nothing.

    `catalog` is the one whose services and categories they may be for.
    """
    problems: list[Problem] = []
    top = top_level(path, str(path), problems)
    if top is None:
        return Reading(None, tuple(problems))
    top.expect(("tasks",))
    entries = tuple(top.entries("tasks", "task"))
    if "tasks" in top.record.values and not 1 <= len(entries) <= MOST_TASKS:
        top.report("tasks", f"The file has {len(entries):,} tasks.", f"Write 1 to {MOST_TASKS} of them.")
    keys = Names()
    for entry in entries:
        keys.claim(entry.peek("key"), entry.label, entry.source)
    tasks = tuple(_task(entry, catalog) for entry in entries)
    _check_dependencies(entries, tasks)
    return reading(StartupDefinition(tasks), problems)


def _task(entry: Entry, catalog: Catalog) -> TaskTemplate:
    entry.expect(_NEEDED, _OPTIONAL)
    side = entry.choice("side", Side, Side.CEC)
    return TaskTemplate(
        key=entry.key_name(),
        title=entry.name("title"),
        side=side,
        role=_role(entry, side),
        offset=_days(entry, "offset", 0),
        duration=_days(entry, "duration", 1),
        depends_on=_distinct(entry, "depends_on"),
        required=read_flag(entry, "required", True),
        instructions=entry.text("instructions", LONGEST_INSTRUCTIONS) if "instructions" in entry.record.values else "",
        services=_known(entry, "services", "service", [service.key for service in catalog.services]),
        categories=_known(entry, "categories", "category", [category.key for category in catalog.categories]),
        custom=read_flag(entry, "custom", False),
    )


def _role(entry: Entry, side: Side) -> Role:
    """One that people of that side have."""
    named, first = entry.text("role"), ROLES_OF[side][0]
    known = [role.value for role in ROLES_OF[side]]
    check_known(entry, "role", f"role of {side.label}", named, known)
    return Role(named) if named in known else first


def _days(entry: Entry, key: str, least: int) -> int:
    days = entry.whole(key)
    if days is not None and not least <= days <= LONGEST_OFFSET:
        what_to_do = f"Write {least} to {LONGEST_OFFSET} business days."
        entry.report(key, f"{entry.label}: the {key} is {days:,} days.", what_to_do)
    return days if days is not None else least


def _known(entry: Entry, key: str, kind: str, known: list[str]) -> tuple[str, ...]:
    named = _distinct(entry, key)
    for each in named:
        check_known(entry, key, kind, each, known)
    return named


def _distinct(entry: Entry, key: str) -> tuple[str, ...]:
    named = entry.some_texts(key) if key in entry.record.values else ()
    for each in dict.fromkeys(each for each in named if named.count(each) > 1):
        entry.report(key, f"{entry.label}: “{each[:75]}” stands twice in “{key}”.", "Remove one of the two.")
    return named


def _check_dependencies(entries: tuple[Entry, ...], tasks: tuple[TaskTemplate, ...]) -> None:
    by_key = {task.key: task for task in tasks}
    waits_for = {task.key: task.depends_on for task in tasks}
    for entry, task in zip(entries, tasks, strict=True):
        for key in task.depends_on:
            check_known(entry, "depends_on", "task", key, list(by_key))
        if around := circle(waits_for, task.key):
            named = " waits for ".join(f"“{key}”" for key in around)
            message = f"{entry.label}: the tasks wait for each other: {named}."
            entry.report("depends_on", message, "Remove one of these dependencies.")
        else:
            _check_days(entry, task, by_key)


def _check_days(entry: Entry, task: TaskTemplate, by_key: Mapping[str, TaskTemplate]) -> None:
    """That nobody is asked for a task before what it depends on is due."""
    for before in (by_key[key] for key in task.depends_on if key in by_key):
        if task.due_after < before.due_after:
            message = (
                f"{entry.label}: it is due {task.due_after} business days after the start, but depends on "
                f"“{before.key}”, which is due after {before.due_after}."
            )
            entry.report("offset", message, "Raise its offset or its duration, or lower those of the other one.")
