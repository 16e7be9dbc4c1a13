"""Conversations between a person and CEC staff: opened, claimed, relayed, closed.

Each side writes in a thread of its own. To the requester goes only what the staff member who claimed it writes:
what other staff say in their thread stays among staff.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import handoffs as rules
from domain.errors import Conflict, InvalidInput
from domain.handoffs import Handoff, HandoffState, Relayed, Thread
from domain.notices import Notice
from domain.permissions import Action, Actor
from services.access import require
from services.cards import person_card
from services.context import Context
from services.handoff_cards import (
    FileRef,
    HandoffChanged,
    HandoffOpened,
    HandoffView,
    Relay,
    RelayOutcome,
)
from services.handoff_notices import (
    REQUESTER_SIDE,
    STAFF_SIDE,
    changed_notices,
    closed_notices,
    delete_notice,
    edit_notice,
    opened_notice,
    relay_notice,
)
from services.handoff_parts import (
    enqueue_all,
    keep_handoff,
    known_organization,
    outcome_of,
    readable_handoff,
    view_of,
)
from services.handoff_reminders import remind_unclaimed
from services.office_hours import answer_time
from services.settings_table import office_hours_of

LISTED = 50
LONGEST_TOPIC = 3_000


@dataclass(frozen=True)
class HandoffUseCases:
    context: Context

    def open(
        self,
        actor: Actor,
        requester_name: str,
        topic: str,
        thread: Thread,
        context: str = "",
        organization: str | None = None,
    ) -> HandoffOpened:
        """Ask for a person. Who has an open conversation gets that one.

        `thread` is where the requester writes. `context` is what staff should know, in words. `organization`
        (key) is what a stranger seems to belong to; it counts only where the actor has none.
        """
        require(actor, Action.ASK_FOR_PERSON)
        if not actor.slack_user_id:
            raise InvalidInput("person", "A conversation needs someone in Slack.")
        try:
            return self._open(actor, requester_name, topic, thread, context, organization)
        except Conflict:  # the same person asked twice at the same moment: the other one was kept
            return self._open(actor, requester_name, topic, thread, context, organization)

    def staff_thread_posted(self, handoff_id: str, thread: Thread) -> Handoff:
        """The message that opens the staff's thread was posted there. Called by who delivers notices."""
        with self.context.unit_of_work() as work:
            handoff = replace(work.handoffs.get(handoff_id), staff_thread=thread)
            work.handoffs.save(handoff)
            work.commit()
            return handoff

    def get(self, actor: Actor, handoff_id: str) -> HandoffView:
        """One conversation, for its requester and for staff."""
        with self.context.reading() as work:
            return view_of(work, readable_handoff(work, actor, handoff_id, Action.READ_HANDOFF))

    def find(self, handoff_id: str) -> Handoff | None:
        """For who delivers notices: shows nothing to anyone."""
        with self.context.reading() as work:
            return work.handoffs.find(handoff_id)

    def own(self, actor: Actor) -> HandoffView | None:
        """The actor's conversation that is not closed."""
        with self.context.reading() as work:
            found = work.handoffs.open_of(actor.id)
            return view_of(work, found) if found else None

    def unsettled(self, actor: Actor, limit: int = LISTED) -> tuple[HandoffView, ...]:
        """Open and claimed conversations, the oldest first. For staff."""
        require(actor, Action.CLAIM_HANDOFF)
        with self.context.reading() as work:
            return tuple(view_of(work, handoff) for handoff in work.handoffs.unsettled(limit))

    def claim(self, actor: Actor, handoff_id: str) -> HandoffChanged:
        """Raises Conflict when it is closed, or someone else has it."""
        require(actor, Action.CLAIM_HANDOFF)
        return self._staff_change(actor, handoff_id, "claimed", lambda h, at: rules.claim(h, actor.id, at))

    def release(self, actor: Actor, handoff_id: str) -> HandoffChanged:
        """Give it back to the queue. Raises Conflict unless it is claimed."""
        require(actor, Action.CLAIM_HANDOFF)
        return self._staff_change(actor, handoff_id, "released", lambda h, _: rules.release(h))

    def close(self, actor: Actor, handoff_id: str) -> HandoffChanged:
        """Either side ends it. Closing it again changes nothing."""
        with self.context.unit_of_work() as work:
            handoff = readable_handoff(work, actor, handoff_id, Action.WRITE_IN_HANDOFF)
            if handoff.state is HandoffState.CLOSED:
                return HandoffChanged(view_of(work, handoff), changed=False)
            now = self.context.clock()
            closed = rules.close(handoff, actor.id, now)
            keep_handoff(work, actor, handoff, closed, now)
            view = view_of(work, closed)
            by = person_card(actor.person) if actor.person else None
            enqueue_all(work, closed_notices(view, by, now))
            work.commit()
            return HandoffChanged(view, changed=True)

    def relay(
        self,
        actor: Actor,
        thread: Thread,
        message_ts: str,
        text: str,
        author: str,
        files: Sequence[FileRef] = (),
    ) -> Relay:
        """Carry a message to the other side, if `thread` is one of an open conversation.

        `author` is the name to show. The same message twice is carried once.
        """

        def notice(handoff: Handoff, to_side: str) -> Notice:
            source = Thread(thread.channel_id, message_ts)
            return relay_notice(handoff, source, to_side, author, actor.slack_user_id or "", text, files)

        return self._carry(actor, thread, notice, closed_too=False)

    def edit(self, actor: Actor, thread: Thread, message_ts: str, text: str, author: str, edited_ts: str) -> Relay:
        """Carry an edit over to the copy, also after the conversation was closed. `edited_ts` tells edits apart."""
        source = Thread(thread.channel_id, message_ts)
        return self._carry(actor, thread, lambda h, side: edit_notice(h, source, side, author, text, edited_ts), True)

    def delete(self, thread: Thread, message_ts: str) -> Relay:
        """The message is gone, so its copy goes too. Slack does not say who deleted it, so nobody is asked."""
        with self.context.reading() as work:
            handoff = work.handoffs.by_thread(thread)
        if handoff is None:
            return Relay(RelayOutcome.NOT_A_CONVERSATION)
        to_side = REQUESTER_SIDE if thread == handoff.staff_thread else STAFF_SIDE
        with self.context.unit_of_work() as work:
            work.notices.enqueue(delete_notice(handoff, Thread(thread.channel_id, message_ts), to_side))
            work.commit()
        return Relay(RelayOutcome.RELAYED, handoff)

    def keep_relayed(self, relayed: Relayed) -> None:
        """Where the copy of a message was posted. Called by who delivers notices."""
        with self.context.unit_of_work() as work:
            work.handoffs.keep_relayed(relayed)
            work.commit()

    def relayed_from(self, channel_id: str, message_ts: str) -> Relayed | None:
        """Where the copy of a message stands; None when it was never carried over."""
        with self.context.reading() as work:
            return work.handoffs.relayed_from(channel_id, message_ts)

    def remind_unclaimed(self) -> int:
        """Remind staff of conversations that nobody claimed in time. Returns how many. Run every minute or so."""
        return remind_unclaimed(self.context)

    def _open(
        self, actor: Actor, name: str, topic: str, thread: Thread, context: str, organization: str | None
    ) -> HandoffOpened:
        with self.context.unit_of_work() as work:
            now = self.context.clock()
            answer = answer_time(office_hours_of(work), now)
            before = work.handoffs.open_of(actor.id)
            if before:
                return HandoffOpened(view_of(work, before), True, answer)
            handoff = Handoff(
                id=self.context.new_id(),
                requester=actor.id,
                requester_slack_id=actor.slack_user_id or "",
                requester_name=actor.person.name if actor.person else name.strip() or "Someone",
                organization=actor.organization or known_organization(work, organization),
                topic=topic.strip()[:LONGEST_TOPIC],
                opened_at=now,
                requester_thread=thread,
            )
            keep_handoff(work, actor, None, handoff, now)
            view = view_of(work, handoff)
            work.notices.enqueue(opened_notice(view, context.strip()[:LONGEST_TOPIC]))
            work.commit()
            return HandoffOpened(view, False, answer)

    def _staff_change(
        self, actor: Actor, handoff_id: str, what: str, change: Callable[[Handoff, datetime], Handoff]
    ) -> HandoffChanged:
        with self.context.unit_of_work() as work:
            handoff = readable_handoff(work, actor, handoff_id, Action.WRITE_IN_HANDOFF)
            now = self.context.clock()
            changed = change(handoff, now)
            if changed == handoff:
                return HandoffChanged(view_of(work, handoff), changed=False)
            keep_handoff(work, actor, handoff, changed, now)
            view = view_of(work, changed)
            by = person_card(actor.person) if actor.person else None
            enqueue_all(work, changed_notices(view, what, by, now))
            work.commit()
            return HandoffChanged(view, changed=True)

    def _carry(self, actor: Actor, thread: Thread, notice: Callable[[Handoff, str], Notice], closed_too: bool) -> Relay:
        with self.context.reading() as work:
            handoff = work.handoffs.by_thread(thread)
        if handoff is None or (handoff.state is HandoffState.CLOSED and not closed_too):
            return Relay(RelayOutcome.NOT_A_CONVERSATION)
        outcome = outcome_of(actor, handoff, thread)
        if outcome is RelayOutcome.RELAYED:
            to_side = REQUESTER_SIDE if thread == handoff.staff_thread else STAFF_SIDE
            with self.context.unit_of_work() as work:
                work.notices.enqueue(notice(handoff, to_side))
                work.commit()
        return Relay(outcome, handoff)
