"""Sentences about the end of a term whose own words leave no doubt: it is to be longer, or it is not renewed."""

from bot.context import Turn
from bot.intent_names import OUT_OF_SCOPE
from bot.plain_agreements import knows_agreements
from bot.plain_proposals import OF_PROPOSAL
from bot.renewal_sentences import asks_longer, tells_no_renewal
from bot.said import has_any

_ABOUT_IT = ("ask_renewals", "start_renewal", "agreement_status", "explain_process", "request_change", OUT_OF_SCOPE)


def asks_for_extension(turn: Turn) -> bool:
    """ "We need three more months", where no proposal and no service is spoken of."""
    # There "three more months" is a longer term of what is negotiated.
    other = turn.memory.intent in OF_PROPOSAL or has_any(turn.understanding, ("service", "quantity"))
    return _may_be_about_it(turn) and not other and asks_longer(turn.text)


def tells_it_is_not_renewed(turn: Turn) -> bool:
    return _may_be_about_it(turn) and tells_no_renewal(turn.text)


def _may_be_about_it(turn: Turn) -> bool:
    return knows_agreements(turn) and turn.understanding.intent in _ABOUT_IT
