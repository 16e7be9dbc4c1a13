"""An answer that is to be changed, named in words: which one, and to what."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bot.replies import Reply
from bot.understanding.said_answers import Hearing, said_answer
from bot.views.blocks import safe
from bot.views.survey_messages import change_blocks, change_text, which_blocks, which_text
from domain.errors import InvalidInput
from domain.surveys import Question, QuestionKind
from services.memory import Memory
from services.survey_cards import ResponseView

LIKELY, SURELY = 55, 75
MOST_OFFERED = 3
#: What stands between the answer's name and its new value: "change the number of sites to 14".
_CHANGE_TO = re.compile(
    r"^(?P<what>.+?)(?:\s+from\s+.+?)?\s+(?:to|into|should be|is now|as)\s+(?P<value>.+)$", re.I | re.S
)
_ASKING = re.compile(
    r"\b(?:please|can|could|you|i|we|need|want|would|like|to|change|correct|fix|update|edit|my|our|the|a|an|answer|"
    r"answers|survey|question|about|for|of|in|on|number|wrong|put|gave|said|it|was|is)\b",
    re.IGNORECASE,
)

#: Words for a count: the question that asks for a number is meant, not the one that asks for names.
_COUNTED = re.compile(r"\b(?:number of|how many|count|amount of)\b", re.IGNORECASE)


def change_reply(view: ResponseView, text: str, hearing: Hearing, memory: Memory) -> Reply:
    """The change summed up with a button that makes it; else the answers that may be meant, each with its form."""
    parts = _CHANGE_TO.match(text)
    likely = likely_questions(view, parts["what"] if parts else text)
    if parts and len(likely) > 1:
        likely = _that_take(likely, parts["value"], hearing) or likely
    about, kept = frozenset({view.organization.key}), replace(memory, agreement=view.agreement)
    if len(likely) == 1 and parts:
        question, given = likely[0], view.response.answers.get(likely[0].key)
        try:
            value = said_answer(question, parts["value"], hearing)
        except InvalidInput as error:
            asked = safe(str(error))
        else:
            before = given.value if given else None
            blocks = change_blocks(view, question, before, value)
            return Reply(change_text(question, before, value), blocks, about, memory=kept)
    elif not likely:
        asked = "Which answer do you want to change? Name the question, or look through all answers."
    else:
        asked = "Which answer do you want to change?" if len(likely) > 1 else "Do you want to change this answer?"
    return Reply(which_text(view, likely, asked), which_blocks(view, likely, asked), about, memory=kept)


def _that_take(questions: Sequence[Question], value: str, hearing: Hearing) -> tuple[Question, ...]:
    """The questions to which these words are an answer."""

    def takes(question: Question) -> bool:
        try:
            said_answer(question, value, hearing)
        except InvalidInput:
            return False
        return True

    return tuple(question for question in questions if takes(question))


def names_an_answer(view: ResponseView, text: str) -> bool:
    """Whether the words surely change one answer of this survey."""
    parts = _CHANGE_TO.match(text)
    return bool(parts) and len(likely_questions(view, parts["what"])) == 1


def likely_questions(view: ResponseView, words: str) -> tuple[Question, ...]:
    """The questions that the words may be about: one where it is clear, else the likeliest few."""
    wanted = " ".join(_ASKING.sub(" ", words).lower().split())
    if not wanted:
        return ()
    shown = [question for state in view.by_section for question in state.questions]
    scored = sorted(((_likeness(wanted, question), question) for question in shown), key=lambda each: -each[0])
    near = [(score, question) for score, question in scored if score >= LIKELY]
    if _COUNTED.search(words):
        near = [each for each in near if each[1].kind is QuestionKind.NUMBER] or near
    if near and near[0][0] >= SURELY and (len(near) == 1 or near[1][0] < near[0][0] - 5):
        return (near[0][1],)
    return tuple(question for _, question in near[:MOST_OFFERED])


def _likeness(wanted: str, question: Question) -> float:
    asked = " ".join(_ASKING.sub(" ", question.text).lower().split())
    return max(fuzz.token_set_ratio(wanted, asked), fuzz.token_set_ratio(wanted, question.key.replace("_", " ")))
