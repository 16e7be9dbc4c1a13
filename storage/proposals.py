"""Proposals: negotiations, their versions, who looked at them last, and what customers asked for."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, literal_column, select

from domain.errors import Conflict, NotFound
from domain.payments import PaymentSchedule
from domain.proposal_changes import ChangeRequest, WishItem
from domain.proposal_edits import Draft
from domain.proposal_lines import ProposalLine
from domain.proposal_states import NegotiationState
from domain.proposal_terms import Terms
from domain.proposal_versions import Offer, ProposalVersion
from domain.proposals import Negotiation
from storage.plain import from_plain, to_plain
from storage.proposal_tables import change_requests, negotiations, proposal_looks, proposal_versions
from storage.tables import agreements
from storage.transaction import Transaction, Values
from storage.watches import look_at_agreements

_NEGOTIATION = (
    "agreement",
    "amendment",
    "organization",
    "since",
    "current",
    "valid_until",
    "reason",
    "purpose",
    "revision",
)
_VERSION = ("agreement", "number", "amendment", "catalog_version", "made_at", "made_by", "note", "valid_until")
_REQUEST = ("id", "agreement", "organization", "version", "at", "by", "note", "closed_at")
# Written out, not a parameter: only so does a database see that its index fits.
_PRESENTED = negotiations.c.state == literal_column("'presented'")
_n = negotiations.c
_latest_first = _n.amendment.desc()
_LATEST = select(negotiations).where(_n.agreement == bindparam("agreement")).order_by(_latest_first).limit(1)
_signed = (_n.agreement == bindparam("agreement"), _n.state == NegotiationState.IN_FORCE.value)
_IN_FORCE = select(_n.current).where(*_signed).order_by(_latest_first).limit(1)


class Proposals:
    """`agreement` is an id everywhere."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    # Negotiations

    def find(self, agreement: str) -> Negotiation | None:
        """The latest one: of the last amendment, else of the agreement itself."""
        row = self._db.row(_LATEST, agreement=agreement)
        return None if row is None else self._negotiation(row)

    def in_force(self, agreement: str) -> int | None:
        """The number of the version that came into force last."""
        return self._db.value(_IN_FORCE, agreement=agreement)

    def amended_by(self, agreement: str, amendment: int) -> int | None:
        """The number of the version that was in force when an amendment was started; None for the agreement itself."""
        c = negotiations.c
        signed = select(c.current).where(c.agreement == agreement, c.state == NegotiationState.IN_FORCE.value)
        return self._db.value(signed.where(c.amendment < amendment).order_by(c.amendment.desc()).limit(1))

    def save(self, negotiation: Negotiation) -> Negotiation:
        """Insert it while its revision is 0, else update. Raises Conflict over a newer revision."""
        saved = replace(negotiation, revision=negotiation.revision + 1)
        look_at_agreements(self._db, saved.agreement)
        if negotiation.revision == 0:
            self._db.insert(negotiations, [_negotiation_row(saved)])
            return saved
        c = negotiations.c
        same = (c.agreement == saved.agreement, c.amendment == saved.amendment, c.revision == negotiation.revision)
        if not self._db.run(negotiations.update().where(*same).values(_negotiation_row(saved))):
            raise Conflict("Someone else changed this proposal meanwhile. Look at it again, then repeat this.")
        return saved

    def run_out(self, day: date, limit: int) -> tuple[Negotiation, ...]:
        """Those whose presented version could be accepted until a day before this one, the oldest first; none of closed
        agreements."""
        c = negotiations.c
        running = select(agreements.c.id).where(agreements.c.id == c.agreement, agreements.c.closed_at.is_(None))
        late = select(negotiations).where(_PRESENTED, c.valid_until < day, running.exists())
        ordered = late.order_by(c.valid_until, c.agreement, c.amendment).limit(limit)
        return tuple(self._negotiation(row) for row in self._db.rows(ordered))

    # Versions

    def add_version(self, version: ProposalVersion) -> None:
        """Raises Conflict when there is one with this number already."""
        self._db.insert(proposal_versions, [_version_row(version)])

    def version(self, agreement: str, number: int) -> ProposalVersion:
        """Raises NotFound."""
        c = proposal_versions.c
        row = self._db.row(select(proposal_versions).where(c.agreement == agreement, c.number == number))
        if row is None:
            raise NotFound(f"There is no version {number} of this proposal.")
        return self._version(row)

    def versions(self, agreement: str) -> tuple[ProposalVersion, ...]:
        """The first one first."""
        c = proposal_versions.c
        found = select(proposal_versions).where(c.agreement == agreement).order_by(c.number)
        return tuple(self._version(row) for row in self._db.rows(found))

    def latest_version(self, agreement: str) -> ProposalVersion | None:
        c = proposal_versions.c
        latest = select(proposal_versions).where(c.agreement == agreement).order_by(c.number.desc()).limit(1)
        row = self._db.row(latest)
        return None if row is None else self._version(row)

    # Looks

    def look(self, agreement: str, person: str, version: int, at: datetime) -> None:
        """The person (id) has seen this version. An earlier one than before changes nothing."""
        if (self.seen(agreement, person) or 0) < version:
            self._db.upsert(proposal_looks, {"agreement": agreement, "person": person, "version": version, "at": at})

    def seen(self, agreement: str, person: str) -> int | None:
        """The latest version that the person (id) has seen."""
        c = proposal_looks.c
        return self._db.value(select(c.version).where(c.agreement == agreement, c.person == person))

    # What customers asked for

    def save_request(self, request: ChangeRequest) -> None:
        """Insert or update. Raises Conflict when another one of the agreement is open, or another agreement has its
        id."""
        c, row = change_requests.c, _request_row(request)
        if not self._db.run(
            change_requests.update().where(c.id == request.id, c.agreement == request.agreement).values(row)
        ):
            self._db.insert(change_requests, [row])

    def open_request(self, agreement: str) -> ChangeRequest | None:
        c = change_requests.c
        row = self._db.row(select(change_requests).where(c.agreement == agreement, c.closed_at.is_(None)))
        return None if row is None else built_change_request(row)

    def requests(self, agreement: str) -> tuple[ChangeRequest, ...]:
        """The latest first."""
        c = change_requests.c
        found = select(change_requests).where(c.agreement == agreement).order_by(c.at.desc(), c.id.desc())
        return tuple(built_change_request(row) for row in self._db.rows(found))

    # What an amendment amends is kept once, as the version that it is

    def _negotiation(self, row: Row[Any]) -> Negotiation:
        built = built_negotiation(row)
        return replace(built, draft=replace(built.draft, amends=self._amends(row)))

    def _version(self, row: Row[Any]) -> ProposalVersion:
        return replace(built_version(row), amends=self._amends(row))

    def _amends(self, row: Row[Any]) -> Offer | None:
        number = self.amended_by(row.agreement, row.amendment) if row.amendment else None
        return self.version(row.agreement, number).offer if number else None


def built_negotiation(row: Row[Any]) -> Negotiation:
    """Without what it amends."""
    values = row._mapping
    ceiling: Decimal | None = row.ceiling
    return Negotiation(
        **{name: values[name] for name in _NEGOTIATION},
        state=NegotiationState(row.state),
        draft=from_plain(Draft, row.draft),
        ceiling=ceiling,
        paused_from=NegotiationState(row.paused_from) if row.paused_from else None,
        schedule=from_plain(PaymentSchedule, row.schedule) if row.schedule else None,
    )


def built_version(row: Row[Any]) -> ProposalVersion:
    """Without what it amends."""
    values = row._mapping
    return ProposalVersion(
        **{name: values[name] for name in _VERSION},
        lines=from_plain(tuple[ProposalLine, ...], row.lines),
        terms=from_plain(Terms, row.terms),
    )


def built_change_request(row: Row[Any]) -> ChangeRequest:
    values = row._mapping
    return ChangeRequest(
        **{name: values[name] for name in _REQUEST},
        items=from_plain(tuple[WishItem, ...], values["items"]),  # `row.items` would be a method of rows
    )


def _negotiation_row(negotiation: Negotiation) -> Values:
    return {
        **{name: getattr(negotiation, name) for name in _NEGOTIATION},
        "state": negotiation.state.value,
        "draft": to_plain(replace(negotiation.draft, amends=None)),
        "ceiling": negotiation.ceiling,
        "paused_from": negotiation.paused_from.value if negotiation.paused_from else None,
        "schedule": to_plain(negotiation.schedule),
    }


def _version_row(version: ProposalVersion) -> Values:
    return {
        **{name: getattr(version, name) for name in _VERSION},
        "lines": to_plain(version.lines),
        "terms": to_plain(version.terms),
    }


def _request_row(request: ChangeRequest) -> Values:
    return {**{name: getattr(request, name) for name in _REQUEST}, "items": to_plain(request.items)}
