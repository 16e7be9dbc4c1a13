"""How much all signed agreements promise, without reading the agreements themselves."""

import json
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select, type_coerce

from domain.fiscal import Period
from domain.stages import SIGNED
from storage.columns import Words
from storage.tables import agreement_lines, agreements
from storage.transaction import Transaction

_a, _l = agreements.c, agreement_lines.c
RUNNING = (
    # Signed agreements whose term touches a period from `start` to `end`.
    _a.stage.in_(sorted(stage.value for stage in SIGNED)),
    _a.term_start <= bindparam("end"),
    _a.term_end >= bindparam("start"),
)
_groups = (_a.organization, _l.service, _l.metrics)
_PROMISED = (
    # Of thousands of lines there are few kinds: their metrics are read once for all that have the same.
    select(
        _a.organization,
        _l.service,
        func.min(_l.name).label("name"),
        type_coerce(_l.metrics, Words).label("metrics"),
        func.count().label("lines"),
    )
    .join(agreement_lines, _l.agreement == _a.id)
    .where(*RUNNING)
    .group_by(*_groups)
)
_AGREEMENTS = select(func.count()).select_from(agreements).where(*RUNNING)


@dataclass(frozen=True)
class Promised:
    """How many metrics the lines of a service promise to an organization (key)."""

    organization: str
    service: str
    service_name: str
    metrics: int


class PromisedMetrics:
    """Of every signed agreement whose term touches a period, by its present lines."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def in_period(self, period: Period) -> list[Promised]:
        rows = self._db.rows(_PROMISED, start=period.start, end=period.end)
        return [Promised(r.organization, r.service, r.name, r.lines * len(json.loads(r.metrics))) for r in rows]

    def agreements_in(self, period: Period) -> int:
        return self._db.value(_AGREEMENTS, start=period.start, end=period.end)
