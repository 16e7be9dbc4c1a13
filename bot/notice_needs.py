"""What both sides are told of the needs, as these are when it is said."""

from datetime import datetime

from bot.outgoing import Outgoing, Sender, notice_reader, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.places import zone_known
from bot.slack import Slack
from bot.views.needs import needs_blocks, needs_text
from bot.views.talk import quoted
from bot.views.tracker import Reader
from domain.notices import NoticeKind
from domain.permissions import Actor
from services import Services

QUOTED = 300


def needs_told(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """What happened, and all needs as they are now, with what the reader can do about them."""
    actor = reader_of(outgoing, services)
    view = seen_by_reader(outgoing, lambda: services.needs.view(actor, str(outgoing.facts["number"])))
    if view is None:
        return
    reader, said = _reader(outgoing, actor), _what_happened(outgoing)
    post(outgoing, slack, needs_text(view, reader, 0, said), needs_blocks(view, reader, 0, said))


def _what_happened(outgoing: Outgoing) -> str:
    facts = outgoing.facts
    by, number = quoted(str(facts["by"])), facts["number"]
    line = quoted(str(facts.get("text") or ""), QUOTED)
    correction = quoted(str(facts.get("correction") or ""), QUOTED)
    return {
        "sent": f"{by} recorded what you need for {number}. Please read it and confirm.",
        "added": f"{by} added a need of {number}: “{line}”",
        "changed": f"{by} changed a need of {number}. It now says: “{line}”",
        "removed": f"{by} removed a need of {number}: “{line}”",
        "taken_over": f"{by} took over your correction of {number}: “{line}”",
        "agreed": f"{by} took over the need that you added to {number}: “{line}”",
        "corrected": f"{by} corrected a need of {number}, from “{line}” to “{correction}”",
        "taken_back": f"{by} took back the correction of {number}. It says again: “{line}”",
        "not_needed": f"{by} says that this is not needed in {number}: “{line}”",
        "confirmed": f"{by} confirmed the needs of {number}.",
    }[str(facts["what"])]


def _reader(outgoing: Outgoing, actor: Actor) -> Reader:
    zone = zone_known(actor)
    today = datetime.fromisoformat(str(outgoing.facts["at"])).astimezone(zone).date()
    return notice_reader(outgoing, actor, today)


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.NEEDS_SENT: needs_told,
    NoticeKind.NEEDS_CHANGED: needs_told,
    NoticeKind.NEEDS_ANSWERED: needs_told,
}
