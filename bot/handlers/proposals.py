"""The proposal of an agreement: shown to the customer with what can be done about it, and asked for in words.

Staff get their working draft (`proposal_staff`); versions and comparisons are the same for both sides.
"""

from dataclasses import replace

from bot.context import Asker, Click, Turn, memory_key
from bot.forms import number_in
from bot.handlers import proposal_staff
from bot.handlers.agreement_documents import documents_asked
from bot.handlers.agreement_replies import reader_of, told
from bot.handlers.asked import number_asked, says_all
from bot.handlers.elsewhere import Question, answer_about
from bot.handlers.proposal_versions import comparison_reply, number_of, spoken_of, version_reply, versions_reply
from bot.handlers.titles import agreement_named
from bot.plain_documents import asks_documents
from bot.plain_proposals import asks_to_amend
from bot.proposal_lines import lines_meant
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.version_words import asks_all_versions, asks_changes, asks_total, counts_from, versions_said
from bot.views.blocks import actions, read_value, safe, section
from bot.views.proposal_turns import budget_words, turn_sentence
from bot.views.proposal_versions import open_button, pages_of
from bot.views.proposal_wishes import names_of
from bot.views.proposal_words import amendment_words, line_facts, line_head, sums_words
from bot.views.proposals import Shown, agreement_button, file_buttons, proposal_blocks, proposal_text
from bot.views.talk import PERSON, ask_button
from domain.errors import CecError, Conflict
from domain.proposal_states import Move
from domain.proposal_versions import Offer
from domain.stages import Stage
from services import Services
from services.memory import Memory
from services.proposal_cards import ProposalView

HOW_TO_AMEND = "Press “Start an amendment” to begin one. The agreement goes on as it is until all have signed it."
NOTHING_NEW = "Nothing changed since you last looked at version {0}."

# -- shown -------------------------------------------------------------------------------------------------------


def show(asker: Asker, services: Services, number: str, page: int = 0, said: str = "") -> Reply:
    """The proposal for who asks, or why it can't be shown."""
    memory = services.memory.read(memory_key(asker))
    return told(asker, lambda: for_side(asker, services, number, memory, page, said))


def for_side(asker: Asker, services: Services, number: str, memory: Memory, page: int = 0, said: str = "") -> Reply:
    """Staff's working draft, or what the customer was offered."""
    try:
        if asker.actor.is_staff:
            return proposal_staff.show(asker, services, number, page, said)
        view = services.proposals.view(asker.actor, number)
    except Conflict as error:  # no proposal yet
        return no_proposal(asker, services, number, memory, error)
    return customers(asker, services, view, memory, page, said)


def customers(
    asker: Asker, services: Services, view: ProposalView, memory: Memory, page: int = 0, said: str = ""
) -> Reply:
    """A page of the version on the table. Who gets it has seen this version."""
    current = view.current
    files = file_buttons(services.agreement_documents.documents(asker.actor, view.number), view) if current else []
    if current:
        services.proposals.look(asker.actor, view.number, current.version.number)
        page = min(max(page, 0), pages_of(current.version.offer) - 1)
    names = names_of(services.catalog.current().catalog)
    shown = Shown(view, reader_of(asker), names, _asked_of(view), page, said)
    return Reply(
        text=proposal_text(shown),
        blocks=proposal_blocks(shown, files),
        about=frozenset({view.organization.key}),
        memory=spoken_of(memory, view.number, view.organization.key),
    )


def _asked_of(view: ProposalView) -> Offer | None:
    """What the last request asked to change; None where that is settled and was seen."""
    if view.request is None:
        return None
    settled = view.request.closed_at is not None
    if view.request.version == (view.current.version.number if view.current else 0):
        return None if settled and view.turn is None else view.asked_of
    return None if settled and (view.seen or 0) > view.request.version else view.asked_of


def no_proposal(asker: Asker, services: Services, number: str, memory: Memory, error: CecError) -> Reply:
    """That there is none, and where the agreement stands instead."""
    status = services.agreements.status(asker.actor, number)
    text = safe(str(error))
    row = actions([agreement_button(status.number), ask_button(PERSON)])
    about = frozenset({status.organization.key})
    return Reply(text, [section(text), row], about, memory=spoken_of(memory, status.number, status.organization.key))


# -- asked in words ----------------------------------------------------------------------------------------------


def view_proposal(turn: Turn) -> Outcome:
    """`view_proposal`: the proposal, one version of it, what changed, what it costs, all versions, or the documents."""
    if asks_documents(turn):
        return documents_asked(turn)
    return about_proposal(turn, Question("view_proposal", Stage.PROPOSAL, _asked, _WITH_PROPOSAL, keeps_words=True))


_WITH_PROPOSAL = frozenset({Stage.AGREEMENT_FUNDING, Stage.STARTUP, Stage.OPERATIONS})


def about_proposal(turn: Turn, question: Question) -> Reply:
    """The answer about the proposal that is meant: one that is negotiated and was spoken of comes first, so that an
    amendment of a running agreement is meant too."""
    number = _negotiated(turn)
    return told(turn.asker, lambda: question.show(turn, number) if number else answer_about(turn, question))


def _negotiated(turn: Turn) -> str | None:
    number = turn.memory.agreement
    if number is None or number_asked(turn) or says_all(turn.text) or not turn.actor.organization:
        return None
    if agreement_named(turn):
        return None
    try:
        view = turn.services.proposals.view(turn.actor, number)
    except CecError:
        return None
    return number if view.moves & {Move.REQUEST, Move.ACCEPT} else None


def _asked(turn: Turn, number: str) -> Reply:
    asker, services, memory, text = turn.asker, turn.services, turn.memory, turn.text
    try:
        view = services.proposals.view(asker.actor, number)
    except Conflict as error:
        return no_proposal(asker, services, number, memory, error)
    if Move.AMEND in view.moves and asks_to_amend(turn):
        return for_side(asker, services, number, memory, said=HOW_TO_AMEND)
    versions = versions_said(text)
    if len(versions) > 1 or (view.current and asks_changes(text)):
        return _compared(turn, view, versions)
    if versions:
        at_hand = view.current and view.current.version.number == versions[0] and not asker.actor.is_staff
        shown = customers(asker, services, view, memory) if at_hand else None
        return shown or version_reply(asker, services, number, versions[0], memory)
    if asks_all_versions(text) and view.current:
        return versions_reply(asker, services, number, memory)
    if asks_total(text) and view.current:
        return _total(turn, view)
    return for_side(asker, services, number, memory, said=_lines_asked(turn, view))


def _compared(turn: Turn, view: ProposalView, versions: tuple[int, ...]) -> Reply:
    """Two versions that are named; of one, what it changed or what changed since; without any, since the last look."""
    latest = view.current.version.number if view.current else versions[-1]
    said = ""
    if len(versions) > 1:
        before, after = versions[0], versions[1]
    elif versions:
        before, after = (versions[0], latest) if counts_from(turn.text) else (versions[0] - 1, versions[0])
    elif view.changes is not None and view.seen:
        before, after = view.seen, latest
    else:
        before, after = latest - 1, latest
        said = NOTHING_NEW.format(latest) if view.seen == latest and not turn.actor.is_staff else ""
    if before < 1 or before == after:
        return for_side(turn.asker, turn.services, view.number, turn.memory, said=said or "This is the first version.")
    return comparison_reply(turn.asker, turn.services, view.number, before, after, turn.memory, said=said)


def _total(turn: Turn, view: ProposalView) -> Reply:
    """What it costs in all: the answer alone."""
    assert view.current is not None
    card, version = view.current, view.current.version
    money = sums_words(card.total, card.annual_amount, card.paid_once, version.terms.period)
    words = (money, amendment_words(version.offer), budget_words(view, card.over_ceiling))
    text = f"Version {version.number} of {view.number}: {' '.join(part for part in words if part)}"
    waits = turn_sentence(view, reader_of(turn.asker))
    blocks = [section(text), section(waits), actions([open_button(view.number)]), section(safe(view.notice))]
    memory = spoken_of(turn.memory, view.number, view.organization.key)
    plain = f"{text}\n{waits}\n{view.notice}".replace("*", "")
    return Reply(plain, blocks, frozenset({view.organization.key}), memory=memory)


def _lines_asked(turn: Turn, view: ProposalView) -> str:
    """The lines that the sentence names: "how many laptops does the proposal have"."""
    if view.current is None:
        return ""
    version = view.current.version
    named = lines_meant(turn, version.offer)
    costs = {cost.line.id: (place, cost) for place, cost in enumerate(version.offer.line_costs, start=1)}
    found = (costs[line.id] for line in named)
    facts = [f"{line_head(cost.line, place)}: {line_facts(cost).splitlines()[0]}" for place, cost in found]
    return " ".join(facts[:5]).replace("*", "")


# -- buttons -----------------------------------------------------------------------------------------------------


def opened(click: Click) -> Outcome:
    return show(click.asker, click.services, number_of(read_value(click.value)))


def turned(click: Click) -> Outcome:
    """Another page takes the place of the one before."""
    value = read_value(click.value)
    reply = show(click.asker, click.services, number_of(value), number_in(value))
    return replace(reply, replace=True)


def register(routes: Routes) -> None:
    routes.action("proposal.open", opened)
    routes.action("proposal.turn", turned)


INTENTS = {"view_proposal": view_proposal}
