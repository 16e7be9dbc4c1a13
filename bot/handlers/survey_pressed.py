"""The survey's buttons in conversation: an answer that is pressed, a change that is made or left, the ways on."""

from typing import Any

from bot.context import Click
from bot.handlers.survey_questions import RESTS, ask, ask_next, card, go, reply_about
from bot.handlers.survey_talk import kept, still_asked
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.survey_controls import WAYS
from bot.views.blocks import read_value
from bot.views.survey_messages import change_blocks, change_text
from domain.errors import InvalidInput
from domain.survey_answers import from_plain
from domain.survey_values import Value
from domain.surveys import Question
from services.survey_cards import ResponseView

GOES_ON = "The survey goes on."
STILL_PAUSED = "The survey is still paused. Say “continue” to go on with it."
KEPT = "Nothing was changed."


def talk(click: Click) -> Outcome:
    """Answer here, one by one; or back to the question that rests."""
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    if value.get("q"):
        return ask(click.asker, view, view.survey.question(str(value["q"])), click.memory)
    how = "Answer in your own words. You can say skip, back, why or pause at any time."
    return ask_next(click.asker, view, click.memory, how)


def way(click: Click) -> Outcome:
    view, question, value = _asked_about(click)
    chosen = str(value.get("w"))
    return go(click.asker, click.services, chosen if chosen in WAYS else "pause", view, question, click.memory)


def pick(click: Click) -> Outcome:
    """An answer that was pressed, perhaps of a question that was asked long ago: then another answer that was given
    since is not replaced at once, and a survey that is paused stays so.
    """
    view, question, value = _asked_about(click)
    answer = _answer(question, value)
    waiting, given = click.memory.survey, view.response.answers.get(question.key)
    waits = waiting and (waiting.question, waiting.facts.get("q")) == (view.agreement, question.key)
    if given and given.value != answer and not waits:
        return reply_about(
            view,
            change_text(question, given.value, answer),
            change_blocks(view, question, given.value, answer),
            click.memory,
        )
    if waiting and not waits:
        return _made(click, view, question, answer, value)
    made = kept(click.asker, click.services, view, question, answer, click.memory, _seen(view, value))
    if isinstance(made, Reply):
        return made
    after, noted = made
    resumed = waiting is None or waiting.facts.get(RESTS)
    return ask_next(click.asker, after, click.memory, f"{noted} {GOES_ON}" if resumed else noted, question)


def apply(click: Click) -> Outcome:
    """A change that was summed up is made."""
    view, question, value = _asked_about(click)
    return _made(click, view, question, _answer(question, value), value)


def keep(click: Click) -> Outcome:
    """A change that was summed up is not made."""
    view, _, _ = _asked_about(click)
    return _on(click, view, KEPT)


# -- pieces ------------------------------------------------------------------------------------------------------


def _asked_about(click: Click) -> tuple[ResponseView, Question, dict[str, Any]]:
    """The survey and the question that a button is about, and all of its value."""
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    return view, view.survey.question(str(value.get("q") or "")), value


def _answer(question: Question, value: dict[str, Any]) -> Value:
    answer = from_plain(question.kind, value.get("v"))
    if answer is None:
        raise InvalidInput(question.key, "That choice is not known. Answer the question in the survey's form.")
    return answer


def _seen(view: ResponseView, value: dict[str, Any]) -> int:
    seen = value.get("r")
    return seen if isinstance(seen, int) else view.response.revision


def _made(click: Click, view: ResponseView, question: Question, answer: Value, value: dict[str, Any]) -> Reply:
    """An answer beside the question that waits."""
    made = kept(click.asker, click.services, view, question, answer, click.memory, _seen(view, value))
    return made if isinstance(made, Reply) else _on(click, *made)


def _on(click: Click, view: ResponseView, said: str) -> Reply:
    """The question that waits is asked again, of this survey or another; where it rests, it rests on."""
    waiting = click.memory.survey
    asked = still_asked(click.asker, click.services, waiting) if waiting else None
    if waiting is None or asked is None:
        return card(click.asker, view, click.memory, said)
    if waiting.facts.get(RESTS):
        return card(click.asker, view, click.memory, f"{said} {STILL_PAUSED}")
    return ask(click.asker, *asked, click.memory, said)


def register(routes: Routes) -> None:
    routes.action("survey.talk", talk)
    routes.action("survey.way", way)
    routes.action("survey.pick", pick)
    routes.action("survey.apply", apply)
    routes.action("survey.keep", keep)
