"""Sample proposals: versions, wishes and acceptances, by the rules of the domain, as the agreements' records tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from domain import proposals as rules
from domain.agreements import Agreement, Record
from domain.money import ZERO
from domain.people import Role, Side
from domain.proposal_answers import answer_item
from domain.proposal_changes import Answer, ChangeRequest, Decision, QuantityWanted, WishItem
from domain.proposal_dates import last_day_of_validity
from domain.proposal_edits import Draft
from domain.proposal_lines import ProposalLine
from domain.proposal_states import NegotiationState
from domain.proposal_versions import ProposalVersion
from domain.proposals import Negotiation
from domain.stages import SEQUENCE, Stage, requirements_of
from services.agreement_changes import priced_line
from services.data_files import Entry
from services.proposal_parts import as_draft, begun, taken_over
from services.proposal_steps import ACCEPTED, PRESENTED, keep
from services.sample_days import day_of, morning_of
from storage.unit_of_work import UnitOfWork

_VALID_DAYS = 30


@dataclass(frozen=True)
class SampleProposal:
    """A version before the present one of an agreement (number): with other quantities (by service), which the
    customer asked to change and CEC accepted. Days count from the day of loading; `ceiling` is in USD."""

    agreement: str
    presented: int
    lines: Mapping[str, int]
    asked: int
    by: str
    note: str
    answered: int
    ceiling: Decimal


def read_sample_proposal(entry: Entry) -> SampleProposal:
    entry.expect(("agreement", "presented", "lines", "asked", "by", "note", "answered", "ceiling"))
    lines = entry.record_of("lines", "lines")
    return SampleProposal(
        agreement=entry.text("agreement"),
        presented=day_of(entry, "presented"),
        lines={key: day_of(lines, key) for key in lines.record.values} if lines else {},
        asked=day_of(entry, "asked"),
        by=entry.text("by"),
        note=entry.text("note"),
        answered=day_of(entry, "answered"),
        ceiling=_amount(entry, "ceiling"),
    )


def add_proposals(work: UnitOfWork, numbers: Sequence[str], earlier: Sequence[SampleProposal], day: date) -> int:
    """Those of agreements (numbers) that reached the proposal and have none yet. Returns how many."""
    before = {sample.agreement: sample for sample in earlier}
    found = [work.agreements.by_number(number) for number in numbers]
    reached = [a for a in found if a and SEQUENCE.index(a.stage) >= SEQUENCE.index(Stage.PROPOSAL)]
    new = [agreement for agreement in reached if work.proposals.find(agreement.id) is None]
    for agreement in new:
        _Life(work, agreement).live(before.get(agreement.number), day)
    return len(new)


@dataclass(frozen=True)
class _Life:
    """The negotiation of one agreement, lived at instants in the past."""

    work: UnitOfWork
    agreement: Agreement

    def live(self, earlier: SampleProposal | None, day: date) -> None:
        start = replace(begun(self.work, self.agreement), state=NegotiationState.DRAFTING, current=None)
        wanted = start.draft
        negotiation = self.work.proposals.save(start)
        if earlier:
            negotiation = self._negotiated(negotiation, earlier, day)
        presented = self._record(PRESENTED)
        if presented is None:
            return
        negotiation = self._presented(negotiation, wanted, presented.at, presented.note)
        for side, requirement in ACCEPTED.items():
            accepted = self._record(requirement)
            if accepted:
                negotiation = self._accepted(negotiation, side, accepted)
        signed = self._signed_at()
        if signed:
            keep(self.work, rules.in_force(negotiation, signed, self._lead()))

    def _negotiated(self, negotiation: Negotiation, earlier: SampleProposal, day: date) -> Negotiation:
        """The version before: presented, read, changed on the customer's wish."""
        at, asked, answered = (morning_of(day + timedelta(days=each)) for each in _days_of(earlier))
        wanted = negotiation.draft
        before = replace(wanted, lines=tuple(self._line_of(line.id, earlier, wanted) for line in wanted.lines))
        negotiation = self._presented(negotiation, before, at, "The first draft, as the survey recommends it.")
        self.work.proposals.look(self.agreement.id, earlier.by, 1, asked)
        items = tuple(
            WishItem(f"wish-{place}", QuantityWanted(new.id, new.quantity))
            for place, (new, old) in enumerate(zip(wanted.lines, before.lines, strict=True))
            if new.quantity != old.quantity
        )
        subject = (f"r-{self.agreement.id}", self.agreement.id, self.agreement.organization)
        request = ChangeRequest(*subject, 1, items, asked, earlier.by, earlier.note)
        negotiation = keep(self.work, rules.with_ceiling(negotiation, earlier.ceiling, asked, earlier.by))
        negotiation = keep(self.work, rules.requested(negotiation, asked, earlier.by, earlier.note))
        for item in items:
            request = answer_item(request, item.id, Answer(Decision.ACCEPTED), answered, self._lead())
        self.work.proposals.save_request(request)
        return keep(self.work, rules.answered(negotiation, True, answered, self._lead(), "accepted"))

    def _line_of(self, line_id: str, earlier: SampleProposal, draft: Draft) -> ProposalLine:
        line = draft.offer.line(line_id)
        quantity = earlier.lines.get(line.service or "")
        if quantity is None:
            return line
        catalog = self.work.catalog.version(draft.catalog_version)
        priced = priced_line(catalog.service(line.service or ""), quantity, draft.terms.period)
        return taken_over(line_id, priced, catalog)

    def _presented(self, negotiation: Negotiation, draft: Draft, at: datetime, note: str) -> Negotiation:
        terms = draft.terms
        version = ProposalVersion(
            agreement=self.agreement.id,
            number=(negotiation.current or 0) + 1,
            lines=draft.lines,
            terms=terms,
            catalog_version=draft.catalog_version,
            made_at=at,
            made_by=self._lead(),
            note=note,
            valid_until=last_day_of_validity(None, terms, at.date(), _VALID_DAYS, amended=False),
        )
        self.work.proposals.add_version(version)
        self.work.proposals.look(self.agreement.id, self._lead(), version.number, at)
        last_day = version.valid_until or terms.period.start
        after = replace(negotiation, draft=replace(as_draft(version), revision=negotiation.draft.revision))
        return keep(self.work, rules.presented(after, version.number, last_day, at, self._lead(), note))

    def _accepted(self, negotiation: Negotiation, side: Side, record: Record) -> Negotiation:
        version = negotiation.current or 1
        self.work.proposals.look(self.agreement.id, record.by, version, record.at)
        # The day is the last of its validity at the latest, whatever the sample's own days are.
        day = min(record.at.date(), negotiation.valid_until or record.at.date())
        return keep(self.work, rules.accepted(negotiation, side, version, day, record.at, record.by))

    def _signed_at(self) -> datetime | None:
        """When the last of all signed."""
        needed = [r.key for r in requirements_of(Stage.AGREEMENT_FUNDING) if r.key.startswith("signed_")]
        signed = [entry for key in needed if (entry := self._record(key))]
        return max(entry.at for entry in signed) if len(signed) == len(needed) else None

    def _record(self, requirement: str) -> Record | None:
        return next((entry for entry in self.agreement.records if entry.requirement == requirement), None)

    def _lead(self) -> str:
        return self.agreement.holder_of(Side.CEC, Role.SML) or "system"


def _days_of(earlier: SampleProposal) -> tuple[int, int, int]:
    return earlier.presented, earlier.asked, earlier.answered


def _amount(entry: Entry, key: str) -> Decimal:
    try:
        return Decimal(entry.text(key))
    except InvalidOperation:
        entry.report(key, f"{entry.label}: “{entry.text(key)[:20]}” is no amount.", "Write it such as 320000.00.")
        return ZERO
