"""A support request with what its reader can do."""

from typing import Any

from bot.replies import Block
from bot.views.blocks import actions, button, context, option, section, select
from bot.views.support_forms import STARS
from bot.views.support_words import comments, details, head, targets
from bot.views.tracker import Reader
from domain.support_requests import RequestState, SupportRequest
from services.support_cards import RequestCard

_TO_CUSTOMER = "What you write in this thread goes to CEC. What CEC answers appears here."
_TO_STAFF = (
    "What is written in this thread stays among CEC's people. Begin with “reply:” to write to the customer, with "
    "“ask:” to ask them something."
)


def request_blocks(card: RequestCard, reader: Reader, said: str = "", in_thread: bool = False) -> list[Block]:
    """`in_thread`: it stands at the head of its thread."""
    texts = (said, head(card, reader), details(card, reader), targets(card, reader), comments(card, reader))
    blocks = [section(text) for text in texts if text]
    rows = staff_rows(card.request, reader) if card.may_work else customer_rows(card)
    blocks += [actions(row) for row in rows if row]
    if in_thread and card.request.is_open:
        blocks.append(context(_TO_STAFF if card.may_work else _TO_CUSTOMER))
    return blocks


def customer_rows(card: RequestCard) -> list[list[Block]]:
    request, made = card.request, list[Block]()
    if card.may_write:
        waits = request.state is RequestState.WAITING
        made.append(_form(request, "Answer CEC" if waits else "Write to CEC", "comment", "primary" if waits else None))
    if card.may_reopen:
        made.append(_form(request, "It still does not work", "reopen"))
    if card.may_rate:
        made.append(_form(request, "Change the rating" if request.rating else "Rate the help", "rating"))
    return [made]


def staff_rows(request: SupportRequest, reader: Reader) -> list[list[Block]]:
    if request.state is RequestState.RESOLVED:
        return [[_form(request, "Open it again", "reopen"), _form(request, "Internal note", "note")]]
    if not request.is_open:
        return [[_form(request, "Internal note", "note")]]
    first: list[Block] = []
    if request.held:
        first.append(button("Release", "support.release", {"numbers": [request.number]}, "primary"))
    elif request.assignee is None:
        first.append(button("Claim", "support.claim", {"r": request.number}, "primary"))
    first += [_form(request, "Reply", "reply"), _form(request, "Ask back", "ask"), _form(request, "Resolve", "resolve")]
    more = select("support.more", "More", [option(words, f"{name} {request.number}") for name, words in MORE.items()])
    return [[*first, _form(request, "Internal note", "note"), more]]


#: What is rarer.
MORE = {
    "assign": "Assign it",
    "change": "Change priority or service",
    "merge": "Merge it into another one",
}


def rating_buttons(request: SupportRequest) -> list[Block]:
    return [
        button(words, f"support.rate:{stars}", {"r": request.number, "s": stars}, label=f"{words}: {request.number}")
        for stars, words in STARS.items()
    ]


def open_button(number: str, text: str = "Open") -> Block:
    return button(text, f"support.open:{number}", {"r": number}, label=f"{text} {number}")


def _form(request: SupportRequest, text: str, name: str, style: str | None = None) -> Block:
    value: dict[str, Any] = {"r": request.number}
    return button(text, f"support.form:{name}", value, style, label=f"{text}: {request.number}")
