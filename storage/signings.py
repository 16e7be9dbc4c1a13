"""Documents that are to be signed, with who opened and who signed them, and the deputies of signers."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from domain.delegations import Delegation
from domain.errors import Conflict
from domain.fiscal import Period
from domain.signing import Opening, Signature, Signing, SigningState
from domain.signing_places import PLACE_BY_KEY
from storage.funding_tables import delegations, signatures, signing_openings, signings
from storage.transaction import Transaction, Values
from storage.watches import look_at_agreements

_SAME_NAME = (
    *("id", "agreement", "organization", "version", "amendment", "sha256", "at"),
    *("ended_at", "ended_by", "reason", "revision"),
)
_SIGNATURE = ("person", "signer", "typed", "statement", "sha256", "at")
_DELEGATION = ("id", "signer", "deputy", "organization", "at", "ended_at")
_of_agreement = select(signings).where(signings.c.agreement == bindparam("agreement"))
_OF_AGREEMENT = _of_agreement.order_by(signings.c.at, signings.c.id)


class Signings:
    """In a writing unit of work, what is read stays locked until its end: of two who sign at once, one waits."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def of_agreement(self, agreement: str) -> tuple[Signing, ...]:
        """Those of an agreement (id), the first one first."""
        return self.built(self._db.rows(self._db.locked(_OF_AGREEMENT), agreement=agreement))

    def open_of(self, agreements: Iterable[str]) -> tuple[Signing, ...]:
        """Those of these agreements (ids) that wait for a signature, the one that waits longest first."""
        wanted = signings.c.agreement.in_(list(agreements)), signings.c.state == SigningState.OPEN.value
        return self._built(select(signings).where(*wanted).order_by(signings.c.at, signings.c.id))

    def add(self, signing: Signing) -> None:
        """Raises Conflict while another document of the agreement waits for signatures."""
        self._db.insert(signings, [_row(signing)])
        self._keep_parts(signing)
        look_at_agreements(self._db, signing.agreement)

    def save(self, signing: Signing, seen: int) -> None:
        """Keep what became of a signing. Raises Conflict unless `seen` is the revision that is kept."""
        c = signings.c
        same = (c.id == signing.id, c.revision == seen)
        if not self._db.run(signings.update().where(*same).values(_row(signing))):
            raise Conflict("Someone else changed this meanwhile. Look at it again, then repeat this.")
        self._keep_parts(signing)
        look_at_agreements(self._db, signing.agreement)

    def built(self, rows: Iterable[Row[Any]]) -> tuple[Signing, ...]:
        """The signings of rows of their table, in the same order."""
        heads = list(rows)
        ids = [row.id for row in heads]
        opened: dict[str, list[Opening]] = {each: [] for each in ids}
        signed: dict[str, list[Signature]] = {each: [] for each in ids}
        for row in self._db.rows(_parts(select(signing_openings), ids)) if ids else ():
            opened[row.signing].append(Opening(row.person, row.at))
        for row in self._db.rows(_parts(select(signatures), ids)) if ids else ():
            values = {name: getattr(row, name) for name in _SIGNATURE}
            signed[row.signing].append(Signature(PLACE_BY_KEY[row.place], **values))
        return tuple(_signing(row, opened[row.id], signed[row.id]) for row in heads)

    # Deputies

    def delegation(self, delegation_id: str) -> Delegation | None:
        row = self._db.row(self._db.locked(select(delegations).where(delegations.c.id == delegation_id)))
        return None if row is None else built_delegation(row)

    def delegations_of(self, person: str) -> tuple[Delegation, ...]:
        """Those that were not ended, by which a person (id) named a deputy or is one, the latest first."""
        c = delegations.c
        found = select(delegations).where((c.signer == person) | (c.deputy == person), c.ended_at.is_(None))
        return tuple(built_delegation(row) for row in self._db.rows(found.order_by(c.at.desc(), c.id)))

    def save_delegation(self, delegation: Delegation) -> None:
        """Insert or update."""
        values = {name: getattr(delegation, name) for name in _DELEGATION}
        days = {"first_day": delegation.period.start, "last_day": delegation.period.end}
        self._db.upsert(delegations, {**values, **days})

    def _built(self, statement: Select[Any]) -> tuple[Signing, ...]:
        return self.built(self._db.rows(self._db.locked(statement)))

    def _keep_parts(self, signing: Signing) -> None:
        opened = [{"signing": signing.id, "person": each.person, "at": each.at} for each in signing.openings]
        signed = [
            {"signing": signing.id, "place": each.place.key, **{name: getattr(each, name) for name in _SIGNATURE}}
            for each in signing.signatures
        ]
        self._db.upsert(signing_openings, *opened)
        self._db.upsert(signatures, *signed)


def built_delegation(row: Row[Any]) -> Delegation:
    values = {name: getattr(row, name) for name in _DELEGATION}
    return Delegation(**values, period=Period(row.first_day, row.last_day))


def _parts(found: Select[Any], ids: list[str]) -> Select[Any]:
    columns = found.selected_columns
    return found.where(columns["signing"].in_(ids)).order_by(columns["at"])


def _signing(row: Row[Any], opened: list[Opening], signed: list[Signature]) -> Signing:
    return Signing(
        **{name: getattr(row, name) for name in _SAME_NAME},
        order=tuple(PLACE_BY_KEY[key] for key in row.places),
        state=SigningState(row.state),
        openings=tuple(opened),
        signatures=tuple(signed),
    )


def _row(signing: Signing) -> Values:
    return {
        **{name: getattr(signing, name) for name in _SAME_NAME},
        "places": [place.key for place in signing.order],
        "state": signing.state.value,
    }
