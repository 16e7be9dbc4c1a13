"""After a meeting: notes, decisions, who was there, and action items that are followed up until they are done."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain import action_items as rules
from domain.action_items import MOST_ITEMS, ActionItem
from domain.actors import Subject
from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput, NotFound
from domain.meeting_changes import not_held, record
from domain.meetings import Meeting
from domain.permissions import Action, Actor
from services.access import require
from services.cards import people_cards
from services.context import Context, plain_change
from services.meeting_cards import ItemCard, MeetingCard
from services.meeting_notices import CANCELLED, NOTED, about_item, tell_all
from services.meeting_parts import item_cards, may_do, must_be_open, readable
from services.meeting_setup import participants
from services.meeting_steps import Step, change
from services.meetings_to_do import promised
from services.recipients import in_slack
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork

NO_SUCH_ITEM = "I can't find that action item. Open the meeting again to see what is there."


@dataclass(frozen=True)
class NewItem:
    """`owner` is a person id."""

    text: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class MeetingNotesUseCases:
    """Staff write the notes; who takes part and the contacts read them."""

    context: Context

    def record(
        self,
        actor: Actor,
        meeting_id: str,
        notes: str,
        decisions: str = "",
        attended: Collection[str] = (),
        items: Sequence[NewItem] = (),
        seen: int | None = None,
    ) -> MeetingCard:
        """Notes, decisions, who was there (person ids), and new action items. Everyone is told once.

        Raises InvalidInput naming the field, Conflict before the meeting begins.
        """

        def apply(step: Step, meeting: Meeting) -> Meeting:
            kept = step.keep(meeting, record(meeting, notes, decisions, attended, actor.id, step.now))
            for item in items:
                _add(step, kept, item)
            if meeting.noted_at is None:
                tell_all(step.work, actor, step.agreement, kept, NOTED, step.now)
            return kept

        return change(self.context, actor, meeting_id, Action.RECORD_MEETING, apply, seen)

    def not_held(self, actor: Actor, meeting_id: str, reason: str) -> MeetingCard:
        """Its time came, but it did not take place."""

        def apply(step: Step, meeting: Meeting) -> Meeting:
            kept = step.keep(meeting, not_held(meeting, reason, actor.id, step.now))
            tell_all(step.work, actor, step.agreement, kept, CANCELLED, step.now)
            return kept

        return change(self.context, actor, meeting_id, Action.RECORD_MEETING, apply)

    # -- Action items

    def mine(self, actor: Actor) -> tuple[ItemCard, ...]:
        """What the actor has to do, what is due first comes first."""
        require(actor, Action.LIST_OWN_AGREEMENTS)
        with self.context.reading() as work:
            return promised(work, actor)

    def add_item(self, actor: Actor, meeting_id: str, item: NewItem, item_id: str | None = None) -> MeetingCard:
        """`item_id` makes it count once (the id of the form). Who has to do it is told."""

        def apply(step: Step, meeting: Meeting) -> Meeting:
            if not (item_id and step.work.action_items.find(item_id)):
                _add(step, meeting, item, item_id)
            return meeting

        return change(self.context, actor, meeting_id, Action.RECORD_MEETING, apply)

    def change_item(self, actor: Actor, item_id: str, item: NewItem, seen: int) -> ItemCard:
        """Its words, owner and day. Raises Conflict when it was changed since it was `seen`."""

        def apply(work: UnitOfWork, agreement: Agreement, before: ActionItem, now: datetime) -> ActionItem:
            require(actor, Action.RECORD_MEETING)
            if before.revision != seen or not before.is_open:
                raise Conflict("Someone else changed this action item meanwhile. Look at it again, then repeat this.")
            _check_owner(work, agreement, item, now)
            changed = replace(before, text=item.text, owner=item.owner, due_on=item.due_on)
            return rules.checked_item(changed, min(before.due_on, office_day(work, self.context)))

        return self._change_item(actor, item_id, apply)

    def finish_item(self, actor: Actor, item_id: str) -> ItemCard:
        """It is done: said by its owner, or by staff."""
        return self._change_item(actor, item_id, lambda work, agreement, item, now: rules.finish(item, actor.id, now))

    def reopen_item(self, actor: Actor, item_id: str) -> ItemCard:
        return self._change_item(actor, item_id, lambda work, agreement, item, now: rules.reopen(item))

    def _change_item(
        self,
        actor: Actor,
        item_id: str,
        apply: Callable[[UnitOfWork, Agreement, ActionItem, datetime], ActionItem],
    ) -> ItemCard:
        with self.context.unit_of_work() as work:
            agreement, found = _readable_item(work, actor, item_id)
            work.needs.hold(agreement.id)
            must_be_open(work.agreements.get(agreement.id))
            before, now = work.action_items.find(item_id) or found, self.context.clock()
            require(actor, Action.DO_ACTION_ITEM, Subject(before.organization, owner=before.owner))
            after = work.action_items.save(apply(work, agreement, before, now))
            _note(work, actor, before, after, now)
            if after.owner != before.owner:
                _tell_owner(work, actor, agreement, after)
            (card,) = item_cards(actor, [after], agreement, people_cards(work, {after.owner}))
            work.commit()
            return card


def _readable_item(work: UnitOfWork, actor: Actor, item_id: str) -> tuple[Agreement, ActionItem]:
    """For its owner, and for who may see its meeting. Raises NotFound."""
    item = work.action_items.find(item_id)
    if item is None:
        raise NotFound(NO_SUCH_ITEM)
    if may_do(actor, item):
        return work.agreements.get(item.agreement), item
    try:
        return readable(work, actor, item.meeting)[0], item
    except NotFound as error:
        raise NotFound(NO_SUCH_ITEM) from error


def _add(step: Step, meeting: Meeting, item: NewItem, item_id: str | None = None) -> None:
    """Raises InvalidInput naming the field, Conflict when the meeting has too many."""
    if len(step.work.action_items.of_meeting(meeting.id)) >= MOST_ITEMS:
        raise Conflict(f"This meeting has {MOST_ITEMS} action items already. Put several into one.")
    _check_owner(step.work, step.agreement, item, step.now)
    new = ActionItem(
        id=item_id or step.context.new_id(),
        meeting=meeting.id,
        agreement=meeting.agreement,
        organization=meeting.organization,
        text=item.text,
        owner=item.owner,
        due_on=item.due_on,
        created_at=step.now,
        created_by=step.actor.id,
    )
    kept = step.work.action_items.save(rules.checked_item(new, office_day(step.work, step.context)))
    _note(step.work, step.actor, None, kept, step.now)
    _tell_owner(step.work, step.actor, step.agreement, kept)


def _check_owner(work: UnitOfWork, agreement: Agreement, item: NewItem, now: datetime) -> None:
    try:
        participants(work, agreement, [(item.owner, True)], now)
    except InvalidInput as error:
        raise InvalidInput("owner", "Choose somebody of CEC or of this agreement's organization.") from error


def _tell_owner(work: UnitOfWork, actor: Actor, agreement: Agreement, item: ActionItem) -> None:
    if item.owner != actor.id:
        for person in in_slack(work, [item.owner]):
            work.notices.enqueue(about_item(agreement, item, person, "given", str(item.revision)))


def _note(work: UnitOfWork, actor: Actor, before: ActionItem | None, after: ActionItem, now: datetime) -> None:
    subject = ("action_item", after.id)
    for field in ("text", "owner", "due_on", "done_at"):
        old, new = (str(getattr(each, field) or "") or None if each else None for each in (before, after))
        if old != new:
            work.history.append(plain_change(actor, subject, field, old, new, now, after.organization))
