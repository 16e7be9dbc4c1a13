"""One row of a file of agreements: a new agreement lived through the rules of the domain, or what changed in one.

Services never run without all signatures and the first funds, here neither: an agreement that is beyond that step
needs the days on which it was signed and funded.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from documents.words import period_words
from domain import agreements as rules
from domain.agreement_contacts import set_contact
from domain.agreement_funding import adopted
from domain.agreement_numbers import agreement_number
from domain.agreements import Agreement, AgreementLine
from domain.catalog import Catalog
from domain.fiscal import Period
from domain.history import Change
from domain.people import Contact, Person, Role, Side
from domain.permissions import Actor
from domain.stages import KEPT_BESIDE, SEQUENCE, Requirement, Stage
from services.agreement_cells import CONTACT_COLUMNS, day_of, instant_of, services_of, stage_of, term_of, title_of
from services.agreement_changes import contact_of, priced_line
from services.context import Context, plain_change
from services.csv_rows import Row, suggestion
from services.directory_changes import Saved
from services.proposal_steps import to_be_signed
from services.startup_making import tasks_left
from storage.unit_of_work import UnitOfWork


@dataclass
class _Growing:
    """An agreement with the changes that made it so. `now` caps the instants: nothing happens in the future."""

    agreement: Agreement
    now: datetime
    changes: list[Change] = field(default_factory=list[Change])

    def take(self, result: tuple[Agreement, Change]) -> None:
        self.agreement, change = result
        self.changes.append(change)


@dataclass(frozen=True)
class AgreementImport:
    """Keeps rows within one unit of work. What is wrong with a row is reported to it."""

    context: Context
    work: UnitOfWork
    actor: Actor
    source: str

    def row(self, row: Row) -> Saved[str] | None:
        """The number with whether it is new or changed; None when something is wrong with the row."""
        number = agreement_number(row.text("number"))
        if number is None:
            row.report("number", f"“{row.text('number')[:30]}” is not a number. Write it like SLA-2027-0042.")
            return None
        faults = len(row.problems)
        before = self.work.agreements.by_number(number)
        growing = self._changed(row, before) if before else self._new(row, number)
        if growing is None or len(row.problems) > faults:
            return None
        return self._keep(growing, before, number)

    def _keep(self, growing: _Growing, before: Agreement | None, number: str) -> Saved[str]:
        if before is not None and growing.agreement == before:
            return Saved(number, changed=False)
        if before is None:
            self.work.agreements.add(growing.agreement)
        else:
            self.work.agreements.save(growing.agreement)
        self.work.history.append(*growing.changes)
        reached = growing.agreement.stage if before is None or before.stage is not growing.agreement.stage else None
        if reached is Stage.AGREEMENT_FUNDING:
            to_be_signed(self.work, growing.agreement)
        return Saved(number, changed=True, is_new=before is None)

    def _new(self, row: Row, number: str) -> _Growing | None:
        organization, term = self._organization(row), term_of(row)
        stage = stage_of(row)
        lines = self._lines(row, term) if term else None
        before = self._predecessor(row, organization)
        if organization is None or term is None or stage is None or lines is None:
            return None
        now = self.context.clock()
        opened = instant_of(row.day("opened_on"), now)
        agreement = Agreement(
            id=self.context.new_id(),
            number=number,
            organization=organization,
            title=title_of(row),
            stage=SEQUENCE[0],
            term=term,
            opened_at=opened,
            stage_since=opened,
            lines=lines,
            predecessor=before,
            catalog_version=self._catalog_version() if lines else None,
        )
        growing = _Growing(agreement, now)
        note = f"imported from {self.source}"[:200]
        growing.changes.append(
            plain_change(self.actor, ("agreement", agreement.id), "opened", None, number, opened, organization, note)
        )
        return self._lived(row, growing, stage)

    def _changed(self, row: Row, before: Agreement) -> _Growing | None:
        """What a row may change of an agreement that is there: title, due day, contacts; and it may move on."""
        organization, term, stage = self._organization(row), term_of(row), stage_of(row)
        if organization is None or term is None or stage is None:
            return None
        self._refuse_other_facts(row, before, organization, term)
        growing = _Growing(before, self.context.clock())
        title = title_of(row)
        if title != before.title:
            self._alter(growing, "title", before.title, title)
            growing.agreement = replace(growing.agreement, title=title)
        return self._lived(row, growing, stage)

    def _lived(self, row: Row, growing: _Growing, stage: Stage) -> _Growing | None:
        for contact in self._contacts(row, growing.agreement):
            if contact not in growing.agreement.contacts:
                at = min(growing.agreement.stage_since, growing.now)
                growing.take(set_contact(growing.agreement, contact, at, self.actor.id))
        if SEQUENCE.index(stage) > SEQUENCE.index(growing.agreement.stage):
            self._move(row, growing, stage)
        due = row.day("due_on")
        if row.has("due_on") and due != growing.agreement.due_on:
            self._alter(growing, "due_on", str(growing.agreement.due_on or ""), str(due or ""))
            growing.agreement = replace(growing.agreement, due_on=due)
        closed = row.day("closed_on")
        if closed and growing.agreement.closed_at is None:
            at = instant_of(closed, growing.now)
            reason = row.text("closed_reason") or "Closed before the import."
            growing.take(rules.close(growing.agreement, at, self.actor.id, reason))
        return growing

    def _move(self, row: Row, growing: _Growing, stage: Stage) -> None:
        """Step by step to the present one, each requirement recorded on the day that the row gives for it."""
        while growing.agreement.stage is not stage:
            current = growing.agreement.stage
            faults = len(row.problems)
            if current is Stage.PROPOSAL and self.work.proposals.find(growing.agreement.id):
                row.report(
                    "stage", f"The proposal of {growing.agreement.number} is negotiated here. Accept it there first."
                )
            if current is Stage.STARTUP and tasks_left(self.work, growing.agreement):
                row.report(
                    "stage", f"Some required startup tasks of {growing.agreement.number} are open. Do them first."
                )
            for requirement in rules.missing(growing.agreement):
                self._meet(row, growing, requirement)
            if len(row.problems) > faults:
                return
            at = max((record.at for record in growing.agreement.records), default=growing.agreement.stage_since)
            moved = row.attempt("stage", lambda at=at: rules.advance(growing.agreement, at, self.actor.id))
            if moved is None or growing.agreement.stage is not current:
                return
            growing.take(moved)

    def _meet(self, row: Row, growing: _Growing, requirement: Requirement) -> None:
        if requirement.filled_by_contact:
            row.report(requirement.key, f"At this step the agreement needs {requirement.missing}. Give an e-mail.")
            return
        on = day_of(row, requirement, self.context.today())
        since = growing.agreement.stage_since
        at = since if on is None else max(instant_of(on, growing.now), since)
        record = adopted if requirement.stage in KEPT_BESIDE else rules.record
        growing.take(record(growing.agreement, requirement.key, at, self.actor.id, f"imported from {self.source}"))

    def _refuse_other_facts(self, row: Row, before: Agreement, organization: str, term: Period) -> None:
        if organization != before.organization:
            row.report("organization", f"{before.number} belongs to another organization here. Check the number.")
        if term != before.term:
            row.report("term_start", f"The term of {before.number} is {period_words(before.term)} here.")
        if row.text("services"):
            given = {(service, quantity) for service, quantity, _ in services_of(row, self._catalog())}
            if given != {(line.service, line.quantity) for line in before.lines}:
                row.report(
                    "services", f"The services of {before.number} are others here. An import does not change them."
                )

    def _organization(self, row: Row) -> str | None:
        words = row.text("organization").lower()
        known = self.work.organizations.all()
        found = next((o for o in known if words in (o.key, *(name.lower() for name in o.names))), None)
        if found is None:
            hint = suggestion(words, {o.key: o.names for o in known}) if words else ""
            row.report("organization", f"There is no organization “{words[:40]}”.{hint} Import organizations first.")
        return found.key if found else None

    def _predecessor(self, row: Row, organization: str | None) -> str | None:
        given = row.text("predecessor")
        if not given:
            return None
        number = agreement_number(given)
        found = self.work.agreements.by_number(number) if number else None
        if found is None or found.organization != organization:
            row.report("predecessor", f"There is no agreement “{given[:30]}” of this organization. Put its row first.")
            return None
        return found.id

    def _contacts(self, row: Row, agreement: Agreement) -> list[Contact]:
        found: list[Contact] = []
        for column in CONTACT_COLUMNS:
            role = Role(column.partition("_")[2])
            for email in row.texts(column):
                person = self._person(row, column, email, agreement.organization)
                contact = row.attempt(column, lambda p=person, r=role: contact_of(agreement, p, r)) if person else None
                if contact and not column.startswith(contact.side):
                    row.report(column, f"{email} is not of {Side(column.partition('_')[0]).label}.")
                elif contact:
                    found.append(contact)
        return found

    def _person(self, row: Row, column: str, email: str, organization: str) -> Person | None:
        found = self.work.people.by_email(email)
        if found is None:
            near = (*self.work.people.of_organization(organization), *self.work.people.staff())
            hint = suggestion(email, {person.email: (person.name,) for person in near})
            row.report(column, f"Nobody has the e-mail “{email[:60]}”.{hint} Import people first.")
        return found

    def _lines(self, row: Row, term: Period) -> tuple[AgreementLine, ...] | None:
        lines: list[AgreementLine] = []
        for key, quantity, price in services_of(row, self._catalog()):
            if any(line.service == key for line in lines):
                row.report("services", f"“{key}” stands twice. Add up its quantities.")
                continue
            service = self._catalog().service(key)
            line = row.attempt("services", lambda s=service, q=quantity: priced_line(s, q, term))
            if line is not None:
                lines.append(line if price is None else replace(line, unit_price=price))
        return tuple(lines)

    def _catalog(self) -> Catalog:
        return self.work.catalog.current()[1]

    def _catalog_version(self) -> int:
        return self.work.catalog.current()[0]

    def _alter(self, growing: _Growing, name: str, old: str, new: str) -> None:
        subject = ("agreement", growing.agreement.id)
        organization = growing.agreement.organization
        note = f"imported from {self.source}"[:200]
        growing.changes.append(
            plain_change(self.actor, subject, name, old or None, new or None, growing.now, organization, note)
        )
