"""What agreements promise when: the lines of all their versions that came into force."""

from collections.abc import Collection
from datetime import date
from itertools import batched

from sqlalchemy import and_, bindparam, select

from domain.agreed_targets import AgreedTargets
from domain.agreements import AgreementLine
from domain.proposal_lines import ProposalLine
from domain.proposal_states import NegotiationState
from domain.proposal_terms import Terms
from storage.agreements import Agreements
from storage.plain import from_plain
from storage.proposal_tables import negotiations, proposal_versions
from storage.tables import agreements
from storage.transaction import Transaction

PORTION = 500
_n, _v = negotiations.c, proposal_versions.c
_IDS = select(agreements.c.id).where(agreements.c.number.in_(bindparam("numbers", expanding=True)))
_amended = select(_n.agreement).where(
    _n.agreement.in_(bindparam("ids", expanding=True)), _n.state == NegotiationState.IN_FORCE.value, _n.amendment > 0
)
_RUNS = (
    select(_v.agreement, _v.lines, _v.terms)
    .join(negotiations, and_(_n.agreement == _v.agreement, _n.current == _v.number))
    .where(_v.agreement.in_(_amended), _n.state == NegotiationState.IN_FORCE.value)
    .order_by(_n.agreement, _n.amendment)
)


class TargetsOfAgreements:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self._agreements = Agreements(transaction)

    def numbered(self, numbers: Collection[str]) -> dict[str, AgreedTargets]:
        """By number; without those that do not exist."""
        return {found.agreement.number: found for found in self.of(self.ids_of(numbers)).values()}

    def ids_of(self, numbers: Collection[str]) -> list[str]:
        """Of the agreements with these numbers; without those that do not exist."""
        return [row.id for some in batched(numbers, PORTION) for row in self._db.rows(_IDS, numbers=some)]

    def of(self, ids: Collection[str]) -> dict[str, AgreedTargets]:
        """By id; without those that do not exist."""
        return {found.agreement.id: found for some in batched(ids, PORTION) for found in self._of(some)}

    def _of(self, ids: Collection[str]) -> list[AgreedTargets]:
        runs: dict[str, list[tuple[date, tuple[AgreementLine, ...]]]] = {}
        for row in self._db.rows(_RUNS, ids=list(ids)):
            lines = tuple(line.agreed for line in from_plain(tuple[ProposalLine, ...], row.lines))
            start = from_plain(Terms, row.terms).effective_on or date.min
            runs.setdefault(row.agreement, []).append((start, lines))
        found = self._agreements.several(ids)
        return [AgreedTargets(each, tuple(runs.get(each.id, [(date.min, each.lines)]))) for each in found]
