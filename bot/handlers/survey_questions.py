"""The survey's questions one at a time in conversation: which one is asked next, and how."""

from collections.abc import Mapping
from dataclasses import replace

from bot.context import Asker
from bot.replies import Block, Reply
from bot.views.survey_messages import card_blocks, card_text, missing_lines, question_blocks, question_text
from bot.views.survey_why import why_asked
from bot.views.survey_words import is_prefilled
from domain.surveys import Question
from services import Services
from services.memory import Memory, Pending, Scalar
from services.survey_cards import ResponseView

#: Of a question that waits: it is not asked now, until the person goes on with the survey.
RESTS = "rests"
PAUSED = "The survey is paused. Everything you answered is kept. Say “go on with the survey” whenever you like."
LOOK_THROUGH = "Look through the answers and submit the survey."
NOTHING_MISSING = "Nothing that is needed is missing. You can submit the survey."


def ask(
    asker: Asker, view: ResponseView, question: Question, memory: Memory, said: str = "", before: str = ""
) -> Reply:
    """`before` is the key of the question that was answered just now."""
    facts: Mapping[str, Scalar] = {"q": question.key, "r": view.response.revision, "b": before}
    kept = replace(memory, survey=Pending(view.agreement, facts), agreement=view.agreement)
    return reply_about(view, question_text(view, question, said), question_blocks(view, question, said), kept)


def ask_next(asker: Asker, view: ResponseView, memory: Memory, said: str = "", after: Question | None = None) -> Reply:
    """The next question that needs a person, or the card when there is none."""
    question = _next_open(view, after)
    if question is not None:
        return ask(asker, view, question, memory, said, after.key if after else "")
    finished = LOOK_THROUGH if view.ready else ""
    return card(asker, view, replace(memory, survey=None), f"{said} {finished}".strip())


def go(asker: Asker, services: Services, way: str, view: ResponseView, question: Question, memory: Memory) -> Reply:
    """What `survey_controls.WAYS` names."""
    if way == "missing":
        return ask(asker, view, question, memory, "\n".join(missing_lines(view)) or NOTHING_MISSING)
    if way == "why":
        names = {each.key: each.name for each in services.catalog.current().catalog.services}
        return ask(asker, view, question, memory, why_asked(view.survey, question, names))
    if way == "back":
        before = _before(view, question)
        said = "" if before else "This is the first question."
        return ask(asker, view, before or question, memory, said)
    if way == "skip":
        following = _next_open(view, question)
        if following is None or following == question:
            return card(asker, view, replace(memory, survey=None), "That was the last open question.")
        return ask(asker, view, following, memory, "Skipped. You can come back to it.")
    resting = Pending(view.agreement, {"q": question.key, RESTS: True})
    said = _before_submitting(view) if way == "review" else PAUSED
    return card(asker, view, replace(memory, survey=resting), said)


def _before_submitting(view: ResponseView) -> str:
    return LOOK_THROUGH if view.ready else "The survey cannot be submitted yet."


def _next_open(view: ResponseView, after: Question | None) -> Question | None:
    """The next question without an answer, then the needed ones before it, then what was filled in unseen."""
    asked = [q for state in view.by_section if state.may_answer for q in state.questions]
    if after is None:  # who comes back goes on with what is needed, not with what they skipped
        needed = next((q for q in asked if q in view.missing), None)
        if needed:
            return needed
    start = asked.index(after) + 1 if after in asked else 0
    answers = view.response.answers
    unanswered = [q for q in asked[start:] if q.key not in answers] + [q for q in asked[:start] if q in view.missing]
    # Who skips one that was filled in goes on to later ones, so that it comes to an end.
    rest = asked[start:] if after and is_prefilled(view, after.key) else asked
    unconfirmed = [q for q in rest if is_prefilled(view, q.key)]
    return next(iter((*unanswered, *unconfirmed)), None)


def _before(view: ResponseView, question: Question) -> Question | None:
    asked = [q for state in view.by_section if state.may_answer for q in state.questions]
    place = asked.index(question) if question in asked else 0
    return asked[place - 1] if place > 0 else None


def card(asker: Asker, view: ResponseView, memory: Memory, said: str) -> Reply:
    """How far the survey is, and the ways to go on with it."""
    text = f"{said}\n{card_text(view, asker.zone)}"
    return reply_about(view, text, card_blocks(view, asker.zone, said), replace(memory, agreement=view.agreement))


def reply_about(view: ResponseView, text: str, blocks: list[Block], memory: Memory) -> Reply:
    return Reply(text.replace("*", ""), blocks, frozenset({view.organization.key}), memory=memory)
