"""Answering the survey in conversation: one question at a time, in the person's own words.

While a question waits (`Memory.survey`), what is said is read as its answer first. A clear request for something else
is carried out; then the question rests until the person goes on with it.
"""

from dataclasses import replace

from bot.context import Asker, Turn
from bot.handlers.survey_changes import change_reply, likely_questions
from bot.handlers.survey_entries import hearing_of
from bot.handlers.survey_questions import RESTS, ask, ask_next, go, reply_about
from bot.intent_names import OUT_OF_SCOPE
from bot.replies import Reply
from bot.survey_controls import ABOUT_ANOTHER, ASKS, CHANGES_TO, KEEPS, MEANT_BEFORE, RESUMES, way_said
from bot.two_questions import Read
from bot.understanding.client import UnderstandingUnavailable
from bot.understanding.said_answers import said_answer
from bot.understanding.thresholds import SURE
from bot.views.blocks import BLOCKS_A_MESSAGE, actions, button, clip, safe, section
from bot.views.survey_messages import (
    change_blocks,
    change_text,
)
from bot.views.survey_words import overtaken_sentence
from domain.errors import CecError, InvalidInput
from domain.survey_values import Value
from domain.survey_words import in_words
from domain.surveys import Question, QuestionKind
from services import Services
from services.memory import Memory, Pending
from services.survey_cards import ResponseView

GO_ON = "Go on with the survey"
#: The message that led to the question that waits: tried again, it is no answer to that question.
MESSAGE = "m"
#: Fewer words, such as "around 40", are an answer that cannot be read rather than a request.
SHORTEST_REQUEST = 3
#: "Can I talk to a person please": a longer text that speaks of talking is an answer.
LONGEST_CALL = 8
#: What the person wants who says one of these is never something else than an answer.
_ANSWERING = frozenset({"affirm", "deny", "thank", "greet", "start_survey", OUT_OF_SCOPE})
#: So short, these are requests also where any words may be the answer.
_CALLS = frozenset({"talk_to_human", "survey_progress"})
_TEXTS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
#: Of these a "no" at the beginning may be the answer itself.
_SAID_WITH_NO = frozenset({*_TEXTS, QuestionKind.YES_NO, QuestionKind.SEVERAL_OF})


def heard(turn: Turn, read: Read) -> Reply | None:
    """The reply when this is about the question that waits; None when there is none, or something else was asked."""
    waiting = turn.memory.survey
    if waiting is None:
        return None
    reply = _heard(turn, waiting, read)
    asked = reply.memory.survey if reply and reply.memory else None
    if reply is None or reply.memory is None or asked is None or asked == waiting:
        return reply
    stamped = replace(asked, facts={**asked.facts, MESSAGE: turn.message_ts})
    return replace(reply, memory=replace(reply.memory, survey=stamped))


def _heard(turn: Turn, waiting: Pending, read: Read) -> Reply | None:
    text = turn.text.strip()
    bare = text.strip(" .!?")
    said = way_said(bare)
    resting, another = bool(waiting.facts.get(RESTS)), bool(ABOUT_ANOTHER.match(text)) and not KEEPS.fullmatch(text)
    if resting and not another and said not in ("skip", "back", "pause") and not RESUMES.fullmatch(bare):
        return None
    asked = still_asked(turn.asker, turn.services, waiting)
    if asked is None:  # what was said is read as usual
        return None
    view, question = asked
    if not resting and turn.message_ts and waiting.facts.get(MESSAGE) == turn.message_ts:
        return _asked_again(turn, waiting, view, question)
    if another and (question.kind not in _TEXTS or CHANGES_TO.search(text)):
        likely = likely_questions(view, text.partition(" to ")[0])
        meant = len(likely) == 1 if resting else bool(likely)
        return change_reply(view, text, hearing_of(turn.asker, view), turn.memory) if meant else None
    if said:
        return go(turn.asker, turn.services, said, view, question, turn.memory)
    if resting:
        return ask(turn.asker, view, question, turn.memory)
    return _corrected(turn, view, question, text) or _answered(turn, view, question, text, read)


def still_asked(asker: Asker, services: Services, waiting: Pending) -> tuple[ResponseView, Question] | None:
    """The question that waits, and its survey; None once the survey is submitted, or it or the right to it is gone."""
    try:
        view = services.surveys.view(asker.actor, waiting.question)
        question = view.survey.question(str(waiting.facts.get("q") or ""))
    except CecError:
        return None
    return None if view.response.submitted_at else (view, question)


def _asked_again(turn: Turn, waiting: Pending, view: ResponseView, question: Question) -> Reply:
    """The message was read before, and its reply was lost by a crash or by Slack being away."""
    before = str(waiting.facts.get("b") or "")
    given = view.response.answers.get(before)
    noted = _noted(view.survey.question(before), given.value) if given else ""
    return ask(turn.asker, view, question, turn.memory, noted, before)


def rest(reply: Reply, memory: Memory) -> Reply:
    """After something else was answered: the question rests, and a button leads back to it."""
    waiting = memory.survey
    if waiting is None or waiting.facts.get(RESTS):
        return reply
    resting = replace(waiting, facts={**waiting.facts, RESTS: True})
    back = actions([button(GO_ON, "survey.talk:back", {"n": waiting.question, "q": waiting.facts.get("q")})])
    blocks = [*list(reply.blocks or [section(reply.text)])[: BLOCKS_A_MESSAGE - 1], back]
    text = f"{reply.text}\nThe survey waits. Say “continue” to go on with it."
    return replace(reply, text=text, blocks=blocks, memory=replace(reply.memory or memory, survey=resting))


# -- answering ---------------------------------------------------------------------------------------------------


def _answered(turn: Turn, view: ResponseView, question: Question, text: str, read: Read) -> Reply | None:
    given = view.response.answers.get(question.key)
    if given and given.prefilled and KEEPS.fullmatch(text) and question.kind is not QuestionKind.YES_NO:
        return _keep(turn.asker, turn.services, view, question, given.value, turn.memory, view.response.revision)
    if question.kind in _TEXTS and _asks_else(text, read, of_text=True):
        return None
    if question.kind not in _TEXTS and ASKS.match(text) and _asks_else(text, read):
        return None
    try:
        value = said_answer(question, text, hearing_of(turn.asker, view))
    except InvalidInput as error:
        return None if _asks_else(text, read) else ask(turn.asker, view, question, turn.memory, safe(str(error)))
    seen = turn.memory.survey.facts.get("r") if turn.memory.survey else None
    revision = seen if isinstance(seen, int) else view.response.revision
    return _keep(turn.asker, turn.services, view, question, value, turn.memory, revision)


def _corrected(turn: Turn, view: ResponseView, question: Question, text: str) -> Reply | None:
    """ "No, I meant 45": the answer given just before, summed up as a change."""
    key = str(turn.memory.survey.facts.get("b") or "") if turn.memory.survey else ""
    said = MEANT_BEFORE.match(text)
    given = view.response.answers.get(key)
    if said is None or given is None or question.kind in _SAID_WITH_NO or not text[said.end() :]:
        return None
    before = view.survey.question(key)
    try:
        value = said_answer(before, text[said.end() :], hearing_of(turn.asker, view))
    except InvalidInput:
        return None
    blocks = change_blocks(view, before, given.value, value)
    return reply_about(view, change_text(before, given.value, value), blocks, turn.memory)


def _asks_else(text: str, read: Read, of_text: bool = False) -> bool:
    """Whether it surely asks for something that is no answer. To a question for words, nearly everything is one."""
    try:
        meant = read(text)
    except UnderstandingUnavailable:
        return False
    words = len(text.split())
    if meant.confidence < SURE or meant.intent in _ANSWERING or words < SHORTEST_REQUEST:
        return False
    return not of_text or text.endswith("?") or (meant.intent in _CALLS and words <= LONGEST_CALL)


def _keep(
    asker: Asker,
    services: Services,
    view: ResponseView,
    question: Question,
    value: Value,
    memory: Memory,
    seen: int,
) -> Reply:
    """Keep the answer and ask what comes next."""
    made = kept(asker, services, view, question, value, memory, seen)
    return made if isinstance(made, Reply) else ask_next(asker, made[0], memory, made[1], question)


def kept(
    asker: Asker,
    services: Services,
    view: ResponseView,
    question: Question,
    value: Value,
    memory: Memory,
    seen: int,
) -> tuple[ResponseView, str] | Reply:
    """The survey with the answer in it, and what to say of that; the question once more where it was not kept."""
    saved = services.surveys.answer(asker.actor, view.agreement, {question.key: value}, seen)
    if question.key in saved.errors:
        return ask(asker, saved.view, question, memory, safe(saved.errors[question.key]))
    if saved.overtaken:
        said = overtaken_sentence(saved.overtaken[0], asker.zone, again="Say yours again", keep="say skip")
        return ask(asker, saved.view, question, memory, said)
    wrong = [safe(sentence) for key, sentence in saved.view.failed_checks if key == question.key]
    return saved.view, " ".join([_noted(question, value), *wrong])


def _noted(question: Question, value: Value) -> str:
    return f"Noted: {safe(clip(in_words(question, value), 300))}."
