"""The survey: started, looked at, assigned, corrected, submitted, opened again, and what it recommends."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands import Subcommand, as_intent
from bot.context import Asker, Click, Submission, Turn
from bot.handlers import endings
from bot.handlers.agreement_replies import told
from bot.handlers.asked import number_asked
from bot.handlers.survey_changes import change_reply, names_an_answer
from bot.handlers.survey_entries import hearing_of
from bot.handlers.survey_forms import kept_origin, origin
from bot.handlers.survey_meant import not_begun, surveys_meant
from bot.plain_proposals import speaks_of_proposal
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import read_value, safe
from bot.views.survey_messages import card_blocks, card_text, choose_blocks, choose_text
from bot.views.survey_overview import assign_form, overview, reopen_form
from domain.errors import InvalidInput
from services.memory import Memory
from services.survey_cards import ResponseView

# -- intents -----------------------------------------------------------------------------------------------------


def start_survey(turn: Turn) -> Reply:
    """`start_survey`: the survey with its ways to answer; one that was not started is offered."""
    return told(turn.asker, lambda: _card_or_choice(turn, "start_survey"))


def survey_progress(turn: Turn) -> Reply:
    """`survey_progress`: how much is done, and what is missing."""
    return told(turn.asker, lambda: _card_or_choice(turn, "survey_progress"))


def change_answer(turn: Turn) -> Reply:
    """`change_answer`: the answer that is meant, with its new value if it is said; confirmed by a button."""
    return told(turn.asker, lambda: _change(turn))


def request_change(turn: Turn) -> Outcome:
    """`request_change` where no draft is named and an answer of the running survey is: that is corrected."""
    view = None if number_asked(turn) or speaks_of_proposal(turn) else _running(turn)
    changes = view is not None and names_an_answer(view, turn.text)
    return change_answer(turn) if changes else endings.request_change(turn)


def _running(turn: Turn) -> ResponseView | None:
    """The one survey that this customer is answering."""
    if not turn.actor.organization:
        return None
    running = turn.services.surveys.own(turn.actor, size=2, open_only=True).views
    return running[0] if len(running) == 1 and running[0].may_answer else None


def _card_or_choice(turn: Turn, intent: str) -> Reply:
    found = surveys_meant(turn)
    if not found:
        return not_begun(turn, intent)
    if len(found) > 1:
        return _choice(turn.asker, found, turn.memory)
    return _card(turn.asker, found[0], turn.memory)


def _change(turn: Turn) -> Reply:
    found = surveys_meant(turn)
    if not found:
        return not_begun(turn, "change_answer")
    if len(found) > 1:
        return _choice(turn.asker, found, turn.memory)
    view = found[0]
    if view.response.submitted_at or not view.may_answer:
        return _card(turn.asker, view, turn.memory, _why_locked(view))
    return change_reply(view, turn.text, hearing_of(turn.asker, view), turn.memory)


def _why_locked(view: ResponseView) -> str:
    if view.response.submitted_at:
        return "The survey is submitted, so its answers are locked. CEC can open it again."
    return "The answers are the customer's to give."


# -- shown --------------------------------------------------------------------------------------------------------


def _choice(asker: Asker, views: Sequence[ResponseView], memory: Memory) -> Reply:
    about = frozenset(view.organization.key for view in views)
    return Reply(choose_text(views, asker.zone), choose_blocks(views, asker.zone), about, memory=memory)


def _card(asker: Asker, view: ResponseView, memory: Memory, said: str = "", here: bool = True) -> Reply:
    text = f"{said}\n{card_text(view, asker.zone)}".strip()
    kept = replace(memory, agreement=view.agreement, organization=view.organization.key)
    about = frozenset({view.organization.key})
    return Reply(text, card_blocks(view, asker.zone, said, here), about, memory=kept)


# -- buttons and forms -------------------------------------------------------------------------------------------


def show(click: Click) -> Outcome:
    view = click.services.surveys.view(click.actor, _number(click))
    return _card(click.asker, view, click.memory, here=bool(click.message))


def start(click: Click) -> Outcome:
    started = click.services.surveys.start(click.actor, _number(click))
    said = "The survey is started." if started.new else "The survey was started already. You can go on with it."
    return _card(click.asker, started.view, click.memory, said, here=bool(click.message))


def assign(click: Click) -> Outcome:
    view = click.services.surveys.view(click.actor, _number(click))
    people = click.services.directory.people(click.actor, view.organization.key)
    return Modal(assign_form(view, people, _origin(click)), update=True)


def assigned(submission: Submission) -> Outcome:
    value = read_value(submission.metadata)
    chosen, person = str(submission.values.get("section") or ""), str(submission.values.get("person") or "")
    try:
        view = submission.services.surveys.assign(
            submission.actor, str(value.get("n") or ""), chosen, None if person == "-" else person
        )
    except InvalidInput as error:
        return FieldErrors({error.field if error.field in ("section", "person") else "person": str(error)})
    state = view.section(chosen)
    title = state.section.title if state else "The section"
    card = view.people.get(person)
    said = f"“{safe(title)}” is assigned to {safe(card.name)}." if card else f"“{safe(title)}” is assigned to nobody."
    return Modal(overview(view, submission.asker.zone, kept_origin(value), said), update=True)


def carry(click: Click) -> Outcome:
    view = click.services.surveys.carry_over(click.actor, _number(click))
    aside = len(view.response.set_aside)
    said = "This is the newer survey now."
    said += f" {aside} answers have no place in it; they are kept." if aside else " Every answer has its place in it."
    return Modal(overview(view, click.asker.zone, _origin(click), said), update=True)


def submitted(submission: Submission) -> Outcome:
    number = str(read_value(submission.metadata).get("n") or "")
    view = submission.services.surveys.submit(submission.actor, number)
    said = "Thank you. The survey is submitted, and CEC prepares a first proposal from it."
    return _card(submission.asker, view, submission.memory, said)


def reopen(click: Click) -> Outcome:
    view = click.services.surveys.view(click.actor, _number(click))
    if view.response.submitted_at is None:
        return open_already(click, view)
    return Modal(reopen_form(view, _origin(click)), update=True)


def open_already(click: Click, view: ResponseView) -> Reply:
    """In the place of a card that was posted when the survey was submitted."""
    card = _card(click.asker, view, click.memory, "This survey is open already.", here=bool(click.message))
    return replace(card, replace=True)


def reopened(submission: Submission) -> Outcome:
    number = str(read_value(submission.metadata).get("n") or "")
    try:
        view = submission.services.surveys.reopen(submission.actor, number, str(submission.values.get("reason") or ""))
    except InvalidInput as error:
        return FieldErrors({"reason": str(error)})
    said = "The survey is open again, and the customer was told."
    return replace(_card(submission.asker, view, submission.memory, said), replace=True)


def _origin(click: Click) -> dict[str, str]:
    return origin(click, read_value(click.value))


def _number(click: Click) -> str:
    return str(read_value(click.value).get("n") or "")


SUBCOMMANDS = (
    Subcommand("survey", "[NUMBER]", "The customer survey: how far it is, go on with it", as_intent("survey_progress")),
)
INTENTS = {
    "start_survey": start_survey,
    "survey_progress": survey_progress,
    "change_answer": change_answer,
}


def register(routes: Routes) -> None:
    routes.action("survey.card", show)
    routes.action("survey.start", start)
    routes.action("survey.assign", assign)
    routes.action("survey.carry", carry)
    routes.action("survey.reopen", reopen)
    routes.submission("survey.assign", assigned)
    routes.submission("survey.overview", submitted)
    routes.submission("survey.reopen", reopened)
