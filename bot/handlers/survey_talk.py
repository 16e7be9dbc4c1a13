"""Answering the survey in conversation: one question at a time, in the person's own words.

While a question waits (`Memory.survey`), what is said is read as its answer first. A clear request for something else
is carried out; then the question rests until the person goes on with it.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.context import Asker, Click, Turn
from bot.handlers.survey_changes import change_reply, likely_questions
from bot.handlers.survey_entries import hearing_of
from bot.intent_names import OUT_OF_SCOPE
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.survey_controls import ABOUT_ANOTHER, KEEPS, RESUMES, WAYS, way_said
from bot.two_questions import Read
from bot.understanding.client import UnderstandingUnavailable
from bot.understanding.said_answers import said_answer
from bot.understanding.slack_text import plain
from bot.understanding.thresholds import SURE
from bot.views.blocks import actions, button, clip, read_value, safe, section
from bot.views.survey_messages import card_blocks, card_text, question_blocks, question_text
from bot.views.survey_words import overtaken_sentence
from domain.errors import CecError, InvalidInput
from domain.survey_answers import from_plain
from domain.survey_values import Value
from domain.survey_words import in_words
from domain.surveys import Question, QuestionKind
from services import Services
from services.memory import Memory, Pending, Scalar
from services.survey_cards import ResponseView

RESTS = "rests"
GO_ON = "Go on with the survey"
#: Fewer words, such as "around 40", are an answer that cannot be read rather than a request.
SHORTEST_REQUEST = 3
#: What the person wants who says one of these is never something else than an answer.
_ANSWERING = frozenset({"affirm", "deny", "thank", "greet", "start_survey", OUT_OF_SCOPE})
_TEXTS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})


def heard(turn: Turn, read: Read) -> Reply | None:
    """The reply when this is about the question that waits; None when there is none, or something else was asked."""
    waiting = turn.memory.survey
    if waiting is None:
        return None
    text = plain(turn.text).text.strip()
    bare = text.strip(" .!?")
    said = way_said(bare)
    resting, another = bool(waiting.facts.get(RESTS)), bool(ABOUT_ANOTHER.match(text))
    if resting and not another and said not in ("skip", "back") and not RESUMES.fullmatch(bare):
        return None
    try:
        view = turn.services.surveys.view(turn.actor, waiting.question)
        question = view.survey.question(str(waiting.facts.get("q") or ""))
    except CecError:  # the survey or the right to it is gone: what was said is read as usual
        return None
    if view.response.submitted_at:
        return None
    if another:
        meant = len(likely_questions(view, text.partition(" to ")[0])) == 1
        return change_reply(view, text, hearing_of(turn.asker, view), turn.memory) if meant else None
    if said:
        return go(turn.asker, said, view, question, turn.memory)
    if resting:
        return ask(turn.asker, view, question, turn.memory)
    return _answered(turn, view, question, text, read)


def rest(reply: Reply, memory: Memory) -> Reply:
    """After something else was answered: the question rests, and a button leads back to it."""
    waiting = memory.survey
    if waiting is None or waiting.facts.get(RESTS):
        return reply
    resting = replace(waiting, facts={**waiting.facts, RESTS: True})
    back = actions([button(GO_ON, "survey.talk:back", {"n": waiting.question, "q": waiting.facts.get("q")})])
    blocks = [*(reply.blocks or [section(reply.text)]), back][:50]
    text = f"{reply.text}\nThe survey waits. Say “continue” to go on with it."
    return replace(reply, text=text, blocks=blocks, memory=replace(reply.memory or memory, survey=resting))


# -- asking ------------------------------------------------------------------------------------------------------


def ask(asker: Asker, view: ResponseView, question: Question, memory: Memory, said: str = "") -> Reply:
    facts: Mapping[str, Scalar] = {"q": question.key, "r": view.response.revision}
    kept = replace(memory, survey=Pending(view.agreement, facts), agreement=view.agreement)
    return _reply(view, question_text(view, question, said), question_blocks(view, question, said), kept)


def ask_next(asker: Asker, view: ResponseView, memory: Memory, said: str = "", after: Question | None = None) -> Reply:
    """The next question that needs a person, or the card when there is none."""
    question = _next_open(view, after)
    if question is not None:
        return ask(asker, view, question, memory, said)
    finished = "Look through the answers and submit the survey." if view.ready else ""
    return _card(asker, view, replace(memory, survey=None), f"{said} {finished}".strip())


def go(asker: Asker, way: str, view: ResponseView, question: Question, memory: Memory) -> Reply:
    """Skip, back, why or pause."""
    if way == "why":
        return ask(asker, view, question, memory, _why(view, question))
    if way == "back":
        before = _before(view, question)
        said = "" if before else "This is the first question."
        return ask(asker, view, before or question, memory, said)
    if way == "skip":
        following = _next_open(view, question)
        if following is None or following == question:
            return _card(asker, view, replace(memory, survey=None), "That was the last open question.")
        return ask(asker, view, following, memory, "Skipped. You can come back to it.")
    said = "The survey is paused. Everything you answered is kept. Say “go on with the survey” whenever you like."
    return _card(asker, view, replace(memory, survey=None), said)


def _why(view: ResponseView, question: Question) -> str:
    """The question's own help, else the services that follow from it."""
    if question.help:
        return safe(question.help)
    state = view.section(view.survey.section_of(question.key).key)
    title = state.section.title if state else view.survey.title
    return f"CEC plans “{safe(title)}” by it: which services you need, how many, and at which level."


def _next_open(view: ResponseView, after: Question | None) -> Question | None:
    """The next question without an answer, then the needed ones before it, then what was filled in unseen."""
    asked = [q for state in view.by_section if state.may_answer for q in state.questions]
    start = asked.index(after) + 1 if after in asked else 0
    answers = view.response.answers
    unanswered = [q for q in asked[start:] if q.key not in answers] + [q for q in asked[:start] if q in view.missing]
    # Who skips one that was filled in goes on to later ones, so that it comes to an end.
    rest = asked[start:] if after and _is_prefilled(view, after) else asked
    unconfirmed = [q for q in rest if _is_prefilled(view, q)]
    return next(iter((*unanswered, *unconfirmed)), None)


def _is_prefilled(view: ResponseView, question: Question) -> bool:
    given = view.response.answers.get(question.key)
    return given is not None and given.prefilled


def _before(view: ResponseView, question: Question) -> Question | None:
    asked = [q for state in view.by_section if state.may_answer for q in state.questions]
    place = asked.index(question) if question in asked else 0
    return asked[place - 1] if place > 0 else None


# -- answering ---------------------------------------------------------------------------------------------------


def _answered(turn: Turn, view: ResponseView, question: Question, text: str, read: Read) -> Reply | None:
    given = view.response.answers.get(question.key)
    if given and given.prefilled and KEEPS.fullmatch(text) and question.kind is not QuestionKind.YES_NO:
        return _keep(turn.asker, turn.services, view, question, given.value, turn.memory, view.response.revision)
    if question.kind in _TEXTS and text.endswith("?") and _asks_else(text, read):
        return None
    try:
        value = said_answer(question, text, hearing_of(turn.asker, view))
    except InvalidInput as error:
        return None if _asks_else(text, read) else ask(turn.asker, view, question, turn.memory, safe(str(error)))
    seen = turn.memory.survey.facts.get("r") if turn.memory.survey else None
    revision = seen if isinstance(seen, int) else view.response.revision
    return _keep(turn.asker, turn.services, view, question, value, turn.memory, revision)


def _asks_else(text: str, read: Read) -> bool:
    """Whether it surely asks for something that is no answer."""
    try:
        meant = read(text)
    except UnderstandingUnavailable:
        return False
    return meant.intent not in _ANSWERING and meant.confidence >= SURE and len(text.split()) >= SHORTEST_REQUEST


def _keep(
    asker: Asker, services: Services, view: ResponseView, question: Question, value: Value, memory: Memory, seen: int
) -> Reply:
    saved = services.surveys.answer(asker.actor, view.agreement, {question.key: value}, seen)
    if question.key in saved.errors:
        return ask(asker, saved.view, question, memory, safe(saved.errors[question.key]))
    if saved.overtaken:
        said = overtaken_sentence(saved.overtaken[0], asker.zone).replace("Save again", "Say yours again")
        return ask(asker, saved.view, question, memory, said)
    noted = f"Noted: {safe(clip(in_words(question, value), 300))}."
    wrong = [safe(sentence) for key, sentence in saved.view.failed_checks if key == question.key]
    return ask_next(asker, saved.view, memory, " ".join([noted, *wrong]), question)


# -- buttons -----------------------------------------------------------------------------------------------------


def talk(click: Click) -> Outcome:
    """Answer here, one by one; or back to the question that rests."""
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    if value.get("q"):
        return ask(click.asker, view, view.survey.question(str(value["q"])), click.memory)
    how = "Answer in your own words. You can say skip, back, why or pause at any time."
    return ask_next(click.asker, view, click.memory, how)


def way(click: Click) -> Outcome:
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    question = view.survey.question(str(value.get("q") or ""))
    chosen = str(value.get("w"))
    return go(click.asker, chosen if chosen in WAYS else "pause", view, question, click.memory)


def pick(click: Click) -> Outcome:
    """An answer that was pressed."""
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    question = view.survey.question(str(value.get("q") or ""))
    answer = from_plain(question.kind, value.get("v"))
    if answer is None:
        raise InvalidInput(question.key, "That choice is not known. Answer the question in the survey's form.")
    seen = value.get("r")
    revision = seen if isinstance(seen, int) else view.response.revision
    return _keep(click.asker, click.services, view, question, answer, click.memory, revision)


def apply(click: Click) -> Outcome:
    """A change that was summed up is made; then the question that waited is asked again."""
    made = pick(click)
    if click.memory.survey is None and isinstance(made, Reply) and made.memory:
        return replace(made, memory=replace(made.memory, survey=None))
    return made


def _card(asker: Asker, view: ResponseView, memory: Memory, said: str) -> Reply:
    text = f"{said}\n{card_text(view, asker.zone)}"
    return _reply(view, text, card_blocks(view, asker.zone, said), replace(memory, agreement=view.agreement))


def _reply(view: ResponseView, text: str, blocks: list[dict[str, object]], memory: Memory) -> Reply:
    return Reply(text.replace("*", ""), blocks, frozenset({view.organization.key}), memory=memory)


def register(routes: Routes) -> None:
    routes.action("survey.talk", talk)
    routes.action("survey.way", way)
    routes.action("survey.pick", pick)
    routes.action("survey.apply", apply)
