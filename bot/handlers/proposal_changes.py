"""Changes that a customer asks for in words: what they would change and cost is shown, and sent by a button."""

import json
from collections.abc import Collection
from dataclasses import replace

from bot.budget_words import says_budget
from bot.choices import WISHES
from bot.context import Click, Submission, Turn
from bot.forms import form_id, is_own_id, number_in, text_of
from bot.handlers import proposal_staff_words
from bot.handlers.elsewhere import Question
from bot.handlers.proposal_budget import budget_asked
from bot.handlers.proposal_refusals import cannot, or_refused
from bot.handlers.proposal_staff import UNTOLD
from bot.handlers.proposal_versions import number_of, spoken_of
from bot.handlers.proposals import about_proposal, no_proposal
from bot.packed_wishes import packed, together, unpacked
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import actions, read_value, safe, section
from bot.views.proposal_changes import AMENDMENT, Wishes, wishes_blocks, wishes_text
from bot.views.proposal_versions import open_button
from bot.views.proposal_wishes import names_of, wish_words
from bot.views.proposals import ask_for_change
from bot.views.text import bullets
from bot.wish_problems import without_what_cannot_be
from bot.wish_words import says_send, speaks_of_amendment
from bot.wishes_said import Heard, wishes_said
from domain.errors import Conflict, InvalidInput
from domain.permissions import Action, Actor
from domain.proposal_changes import Wanted, WordsWanted
from domain.proposal_wishes import clashes
from domain.stages import Stage
from services import Services
from services.memory import Pending
from services.proposal_cards import ProposalMoved, ProposalView

PRESS = "Press “Send to CEC” to send it: I send nothing by words alone."
_NOT_OWN = "These changes were read from somebody else's words. Say yourself what should be changed, then send that."
_WHAT = "What should be changed? Say it in your own words, such as “drop the phones to 20” or “bill us monthly”."

# -- asked in words ----------------------------------------------------------------------------------------------


def request_change(turn: Turn) -> Outcome:
    """`request_change`: what would change and what it would cost, with the button that sends it."""
    if turn.actor.is_staff:
        return proposal_staff_words.change_draft(turn)
    return about_proposal(turn, Question("request_change", _step(turn.text), _asked, keeps_words=True))


def _step(text: str) -> Stage:
    """At which step the agreement stands that is meant, where none is named."""
    return Stage.OPERATIONS if speaks_of_amendment(text) else Stage.PROPOSAL


def _asked(turn: Turn, number: str) -> Reply:
    try:
        view = turn.services.proposals.view(turn.actor, number)
    except Conflict as error:  # no proposal yet
        return no_proposal(turn.asker, turn.services, number, turn.memory, error)
    if says_budget(turn.text):
        return budget_asked(turn, view)
    offer = view.base_offer
    if view.base is None or offer is None or not view.may_ask:
        return cannot(turn.asker, turn.services, view, turn.memory, Action.REQUEST_CHANGES)
    before = _waiting(turn, view)
    where = f"version {view.base.number}"
    if before and says_send(turn.text):
        return shown(turn, before, PRESS)
    heard = wishes_said(turn, offer, where, before.wanted if before else ())
    return _heard(turn, view, heard, before)


def _heard(turn: Turn, view: ProposalView, heard: Heard, before: Wishes | None) -> Reply:
    if not heard.wanted and not heard.open:
        return shown(turn, before, PRESS) if before else _what(turn, view)
    wanted = together(before.wanted if before else (), heard.wanted)
    said = " ".join(turn.said.split())  # a line for each sentence: they are quoted one by one
    note = f"{before.note}\n{said}".strip() if before else said
    wishes = Wishes(view, wanted, form_id(turn.asker), turn.asker.zone, note, open=heard.open)
    try:
        return shown(turn, wishes)
    except InvalidInput as error:
        news = without_what_cannot_be(turn, wishes)
        return shown(turn, news) if news else _what(turn, view, str(error))


def priced(services: Services, actor: Actor, wishes: Wishes) -> Wishes:
    """With what they would change and cost. Raises InvalidInput for what cannot be."""
    with_price = [each for each in wishes.wanted if not isinstance(each, WordsWanted)]
    if not with_price:
        return replace(wishes, price=None)
    return replace(wishes, price=services.proposals.price_of_change(actor, wishes.view.number, with_price))


def shown(asked: Turn | Click, wishes: Wishes, said: str = "") -> Reply:
    """What would change, before it is sent."""
    name_of = names_of(asked.services.catalog.current().catalog)
    priced_now = priced(asked.services, asked.actor, wishes)
    memory = spoken_of(asked.memory, wishes.view.number, wishes.view.organization.key)
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
    current = view.base.number if view.base else 0
    if pending is None or pending.question != WISHES:
        return None
    if (pending.facts.get("number"), pending.facts.get("ver")) != (view.number, current):
        return None
    try:
        wanted = unpacked(json.loads(str(pending.facts.get("w") or "[]")))
    except (InvalidInput, ValueError):
        return None
    note = str(pending.facts.get("note") or "")
    return Wishes(view, wanted, form_id(turn.asker), turn.asker.zone, note)


def _what(turn: Turn, view: ProposalView, problem: str = "") -> Reply:
    """Nothing could be read, or it cannot be so: what to say instead, and the form."""
    said = safe(problem) if problem else _WHAT
    text = f"{said} {_about(view)}"
    row = actions([ask_for_change(view), open_button(view.number)])
    memory = spoken_of(turn.memory, view.number, view.organization.key)
    return Reply(text, [section(text), row], frozenset({view.organization.key}), memory=memory)


def _about(view: ProposalView) -> str:
    version = view.base.number if view.base else 0
    if view.may_amend:
        return f"{view.number} runs: it would become an amendment of version {version}."
    return f"It is about version {version} of {view.number}."


# -- sent --------------------------------------------------------------------------------------------------------


def sent(click: Click) -> Outcome:
    """A second press changes nothing: the request counts once."""
    value = read_value(click.value)
    if not is_own_id(click.asker, text_of(value, "id")):
        return Reply(_NOT_OWN, private=True)
    services, number, wanted = click.services, number_of(value), unpacked(value.get("w"))
    agreed = {each for each in value.get("r") or () if isinstance(each, str)}
    view = services.proposals.view(click.actor, number)
    wishes = Wishes(view, wanted, text_of(value, "id"), click.asker.zone, text_of(value, "note"))
    if number_in(value, "ver") == wishes.version and view.may_ask and _unseen(click, wishes, agreed):
        return replace(shown(click, wishes), replace=True)
    moved = services.proposals.request_changes(
        click.actor, number, number_in(value, "ver"), wanted, wishes.note, wishes.id, agreed
    )
    return sent_reply(click, moved, wanted)


def _unseen(click: Click, wishes: Wishes, agreed: Collection[str]) -> bool:
    """Whether a colleague asked about the same things after this was shown."""
    was_sent = {item.id for item in wishes.view.request.items} if wishes.view.request else set[str]()
    if f"{wishes.id}-1" in was_sent:
        return False
    pending = priced(click.services, click.actor, wishes).pending
    return any(each.item.id not in agreed for each in pending)


def left(click: Click) -> Outcome:
    """Without what a colleague asked for already."""
    value = read_value(click.value)
    if not is_own_id(click.asker, text_of(value, "id")):
        return Reply(_NOT_OWN, private=True)
    view = click.services.proposals.view(click.actor, number_of(value))
    wishes = Wishes(view, unpacked(value.get("w")), text_of(value, "id"), click.asker.zone, text_of(value, "note"))
    pending = priced(click.services, click.actor, wishes).pending
    kept = tuple(each for each in wishes.wanted if not any(clashes(one.item.wanted, each) for one in pending))
    if kept:
        return replace(shown(click, replace(wishes, wanted=kept)), replace=True)
    text = "It is left as it is, and nothing was sent."
    memory = replace(spoken_of(click.memory, view.number, view.organization.key), pending=None)
    return Reply(text, [section(text), actions([open_button(view.number)])], memory=memory, replace=True)


def sent_reply(asked: Click | Submission, moved: ProposalMoved, wanted: tuple[Wanted, ...]) -> Reply:
    """What CEC has now, in the place of what was asked."""
    view = moved.view
    name_of = names_of(asked.services.catalog.current().catalog)
    listed = bullets([wish_words(each, view.asked_of, name_of) for each in wanted]) if view.asked_of else ""
    version = view.base.number if view.base else 0
    said = f"Sent to CEC: your changes of version {version} of {view.number}."
    follows = "It is CEC's turn now. You are told when each point is answered."
    if view.may_amend:
        said = f"Sent to CEC: you ask for an amendment of {view.number}."
        follows = f"CEC starts one with what you asked for, or answers you. {AMENDMENT}"
    follows = f"{follows}{'' if moved.told else UNTOLD}"
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
    routes.action("proposal.send", or_refused(sent))
    routes.action("proposal.leave", or_refused(left))
    routes.action("proposal.cancel", cancelled)
