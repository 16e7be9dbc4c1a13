"""The catalog as YAML files: read, checked, and turned into the domain's `Catalog`.

A catalog is one file, or all YAML files below a folder taken together. Each file may hold any of
`notice` (shown wherever a price is shown; once in all), `categories`, `areas` and `services`.
"""

from dataclasses import dataclass, field
from pathlib import Path

from domain.catalog import Area, Catalog, Category, Service
from services.data_files import Entry, Reading, reading, suggestion, top_level, yaml_files
from services.service_entries import read_service
from services.unique_names import Names, claim, claim_entry
from services.yaml_tree import Items, Problem, Record, Source, Text

TOP_KEYS = ("notice", "categories", "areas", "services")
_PRESENT = "the present catalog"


@dataclass
class _Parts:
    """What has been read so far, over all files."""

    problems: list[Problem] = field(default_factory=list[Problem])
    notice: str = ""
    categories: dict[str, Category] = field(default_factory=dict[str, Category])
    areas: dict[str, Area] = field(default_factory=dict[str, Area])
    services: dict[str, Service] = field(default_factory=dict[str, Service])
    names: Names = field(default_factory=Names)
    area_names: Names = field(default_factory=Names)

    def catalog(self) -> Catalog:
        categories, services = tuple(self.categories.values()), tuple(self.services.values())
        return Catalog(categories, services, tuple(self.areas.values()), self.notice)


def read_catalog(path: Path, base: Catalog | None = None) -> Reading[Catalog]:
    """The catalog in a file or folder, or everything that is wrong with it. Raises nothing.

    Files with `categories` are a whole catalog. Without them they are laid over `base`, where one
    is given: a service replaces the one of the same key or is added, all else stays.
    """
    parts = _Parts()
    files = yaml_files(path, parts.problems)
    tops = [top for file in files if (top := top_level(file, str(file), parts.problems))]
    all_readable = not parts.problems
    if base and not any("categories" in top.record.values for top in tops):
        _start_from(base, parts, replaced={key for top in tops for key in _service_keys(top)})
    for top in tops:
        _read_groups(top, parts)
    for top in tops:
        _read_services(top, parts, all_readable)
    if all_readable:
        _check_complete(parts, str(path))
    return reading(parts.catalog(), parts.problems)


def _start_from(base: Catalog, parts: _Parts, replaced: set[str]) -> None:
    parts.notice = base.notice
    parts.categories = {category.key: category for category in base.categories}
    parts.areas = {area.key: area for area in base.areas}
    parts.services = {service.key: service for service in base.services}
    present = Source(_PRESENT, parts.problems)
    staying = [service for service in base.services if service.key not in replaced]
    entries: list[tuple[str, Category | Service]] = [("category", category) for category in base.categories]
    entries += [("service", service) for service in staying]
    for kind, entry in entries:
        called = [Text(0, name) for name in (entry.name, *entry.aliases)]
        claim(parts.names, f"{kind} {entry.key}", present, Text(0, entry.key), called)
    for area in base.areas:
        claim(parts.area_names, f"area {area.key}", present, Text(0, area.key), [Text(0, area.name)])


def _service_keys(top: Entry) -> list[str]:
    listed = top.record.values.get("services")
    records = listed.values if isinstance(listed, Items) else ()
    return [Entry(top.source, node, "").peek("key").value for node in records if isinstance(node, Record)]


def _read_groups(top: Entry, parts: _Parts) -> None:
    top.expect((), TOP_KEYS)
    _read_notice(top, parts)
    for entry in top.entries("categories", "category"):
        category = _category(entry)
        parts.categories[category.key] = category
        claim_entry(parts.names, "category", entry)
    for entry in top.entries("areas", "area"):
        entry.expect(("key", "name"))
        area = Area(entry.key_name(), entry.name("name"))
        parts.areas[area.key] = area
        claim_entry(parts.area_names, "area", entry)


def _read_notice(top: Entry, parts: _Parts) -> None:
    if "notice" not in top.record.values:
        return
    if parts.notice:
        top.report("notice", "The notice stands in two files.", "Keep one of them.")
    parts.notice = top.text("notice")


def _category(entry: Entry) -> Category:
    entry.expect(("key", "name", "aliases", "description"))
    return Category(
        key=entry.key_name(),
        name=entry.name("name"),
        aliases=entry.names("aliases"),
        description=entry.text("description"),
    )


def _read_services(top: Entry, parts: _Parts, references: bool) -> None:
    for entry in top.entries("services", "service"):
        service = read_service(entry)
        parts.services[service.key] = service
        claim_entry(parts.names, "service", entry)
        if references and parts.categories and parts.areas:
            _check_references(entry, service, parts)


def _check_references(entry: Entry, service: Service, parts: _Parts) -> None:
    """Not asked for when a file could not be read: what it defines would be missing everywhere."""
    named = [("category", service.category, parts.categories)]
    named += [("areas", area, parts.areas) for area in service.areas]
    for key, value, known in named:
        if value and value not in known:
            what_to_do = suggestion(value, known) or f"Use one of: {', '.join(known)}."
            kind = "category" if key == "category" else "area"
            entry.report(key, f"{entry.label}: there is no {kind} “{value[:40]}”.", what_to_do)


def _check_complete(parts: _Parts, whole: str) -> None:
    found = {
        "notice": parts.notice,
        "categories": parts.categories,
        "areas": parts.areas,
        "services": parts.services,
    }
    for key in (key for key, value in found.items() if not value):
        what_to_do = f"Add “{key}:” to one of its files, or name the folder of the whole catalog."
        parts.problems.append(Problem(whole, 0, f"The catalog has no {key}.", what_to_do))
