"""Where one agreement stands, put together from the agreement, its history and the directory."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.agreements import Agreement, missing
from domain.history import Change
from domain.meetings import Meeting, MeetingKind
from domain.money import ZERO
from domain.needs_meetings import current
from domain.people import Role, Side
from domain.proposal_states import NegotiationState
from domain.renewals import days_left, renewal_state
from domain.signing_places import PLACE_BY_KEY
from domain.stages import BY_KEY, Stage
from domain.tracker import TrackedStep, track
from services.agreement_cards import (
    AgreementStatus,
    HistoryEntry,
    HistoryPage,
    KeyDate,
    KeyDateKind,
    RequirementView,
    StepView,
    WhoseTurn,
)
from services.cards import OrganizationCard, PersonCard, contact_cards, organization_card, people_cards
from services.context import DEFAULT_ZONE
from services.pauses import pause_of
from services.renewal_turns import renewal_turns
from services.renewal_words import renewal_words
from services.whose_turn import amendment_turns, step_turn
from storage.unit_of_work import UnitOfWork

HISTORY_READ = 200
"""Changes read for the tracker; an agreement has far fewer in its whole life."""

HISTORY_SHOWN = 8


def needs_meetings(work: UnitOfWork, agreement: Agreement) -> tuple[Meeting, ...]:
    """Those that `current` chooses among."""
    return work.meetings.of_agreement(agreement.id, kind=MeetingKind.NEEDS)


def status_of(work: UnitOfWork, agreement: Agreement, today: date) -> AgreementStatus:
    changes = work.history.of("agreement", agreement.id, HISTORY_READ, 0)
    people = people_cards(work, _ids(agreement, changes))
    successor = work.agreements.successor_of(agreement.id)
    before = work.agreements.get(agreement.predecessor) if agreement.predecessor else None
    found = work.proposals.find(agreement.id) if agreement.stage is Stage.PROPOSAL else None
    return AgreementStatus(
        id=agreement.id,
        number=agreement.number,
        title=agreement.title,
        organization=organization_of(work, agreement),
        stage=agreement.stage,
        term=agreement.term,
        annual_amount=agreement.annual_amount,
        paid_once=_paid_once(work, agreement),
        lines=agreement.lines,
        tracker=tuple(_step_view(step, people) for step in track(agreement, changes)),
        missing=missing(agreement),
        turn=_turn(work, agreement, people, today),
        pause=pause_of(work, agreement),
        key_dates=key_dates(agreement),
        contacts=contact_cards(agreement.contacts, people),
        history=_excerpt(changes, people),
        predecessor=before.number if before else None,
        successor=successor.number if successor else None,
        renewal=renewal_state(agreement.stage, agreement.term, today, successor.stage if successor else None),
        days_left=days_left(agreement.term, today),
        closed_at=agreement.closed_at,
        closed_reason=agreement.closed_reason,
        version=agreement.version,
        not_renewing=_not_renewing(work, agreement),
        withdrawn=found is not None and found.state is NegotiationState.WITHDRAWN,
        needs_meeting=current(needs_meetings(work, agreement), today, ZoneInfo(DEFAULT_ZONE)),
    )


def _paid_once(work: UnitOfWork, agreement: Agreement) -> Decimal:
    """As the version in force says: what was paid for a line that an amendment removed stays paid."""
    number = work.proposals.in_force(agreement.id)
    if number is None:
        return sum((line.paid_once for line in agreement.lines), ZERO)
    return work.proposals.version(agreement.id, number).paid_once


def _not_renewing(work: UnitOfWork, agreement: Agreement) -> str:
    found = work.renewals.find(agreement.id)
    return found.reason if found else ""


def _turn(work: UnitOfWork, agreement: Agreement, people: Mapping[str, PersonCard], today: date) -> WhoseTurn | None:
    own = step_turn(work, agreement, people, today) or amendment_turns(work, [agreement], people).get(agreement.id)
    return own or renewal_turns(work, [agreement], people, today).get(agreement.id)


def history_of(work: UnitOfWork, agreement: Agreement, page: int, size: int) -> HistoryPage:
    """Every change of an agreement, a page at a time."""
    found = work.history.of("agreement", agreement.id, size + 1, page * size)
    shown = found[:size]
    people = people_cards(work, _ids(agreement, shown))
    entries = tuple(_entry(change, people) for change in shown)
    return HistoryPage(agreement.number, organization_of(work, agreement), entries, page, len(found) > size)


def key_dates(agreement: Agreement) -> tuple[KeyDate, ...]:
    """In order of time."""
    zone = ZoneInfo(DEFAULT_ZONE)
    closed = agreement.closed_at.astimezone(zone).date() if agreement.closed_at else None
    dates = [
        (KeyDateKind.OPENED, agreement.opened_at.astimezone(zone).date()),
        (KeyDateKind.STEP_BEGAN, agreement.stage_since.astimezone(zone).date()),
        (KeyDateKind.DUE, None if closed or agreement.stage is Stage.OPERATIONS else agreement.due_on),
        (KeyDateKind.TERM_STARTS, agreement.term.start),
        (KeyDateKind.TERM_ENDS, agreement.term.end),
        (KeyDateKind.CLOSED, closed),
    ]
    return tuple(sorted((KeyDate(kind, on) for kind, on in dates if on), key=lambda key_date: key_date.on))


def organization_of(work: UnitOfWork, agreement: Agreement) -> OrganizationCard:
    return organization_card(work.organizations.get(agreement.organization))


def _ids(agreement: Agreement, changes: Sequence[Change]) -> set[str]:
    contacts = {contact.person_id for contact in agreement.contacts}
    recorded = {record.by for record in agreement.records}
    named = {(change.new or change.old or "").partition(": ")[2] for change in changes if change.field == "contact"}
    return contacts | recorded | named | {change.by for change in changes}


def _name(by: str | None, people: Mapping[str, PersonCard]) -> str | None:
    if by is None:
        return None
    return people[by].name if by in people else "CEC"


def _step_view(step: TrackedStep, people: Mapping[str, PersonCard]) -> StepView:
    requirements = tuple(
        RequirementView(r.requirement, r.met, r.at, _name(r.by, people), r.note) for r in step.requirements
    )
    return StepView(
        step.number, step.stage, step.state, step.since, step.done_at, _name(step.done_by, people), requirements
    )


def _excerpt(changes: Sequence[Change], people: Mapping[str, PersonCard]) -> tuple[HistoryEntry, ...]:
    newest = sorted(changes, key=lambda change: change.at, reverse=True)[:HISTORY_SHOWN]
    return tuple(_entry(change, people) for change in newest)


def _entry(change: Change, people: Mapping[str, PersonCard]) -> HistoryEntry:
    return HistoryEntry(change.at, _name(change.by, people) or "CEC", change_words(change, people), change.note)


def change_words(change: Change, people: Mapping[str, PersonCard]) -> str:
    """What happened, to follow the name of who did it."""
    new = change.new or ""
    match change.field:
        case "stage":
            return f"moved it from {_words(change.old)} to {_words(new)}"
        case "record":
            return f"noted {BY_KEY[new].missing}" if new in BY_KEY else f"noted {_words(new)}"
        case "voided":
            known = BY_KEY[change.old or ""].missing if change.old in BY_KEY else _words(change.old)
            return f"took back {known}"
        case "contact":
            role, _, person_id = (new or change.old or "").partition(": ")
            name = people[person_id].name if person_id in people else "someone"
            return f"{'named' if new else 'took off'} {name} as {_role_words(role)}"
        case "draft":
            return f"put the first services into the draft: {new}"
        case "amended":
            return f"changed it by {new}"
        case "documents":
            return f"made the documents of version {new}"
        case "signed" | "signature_declined" | "signing_void":
            return _signing_words(change)
        case "payment_schedule":
            return f"put the payment schedule in force: {new}"
        case _ if change.field.startswith("transfer_"):
            return f"{change.field.removeprefix('transfer_')} a transfer: {new}"
        case "renewal_asked" | "not_renewing" | "services_ended" | "extension" | "renewal_notice_days":
            return renewal_words(change)
        case "opened":
            return "opened it"
        case "closed":
            return f"closed it: {new}"
        case _:
            return f"changed the {_words(change.field)} from {change.old or 'nothing'} to {new or 'nothing'}"


def _signing_words(change: Change) -> str:
    place = PLACE_BY_KEY.get(change.new or "")
    if place is None:
        return f"withdrew version {change.new} from the signatures"
    did = "signed" if change.field == "signed" else "declined to sign"
    return f"{did} as {_role_words(place.key.removeprefix('signed_'))}"


def _words(key: str | None) -> str:
    return (key or "nothing").replace("_", " ")


def _role_words(contact_key: str) -> str:
    side, _, role = contact_key.partition("_")
    owner = "CEC's" if side == Side.CEC else "the customer's"
    return f"{owner} {Role(role).label}" if role in list(Role) else _words(contact_key)
