"""Which survey a sentence means, and what is said where there is none yet."""

from collections.abc import Sequence
from dataclasses import replace

from bot.context import Turn
from bot.handlers import elsewhere
from bot.handlers.agreement_replies import is_known, organization_asked
from bot.handlers.asked import number_asked
from bot.replies import Reply
from bot.views.blocks import actions, button, section
from domain.errors import NotFound
from domain.stages import Stage
from services.survey_cards import ResponseView


def surveys_meant(turn: Turn) -> Sequence[ResponseView]:
    """The surveys that can be meant: of the agreement named or spoken of, else the latest that the asker may see."""
    if not is_known(turn.actor):
        return []
    surveys = turn.services.surveys
    number = number_asked(turn)
    if number:
        try:
            return [surveys.view(turn.actor, number)]
        except NotFound:
            turn.services.agreements.status(turn.actor, number)  # a number that does not exist is told as such
            return []
    organization = organization_asked(turn)
    of = organization.key if organization else None
    return (
        _spoken_of(turn, of)
        or surveys.own(turn.actor, organization=of, open_only=True).views
        or surveys.own(turn.actor, organization=of).views
    )


def _spoken_of(turn: Turn, organization: str | None) -> Sequence[ResponseView]:
    """That of the agreement that was shown last, where it is one of this organization (key)."""
    if not turn.memory.agreement:
        return []
    try:
        view = turn.services.surveys.view(turn.actor, turn.memory.agreement)
    except NotFound:
        return []
    return [view] if organization in (None, view.organization.key) else []


def not_begun(turn: Turn, intent: str) -> Reply:
    """No survey yet: it is offered for an agreement that has come to it, else the step is explained."""
    if turn.actor.organization:
        page = turn.services.agreements.own(turn.actor, size=20)
        ready = [row.summary for row in page.rows if row.summary.stage is Stage.SURVEY]
        if ready:
            return _offer_start(turn, [summary.number for summary in ready])
    outcome = elsewhere.handler_of(intent)(turn)
    return outcome if isinstance(outcome, Reply) else Reply("")


def _offer_start(turn: Turn, numbers: Sequence[str]) -> Reply:
    text = (
        "The survey has not been started yet. It asks what you need from CEC, section by section; several people can "
        "answer it together, in pieces, in forms or here in words. From it CEC prepares your proposal."
    )
    several = len(numbers) > 1
    buttons = [
        button(f"Start the survey of {n}" if several else "Start the survey", f"survey.start:{n}", {"n": n}, "primary")
        for n in numbers[:5]
    ]
    memory = replace(turn.memory, agreement=numbers[0] if not several else turn.memory.agreement)
    return Reply(text, [section(text), actions(buttons)], frozenset({turn.actor.organization or ""}), memory=memory)
