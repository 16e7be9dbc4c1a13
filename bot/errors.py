"""The one place that turns an exception into a sentence for the user."""

import logging

from bot.slack import SlackError
from bot.views.blocks import safe
from domain.errors import CecError

log = logging.getLogger("cec.errors")

UNEXPECTED = (
    "Something went wrong on our side, and nothing was changed. Please try again in a few minutes. "
    "If it happens again, type `/cec person` and tell CEC staff: {reference}."
)
SLACK_AWAY = "Slack did not take that. Please try again in a moment."


def sentence_for(error: Exception, reference: str = "") -> str:
    """What to say. Errors of the domain carry their sentence; anything else is logged in full and told in general."""
    if isinstance(error, CecError):
        return str(error)
    if isinstance(error, SlackError):
        log.warning("slack: %s", error)
        return SLACK_AWAY
    log.error("unexpected (%s)", reference, exc_info=error)
    return UNEXPECTED.format(reference=reference or "no reference")


def said_of(error: Exception, reference: str = "") -> str:
    """The same for a message: sentences of the domain may quote what someone typed, so they are made harmless."""
    return safe(str(error)) if isinstance(error, CecError) else sentence_for(error, reference)
