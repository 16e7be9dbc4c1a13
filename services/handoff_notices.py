"""The notices that tell both sides of a conversation what happened in it.

What goes to staff always leaves through the line of the staff channel, so that it follows the message that opens
the staff's thread. `thread_ts` is None until that message was posted: who delivers the notice then looks up the
thread of the conversation named in the facts.
"""

from collections.abc import Sequence
from datetime import datetime

from domain.handoffs import Handoff, Thread
from domain.notices import Destination, Notice, NoticeKind
from services.cards import PersonCard
from services.handoff_cards import FileRef, HandoffView, files_to_fact

STAFF_SIDE, REQUESTER_SIDE = "staff", "requester"


def opened_notice(view: HandoffView, context: str) -> Notice:
    """To staff. `context` is what the person looked at before, in words."""
    handoff = view.handoff
    return Notice(
        key=f"handoff-opened:{handoff.id}",
        kind=NoticeKind.HANDOFF_OPENED,
        to=Destination(staff=True),
        facts={**_who(view), "context": context, "opened_at": handoff.opened_at.isoformat()},
    )


def changed_notices(view: HandoffView, what: str, by: PersonCard | None, at: datetime) -> tuple[Notice, ...]:
    """`what` is "claimed" or "released"; `by` who did it."""
    return _both(view, NoticeKind.HANDOFF_CHANGED, what, by, at)


def closed_notices(view: HandoffView, by: PersonCard | None, at: datetime) -> tuple[Notice, ...]:
    """`by` is None when the requester, a stranger, closed it."""
    return _both(view, NoticeKind.HANDOFF_CLOSED, "closed", by, at)


def reminder_notice(view: HandoffView, at: datetime) -> Notice:
    """To staff: nobody has claimed it."""
    return Notice(
        key=f"handoff-reminder:{view.handoff.id}:{at.isoformat()}",
        kind=NoticeKind.HANDOFF_REMINDER,
        to=staff_destination(view.handoff),
        facts={**_who(view), "opened_at": view.handoff.opened_at.isoformat()},
    )


def relay_notice(
    handoff: Handoff,
    source: Thread,
    to_side: str,
    author: str,
    author_slack_id: str,
    text: str,
    files: Sequence[FileRef],
) -> Notice:
    """A message for the other side; `source` is the message itself (its channel and timestamp)."""
    return Notice(
        key=f"relay:{source.channel_id}:{source.ts}",
        kind=NoticeKind.RELAY,
        to=destination_of(handoff, to_side),
        facts={
            **_source(handoff, source, to_side),
            "author": author,
            "author_slack_id": author_slack_id,
            "text": text,
            "files": files_to_fact(files),
        },
    )


def edit_notice(handoff: Handoff, source: Thread, to_side: str, author: str, text: str, edited_ts: str) -> Notice:
    return Notice(
        key=f"relay-edit:{source.channel_id}:{source.ts}:{edited_ts}",
        kind=NoticeKind.RELAY_EDIT,
        to=destination_of(handoff, to_side),
        facts={**_source(handoff, source, to_side), "author": author, "text": text},
    )


def delete_notice(handoff: Handoff, source: Thread, to_side: str) -> Notice:
    return Notice(
        key=f"relay-delete:{source.channel_id}:{source.ts}",
        kind=NoticeKind.RELAY_DELETE,
        to=destination_of(handoff, to_side),
        facts=_source(handoff, source, to_side),
    )


def destination_of(handoff: Handoff, side: str) -> Destination:
    if side == STAFF_SIDE:
        return staff_destination(handoff)
    thread = handoff.requester_thread
    return Destination(channel_id=thread.channel_id, thread_ts=thread.ts)


def staff_destination(handoff: Handoff) -> Destination:
    thread = handoff.staff_thread
    if thread is None:
        return Destination(staff=True)
    return Destination(staff=True, channel_id=thread.channel_id, thread_ts=thread.ts)


def _both(view: HandoffView, kind: NoticeKind, what: str, by: PersonCard | None, at: datetime) -> tuple[Notice, ...]:
    facts = {
        **_who(view),
        "what": what,
        "by": by.name if by else view.handoff.requester_name,
        "by_slack_id": by.slack_user_id if by else view.handoff.requester_slack_id,
        "by_title": by.title if by else None,
    }
    return tuple(
        Notice(
            key=f"handoff-{what}:{view.handoff.id}:{at.isoformat()}:{side}",
            kind=kind,
            to=destination_of(view.handoff, side),
            facts={**facts, "side": side},
        )
        for side in (REQUESTER_SIDE, STAFF_SIDE)
    )


def _who(view: HandoffView) -> dict[str, str | int | bool | None]:
    handoff = view.handoff
    return {
        "handoff": handoff.id,
        "name": handoff.requester_name,
        "slack_user_id": handoff.requester_slack_id,
        "organization": handoff.organization,
        "organization_name": view.organization.name if view.organization else None,
        "topic": handoff.topic,
        "state": handoff.state.value,
        "claimed_by": view.claimed_by.name if view.claimed_by else None,
    }


def _source(handoff: Handoff, source: Thread, to_side: str) -> dict[str, str | int | bool | None]:
    return {
        "handoff": handoff.id,
        "side": to_side,
        "source_channel": source.channel_id,
        "source_ts": source.ts,
    }
