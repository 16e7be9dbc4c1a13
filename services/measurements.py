"""Bringing in measurements: from files, from programs, and one by one; corrections, and what counted before."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.agreed_targets import AgreedTargets
from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput, NotFound
from domain.fiscal import Period
from domain.history import Change
from domain.measured_values import value_of, weight_of
from domain.measurement_exceptions import checked_reason
from domain.measurements import Identity, Measurement, Source, measured
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import Action, Actor
from services.access import agreement_for, require
from services.context import Context, plain_change
from services.csv_rows import Row, RowProblem
from services.measurement_rows import Given, Reading, attempt, numbers_in, read_file, report_twice
from services.settings_table import office_day
from storage.measurements import Superseded
from storage.unit_of_work import UnitOfWork

MOST_SHOWN = 50
MOST_GIVEN = 1_000
"""How many a program may bring at once."""
PAGE_SIZE = 50


@dataclass(frozen=True)
class Brought:
    """What became of what was brought. With problems nothing was kept: `problems` are the first of `problem_count`."""

    rows: int
    added: int = 0
    unchanged: int = 0
    problems: tuple[RowProblem, ...] = ()
    problem_count: int = 0

    @property
    def sentence(self) -> str:
        if self.problem_count:
            some = "1 problem" if self.problem_count == 1 else f"{self.problem_count:,} problems"
            shown = f" The first {len(self.problems)} are shown." if self.problem_count > len(self.problems) else ""
            return f"{some}: nothing was kept.{shown}"
        if not self.added:
            return f"Everything was there already: {self.rows:,} rows, nothing changed."
        return f"Measurements: {self.added:,} added, {self.unchanged:,} unchanged."


@dataclass(frozen=True)
class MeasurementPage:
    items: tuple[Measurement, ...]
    page: int
    has_next: bool


@dataclass(frozen=True)
class MeasurementUseCases:
    """For staff, and for programs with a key; customers see what counts and what counted before."""

    context: Context

    def import_file(self, actor: Actor, name: str, content: bytes) -> Brought:
        """A CSV file or a spreadsheet, all of it or nothing; `name` is kept in the history. The same file again changes
        nothing. Another value for what is there already is a problem: it is corrected by `correct`."""
        require(actor, Action.RECORD_MEASUREMENTS)
        rows, problems = read_file(content)
        if not rows:
            return _refused(0, problems)
        return self._bring(actor, Source.FILE, rows, problems, name)

    def check_may_bring(self, actor: Actor) -> None:
        """Raises NotAllowed."""
        require(actor, Action.RECORD_MEASUREMENTS)

    def want(
        self, actor: Actor, file_id: str, name: str, channel_id: str | None = None, thread_ts: str | None = None
    ) -> None:
        """Have a file that was given in Slack read by the queue, which tells there what came of it; in the person's
        direct messages where no channel is named. The same file is read once within a minute."""
        require(actor, Action.RECORD_MEASUREMENTS)
        with self.context.unit_of_work() as work:
            key = f"{NoticeKind.MEASUREMENTS_FILE}:{file_id}:{actor.id}:{self.context.clock():%Y%m%d%H%M}"
            to = Destination(channel_id=channel_id, slack_user_id=actor.slack_user_id, thread_ts=thread_ts)
            work.notices.enqueue(Notice(key, NoticeKind.MEASUREMENTS_FILE, to, {"file": file_id, "name": name[:200]}))
            work.commit()

    def record(self, actor: Actor, given: Sequence[Given], source: Source = Source.ENTERED) -> Brought:
        """As `import_file`; rows count from 1. Raises InvalidInput for none, or more than a program may bring."""
        require(actor, Action.RECORD_MEASUREMENTS)
        if not 1 <= len(given) <= MOST_GIVEN:
            raise InvalidInput("measurements", f"Bring at least one measurement and at most {MOST_GIVEN:,} at once.")
        problems: list[RowProblem] = []
        rows = [Row(number, _cells(each), problems) for number, each in enumerate(given, start=1)]
        return self._bring(actor, source, rows, problems, "")

    def correct(
        self, actor: Actor, number: str, measured_by: tuple[str, str, str], value: str, reason: str, weight: str = ""
    ) -> Measurement:
        """Give the measurement of that service, metric and key another value; what counted before stays readable.

        Raises NotFound, InvalidInput at "value", "weight" or "reason", Conflict where it says so already.
        """
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.RECORD_MEASUREMENTS)
            work.measurements.hold([agreement.id])
            before = _found(work, agreement, measured_by)
            metric = work.agreed_targets.of([agreement.id])[agreement.id].metric_on(before.day, *measured_by[:2])
            after = measured(
                (agreement.id, agreement.organization),
                before.service,
                metric,
                before.key,
                (before.start, before.day),
                value_of(value, metric),
                Source.ENTERED,
                actor.id,
                self.context.clock(),
                weight_of(weight) if weight else before.weight,
            )
            if after.says_the_same(before):
                raise Conflict("This measurement has that value already.")
            kept = work.measurements.change(before, after, checked_reason(reason))
            values = (f"{before.key}: {before.value}", f"{after.key}: {after.value}")
            work.history.append(_change(actor, agreement, "measurement", values, kept.at, reason.strip()))
            work.commit()
            return kept

    def history(
        self, actor: Actor, number: str, measured_by: tuple[str, str, str]
    ) -> tuple[Measurement | None, tuple[Superseded, ...]]:
        """What counts (None: nothing any more) and what counted before, the first one first. Raises NotFound."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            identity: Identity = (agreement.id, *measured_by)
            now, before = work.measurements.find(identity).get(identity), work.measurements.superseded(identity)
            if now is None and not before:
                raise NotFound(_NO_SUCH)
            return now, before

    def behind(
        self, actor: Actor, number: str, service: str, metric: str, period: Period, page: int = 0
    ) -> MeasurementPage:
        """The measurements behind a figure, the earliest first."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            found = work.measurements.of_metric(
                (agreement.id, service, metric), period.start, period.end, PAGE_SIZE + 1, page * PAGE_SIZE
            )
            return MeasurementPage(found[:PAGE_SIZE], page, len(found) > PAGE_SIZE)

    # -- Steps

    def _bring(
        self, actor: Actor, source: Source, rows: Sequence[Row], problems: list[RowProblem], name: str
    ) -> Brought:
        """`problems` is the list in which the rows report."""
        with self.context.unit_of_work() as work:
            numbers = numbers_in([row.text("agreement") for row in rows])
            work.measurements.hold(work.agreed_targets.ids_of(numbers))  # no amendment changes the targets meanwhile
            targets = work.agreed_targets.numbered(numbers)
            reading = Reading(targets, actor, source, self.context.clock(), office_day(work, self.context))
            found = [(row, measurement) for row in rows if (measurement := attempt(reading, row))]
            new = report_twice(found)
            if problems:
                return _refused(len(rows), problems)
            standing = {each.identity: each for each in work.measurements.add(new)}
            _report_other_values(found, standing)
            if problems:
                return _refused(len(rows), problems)
            added = [each for each in new if each.identity not in standing]
            work.history.append(*_brought(actor, targets.values(), added, name))
            work.commit()
        return Brought(len(rows), len(added), len(rows) - len(added))


_NO_SUCH = "There is no such measurement of this agreement. Look at its service, metric and key."


def _refused(rows: int, problems: Sequence[RowProblem]) -> Brought:
    return Brought(rows, problems=tuple(sorted(problems)[:MOST_SHOWN]), problem_count=len(problems))


def _cells(given: Given) -> dict[str, str]:
    texts = {name: value for name, value in vars(given).items() if isinstance(value, str)}
    first = given.first_day.isoformat() if given.first_day else ""
    return {**texts, "day": given.day.isoformat(), "first_day": first}


def _report_other_values(found: Sequence[tuple[Row, Measurement]], standing: Mapping[Identity, Measurement]) -> None:
    for row, measurement in found:
        before = standing.get(measurement.identity)
        if before and not before.says_the_same(measurement):
            row.report(
                "key",
                f"The value {before.value} on {before.day} stands already for the key “{before.key}”. "
                "Correct it, or give another key.",
            )


def _brought(actor: Actor, targets: Iterable[AgreedTargets], added: Sequence[Measurement], name: str) -> list[Change]:
    counts = Counter(each.agreement for each in added)
    at = added[0].at if added else None
    return [
        _change(actor, each.agreement, "measurements", (None, f"{counts[each.agreement.id]:,} added"), at, name[:200])
        for each in targets
        if at and counts[each.agreement.id]
    ]


def _change(
    actor: Actor, agreement: Agreement, field: str, values: tuple[str | None, str], at: datetime, note: str
) -> Change:
    return plain_change(actor, ("agreement", agreement.id), field, *values, at, agreement.organization, note)


def _found(work: UnitOfWork, agreement: Agreement, measured_by: tuple[str, str, str]) -> Measurement:
    identity: Identity = (agreement.id, *measured_by)
    found = work.measurements.find(identity).get(identity)
    if found is None:
        raise NotFound(_NO_SUCH)
    return found
