"""The notices about support requests: to both threads, which are kept in step, and to the office's ticket system.

The customer's side is told in the thread of their request, or by direct message where it has none; CEC in the thread
of the staff channel. Until that is posted, who delivers the notice looks it up.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.notices import Destination, Notice, NoticeKind
from domain.people import Side
from domain.permissions import Actor
from domain.support_comments import Comment, CommentKind
from domain.support_requests import SupportRequest
from services.handoff_cards import FileRef, files_to_fact
from services.recipients import in_slack
from storage.unit_of_work import UnitOfWork

#: What happened, as facts name it.
CLAIMED, ASSIGNED, CHANGED, RESOLVED, REOPENED, CLOSED, MERGED, RELEASED, RATED = (
    *("claimed", "assigned", "changed", "resolved", "reopened", "closed", "merged", "released", "rated"),
)
BOTH = (Side.CUSTOMER, Side.CEC)


def tell_opened(work: UnitOfWork, request: SupportRequest) -> None:
    """CEC, with a message that begins the staff's thread."""
    key = f"request-opened:{request.id}"
    work.notices.enqueue(Notice(key, NoticeKind.REQUEST_OPENED, Destination(staff=True), _facts(request)))


def tell_changed(
    work: UnitOfWork,
    actor: Actor,
    requests: Sequence[SupportRequest],
    what: str,
    at: datetime,
    sides: Iterable[Side] = BOTH,
    words: str = "",
) -> None:
    """What happened to requests by one act; each place hears of it once, with all their numbers."""
    for side in sides:
        places: dict[Destination, list[SupportRequest]] = {}
        for each in requests:
            for to in destinations_of(work, each, side):
                places.setdefault(to, []).append(each)
        for to, told in places.items():
            first = told[0]
            numbers = ", ".join(each.number for each in told)
            said = {"what": what, "words": words, "side": side.value, "numbers": numbers, "at": at.isoformat()}
            key = f"request-changed:{first.id}:{first.revision}:{what}:{to.partition}:{to.thread_ts or ''}"
            work.notices.enqueue(
                Notice(key, NoticeKind.REQUEST_CHANGED, to, {**_facts(first), **said, "by": name_of(actor)})
            )


def tell_comment(
    work: UnitOfWork, requests: Sequence[SupportRequest], comment: Comment, author: str, side: Side
) -> None:
    """What was written, in the threads of these requests on one side; each place hears of it once."""
    files = files_to_fact([FileRef(file.id, file.name, "") for file in comment.files])
    asked = comment.kind is CommentKind.ASK
    said = {"comment": comment.id, "author": author, "text": comment.text, "files": files, "asked": asked}
    places = {to: each for each in reversed(requests) for to in destinations_of(work, each, side)}
    for to, each in places.items():
        key = f"request-comment:{comment.id}:{each.id}:{to.partition}"
        work.notices.enqueue(Notice(key, NoticeKind.REQUEST_COMMENT, to, {**_facts(each), **said, "side": side.value}))


def ask_for_rating(work: UnitOfWork, request: SupportRequest) -> None:
    """Once for each resolution, of who asked."""
    for person in in_slack(work, [request.asked_by]):
        key = f"rating-wanted:{request.id}:{request.reopened}"
        to = Destination(slack_user_id=person.slack_user_id)
        work.notices.enqueue(Notice(key, NoticeKind.RATING_WANTED, to, _facts(request)))


def tell_tickets(work: UnitOfWork, request: SupportRequest, comment: Comment | None = None) -> None:
    """The office's ticket system: how the request stands, or what was written. In order for each request."""
    what = f"comment:{comment.id}" if comment else str(request.revision)
    facts = {"request": request.id, "comment": comment.id if comment else None}
    key = f"ticket:{request.id}:{what}"
    work.notices.enqueue(Notice(key, NoticeKind.TICKET, Destination(ticket=request.number), facts))


def destinations_of(work: UnitOfWork, request: SupportRequest, side: Side) -> tuple[Destination, ...]:
    if side is Side.CEC:
        thread = request.staff_thread
        return (Destination(True, thread.channel_id, None, thread.ts) if thread else Destination(staff=True),)
    thread = request.customer_thread
    if thread:
        return (Destination(channel_id=thread.channel_id, thread_ts=thread.ts),)
    return tuple(Destination(slack_user_id=each.slack_user_id) for each in in_slack(work, [request.asked_by]))


def name_of(actor: Actor) -> str:
    return actor.person.name if actor.person else "CEC"


def _facts(request: SupportRequest) -> dict[str, str | int | bool | None]:
    return {"request": request.id, "number": request.number, "service_name": request.service_name}
