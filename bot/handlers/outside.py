"""What is none of the assistant's tasks and yet has a plain answer: what it is, complaints, savings, terms."""

import re
from collections.abc import Callable

from bot.context import Turn
from bot.handlers.pricing_topics import topic_reply
from bot.handlers.suggestions import for_turn, term_in, usual_offers
from bot.plain_words import asks_where_cec_is, is_annoyed
from bot.replies import Reply
from bot.views.blocks import actions, section
from bot.views.talk import PERSON, Offer, ask_button, with_offers

_WHAT_ARE_YOU = re.compile(
    r"\bare you (?:an? |the )?(?:real |actual |live )?(?:bot|chat ?bot|robot|human|person|people|machine|computer|ai"
    r"|program|real)\b|\b(?:who|what) are you\b|\bam i (?:talking|speaking|chatting) (?:to|with)\b",
    re.IGNORECASE,
)
_COMPLAINS = re.compile(r"\bcomplain\w*\b|\bcomplaints?\b|\bunhappy\b|\bdissatisfied\b", re.IGNORECASE)
_SAVES = re.compile(r"\b(?:cheaper|discounts?|save money|lower (?:price|cost)s?|cut costs?)\b", re.IGNORECASE)


def plain_answer(turn: Turn) -> Reply | None:
    """The answer to such a sentence; None where it is none of them."""
    return next((reply for rule in _RULES if (reply := rule(turn))), None)


def _what_i_am(turn: Turn) -> Reply | None:
    if not _WHAT_ARE_YOU.search(turn.text):
        return None
    text = (
        "I am CEC Concierge, a program, not a person. I answer from CEC's catalog, its process and the agreements that "
        "you may see. A person at CEC answers you here when you ask for one."
    )
    return Reply(text, with_offers(text, [PERSON, *usual_offers(turn.actor)[:3]]))


def _complaint(turn: Turn) -> Reply | None:
    if not (_COMPLAINS.search(turn.text) or is_annoyed(turn.text)):
        return None
    person = for_turn(PERSON, turn)
    text = "I am sorry that something went wrong. A person at CEC takes complaints; your words go with the request."
    if is_annoyed(turn.text):
        text = (
            "I am sorry that you did not get help. "
            "A person at CEC can take it from here; your words go with the request."
        )
    return Reply(text, [section(text), actions([ask_button(person, style="primary")])])


def _where_cec_is(turn: Turn) -> Reply | None:
    if not asks_where_cec_is(turn.text):
        return None
    text = "I don't know CEC's address. You can work with CEC from here in Slack, or ask a person at CEC where to go."
    return Reply(text, with_offers(text, [for_turn(PERSON, turn), *usual_offers(turn.actor)[:2]]))


def _savings(turn: Turn) -> Reply | None:
    if not _SAVES.search(turn.text):
        return None
    topics = turn.services.knowledge.topics(turn.actor)
    topic = next((each for each in topics if each.key == "saving_money"), None)
    return topic_reply(turn.actor, turn.services, topic) if topic else None


def _term(turn: Turn) -> Reply | None:
    """A question about something of the glossary that only a person can answer in full."""
    term = term_in(turn)
    if not term:
        return None
    text = f"I can tell you what {term} means, but not more about it than that. A person at CEC can."
    return Reply(
        text,
        with_offers(
            text,
            [Offer(f"What {term} means", "explain_term", term, turn.learned), for_turn(PERSON, turn)],
        ),
    )


_RULES: tuple[Callable[[Turn], Reply | None], ...] = (_what_i_am, _complaint, _where_cec_is, _savings, _term)
