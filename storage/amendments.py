"""Amendments of agreements that run: which of them wait for somebody."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from domain.amendments import OVER, WAITING, Amendment
from domain.proposal_states import NegotiationState
from storage.proposal_tables import change_requests, negotiations
from storage.tables import agreements
from storage.transaction import Transaction


class Amendments:
    """Of each agreement (id) the latest one alone."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def waiting_of(self, agreement_ids: Iterable[str]) -> dict[str, Amendment]:
        """Those of these agreements that wait for somebody, by the agreement's id."""
        return {each.agreement: each for each in self._waiting(negotiations.c.agreement.in_(list(agreement_ids)))}

    def amended(self, states: Iterable[NegotiationState], limit: int) -> tuple[str, ...]:
        """The ids of open agreements whose amendment is in one of these states, the one that waits longest first."""
        wanted = negotiations.c.state.in_([state.value for state in states])
        same = agreements.c.id == negotiations.c.agreement
        running = select(agreements.c.id).where(same, agreements.c.closed_at.is_(None))
        return tuple(each.agreement for each in self._waiting(wanted & running.exists(), limit))

    def asked_for(self, agreement_ids: Iterable[str] | None = None, limit: int | None = None) -> dict[str, datetime]:
        """Since when the customer asks for an amendment, by the agreement's id, the one that waits longest first: of
        these agreements, or of all."""
        c, asked = negotiations.c, change_requests.c
        is_open = select(agreements.c.id).where(agreements.c.id == asked.agreement, agreements.c.closed_at.is_(None))
        over = select(c.agreement).where(
            c.agreement == asked.agreement, c.state.in_([state.value for state in OVER]), ~_newer().exists()
        )
        found = select(asked.agreement, asked.at).where(asked.closed_at.is_(None), over.exists(), is_open.exists())
        if agreement_ids is not None:
            found = found.where(asked.agreement.in_(list(agreement_ids)))
        rows = self._db.rows(found.order_by(asked.at, asked.agreement).limit(limit))
        return {row.agreement: row.at for row in rows}

    def _waiting(self, wanted: ColumnElement[bool], limit: int | None = None) -> Iterator[Amendment]:
        c = negotiations.c
        waiting = c.state.in_([state.value for state in WAITING])
        found = select(c.agreement, c.amendment, c.state, c.since).where(
            c.amendment > 0, waiting, wanted, ~_newer().exists()
        )
        for row in self._db.rows(found.order_by(c.since, c.agreement).limit(limit)):
            yield Amendment(row.agreement, row.amendment, NegotiationState(row.state), row.since)


def _newer() -> Select[Any]:
    """Later negotiations of the same agreement."""
    later = negotiations.alias().c
    return select(later.agreement).where(
        later.agreement == negotiations.c.agreement, later.amendment > negotiations.c.amendment
    )
