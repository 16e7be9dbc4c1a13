"""That a colleague replaced answers: what stands there now, what stood there before, and the way to change it."""

from collections.abc import Mapping, Sequence

from bot.replies import Block
from bot.views.blocks import actions, button, clip, context, safe, section
from bot.views.text import plural
from domain.survey_values import Value
from domain.survey_words import in_words
from domain.surveys import Question
from services.survey_cards import ResponseView

MOST_SHOWN = 10
ANSWER_SHOWN = 300


def replaced_said(number: str, by: str, count: int) -> str:
    answers = "an answer of yours" if count == 1 else f"{count} answers of yours"
    return f"{safe(by)} changed {answers} in the survey of {number}."


def replaced_text(view: ResponseView, own: Mapping[str, Value], by: str) -> str:
    """`own` are the reader's own answers that were replaced, by question key."""
    lines = [f"{safe(question.text)} {_now_and_before(view, question, own)}" for question in _questions(view, own)]
    return "\n".join([replaced_said(view.agreement, by, len(own)), *lines])


def replaced_blocks(view: ResponseView, own: Mapping[str, Value], by: str) -> list[Block]:
    blocks = [section(replaced_said(view.agreement, by, len(own)))]
    for question in _questions(view, own):
        text = f"*{safe(question.text)}*\n{_now_and_before(view, question, own)}"
        blocks.append(section(text, _change(view, question)))
    more = len(own) - MOST_SHOWN
    blocks += [context(f"And {plural(more, 'other answer')}, all of them in the list of answers.")] if more > 0 else []
    return [*blocks, actions([button("All answers", "survey.answers", {"n": view.agreement})])]


def _questions(view: ResponseView, own: Mapping[str, Value]) -> Sequence[Question]:
    return [question for question in view.survey.questions if question.key in own][:MOST_SHOWN]


def _now_and_before(view: ResponseView, question: Question, own: Mapping[str, Value]) -> str:
    given = view.response.answers.get(question.key)
    now = f"Now: {_shown(question, given.value)}." if given else "There is no answer now."
    return f"{now} Yours was: {_shown(question, own[question.key])}."


def _shown(question: Question, value: Value) -> str:
    return safe(clip(in_words(question, value), ANSWER_SHOWN).rstrip("."))


def _change(view: ResponseView, question: Question) -> Block | None:
    """None where the reader cannot change it any more."""
    state = view.section(view.survey.section_of(question.key).key)
    if state is None or not state.may_answer:
        return None
    value = {"n": view.agreement, "q": question.key}
    label = clip(f"Change: {question.text}", 75)
    return button("Change", f"survey.change:{question.key}", value, label=label)
