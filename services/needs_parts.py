"""Needs: the steps of their use cases within a unit of work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.agreements import Agreement, is_met, record
from domain.catalog import Catalog, Service
from domain.errors import Conflict, InvalidInput, NotFound
from domain.meetings import Meeting
from domain.needs import MOST_NEEDS, Need, NeedContent, all_settled, checked, confirmed, recorded, standing
from domain.needs_meetings import current
from domain.permissions import Action, Actor, decide
from domain.stages import BY_KEY, Stage
from services.access import agreement_for, own_or_not_found, require, subject_of
from services.agreement_status import needs_meetings, organization_of
from services.cards import people_cards
from services.context import DEFAULT_ZONE, Context
from services.meeting_parts import about
from services.needs_cards import NeedLine, NeedsView
from services.step_notices import save_and_move_on
from storage.unit_of_work import UnitOfWork

RECORDED, CONFIRMED = BY_KEY["needs_recorded"], BY_KEY["needs_confirmed"]
_NO_SUCH_NEED = "I can't find that need. Open the needs of the agreement again."
_QUOTED = 200


def held(work: UnitOfWork, actor: Actor, number: str, action: Action) -> Agreement:
    """An open agreement whose needs nobody else changes until the transaction ends. Raises as `agreement_for`."""
    found = agreement_for(work, actor, number, action)
    work.needs.hold(found.id)
    return still_open(work.agreements.get(found.id))


def held_need(work: UnitOfWork, actor: Actor, need_id: str, action: Action) -> tuple[Agreement, Need]:
    """A need and its agreement, held. Raises NotFound, the same for one that is not there and one of another
    organization; NotAllowed for who may see but not change it."""
    found = readable_need(work, actor, need_id)
    agreement = work.agreements.get(found.agreement)
    require(actor, action, subject_of(actor, agreement))
    work.needs.hold(agreement.id)
    now = work.needs.find(need_id)
    return still_open(work.agreements.get(agreement.id)), now or found


def readable_need(work: UnitOfWork, actor: Actor, need_id: str) -> Need:
    """Raises NotFound, the same for one that is not there and one of another organization."""
    return own_or_not_found(actor, Action.READ_NEEDS, work.needs.find(need_id), _NO_SUCH_NEED)


def still_open(agreement: Agreement) -> Agreement:
    if agreement.closed_at is not None:
        raise Conflict(f"{agreement.number} is closed, so nothing is changed in it any more.")
    return agreement


def must_be_sent(agreement: Agreement) -> None:
    """Raises Conflict while staff still record the needs."""
    if not is_met(agreement, RECORDED):
        raise Conflict("CEC staff are still recording the needs. You are told when they are ready for you.")


def as_seen(need: Need, seen: int) -> None:
    """Raises Conflict when it says something else than the person saw."""
    if need.revision != seen:
        now = (need.correction or need.content).text
        said = now if len(now) <= _QUOTED else f"{now[:_QUOTED]}…"
        raise Conflict(f"Someone changed this line after you opened it. It now says: “{said}”. Open the needs again.")


def content_of(work: UnitOfWork, given: NeedContent, before: NeedContent | None = None) -> NeedContent:
    """What was given, with known keys. What has left the catalog since may stay.

    Raises InvalidInput for an unknown area or service, and as `domain.needs.checked`.
    """
    catalog = work.catalog.current()[1]
    if given.area not in {area.key for area in catalog.areas} and (before is None or given.area != before.area):
        raise InvalidInput("area", "Choose the area of expertise that it belongs to.")
    if given.service and (before is None or given.service != before.service):
        try:
            catalog.service(given.service)
        except NotFound as error:
            raise InvalidInput("service", f"{error} Choose one that is there, or none.") from error
    return checked(given)


def add(work: UnitOfWork, agreement: Agreement, need: Need) -> None:
    """Keep a new need. Raises Conflict when the agreement is full, InvalidInput for what cannot be kept."""
    if len(standing(work.needs.of_agreement(agreement.id))) >= MOST_NEEDS:
        raise Conflict(f"{agreement.number} has {MOST_NEEDS} needs already. Put several into one line.")
    kept = replace(need, content=content_of(work, need.content))
    work.needs.save(kept)
    work.history.append(recorded(kept))


def settled(work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, needs: Sequence[Need]) -> Agreement:
    """Once the customer agrees with every line that was sent, that is recorded and the agreement moves on."""
    met = is_met(agreement, RECORDED) and not is_met(agreement, CONFIRMED)
    if agreement.stage is not Stage.UNDERSTAND_NEEDS or not met or not all_settled(needs):
        return agreement
    last = max(confirmed(needs), key=lambda need: need.answered_at or need.at)
    now = context.clock()
    recorded, change = record(agreement, CONFIRMED.key, now, last.answered_by or actor.id)
    return save_and_move_on(work, context, actor, recorded, [change])


def view_of(work: UnitOfWork, actor: Actor, agreement: Agreement, now: datetime) -> NeedsView:
    needs = work.needs.of_agreement(agreement.id)
    subject, is_open = subject_of(actor, agreement), agreement.closed_at is None
    sent = is_met(agreement, RECORDED)
    return NeedsView(
        number=agreement.number,
        title=agreement.title,
        organization=organization_of(work, agreement),
        stage=agreement.stage,
        all_needs=needs,
        lines=_lines(work, standing(needs)),
        sent=sent,
        may_record=is_open and decide(actor, Action.RECORD_NEEDS, subject).allowed,
        may_confirm=is_open and sent and decide(actor, Action.CONFIRM_NEEDS, subject).allowed,
        may_arrange=is_open and decide(actor, Action.ARRANGE_MEETING, subject).allowed,
        meeting=_meeting(work, actor, agreement, now),
    )


def _meeting(work: UnitOfWork, actor: Actor, agreement: Agreement, now: datetime) -> Meeting | None:
    """The one that the agreement shows too."""
    zone = ZoneInfo(DEFAULT_ZONE)
    found = needs_meetings(work, agreement)
    readable = (e for e in found if decide(actor, Action.READ_MEETING, about(actor, agreement, e)).allowed)
    return current(readable, now.astimezone(zone).date(), zone)


def _lines(work: UnitOfWork, needs: Sequence[Need]) -> tuple[NeedLine, ...]:
    catalog = work.catalog.current()[1] if needs else None
    people = people_cards(work, {person for need in needs for person in (need.author, need.answered_by) if person})
    names = {person_id: card.name for person_id, card in people.items()}
    return tuple(_line(need, catalog, names) for need in needs if catalog)


def _line(need: Need, catalog: Catalog, names: dict[str, str]) -> NeedLine:
    areas = {area.key: area.name for area in catalog.areas}
    service = next((each for each in catalog.services if each.key == need.content.service), None)
    return NeedLine(
        need=need,
        area=areas.get(need.content.area, need.content.area),
        service=service.name if service else need.content.service,
        unit=service.unit_plural if service else "",
        amount=_amount(need.content, service),
        corrected_amount=_amount(need.correction, service) if need.correction else "",
        author=names.get(need.author, "CEC"),
        answered_by=names.get(need.answered_by or ""),
    )


def _amount(content: NeedContent, service: Service | None) -> str:
    if content.quantity is None:
        return ""
    return service.units(content.quantity) if service else f"{content.quantity:,}"
