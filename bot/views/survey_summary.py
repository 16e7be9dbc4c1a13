"""A submitted survey in short, for staff: the answers that matter most, what stayed open, and what it leads to."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import actions, button, clip, context, safe, section
from bot.views.sections import sections
from bot.views.survey_results import made_buttons, made_text, recommended_head
from domain.survey_words import as_answer
from domain.surveys import Question
from services.survey_cards import ProposalMade, ResponseView, ServicesRecommended

LONGEST_ANSWER = 200
ANSWERS_SHOWN = 25
OPEN_SHOWN = 8


def submitted_sentence(by: str, number: str, organization: str) -> str:
    """`by` is a name that is escaped already."""
    return f"{by} submitted the survey of {number}, {safe(organization)}."


def summary_text(
    view: ResponseView, recommended: ServicesRecommended, said: str, made: ProposalMade | None = None
) -> str:
    answers = (f"{question} {answer}" for question, answer in _answers(view))
    came = [made_text(made)] if made else []
    return "\n".join([said, *came, *answers, _open_ones(view), recommended_head(recommended), safe(recommended.notice)])


def summary_blocks(
    view: ResponseView, recommended: ServicesRecommended, said: str, made: ProposalMade | None = None
) -> list[Block]:
    """`made`: what came of the button that makes the first proposal, once it was pressed."""
    meta = {"n": view.agreement}
    here = {**meta, "summary": True}
    propose = [button("Make the first proposal", "survey.make_proposal", here)]
    ways = [
        *(made_buttons(made, here) if made else []),
        button("Recommended services", "survey.recommended", meta, style=None if made else "primary"),
        *([] if made else propose),
        button("All answers", "survey.answers", meta),
        button("Reopen", "survey.reopen", meta),
    ]
    return [
        section(f"*{said}*"),
        *([section(made_text(made))] if made else []),
        *sections(f"*{question}* {answer}" for question, answer in _answers(view)),
        section(_open_ones(view)),
        section(recommended_head(recommended)),
        context(safe(recommended.notice)),
        actions(ways),
    ]


def _answers(view: ResponseView) -> Sequence[tuple[str, str]]:
    """Question and answer of those that the survey marks as mattering; of a survey that marks none, the first ones."""
    answered = [question for question in _shown(view) if question.key in view.response.answers]
    marked = [question for question in answered if question.matters]
    return [(safe(each.text), _words(view, each)) for each in (marked or answered)[:ANSWERS_SHOWN]]


def _words(view: ResponseView, question: Question) -> str:
    return safe(clip(as_answer(question, view.response.answers[question.key].value), LONGEST_ANSWER))


def _open_ones(view: ResponseView) -> str:
    unanswered = [question for question in _shown(view) if question.key not in view.response.answers]
    if not unanswered:
        return "Every question has an answer."
    lines = ["Left open, none of them required:", *(f"• {safe(each.text)}" for each in unanswered[:OPEN_SHOWN])]
    more = len(unanswered) - OPEN_SHOWN
    return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)


def _shown(view: ResponseView) -> tuple[Question, ...]:
    return tuple(question for state in view.by_section for question in state.questions)
