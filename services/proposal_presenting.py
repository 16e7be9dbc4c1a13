"""Presenting a version: what the draft must be before it is promised to a customer."""

from dataclasses import replace
from datetime import date

from domain import proposals as rules
from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput
from domain.permissions import Action, Actor
from domain.proposal_checks import LONGEST_TEXT, checked_text
from domain.proposal_dates import check_still_ahead, checked_terms, last_day_of_validity
from domain.proposal_edits import Draft, reprice
from domain.proposal_prices import needs_approval
from domain.proposal_states import Move
from domain.proposal_versions import ProposalVersion
from domain.proposals import Negotiation
from services.context import Context
from services.proposal_cards import ProposalMoved, must_be_approved, says_the_same
from services.proposal_notices import other_side, tell, want_documents
from services.proposal_parts import current_version, negotiable, repeated_version
from services.proposal_pricing import find_service, outdated_lines, running_lines, withdrawn_services, withdrawn_words
from services.proposal_seen import draft_as_seen
from services.proposal_steps import keep, on_the_table
from services.proposal_views import view_of
from services.renewal_terms import require_follows
from services.settings_table import PROPOSAL_DAYS, office_day, override_limit_of, value_of
from storage.unit_of_work import UnitOfWork


def present_in(
    work: UnitOfWork, context: Context, actor: Actor, number: str, seen: int, note: str, valid_until: date | None
) -> ProposalMoved:
    agreement, negotiation = negotiable(work, actor, number, Action.EDIT_PROPOSAL)
    rules.require_move(negotiation, Move.PRESENT)
    draft_as_seen(work, negotiation, seen)
    last = work.proposals.latest_version(agreement.id)
    _check(work, agreement, negotiation, current_version(work, agreement, negotiation) or last)
    version = replace(
        _version(work, context, actor, agreement, negotiation, valid_until),
        number=last.number + 1 if last else 1,
        note=checked_text("note", note, LONGEST_TEXT),
    )
    work.proposals.add_version(version)
    day = version.valid_until or version.terms.period.start
    moved = rules.presented(negotiation, version.number, day, version.made_at, actor.id, version.note)
    after = keep(work, moved)
    agreement = on_the_table(work, context, actor, agreement, version)
    if actor.person:
        work.proposals.look(agreement.id, actor.person.id, version.number, version.made_at)
    told = tell(
        work, actor, agreement, after, "presented", version.made_at, other_side(actor), version, text=version.note
    )
    want_documents(work, agreement, version.number, agreed=False)
    return ProposalMoved(view_of(work, actor, agreement, after), told)


def _version(
    work: UnitOfWork,
    context: Context,
    actor: Actor,
    agreement: Agreement,
    negotiation: Negotiation,
    valid_until: date | None,
) -> ProposalVersion:
    draft, today = negotiation.draft, office_day(work, context)
    amended = negotiation.amendment > 0
    checked_terms(draft.terms, today, agreement.term if amended else None)
    require_follows(work, agreement, draft.terms.period)
    if amended:
        check_still_ahead(draft.terms, today)
    days = int(value_of(work, PROPOSAL_DAYS))
    return ProposalVersion(
        agreement=agreement.id,
        number=0,
        lines=draft.lines,
        terms=draft.terms,
        catalog_version=draft.catalog_version,
        made_at=context.clock(),
        made_by=actor.id,
        valid_until=last_day_of_validity(valid_until, draft.terms, today, days, amended),
        amendment=negotiation.amendment,
        amends=draft.amends,
    )


def _check(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation, last: ProposalVersion | None) -> None:
    draft = negotiation.draft
    if not draft.lines:
        raise Conflict("The draft has no lines yet. Add at least one, then present it.")
    if (same := repeated_version(work, agreement, negotiation)) is not None:
        raise Conflict(says_the_same(same))
    running = running_lines(work, agreement, negotiation)
    _check_services(work, draft, {line.service for line in running})
    _check_prices(work, draft, last, amended=negotiation.amendment > 0)
    limit = override_limit_of(work)
    waiting = [line.name for line in draft.lines if needs_approval(line, draft.offer.days, limit)]
    if waiting:
        raise Conflict(must_be_approved(waiting))


def _check_services(work: UnitOfWork, draft: Draft, running: set[str | None]) -> None:
    gone = withdrawn_services(work, [line for line in draft.lines if line.service not in running])
    if gone:
        raise InvalidInput("service", withdrawn_words(*gone))


def _check_prices(work: UnitOfWork, draft: Draft, last: ProposalVersion | None, amended: bool) -> None:
    """Every line has a price of the year in which the term starts; of an amendment those that run keep theirs."""
    if amended:
        return
    reprice(draft, find_service(work, draft))
    changed = outdated_lines(work, draft, last)
    if changed:
        names = ", ".join(line.name for line in changed)
        raise Conflict(f"The catalog has other prices now for {names}. Update the prices of the draft first.")
