"""Two questions in one message."""

import pytest

from bot.replies import Reply
from bot.two_questions import with_other_question
from bot.understanding.client import UnderstandingUnavailable
from bot.understanding.model import Understanding
from tests.blockkit import button, check_reply
from tests.bot.saying import understood

ANSWER = Reply("Our agreement ends on March 2, 2027.")
MEANT = {
    "I want 30 laptops.": ("ask_price", 0.9),
    "when is our agreement expiring?": ("ask_renewals", 0.95),
    "who is my sml": ("find_contact", 0.9),
    "what's our status": ("agreement_status", 0.9),
    "Thank you very much.": ("thank", 0.99),
    "We have many offices.": ("browse_catalog", 0.45),
    "they expire when exactly?": ("ask_renewals", 0.9),
}


def read(text: str) -> Understanding:
    intent, confidence = MEANT[text]
    return understood(text, intent, confidence=confidence)


BOTH = [
    ("I want 30 laptops. Also when is our agreement expiring?", "ask_renewals", "Get a price", "30 laptops"),
    ("who is my sml and what's our status", "find_contact", "See where an agreement stands", "what's our status"),
    ("who is my sml and what's our status", "agreement_status", "Find a contact", "who is my sml"),
]


@pytest.mark.parametrize(("text", "answered", "label", "words"), BOTH)
def test_the_other_question_is_one_button_away(text: str, answered: str, label: str, words: str) -> None:
    reply = with_other_question(ANSWER, answered, text, read)
    check_reply(reply)
    assert reply.text.startswith(ANSWER.text)
    assert words in button(reply, label)["value"]


ONE = [
    ("when is our agreement expiring?", "ask_renewals"),
    ("Thank you very much. when is our agreement expiring?", "ask_renewals"),
    ("We have many offices. when is our agreement expiring?", "ask_renewals"),
    ("they expire when exactly? when is our agreement expiring?", "ask_renewals"),
    ("Hello. when is our agreement expiring?", "ask_renewals"),
]


@pytest.mark.parametrize(("text", "answered"), ONE)
def test_one_question_is_answered_alone(text: str, answered: str) -> None:
    assert with_other_question(ANSWER, answered, text, read) == ANSWER


def test_the_answer_stands_when_the_rest_cannot_be_read() -> None:
    def down(text: str) -> Understanding:
        raise UnderstandingUnavailable("down")

    assert with_other_question(ANSWER, "ask_renewals", BOTH[0][0], down) == ANSWER
