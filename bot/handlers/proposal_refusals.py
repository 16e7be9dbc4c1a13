"""What cannot be done with a proposal now, or not by this person: one sentence, and a button to look."""

from collections.abc import Callable

from bot.context import Asker, Click, Submission
from bot.handlers.agreement_replies import reader_of
from bot.handlers.proposal_versions import number_of, spoken_of
from bot.replies import Modal, Outcome, Reply
from bot.views.blocks import actions, read_value, safe, section
from bot.views.proposal_turns import turn_sentence
from bot.views.proposal_versions import open_button
from bot.views.reading import as_modal
from domain.errors import Conflict, NotAllowed
from domain.permissions import Action
from domain.proposal_states import MOVES, Move, NegotiationState
from services import Services
from services.memory import Memory
from services.proposal_cards import ProposalView


def refusal(view: ProposalView, memory: Memory, text: str) -> Reply:
    """`text` is mrkdwn."""
    memory = spoken_of(memory, view.number, view.organization.key)
    about = frozenset({view.organization.key})
    return Reply(text, [section(text), actions([open_button(view.number)])], about, memory=memory)


def cannot(asker: Asker, services: Services, view: ProposalView, memory: Memory, action: Action) -> Reply:
    """Why a step cannot be done now: what is waited for instead, or who may do it."""
    moves = {Move.ACCEPT} if action is Action.ACCEPT_PROPOSAL else {Move.REQUEST, Move.ASK_AMENDMENT}
    if view.state is NegotiationState.PAUSED and not asker.actor.is_staff:
        return refusal(view, memory, turn_sentence(view, reader_of(asker)))
    now = any(view.state in MOVES[move] for move in moves)
    why = services.proposals.why_not(asker.actor, view.number, action) if now else ""
    return refusal(view, memory, safe(why or view.why))


def or_refused[Asked: (Click, Submission)](handler: Callable[[Asked], Outcome]) -> Callable[[Asked], Outcome]:
    """A button of a proposal, or a form without inputs, that comes too late or from who may not: the message with the
    button stays, the form makes room."""

    def handled(asked: Asked) -> Outcome:
        try:
            return handler(asked)
        except (Conflict, NotAllowed) as error:
            value = read_value(asked.value) if isinstance(asked, Click) else {}
            text, number = safe(str(error)), number_of(value or read_value(asked.metadata))
            row = [actions([open_button(number)])] if number else []
            reply = Reply(text, [section(text), *row], private=True)
            return reply if isinstance(asked, Click) else Modal(as_modal(reply), update=True)

    return handled
