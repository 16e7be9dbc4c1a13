"""As many agreements as wanted, with plausible contents, made by the rules of the domain."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import islice
from random import Random

from sqlalchemy import Connection, Engine, Table, text

from domain.agreements import Agreement, AgreementLine, Record, advance, close
from domain.fiscal import Period
from domain.history import Change
from domain.organizations import Organization
from domain.people import Contact, Person, Role, Side
from domain.stages import SEQUENCE, Stage, requirements_of
from storage.agreement_rows import agreement_row, child_rows
from storage.bulk import load
from storage.tables import agreements, history
from storage.unit_of_work import Storage

ORGANIZATIONS, OWNERS = 25, 20
OFFICE = "office"
OPENED = datetime(2026, 7, 1, 13, 0, tzinfo=UTC)
_CHUNK = 5_000
#: Half of them in operations, as in an office that has been at work for years.
_STAGES = (*SEQUENCE, *[Stage.OPERATIONS] * (len(SEQUENCE) - 2))


def organization_of(place: int) -> str:
    return f"agency{place % ORGANIZATIONS:03}"


def owner_of(place: int) -> str:
    return f"sml{place % OWNERS:02}"


def number_of(place: int) -> str:
    return f"SLA-{2024 + place % 5}-{place:04}"


def fill(engine: Engine, size: int) -> None:
    """Organizations, people, and `size` agreements with their history. About half of them are closed."""
    fill_directory(Storage(engine))
    made = (an_agreement(place) for place in range(size))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA cache_size = -400000"))  # 400 MB: rows fall into every part of the indexes
        while chunk := list(islice(made, _CHUNK)):
            _insert(connection, chunk)


def an_agreement(place: int) -> Agreement:
    """The same one for the same place; step, owner, organization, term and whether it is closed do not go together."""
    dice = Random(place)
    year = dice.randint(2024, 2029)
    made = _prototype(dice.choice(_STAGES))
    opened = replace(
        made,
        id=f"agreement-{place}",
        number=number_of(place),
        organization=organization_of(dice.randrange(ORGANIZATIONS)),
        title=f"Services for program {place}",
        term=Period(date(year - 1, 10, 1), date(year, dice.choice((3, 6, 9, 9, 9)), 30)),
        due_on=None if made.stage is Stage.OPERATIONS else date(2026, 11, 1) + timedelta(days=dice.randrange(400)),
        contacts=(Contact(owner_of(dice.randrange(OWNERS)), Side.CEC, Role.SML), *made.contacts[1:]),
    )
    return close(opened, OPENED, OFFICE, "The term ended.")[0] if dice.random() < 0.5 else opened


@cache
def _prototype(stage: Stage) -> Agreement:
    agreement = Agreement(
        id="",
        number="",
        organization="",
        title="",
        stage=Stage.EXCHANGE_CONTACTS,
        term=Period(date(2026, 10, 1), date(2027, 9, 30)),
        opened_at=OPENED,
        stage_since=OPENED,
        lines=tuple(
            AgreementLine(f"service_{n}", f"Service {n}", 40 * n, "unit", Decimal("99.50"), Decimal("250.00"))
            for n in (1, 2, 3)
        ),
        contacts=tuple(
            Contact(OFFICE, side, Role(requirement.key.removeprefix(f"{side}_")))
            for side in Side
            for requirement in requirements_of(Stage.EXCHANGE_CONTACTS)
            if requirement.key.startswith(f"{side}_")
        ),
    )
    for passed in SEQUENCE[: SEQUENCE.index(stage)]:
        met = tuple(Record(r.key, OPENED, OFFICE) for r in requirements_of(passed) if not r.filled_by_contact)
        agreement = advance(replace(agreement, records=agreement.records + met), OPENED, OFFICE)[0]
    return agreement


def fill_directory(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        for place in range(ORGANIZATIONS):
            key = organization_of(place)
            work.organizations.save(Organization(key, f"Agency {place}", key.upper(), (), (f"{key}.gov",)))
        for person_id in (OFFICE, *map(owner_of, range(OWNERS))):
            work.people.save(Person(person_id, person_id.title(), f"{person_id}@cec.gov", Side.CEC))
        work.commit()


def _insert(connection: Connection, chunk: list[Agreement]) -> None:
    """Past `add`, which takes one at a time: minutes for as many as these."""
    load(connection, agreements, (agreement_row(agreement) for agreement in chunk))
    children: dict[Table, list[dict[str, object]]] = {}
    for agreement in chunk:
        for table, rows in child_rows(agreement).items():
            children.setdefault(table, []).extend(rows)
    for table, rows in children.items():
        load(connection, table, rows)
    load(connection, history, (change for agreement in chunk for change in _changes(agreement)))


def _changes(agreement: Agreement) -> Iterator[dict[str, object]]:
    for entry in agreement.records:
        change = Change(
            "agreement", agreement.id, agreement.organization, "record", None, entry.requirement, entry.at, entry.by
        )
        yield vars(change)
