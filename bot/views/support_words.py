"""Support requests in words."""

from collections.abc import Iterator

from bot.views.blocks import clip, safe
from bot.views.text import dated, instant, plural, without_bold
from bot.views.tracker import Reader
from domain.support_clocks import Clock
from domain.support_comments import CommentKind
from domain.support_requests import RequestState
from services.support_cards import CommentCard, RequestCard, RequestRow

_QUOTED = 1_200
_COMMENT = 400
COMMENTS_SHOWN = 5


def request_text(card: RequestCard, reader: Reader, said: str = "") -> str:
    """All that the blocks say."""
    parts = (said, head(card, reader), details(card, reader), targets(card, reader), comments(card, reader))
    return without_bold("\n".join(part for part in parts if part))


def head(card: RequestCard, reader: Reader) -> str:
    request = card.request
    merged = f" With it goes on what {', '.join(card.merged)} asked." if card.merged else ""
    return f"*{request.number}, {safe(request.service_name)}: priority {request.priority.value}*\n" + (
        f"{state_sentence(card, reader)}{merged}"
    )


def state_sentence(card: RequestCard, reader: Reader) -> str:
    request = card.request
    if request.held:
        return "Kept, and it counts once CEC has looked at it: many requests were opened within an hour."
    who = safe(card.assignee.name) if card.assignee else ""
    when = instant(request.state_since, reader.zone) if request.state_since else ""
    match request.state:
        case RequestState.NEW:
            return f"{who} has it." if who else "CEC has it. Nobody has taken it up yet."
        case RequestState.IN_PROGRESS:
            return f"{who or 'CEC'} works on it."
        case RequestState.WAITING:
            return f"It waits for {'the customer’s' if reader.is_staff else 'your'} answer{when and f' since {when}'}."
        case RequestState.MERGED:
            return f"It goes on as {request.merged_into}, which is about the same thing."
        case RequestState.RESOLVED | RequestState.CLOSED:
            words = f" {safe(clip(request.resolution.words, _QUOTED))}" if request.resolution else ""
            done = "Resolved" if request.state is RequestState.RESOLVED else "Closed"
            return f"{done}{when and f' {when}'}.{words}"


def details(card: RequestCard, reader: Reader) -> str:
    """What is asked, by whom, for what."""
    report = card.request.report
    asker = safe(card.asked_by.name) if card.asked_by else "Someone"
    of = f" of {safe(card.organization.name)}" if reader.is_staff else ""
    asked = instant(card.request.asked_at, reader.zone)
    lines = [f"{asker}{of}, {asked}: “{safe(clip(report.description, _QUOTED))}”"]
    lines.append(f"{report.impact.label}. {report.urgency.label}. {card.agreement}, {safe(card.about)}.")
    more = [("For", report.for_whom), ("Place", report.place), ("Area", card.area if reader.is_staff else "")]
    said = [f"{label}: {safe(value)}" for label, value in more if value]
    if report.files:
        said.append(plural(len(report.files), "file"))
    rating = card.request.rating
    if rating:
        said.append(f"Rated {rating.stars} of 5{f': {safe(clip(rating.words, _COMMENT))}' if rating.words else ''}")
    return "\n".join([*lines, *([". ".join(said) + "."] if said else [])])


def targets(card: RequestCard, reader: Reader) -> str:
    """What the agreement says about the time, and how that stands."""
    return "\n".join(_targets(card, reader))


def _targets(card: RequestCard, reader: Reader) -> Iterator[str]:
    for clock in card.request.clocks:
        of = f"{safe(clock.former)}: " if clock.former else ""
        yield f"{of}{safe(clock.metric.measure)}, {safe(clock.metric.target_words)}: {_stands(card, clock, reader)}"


def _stands(card: RequestCard, clock: Clock, reader: Reader) -> str:
    met = f"done {instant(clock.met_at, reader.zone)}" if clock.met_at else ""
    if clock.is_late:
        why = f", because: {safe(clip(clock.cause, _COMMENT))}" if clock.cause else ""
        return f"missed{f', {met}' if met else ''}{why}"
    if met:
        return met
    if card.request.state is RequestState.WAITING:
        return "stands still until the answer is there"
    return f"by {dated(clock.due_at, reader.zone)}" if clock.due_at else "not running"


def comments(card: RequestCard, reader: Reader) -> str:
    """The last ones."""
    shown = card.comments[-COMMENTS_SHOWN:]
    before = len(card.comments) - len(shown)
    earlier = [f"{plural(before, 'earlier message')} not shown here."] if before else []
    return "\n".join([*earlier, *(_comment(each, reader) for each in shown)])


def _comment(card: CommentCard, reader: Reader) -> str:
    comment = card.comment
    kind = {CommentKind.ASK: " asks", CommentKind.NOTE: ", among CEC's people"}.get(comment.kind, "")
    files = f" ({plural(len(comment.files), 'file')})" if comment.files else ""
    said = safe(clip(comment.text, _COMMENT))
    return f"*{safe(card.author)}*{kind}, {instant(comment.at, reader.zone)}: {said}{files}"


def row_text(row: RequestRow, reader: Reader) -> str:
    """A line of a list."""
    request = row.request
    who = row.assignee or ("held" if request.held else "nobody yet")
    state = request.state.label
    if request.state is RequestState.WAITING and not reader.is_staff:
        state = "waits for your answer"
    of = f"{safe(row.asked_by)}, {safe(row.organization)}" if reader.is_staff else safe(row.asked_by)
    due = f", next target {dated(request.next_due_at, reader.zone)}" if reader.is_staff and request.next_due_at else ""
    late = ", target missed" if reader.is_staff and request.is_late else ""
    return (
        f"*{request.number}, {safe(request.service_name)}*, {request.priority.value}: {state}, {safe(who)}{late}{due}\n"
        f"{of}, {row.agreement}: “{safe(clip(request.report.description, 160))}”"
    )
