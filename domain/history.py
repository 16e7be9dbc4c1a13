"""The history of every change: who, when, what, from, to. It only grows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Change:
    """One change of one thing. `by` is a person id, or `system` for a command of the operator.

    `organization` is the key of the customer organization that it concerns, None where there is none.
    """

    subject_type: str
    subject_id: str
    organization: str | None
    field: str
    old: str | None
    new: str | None
    at: datetime
    by: str
    note: str = ""
