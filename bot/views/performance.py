"""How well the agreed levels of an agreement were kept: the answer in a sentence, then a table."""

from collections.abc import Sequence
from datetime import date

from bot.replies import Block
from bot.report_periods import period_in_words, when_in_words
from bot.views.blocks import context, safe, section
from bot.views.sections import sections
from bot.views.text import capital, join_and, plural, without_bold
from documents.charts import number_words
from domain.attainment import Attainment, Trend, Verdict
from domain.fiscal import Period
from services.performance_cards import AgreementPerformance, PerformanceRow

#: Slack takes 100 rows and 10,000 characters in the table of a message.
MOST_ROWS = 40
_HEADINGS = ("Service", "Level", "Result", "Measured", "Target", "Against before")
_ORDER = (Verdict.MISSED, Verdict.MET, Verdict.NO_DATA)
_RESULT = {Verdict.MET: "met", Verdict.MISSED: "missed", Verdict.NO_DATA: "no data"}
_TREND = {Trend.BETTER: "better", Trend.SAME: "the same", Trend.WORSE: "worse", Trend.UNKNOWN: "not known"}
_LONGEST_LEVEL = 90
_MOST_NAMED = 3


def answer_text(found: AgreementPerformance, today: date) -> str:
    """The answer in one sentence, for mrkdwn."""
    when = _when(found.period, today)
    if len(found.rows) == 1:
        return _one(found, found.rows[0].attainment, when)
    counts = {verdict: found.count(verdict) for verdict in Verdict}
    measured = counts[Verdict.MET] + counts[Verdict.MISSED]
    excluded = sum(row.attainment.tally.excluded for row in found.rows)
    left_out = _left_out(excluded)
    if not measured:
        return f"Nothing {'counts' if excluded else 'was measured'} for {_whose(found)} {when}.{left_out}"
    levels = "level" if measured == 1 else "levels"
    answer = f"{counts[Verdict.MET]} of {measured} measured {levels} of {_whose(found)} met {when}."
    missed = [_named(row.attainment) for row in found.rows if row.attainment.verdict is Verdict.MISSED]
    if missed:
        more = f" and {len(missed) - _MOST_NAMED} more" if len(missed) > _MOST_NAMED else ""
        answer += f" Missed: {'; '.join(missed[:_MOST_NAMED])}{more}."
    if counts[Verdict.NO_DATA]:
        answer += f" Without data: {counts[Verdict.NO_DATA]}."
    return f"{answer}{left_out}"


def performance_blocks(found: AgreementPerformance, today: date, buttons: Sequence[Block]) -> list[Block]:
    rows = in_order(found.rows)
    blocks: list[Block] = [section(answer_text(found, today))]
    if rows:
        blocks.append(_table(rows[:MOST_ROWS]))
    left = f" The first {MOST_ROWS} of {len(rows)} levels are shown." if len(rows) > MOST_ROWS else ""
    before = f" Compared with {period_in_words(found.before)}." if found.term.overlap(found.before) else ""
    blocks.append(context(f"{found.number}, {safe(found.title)}.{before}{left}"))
    return [*blocks, *buttons]


def performance_text(found: AgreementPerformance, today: date) -> str:
    """The same for notifications and screen readers: each row is a line."""
    return "\n".join([without_bold(answer_text(found, today)), *map(_line, in_order(found.rows)[:MOST_ROWS])])


def several_text(found: Sequence[AgreementPerformance], today: date) -> str:
    return "\n".join(without_bold(answer_text(each, today)) for each in found)


def several_blocks(found: Sequence[AgreementPerformance], today: date, rows: Sequence[Block]) -> list[Block]:
    return [*sections((answer_text(each, today) for each in found), "\n\n"), *rows]


def in_order(rows: Sequence[PerformanceRow]) -> list[PerformanceRow]:
    """What was missed first, what was not measured last."""
    return sorted(rows, key=lambda row: _ORDER.index(row.attainment.verdict))


def value_words(attainment: Attainment) -> str:
    """With its unit: "99.98 %"; "no data" where nothing was measured."""
    value = attainment.tally.value
    return "no data" if value is None else f"{number_words(value)} {attainment.metric.unit}"


def _one(found: AgreementPerformance, one: Attainment, when: str) -> str:
    what = f"{_named(one)} ({found.number})"
    excluded = one.tally.excluded
    left_out = _left_out(excluded)
    if one.verdict is Verdict.NO_DATA:
        nothing = "Nothing counts" if excluded else "Nothing was measured"
        return f"{nothing} {when} for {what}.{left_out} The target is {one.target_words}."
    judged = "Met" if one.verdict is Verdict.MET else "Missed"
    return f"*{judged}:* {what} was {value_words(one)} {when}. The target is {one.target_words}.{left_out}"


def _left_out(excluded: int) -> str:
    return f" {plural(excluded, 'measurement')} left out by agreement." if excluded else ""


def _named(one: Attainment) -> str:
    return f"{safe(one.service_name)}, {safe(one.metric.measure[:1].lower() + one.metric.measure[1:])}"


def _whose(found: AgreementPerformance) -> str:
    services = list(dict.fromkeys(safe(row.attainment.service_name) for row in found.rows))
    return f"{join_and(services)} ({found.number})" if 0 < len(services) <= 2 else found.number


def _when(period: Period, today: date) -> str:
    return f"{when_in_words(period)}{' so far' if period.start <= today < period.end else ''}"


def _line(row: PerformanceRow) -> str:
    one = row.attainment
    left = f", {one.tally.excluded:,} left out" if one.tally.excluded else ""
    return (
        f"{capital(_RESULT[one.verdict])}: {one.service_name}, {one.metric.measure}: {value_words(one)}, "
        f"target {one.target_words}{left}"
    )


def _table(rows: Sequence[PerformanceRow]) -> Block:
    """The service stands in each row only where there are several."""
    first = 0 if len({row.attainment.service for row in rows}) > 1 else 1
    cells = [row[first:] for row in (_HEADINGS, *map(_cells, rows))]
    return {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in cells],
        "column_settings": [{"is_wrapped": True}] * (2 - first),
    }


def _cells(row: PerformanceRow) -> tuple[str, ...]:
    one = row.attainment
    result = f"{_RESULT[one.verdict]}, {one.tally.excluded:,} left out" if one.tally.excluded else _RESULT[one.verdict]
    level = one.metric.measure[:_LONGEST_LEVEL]
    return one.service_name, level, result, value_words(one), one.target_words, _TREND[one.trend]
