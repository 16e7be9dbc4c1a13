"""What is written about a request, kept once and carried to the other side."""

from collections.abc import Sequence
from dataclasses import replace

from domain.people import Side
from domain.support_comments import Comment, CommentKind
from domain.support_requests import RequestFile, SupportRequest, needed_text
from domain.support_steps import answered_by_customer, answered_by_staff
from services.support_notices import name_of, tell_comment, tell_tickets
from services.support_parts import Apply, Step

_NEEDED = "Write what you want to say."


def write(
    step: Step,
    request: SupportRequest,
    kind: CommentKind,
    text: str,
    files: Sequence[RequestFile] = (),
    comment_id: str | None = None,
    author: str = "",
    by: str = "",
) -> bool:
    """Keep it and tell the other side; a note nobody but staff. Returns whether it is new: the same id counts once.

    A file needs no words. Raises InvalidInput without either.
    """
    if comment_id and step.work.support_requests.comment(comment_id):
        return False
    said = text.strip() if files and not text.strip() else needed_text("text", text, _NEEDED)
    comment = Comment(
        id=comment_id or step.context.new_id(),
        request=request.id,
        kind=kind,
        at=step.now,
        by=by or step.actor.id,
        from_staff=step.actor.is_staff,
        text=said,
        files=tuple(files),
        author=author,
    )
    step.work.support_requests.add_comment(comment)
    outside = bool(by)
    if step.tickets and not outside and kind is not CommentKind.NOTE:
        tell_tickets(step.work, request, comment)
    if kind is CommentKind.NOTE:
        return True
    said_by = author or name_of(step.actor)
    if comment.from_staff:
        tell_comment(step.work, step.with_followers(request), comment, said_by, Side.CUSTOMER)
    if not comment.from_staff or outside:
        tell_comment(step.work, [request], comment, said_by, Side.CEC)
    return True


def comment(text: str, files: Sequence[RequestFile], comment_id: str | None, by: str = "", author: str = "") -> Apply:
    """Somebody of either side writes; about one that was merged it goes to the one that goes on."""

    def apply(step: Step, request: SupportRequest) -> SupportRequest:
        into = step.work.support_requests.by_number(request.merged_into) if request.merged_into else None
        about = into or request
        if not write(step, about, CommentKind.COMMENT, text, files, comment_id, author, by):
            return request
        step = replace(step, agreement=step.work.agreements.get(about.agreement)) if into else step
        if step.actor.is_staff:
            kept = step.keep(about, answered_by_staff(about, None if by else step.actor.id, step.now))
        else:
            kept = step.keep(about, answered_by_customer(about, step.now))
        return request if into else kept

    return apply
