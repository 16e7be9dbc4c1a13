"""The kinds of meetings as a YAML file: read, checked as a whole, and turned into the domain's `KindTemplate`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from domain.meetings import LENGTHS, LONGEST_AGENDA, KindTemplate, MeetingKind
from domain.people import Role
from services.data_files import Entry, Reading, reading, top_level
from services.survey_entry_values import check_known
from services.unique_names import Names
from services.yaml_tree import Problem

type Kinds = Mapping[MeetingKind, KindTemplate]

KINDS_FILE = Path(__file__).parents[1] / "meetings" / "kinds.yaml"


@cache
def our_kinds() -> Kinds:
    """Those that come with the program."""
    return read_kinds(KINDS_FILE).required()


def read_kinds(path: Path) -> Reading[Kinds]:
    """The kinds in a file, or everything that is wrong with them. Raises nothing."""
    problems: list[Problem] = []
    top = top_level(path, str(path), problems)
    if top is None:
        return Reading(None, tuple(problems))
    top.expect(("kinds",))
    keys, found = Names(), dict[MeetingKind, KindTemplate]()
    for entry in top.entries("kinds", "kind"):
        keys.claim(entry.peek("key"), entry.label, entry.source)
        template = _kind(entry)
        found[template.kind] = template
    missing = [kind.value for kind in MeetingKind if kind not in found]
    if missing and not problems:
        top.report("kinds", f"These kinds are missing: {', '.join(missing)}.", "Write each of them once.")
    return reading(found, problems)


def _kind(entry: Entry) -> KindTemplate:
    entry.expect(("key", "title", "minutes", "required"), ("invited", "agenda"))
    minutes = entry.whole("minutes")
    if minutes is not None and minutes not in LENGTHS:
        entry.report("minutes", f"{entry.label}: {minutes} minutes.", f"Use one of: {', '.join(map(str, LENGTHS))}.")
    agenda = entry.texts("agenda") if "agenda" in entry.record.values else ()
    if len("\n".join(agenda)) > LONGEST_AGENDA:
        entry.report("agenda", f"{entry.label}: the agenda is too long.", f"Use {LONGEST_AGENDA:,} characters.")
    return KindTemplate(
        kind=entry.choice("key", MeetingKind, MeetingKind.AD_HOC),
        title=entry.name("title"),
        minutes=minutes or LENGTHS[0],
        required=_roles(entry, "required"),
        invited=_roles(entry, "invited"),
        agenda=agenda,
    )


def _roles(entry: Entry, key: str) -> tuple[Role, ...]:
    known = [role.value for role in Role]
    named = entry.texts(key) if key in entry.record.values else ()
    for each in named:
        check_known(entry, key, "role", each, known)
    return tuple(Role(each) for each in named if each in known)
