"""How urgent a support request is: from how many people it concerns, and from how much it keeps them from working.

The matrix is the whole of the rule. docs/support.md shows it to people.
"""

from collections.abc import Mapping
from enum import StrEnum


class Impact(StrEnum):
    """Whom it concerns."""

    PERSON = "person"
    SEVERAL = "several"
    SITE = "site"
    ORGANIZATION = "organization"

    @property
    def label(self) -> str:
        return _IMPACTS[self]


class Urgency(StrEnum):
    """How much it keeps them from working."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"

    @property
    def label(self) -> str:
        return _URGENCIES[self]


class Priority(StrEnum):
    """In the order in which requests are seen to."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    @property
    def rank(self) -> int:
        """The most urgent first, from 1."""
        return list(Priority).index(self) + 1


_IMPACTS: Mapping[Impact, str] = {
    Impact.PERSON: "One person",
    Impact.SEVERAL: "Several people",
    Impact.SITE: "A whole office or site",
    Impact.ORGANIZATION: "The whole organization",
}
_URGENCIES: Mapping[Urgency, str] = {
    Urgency.LOW: "Work goes on, it can wait",
    Urgency.NORMAL: "Work is harder",
    Urgency.HIGH: "Work stops",
}

_LOW, _NORMAL, _HIGH, _CRITICAL = Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.CRITICAL

MATRIX: Mapping[Impact, Mapping[Urgency, Priority]] = {
    Impact.PERSON: {Urgency.LOW: _LOW, Urgency.NORMAL: _LOW, Urgency.HIGH: _NORMAL},
    Impact.SEVERAL: {Urgency.LOW: _LOW, Urgency.NORMAL: _NORMAL, Urgency.HIGH: _HIGH},
    Impact.SITE: {Urgency.LOW: _NORMAL, Urgency.NORMAL: _HIGH, Urgency.HIGH: _CRITICAL},
    Impact.ORGANIZATION: {Urgency.LOW: _NORMAL, Urgency.NORMAL: _HIGH, Urgency.HIGH: _CRITICAL},
}


def priority_of(impact: Impact, urgency: Urgency) -> Priority:
    return MATRIX[impact][urgency]
