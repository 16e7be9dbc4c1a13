"""Questions about a step of an agreement: where the step stands, what it needs, what comes next, whom to write to."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.choices import with_agreements_shown, with_offers_open
from bot.context import Turn
from bot.handlers.agreement_replies import list_page, list_reply, organization_asked, reader_of, told
from bot.handlers.asked import as_list_stage, due_asked, number_asked, says_all
from bot.handlers.first_contacts import stranger_start
from bot.handlers.suggestions import for_turn
from bot.handlers.titles import agreement_named
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import safe, section
from bot.views.elsewhere import Topic, choice_offers, choose_blocks, choose_text, step_blocks, step_text
from bot.views.knowledge import stage_blocks, stage_text
from bot.views.list_question import ListQuestion
from bot.views.steps import STEP_NAMES, step_number
from bot.views.talk import PERSON
from domain.errors import NotAllowed
from domain.people import Role
from domain.stages import SERVICES_RUN, SIGNED, Stage
from services.agreement_list_cards import AgreementRow

#: Agreements that are offered to choose from, in one message.
MOST_CHOICES = 8
#: Of a customer's agreements, so many are looked through for the one at the fitting step.
MOST_READ = 50
HOW_IT_WORKS = "Here is how this step works."
_THIS_ONE = re.compile(r"\b(this|that|same) (one|agreement|sla)\b", re.IGNORECASE)
#: Staff who ask "what is due this week" mean agreements, unless they speak of money.
_ASKS_WHICH = re.compile(r"^\W*(what|which|who|everything|anything|all|list|show|give|overdue|late|due)\b", re.I)
_MONEY = re.compile(r"\b(pay\w*|paid|instal\w*|invoice\w*|money|funds?|funding|transfers?|bill\w*|amounts?)\b", re.I)

_SML = (Role.SML,)
_COORDINATOR = (Role.AGREEMENTS_COORDINATOR, Role.SML)
_SPECIALIST = (Role.TECHNICAL_SPECIALIST, Role.SML)

TOPICS: dict[str, Topic] = {
    "start_survey": Topic(Stage.SURVEY, _SML, "To get the questions, or to go on with them"),
    "survey_progress": Topic(Stage.SURVEY, _SML, "To learn which questions are still open"),
    "change_answer": Topic(Stage.SURVEY, _SML, "To correct an answer"),
    "report_issue": Topic(Stage.OPERATIONS, _SPECIALIST, "To get help with a service"),
    "request_status": Topic(Stage.OPERATIONS, _SPECIALIST, "To learn where a support request stands"),
    "view_report": Topic(Stage.REPORTS, _SML, "To get the figures of a service", ("levels",)),
}


@dataclass(frozen=True)
class Question:
    """A question about one agreement: usually about the one that stands at `stage`; `show` answers it by number.

    `later` are the steps of those that it may be about when none stands there. `keeps_words`: what was said is needed
    once the agreement is chosen.
    """

    intent: str
    stage: Stage
    show: Callable[[Turn, str], Reply]
    later: frozenset[Stage] = frozenset()
    keeps_words: bool = False


def handler_of(intent: str) -> Callable[[Turn], Outcome]:
    """The handler of one of the intents above."""

    def handler(turn: Turn) -> Outcome:
        return told(turn.asker, lambda: answer_about(turn, question_of(intent)))

    return handler


INTENTS: dict[str, Callable[[Turn], Outcome]] = {intent: handler_of(intent) for intent in TOPICS}


def question_of(intent: str) -> Question:
    """The question of one of the intents above: answered with what is known about its step."""
    return Question(intent, TOPICS[intent].stage, lambda turn, number: _of_agreement(turn, intent, number))


def answer_about(turn: Turn, question: Question) -> Reply:
    """The answer about the agreement that is meant; where several may be meant, these to choose from."""
    number = number_asked(turn)
    if turn.actor.is_staff:
        return _for_staff(turn, question, number)
    try:
        organization_asked(turn)  # a customer who names another one is refused
        number = number or agreement_named(turn)
        if number:
            return question.show(turn, number)
        return _for_customer(turn, question)
    except NotAllowed as refused:
        if turn.actor.organization:
            raise
        return _for_stranger(turn, question, str(refused))


def _of_agreement(turn: Turn, intent: str, number: str) -> Reply:
    status = turn.services.agreements.status(turn.actor, number)
    topic, reader = TOPICS[intent], reader_of(turn.asker)
    notice = turn.services.catalog.current().catalog.notice
    return Reply(
        text=step_text(status, topic, reader).replace("*", ""),
        blocks=step_blocks(status, topic, reader, for_turn(PERSON, turn), notice),
        about=frozenset({status.organization.key}),
        memory=replace(turn.memory, agreement=status.number, organization=status.organization.key),
    )


# -- customers --------------------------------------------------------------------------------------------------


def _for_customer(turn: Turn, question: Question) -> Reply:
    spoken_of = None if says_all(turn.text) else turn.memory.agreement
    if spoken_of and _THIS_ONE.search(turn.text):
        return question.show(turn, spoken_of)
    found = turn.services.agreements.own(turn.actor, size=MOST_READ)
    if not found.rows:
        return _without_agreement(turn, question)
    fitting = [row for row in found.rows if _is_at(row, question)]
    fitting = fitting or [row for row in found.rows if row.summary.stage in question.later]
    if question.intent == "payment_schedule" and not fitting:
        return _nothing_due(turn, found.rows, question)
    choices = fitting or list(found.rows)
    number = _meant([row.summary.number for row in fitting], spoken_of)
    if number or len(choices) == 1:
        return question.show(turn, number or choices[0].summary.number)
    return choose_reply(turn, choices, question)


def choose_reply(turn: Turn, choices: Sequence[AgreementRow], question: Question) -> Reply:
    """Which of the customer's agreements is meant: each has a button that asks the question about it."""
    shown, more = choices[:MOST_CHOICES], len(choices) > MOST_CHOICES
    offers = choice_offers(shown, question.intent, turn.text if question.keeps_words else "")
    listed = with_agreements_shown(turn.memory, [row.summary.number for row in shown], question.intent)
    return Reply(
        text=choose_text(shown, more),
        blocks=choose_blocks(shown, more, offers, for_turn(PERSON, turn)),
        about=frozenset({turn.actor.organization or ""}),
        memory=with_offers_open(turn.memory, offers) if question.keeps_words else listed,
    )


def _meant(fitting: Sequence[str], spoken_of: str | None) -> str | None:
    """The agreement at the fitting step, whatever was looked at before; of several, the one spoken of."""
    if spoken_of and (not fitting or spoken_of in fitting):
        return spoken_of
    return fitting[0] if len(fitting) == 1 else None


def _is_at(row: AgreementRow, question: Question) -> bool:
    """Whether the question is about agreements like this one: at its step. Support, reports and renewals belong to
    services that run, payments to what is signed."""
    if question.intent == "payment_schedule":
        return row.summary.stage in SIGNED
    if question.stage in (Stage.OPERATIONS, Stage.REPORTS, Stage.RENEWAL):
        return row.summary.stage in SERVICES_RUN
    return row.summary.stage is question.stage


def _nothing_due(turn: Turn, rows: Sequence[AgreementRow], question: Question) -> Reply:
    """Nothing is paid before an agreement is signed: that is said, with how the one in question is paid."""
    said = "None of your agreements is signed yet, so no payment is due."
    spoken_of = turn.memory.agreement or (rows[0].summary.number if len(rows) == 1 else None)
    if spoken_of is None:
        reply = _step_explained(turn, question, said)
        return replace(reply, about=frozenset({turn.actor.organization or ""}))
    shown = question.show(turn, spoken_of)
    return replace(shown, text=f"{said}\n{shown.text}", blocks=[section(said), *shown.blocks])


def _without_agreement(turn: Turn, question: Question) -> Reply:
    reply = _step_explained(turn, question, "Your organization has no open agreement with CEC.")
    return replace(reply, about=frozenset({turn.actor.organization or ""}))


# -- everyone else ----------------------------------------------------------------------------------------------


def _for_stranger(turn: Turn, question: Question, reason: str) -> Reply:
    """How the step works, and the way to become a customer: their request that waits, or the button to start."""
    told, start = stranger_start(turn.asker, turn.services)
    said = told or f"{reason} If you want to do business with CEC, start here."
    card = turn.services.knowledge.stage(turn.actor, question.stage.value)
    blocks = [*([] if told else [section(safe(said))]), *start, section(HOW_IT_WORKS), *stage_blocks(card)]
    return Reply(f"{said}\n{HOW_IT_WORKS}\n{stage_text(card)}", blocks, private=bool(told))


def _step_explained(turn: Turn, question: Question, reason: str) -> Reply:
    """How the step works, for someone who has no agreement."""
    card = turn.services.knowledge.stage(turn.actor, question.stage.value)
    text = f"{reason}\n{HOW_IT_WORKS}\n{stage_text(card)}"
    return Reply(text, [section(f"{safe(reason)} {HOW_IT_WORKS}"), *stage_blocks(card)])


def _for_staff(turn: Turn, question: Question, number: str | None) -> Reply:
    named = organization_asked(turn)
    before = None if number or _MONEY.search(turn.text) or not _ASKS_WHICH.search(turn.text) else due_asked(turn)
    if before:
        late = ListQuestion(organization=named.key if named else None, due_before=before)
        return list_reply(turn.asker, turn.services, late, turn.memory)
    same = named is None or (question.keeps_words and named.key == turn.memory.organization)
    kept = turn.memory.agreement if same and not says_all(turn.text) else None
    if number or kept:
        return question.show(turn, number or str(kept))
    stage = question.stage
    wanted = ListQuestion(organization=named.key if named else None, stage=as_list_stage(stage))
    if stage is Stage.MEETINGS:
        wanted = wanted.but(stage=None, owner=None if named else _own_id(turn))
    found = list_page(turn.asker, turn.services, wanted)
    if question.keeps_words and named and found.count == 1:
        return question.show(turn, found.rows[0].summary.number)
    if found.count or not named:
        return list_reply(turn.asker, turn.services, wanted, turn.memory, found=found)
    title = f"{safe(named.name)} has no agreement at step {step_number(stage)}, {STEP_NAMES[stage]}. Its agreements:"
    return list_reply(turn.asker, turn.services, wanted.but(stage=None), turn.memory, title)


def _own_id(turn: Turn) -> str | None:
    return turn.actor.person.id if turn.actor.person else None


def register(routes: Routes) -> None:
    """Its buttons are those of agreements and small talk."""
