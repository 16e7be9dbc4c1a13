"""Other targets of service levels, as a sentence about a proposal asks for them: "can we get 99.9 on hosting". Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.proposal_lines import Named
from bot.understanding.readers.number_words import BELOW_HUNDRED, number_in_words
from domain.catalog import Metric
from domain.proposal_changes import TargetWanted
from domain.proposal_lines import ProposalLine

_NUMBER = rf"(?P<number>\d{{1,3}}(?:\.\d+)?|{BELOW_HUNDRED})"
_UNIT = (
    r"(?P<unit>%|percent\b|per cent\b|business[- ]hours?\b|working hours?\b|business[- ]days?\b|working days?\b"
    r"|milliseconds?\b|seconds?\b|minutes?\b|mins?\b|hours?\b|hrs?\b|days?\b|out of (?:5|five)\b)"
)
_TARGET = re.compile(
    rf"(?<![\w.$-]){_NUMBER}[\s-]?{_UNIT}|(?<![\w.$])(?P<bare>9\d\.\d{{1,5}})(?![\w.]*\d)", re.IGNORECASE
)
#: The number is that of today, or of a discount or of a part of the units.
_REFUSED = re.compile(
    r"\b(?:not|instead of(?: the)?|in place of|rather than|from|by|over|currently|now|offered?)\s+(?:the\s+)?$", re.I
)
_NO_TARGET = re.compile(
    r"\b(?:discount|cheaper|price|prices|rate|off|fees?|cost|notice|payment|pay|bill\w*|invoice\w*|cancel\w*|terminat\w*"
    r"|fewer|less|more)\b",
    re.IGNORECASE,
)
#: A duration is a target only beside a word for what takes so long.
_OF_LEVELS = re.compile(
    r"\b(?:within|respon\w+|repair\w*|restor\w+|resol\w+|answer\w*|fix\w*|targets?|levels?|replac\w+|recover\w*|setup"
    r"|set up|deliver\w*|ready|back|at most|faster|turnaround|complet\w+|metric)\b",
    re.IGNORECASE,
)
_UNITS = {
    "%": "%", "percent": "%", "per cent": "%", "working hour": "business hour", "working day": "business day",
    "min": "minute", "hr": "hour", "out of five": "out of 5",
}  # fmt: skip
_SAME = {"uptime": "availability", "available": "availability", "restored": "restore", "fix": "resolution"}
_SHORT = 4


@dataclass(frozen=True)
class SaidTarget:
    """A number from `start` to `end` of a text with the unit that it is in, in the singular: "99.9", "%"."""

    target: Decimal
    unit: str
    start: int
    end: int


def targets_said(text: str) -> tuple[SaidTarget, ...]:
    """The targets that are wanted, without those of today that they are to replace."""
    return tuple(_said(text))


def _said(text: str) -> Iterator[SaidTarget]:
    if _NO_TARGET.search(text):
        return
    for found in _TARGET.finditer(text):
        unit = _singular(found["unit"] or "%")
        if _REFUSED.search(text[: found.start()]) or (unit not in ("%", "out of 5") and not _OF_LEVELS.search(text)):
            continue
        number = found["bare"] or found["number"]
        target = Decimal(number) if number[0].isdigit() else Decimal(str(number_in_words(number)))
        yield SaidTarget(target, unit, found.start(), found.end())


def _singular(unit: str) -> str:
    said = unit.casefold().replace("-", " ")
    said = said if said.startswith("out") else said.removesuffix("s")
    return _UNITS.get(said, said)


def possible(said: SaidTarget, lines: Iterable[ProposalLine], text: str) -> tuple[TargetWanted, ...]:
    """What it may be the target of: of each line the metric in that unit that the words fit best."""
    found = ((line, _best(said, line.metrics, text)) for line in lines)
    return tuple(TargetWanted(line.id, metric.key, said.target) for line, metric in found if metric)


def _best(said: SaidTarget, metrics: Sequence[Metric], text: str) -> Metric | None:
    """The one that shares most words with the sentence, the first of equals: that is the one customers look at."""
    fitting = [metric for metric in metrics if _same_unit(metric.unit, said.unit)]
    words = _words(text)
    return max(fitting, key=lambda metric: len(words & _words(f"{metric.key} {metric.measure}")), default=None)


def _same_unit(unit: str, said: str) -> bool:
    """ "4 hours" are also business hours."""
    known = unit.casefold()
    return known.startswith("%") if said == "%" else known.startswith(said) or known.startswith(f"business {said}")


def _words(text: str) -> set[str]:
    found: list[str] = re.findall(r"[a-z]+", text.casefold().replace("_", " "))
    return {_SAME.get(word, word) for word in found if len(word) > _SHORT}


def nearest(said: SaidTarget, named: Sequence[Named]) -> Named | None:
    """The lines that are named closest to it."""
    return min(named, key=lambda each: min(abs(each.start - said.end), abs(said.start - each.end)), default=None)
