"""What is written in the threads of a request: the customer's goes to CEC, the staff's stays among them unless it says
that it is for the customer.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any

from bot.context import Asker
from bot.handlers.support_opening import files_in
from bot.slack import Slack
from bot.understanding.slack_text import plain
from bot.views.blocks import actions, safe, section
from bot.views.support_card import customer_rows
from domain.errors import CecError
from domain.handoffs import Thread
from domain.support_requests import RequestState
from services import Services
from services.support_cards import RequestCard

log = logging.getLogger("cec.support")

Event = Mapping[str, Any]
_SENT = {"reply": "The customer has your answer.", "ask": "The customer is asked."}
_MARKED = re.compile(r"^\s*(reply|ask)\s*:\s*", re.IGNORECASE)
_RESOLVED = "{number} is resolved. CEC has what you wrote. If it still does not work, open it again."


def carried(slack: Slack, services: Services, event: Event, asker: Asker) -> bool:
    """Whether the message belongs to a request, and so is not for the assistant to answer."""
    thread = Thread(event["channel"], event["thread_ts"])
    card = services.support_requests.of_thread(asker.actor, thread)
    if card is None or card.request.state is RequestState.CLOSED:
        return False
    try:
        if asker.actor.is_staff:
            _from_staff(slack, services, event, asker, card)
        else:
            _from_customer(slack, services, event, asker, card)
    except CecError as error:
        _whisper(slack, event, asker, safe(str(error)))
    return True


def _from_customer(slack: Slack, services: Services, event: Event, asker: Asker, card: RequestCard) -> None:
    number = card.request.number
    now = services.support_requests.comment(asker.actor, number, _words(event), _files(event), _id(event))
    if now.request.state is RequestState.RESOLVED:
        text = _RESOLVED.format(number=number)
        rows = [row for row in customer_rows(now) if row]
        blocks = [section(text), *map(actions, rows)]
        slack.post(event["channel"], text, blocks, event["thread_ts"], f"{_id(event)}:told")


def _from_staff(slack: Slack, services: Services, event: Event, asker: Asker, card: RequestCard) -> None:
    """“reply: ...” and “ask: ...” go to the customer; all else is a note."""
    words, queue = _words(event), services.support_queue
    marked = _MARKED.match(words)
    if marked is None:
        queue.note(asker.actor, card.request.number, words, _files(event), _id(event))
        return
    does, said = marked[1].lower(), words[marked.end() :]
    if does == "ask":
        queue.ask_back(asker.actor, card.request.number, said, _id(event))
    else:
        queue.comment(asker.actor, card.request.number, said, _files(event), _id(event))
    _whisper(slack, event, asker, _SENT[does])


def _whisper(slack: Slack, event: Event, asker: Asker, text: str) -> None:
    slack.whisper(event["channel"], asker.slack_user_id, text, [section(text)], event["thread_ts"])


def _words(event: Event) -> str:
    return plain(str(event.get("text") or "")).text


def _files(event: Event) -> Any:
    return files_in(event.get("files"))


def _id(event: Event) -> str:
    """A message counts once, also when it is handled again after a crash."""
    return f"slack:{event['channel']}:{event['ts']}"
