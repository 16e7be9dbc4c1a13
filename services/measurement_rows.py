"""Files of measurements (CSV or XLSX), row by row: what each cell may hold, and what is reported otherwise."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from documents.spreadsheet_reading import NotReadable
from domain.agreed_targets import AgreedTargets
from domain.agreement_numbers import agreement_number
from domain.errors import CecError, InvalidInput
from domain.fiscal import Period
from domain.measured_values import check_unit, key_of, value_of, weight_of
from domain.measurements import Identity, Measurement, Source, measured
from domain.permissions import Actor
from services.csv_rows import LARGEST_FILE, Columns, Row, RowProblem, read_all_rows, rows_of, too_many_rows
from services.sheet_reading import rows_of_first_sheet

COLUMNS = Columns(("agreement", "service", "metric", "day", "value", "unit"), ("first_day", "weight", "key"))
MOST_ROWS = 100_000
_ZIP = b"PK"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Given:
    """A measurement as it is given, all in text but the days. `first_day` and `key` are empty where none are given."""

    agreement: str
    service: str
    metric: str
    day: date
    value: str
    unit: str
    first_day: date | None = None
    weight: str = ""
    key: str = ""

    @property
    def days(self) -> Period:
        """Raises InvalidInput at "first_day"."""
        try:
            return Period(self.first_day or self.day, self.day)
        except InvalidInput as error:
            raise InvalidInput("first_day", str(error)) from error

    @property
    def own_key(self) -> str:
        """The days, where no key was given: then there is one measurement of them."""
        return self.key or (f"{self.first_day}/{self.day}" if self.first_day else f"{self.day}")


@dataclass(frozen=True)
class Reading:
    """What is asked while measurements are read: what the agreements (by number) promise, and who brings them when."""

    targets: Mapping[str, AgreedTargets]
    actor: Actor
    source: Source
    at: datetime
    today: date

    def measurement(self, given: Given) -> Measurement:
        """Raises InvalidInput at the field."""
        number = agreement_number(given.agreement) or ""
        targets = self.targets.get(number)
        if targets is None:
            said = f"There is no agreement “{given.agreement[:30]}”" if given.agreement else "The agreement is missing"
            raise InvalidInput("agreement", f"{said}. Give its number, such as SLA-2027-0031.")
        days = given.days
        targets.check_days(days, self.today)
        metric = targets.metric_on(days.end, given.service, given.metric)
        check_unit(given.unit, metric)
        return measured(
            (targets.agreement.id, targets.organization),
            given.service,
            metric,
            key_of(given.own_key),
            (days.start, days.end),
            value_of(given.value, metric),
            self.source,
            self.actor.id,
            self.at,
            weight_of(given.weight),
        )


def read_file(content: bytes) -> tuple[list[Row], list[RowProblem]]:
    """The rows of a CSV file (UTF-8, or UTF-16 with its mark) or of a spreadsheet, and what is wrong with it so far."""
    if content[:2] == _ZIP and len(content) <= LARGEST_FILE:
        return _sheet_rows(content)
    if content[:2] in _UTF_16:
        with suppress(UnicodeDecodeError):  # then it is refused as what it is
            content = content.decode("utf-16").encode()
    return read_all_rows(content, COLUMNS, MOST_ROWS)


def given_of(row: Row) -> Given | None:
    """None, and reported, where a day cannot be read."""
    before = len(row.problems)
    day, first = row.day("day"), row.day("first_day")
    if not row.text("day"):
        row.report("day", "The day is missing. Write it as 2026-10-01.")
    if day is None or len(row.problems) > before:
        return None
    texts = {name: row.text(name) for name in ("agreement", "service", "metric", "value", "unit", "weight", "key")}
    return Given(day=day, first_day=first, **texts)


def numbers_in(given: Sequence[str]) -> list[str]:
    """The agreements' numbers, each once."""
    return sorted({number for words in set(given) if (number := agreement_number(words))})


def attempt(reading: Reading, row: Row) -> Measurement | None:
    """The row's measurement; None, and reported, when it cannot be used."""
    given = given_of(row)
    if given is None:
        return None
    try:
        return reading.measurement(given)
    except InvalidInput as error:
        row.report(error.field, str(error))
    except CecError as error:
        row.report("", str(error))
    return None


def report_twice(found: Sequence[tuple[Row, Measurement]]) -> list[Measurement]:
    """Each once; one that says something else than an earlier row of the same key is reported."""
    first: dict[Identity, tuple[Row, Measurement]] = {}
    for row, measurement in found:
        earlier, same = first.setdefault(measurement.identity, (row, measurement))
        if not same.says_the_same(measurement):
            row.report("key", f"Row {earlier.number} gives another value for the same key. Keep one of the two rows.")
    return [measurement for _, measurement in first.values()]


def _sheet_rows(content: bytes) -> tuple[list[Row], list[RowProblem]]:
    try:
        lines = rows_of_first_sheet(content, MOST_ROWS)
    except NotReadable as error:
        return [], [RowProblem(error.row, "", str(error))]
    if not lines:
        return [], [RowProblem(0, "", "The first sheet is empty. Its first row must name the columns.")]
    if len(lines) > MOST_ROWS + 1:
        return [], [RowProblem(0, "", str(too_many_rows(MOST_ROWS)))]
    return rows_of(lines, COLUMNS)
