"""Changes that a customer asks for in words: what they would change and cost is shown, and sent by a button."""

import json
from dataclasses import replace

from bot.budget_words import says_budget
from bot.choices import WISHES
from bot.context import Asker, Click, Submission, Turn
from bot.forms import form_id, is_own_id, number_in, text_of
from bot.handlers import proposal_staff_words
from bot.handlers.elsewhere import Question
from bot.handlers.proposal_budget import budget_asked
from bot.handlers.proposal_staff import UNTOLD
from bot.handlers.proposal_versions import number_of, spoken_of
from bot.handlers.proposals import about_proposal, customers, no_proposal
from bot.packed_wishes import packed, together, unpacked
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import actions, read_value, safe, section
from bot.views.proposal_changes import Wishes, wishes_blocks, wishes_text
from bot.views.proposal_versions import open_button
from bot.views.proposal_wishes import names_of, wish_words
from bot.views.proposals import agreement_button, ask_for_change
from bot.views.talk import PERSON, ask_button
from bot.views.text import bullets
from bot.wish_words import says_send
from bot.wishes_said import Heard, wishes_said
from domain.errors import Conflict, InvalidInput
from domain.permissions import Action, Actor, Subject, decide
from domain.proposal_changes import Wanted, WordsWanted
from domain.proposal_states import MOVES, Move
from domain.stages import Stage
from services import Services
from services.memory import Memory, Pending
from services.proposal_cards import ProposalMoved, ProposalView

PRESS = "Press “Send to CEC” to send it: I send nothing by words alone."
_NOT_OWN = "These changes were read from somebody else's words. Say yourself what should be changed, then send that."
_WHAT = "What should be changed? Say it in your own words, such as “drop the phones to 20” or “bill us monthly”."

# -- asked in words ----------------------------------------------------------------------------------------------


def request_change(turn: Turn) -> Outcome:
    """`request_change`: what would change and what it would cost, with the button that sends it."""
    if turn.actor.is_staff:
        return proposal_staff_words.change_draft(turn)
    return about_proposal(turn, Question("request_change", Stage.PROPOSAL, _asked, keeps_words=True))


def _asked(turn: Turn, number: str) -> Reply:
    try:
        view = turn.services.proposals.view(turn.actor, number)
    except Conflict as error:  # no proposal yet
        return no_proposal(turn.asker, turn.services, number, turn.memory, error)
    if says_budget(turn.text):
        return budget_asked(turn, view)
    if view.current is None or Move.REQUEST not in view.moves:
        return cannot(turn.asker, turn.services, view, turn.memory, Move.REQUEST, Action.REQUEST_CHANGES)
    before = _waiting(turn, view)
    where = f"version {view.current.version.number}"
    if before and says_send(turn.text):
        return _reply(turn, before, PRESS)
    heard = wishes_said(turn, view.current.version.offer, where, before.wanted if before else ())
    return _heard(turn, view, heard, before)


def _heard(turn: Turn, view: ProposalView, heard: Heard, before: Wishes | None) -> Reply:
    if not heard.wanted and not heard.open:
        return _reply(turn, before, PRESS) if before else _what(turn, view)
    wanted = together(before.wanted if before else (), heard.wanted)
    note = f"{before.note}\n{turn.text}".strip() if before else turn.text
    wishes = Wishes(view, wanted, form_id(turn.asker), note, open=heard.open)
    try:
        return _reply(turn, wishes)
    except InvalidInput as error:
        news = _without_what_is_so(turn, wishes) if error.field == "wish" else None
        return _reply(turn, news) if news else _what(turn, view, str(error))


def _without_what_is_so(turn: Turn, wishes: Wishes) -> Wishes | None:
    """Without what the version says already; None where nothing else is left, or that is not what is wrong."""
    so = [each for each in wishes.wanted if _is_so(turn, wishes.view.number, each)]
    kept = tuple(each for each in wishes.wanted if each not in so)
    if not so or not kept or wishes.view.current is None:
        return None
    name_of = names_of(turn.services.catalog.current().catalog)
    offer = wishes.view.current.version.offer
    left_out = "; ".join(wish_words(each, offer, name_of).partition(" instead of ")[0] for each in so)
    return replace(wishes, wanted=kept, open=(*wishes.open, f"Left out, as it is so already: {left_out}."))


def _is_so(turn: Turn, number: str, wanted: Wanted) -> bool:
    if isinstance(wanted, WordsWanted):
        return False
    try:
        turn.services.proposals.price_of_change(turn.actor, number, [wanted])
    except InvalidInput as error:
        return error.field == "wish"
    return False


def priced(services: Services, actor: Actor, wishes: Wishes) -> Wishes:
    """With what they would change and cost. Raises InvalidInput for what cannot be."""
    with_price = [each for each in wishes.wanted if not isinstance(each, WordsWanted)]
    if not with_price:
        return replace(wishes, price=None)
    return replace(wishes, price=services.proposals.price_of_change(actor, wishes.view.number, with_price))


def _reply(turn: Turn, wishes: Wishes, said: str = "") -> Reply:
    name_of = names_of(turn.services.catalog.current().catalog)
    priced_now = priced(turn.services, turn.actor, wishes)
    memory = spoken_of(turn.memory, wishes.view.number, wishes.view.organization.key)
    return Reply(
        text=wishes_text(priced_now, name_of, said),
        blocks=wishes_blocks(priced_now, name_of, said),
        about=frozenset({wishes.view.organization.key}),
        memory=replace(memory, pending=_pending(wishes)),
    )


def _pending(wishes: Wishes) -> Pending:
    """So that "make it 30" goes on with them."""
    kept = json.dumps(packed(wishes.wanted))
    return Pending(WISHES, {"number": wishes.view.number, "ver": wishes.version, "w": kept, "note": wishes.note})


def _waiting(turn: Turn, view: ProposalView) -> Wishes | None:
    """The wishes about this version that were shown last and not sent."""
    pending = turn.memory.pending
    current = view.current.version.number if view.current else 0
    if pending is None or pending.question != WISHES:
        return None
    if (pending.facts.get("number"), pending.facts.get("ver")) != (view.number, current):
        return None
    try:
        wanted = unpacked(json.loads(str(pending.facts.get("w") or "[]")))
    except (InvalidInput, ValueError):
        return None
    return Wishes(view, wanted, form_id(turn.asker), str(pending.facts.get("note") or ""))


def _what(turn: Turn, view: ProposalView, problem: str = "") -> Reply:
    """Nothing could be read, or it cannot be so: what to say instead, and the form."""
    said = safe(problem) if problem else _WHAT
    text = f"{said} It is about version {view.current.version.number if view.current else 0} of {view.number}."
    row = actions([ask_for_change(view), open_button(view.number)])
    memory = spoken_of(turn.memory, view.number, view.organization.key)
    return Reply(text, [section(text), row], frozenset({view.organization.key}), memory=memory)


def cannot(asker: Asker, services: Services, view: ProposalView, memory: Memory, move: Move, action: Action) -> Reply:
    """Why a step cannot be done now, or not by this person; the proposal stands below where there is one."""
    why = view.why
    if view.state in MOVES[move]:
        why = decide(asker.actor, action, Subject(view.organization.key)).reason
    if view.current:
        return customers(asker, services, view, memory, said=safe(why))
    row = actions([agreement_button(view.number), ask_button(PERSON)])
    about = frozenset({view.organization.key})
    return Reply(why, [section(safe(why)), row], about, memory=spoken_of(memory, view.number, view.organization.key))


# -- sent --------------------------------------------------------------------------------------------------------


def sent(click: Click) -> Outcome:
    """A second press changes nothing: the request counts once."""
    value = read_value(click.value)
    if not is_own_id(click.asker, text_of(value, "id")):
        return Reply(_NOT_OWN, private=True)
    wanted = unpacked(value.get("w"))
    moved = click.services.proposals.request_changes(
        click.actor, number_of(value), number_in(value, "ver"), wanted, text_of(value, "note"), text_of(value, "id")
    )
    return sent_reply(click, moved, wanted)


def sent_reply(asked: Click | Submission, moved: ProposalMoved, wanted: tuple[Wanted, ...]) -> Reply:
    """What CEC has now, in the place of what was asked."""
    view = moved.view
    name_of = names_of(asked.services.catalog.current().catalog)
    offer = view.current.version.offer if view.current else None
    listed = bullets([wish_words(each, offer, name_of) for each in wanted]) if offer else ""
    said = (
        f"Sent to CEC: your changes of version {view.current.version.number if view.current else 0} of {view.number}."
    )
    follows = f"It is CEC's turn now. You are told when each point is answered.{'' if moved.told else UNTOLD}"
    text = f"{said}\n{listed}\n{follows}"
    blocks = [section(f"*{said}*\n{listed}"), section(follows), actions([open_button(view.number)])]
    memory = replace(spoken_of(asked.memory, view.number, view.organization.key), pending=None)
    return Reply(text, blocks, frozenset({view.organization.key}), memory=memory, replace=True)


def cancelled(click: Click) -> Outcome:
    number = number_of(read_value(click.value))
    text = "Nothing was sent, and nothing was changed."
    row = [actions([open_button(number)])] if number else []
    # "Mailboxes to 200" after this is again about the proposal, and no estimate.
    memory = replace(click.memory, pending=None, intent="request_change", agreement=number or click.memory.agreement)
    return Reply(text, [section(text), *row], memory=memory, replace=True)


def register(routes: Routes) -> None:
    routes.action("proposal.send", sent)
    routes.action("proposal.cancel", cancelled)
