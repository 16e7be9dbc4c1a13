"""Notices about exceptions: the other side answers by a button, in the place of the notice."""

from bot.outgoing import Outgoing, Sender, post_once, reader_of, seen_by_reader
from bot.slack import Slack
from bot.views.exceptions import card_blocks, said_text
from domain.measurement_exceptions import ExceptionState
from domain.notices import NoticeKind
from services import Services


def exception_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """As it stands now: what was answered meanwhile shows no buttons."""
    actor, exception = reader_of(outgoing, services), str(outgoing.facts["exception"])
    card = seen_by_reader(outgoing, lambda: services.measurement_exceptions.view(actor, exception))
    if card is None:
        return
    asked = outgoing.facts["state"] == ExceptionState.PROPOSED
    said = "Please agree or decline." if asked and card.may_agree else ""
    post_once(outgoing, slack, said_text(card, said), card_blocks(card, said))


SENDERS: dict[NoticeKind, Sender] = {NoticeKind.EXCEPTION_CHANGED: exception_changed}
