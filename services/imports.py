"""What an office has already, from CSV files: organizations, people, agreements.

All or nothing: with one fault in one row nothing is kept. The same file again changes nothing.
docs/import.md describes the columns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.organizations import Organization
from domain.people import Person, Side
from domain.permissions import Action, Actor
from services.access import require
from services.agreement_cells import AGREEMENT_COLUMNS
from services.agreement_imports import AgreementImport
from services.context import DEFAULT_ZONE, Context
from services.csv_rows import Columns, Row, RowProblem, read_rows, suggestion
from services.directory_changes import Saved, keep_organization, keep_person
from storage.unit_of_work import UnitOfWork

ORGANIZATION_COLUMNS = Columns(("key", "name", "abbreviation"), ("aliases", "email_domains", "active"))
PERSON_COLUMNS = Columns(
    ("email", "name", "organization"), ("title", "phone", "time_zone", "areas", "administrator", "active")
)
CEC = "cec"


class ImportKind(StrEnum):
    ORGANIZATIONS = "organizations"
    PEOPLE = "people"
    AGREEMENTS = "agreements"


@dataclass(frozen=True)
class Imported:
    """What became of a file. With `problems` nothing was kept; without, the rows were added, changed or the same."""

    kind: ImportKind
    rows: int
    added: int
    changed: int
    unchanged: int
    problems: tuple[RowProblem, ...]

    @property
    def sentence(self) -> str:
        """What to tell, in one sentence."""
        if self.problems:
            some = "1 problem" if len(self.problems) == 1 else f"{len(self.problems):,} problems"
            return f"{some}: nothing was imported."
        if not self.added and not self.changed:
            return f"Everything was there already: {self.rows:,} {self.kind}, nothing changed."
        return f"{self.kind}: {self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged."


@dataclass(frozen=True)
class ImportUseCases:
    """For administrators and the operator."""

    context: Context

    def organizations(self, actor: Actor, data: bytes, source: str) -> Imported:
        """`data` is the file, `source` its name, which the history keeps."""
        return self._import(ImportKind.ORGANIZATIONS, actor, data, ORGANIZATION_COLUMNS, "key", self._organization)

    def people(self, actor: Actor, data: bytes, source: str) -> Imported:
        return self._import(ImportKind.PEOPLE, actor, data, PERSON_COLUMNS, "email", self._person)

    def agreements(self, actor: Actor, data: bytes, source: str) -> Imported:
        def keep(work: UnitOfWork, actor: Actor, row: Row) -> "Saved[str] | None":
            return AgreementImport(self.context, work, actor, source).row(row)

        return self._import(ImportKind.AGREEMENTS, actor, data, AGREEMENT_COLUMNS, "number", keep)

    def _import(
        self,
        kind: ImportKind,
        actor: Actor,
        data: bytes,
        columns: Columns,
        identity: str,
        keep: "Callable[[UnitOfWork, Actor, Row], Saved[Organization] | Saved[Person] | Saved[str] | None]",
    ) -> Imported:
        require(actor, Action.ADMINISTER)
        rows, problems = read_rows(data, columns, identity)
        if problems and not rows:
            return Imported(kind, 0, 0, 0, 0, tuple(sorted(problems)))
        with self.context.unit_of_work() as work:
            saved = [keep(work, actor, row) for row in rows]
            if not problems:
                work.commit()
        return _imported(kind, saved, problems)

    def _organization(self, work: UnitOfWork, actor: Actor, row: Row) -> Saved[Organization] | None:
        key = row.text("key").lower()
        before = work.organizations.find(key)
        given = replace(
            before or Organization(key, "", ""),
            name=row.text("name"),
            abbreviation=row.text("abbreviation"),
            active=row.yes("active", otherwise=before.active if before else True),
        )
        if row.has("aliases"):
            given = replace(given, aliases=row.texts("aliases"))
        if row.has("email_domains"):
            given = replace(given, email_domains=row.texts("email_domains"))
        now = self.context.clock()
        return row.attempt("key", lambda: keep_organization(work, actor, given, now, is_new=False))

    def _person(self, work: UnitOfWork, actor: Actor, row: Row) -> Saved[Person] | None:
        email = row.text("email").lower()
        before = work.people.by_email(email)
        found = _side_of(work, row)
        if found is None:
            return None
        side, organization = found
        given = before or Person(id="", name="", email=email, side=side, time_zone=DEFAULT_ZONE)
        given = replace(given, name=row.text("name"), side=side, organization=organization)
        given = replace(
            given,
            title=row.text("title") if row.has("title") else given.title,
            phone=row.text("phone") if row.has("phone") else given.phone,
            time_zone=row.text("time_zone") or given.time_zone,
            areas=row.texts("areas") if row.has("areas") else given.areas,
            administrator=row.yes("administrator", otherwise=given.administrator),
            active=row.yes("active", otherwise=given.active),
        )
        now = self.context.clock()
        return row.attempt("email", lambda: keep_person(work, actor, given, now, self.context.new_id))


def _side_of(work: UnitOfWork, row: Row) -> tuple[Side, str | None] | None:
    """The side and organization (key) that a row names; None, and reported, when there is no such one."""
    words = row.text("organization").lower()
    if words == CEC:
        return Side.CEC, None
    known = work.organizations.all()
    found = next((o for o in known if words in (o.key, *(name.lower() for name in o.names))), None)
    if found:
        return Side.CUSTOMER, found.key
    hint = suggestion(words, {o.key: o.names for o in known}) if words else ""
    row.report(
        "organization",
        f"There is no organization “{words[:40]}”.{hint} Write its key, or “CEC” for CEC's own people.",
    )
    return None


def _imported(
    kind: ImportKind,
    saved: "Sequence[Saved[Organization] | Saved[Person] | Saved[str] | None]",
    problems: Sequence[RowProblem],
) -> Imported:
    kept = [entry for entry in saved if entry]
    added = sum(entry.is_new for entry in kept)
    changed = sum(entry.changed for entry in kept) - added
    return Imported(kind, len(saved), added, changed, len(kept) - added - changed, tuple(sorted(problems)))
