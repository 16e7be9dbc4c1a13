"""Renewals in words: those that are asked for, and the one that is to be begun, with the button that does it."""

import re
from dataclasses import replace

from bot.context import Turn
from bot.handlers import renewals
from bot.handlers.agreement_replies import organization_asked, told
from bot.handlers.asked import number_asked, says_all
from bot.handlers.elsewhere import Question, answer_about
from bot.handlers.renewal_cards import renewal_reply, show
from bot.handlers.renewals import owner_meant, renewals_page, renewals_reply
from bot.renewal_sentences import asks_longer, is_against, longer_until, reason_said
from bot.replies import Outcome, Reply
from bot.views.blocks import clip
from bot.views.renewal_card import SaidOfRenewal
from bot.views.renewals import RenewalQuestion
from domain.renewals import LONGEST_WINDOW, RenewalState
from domain.stages import Stage
from services.renewal_cards import RenewalView

_WANTS = re.compile(
    r"\b(want|like|ready|going|plan|planning|need) to (renew|extend)\b|\blet['’]?s (renew|extend)\b"
    r"|\bstart (the|our|a) renewal\b",
    re.IGNORECASE,
)
_WITH_WISHES = re.compile(r"\b(with|but|except|without|fewer|more|less|plus|add\w*|drop\w*|minus)\b", re.IGNORECASE)
_LONGEST_WISH = 800


def ask_renewals(turn: Turn) -> Outcome:
    """A customer who says that they want to renew is told how, also where only dates seem to be asked for."""
    wants = not turn.actor.is_staff and _WANTS.search(turn.text)
    return start_renewal(turn) if wants else renewals.ask_renewals(turn)


def start_renewal(turn: Turn) -> Reply:
    """Nothing is begun by a sentence: what it would begin with is shown, and a button opens the form."""
    if turn.actor.is_staff:
        return told(turn.asker, lambda: _for_staff(turn))
    return told(turn.asker, lambda: answer_about(turn, Question("start_renewal", Stage.RENEWAL, _of_agreement)))


def _for_staff(turn: Turn) -> Reply:
    number, named = number_asked(turn), organization_asked(turn)
    spoken_of = None if named or says_all(turn.text) else turn.memory.agreement
    if number or spoken_of:
        return _of_agreement(turn, number or str(spoken_of))
    question = RenewalQuestion(organization=named.key if named else None, owner=owner_meant(turn))
    if named:
        question = replace(question, days=LONGEST_WINDOW)
        running = [
            item
            for item in renewals_page(turn.asker, turn.services, question).items
            if item.state is not RenewalState.NOT_RUNNING
        ]
        if len(running) == 1:
            return _of_agreement(turn, running[0].row.summary.number)
    return renewals_reply(turn.asker, turn.services, question, turn.memory)


def _of_agreement(turn: Turn, number: str) -> Reply:
    view = turn.services.renewals.view(turn.actor, number)
    if view.state is RenewalState.NOT_RUNNING:
        return show(turn.asker, turn.services, number, turn.memory)
    return renewal_reply(turn.asker, view, turn.memory, _how(turn, view), _said(turn, view))


def _said(turn: Turn, view: RenewalView) -> SaidOfRenewal:
    """What the forms begin with."""
    longer = asks_longer(turn.text)
    wishes = view.may_ask and not longer and _WITH_WISHES.search(turn.text)
    until = longer_until(turn.text, turn.understanding, view.term.end) if longer else None
    return SaidOfRenewal(
        wish=clip(turn.text, _LONGEST_WISH) if wishes else "",
        reason=clip(reason_said(turn.text), _LONGEST_WISH),
        until=until.isoformat() if until else "",
        tell=clip(turn.text, _LONGEST_WISH) if is_against(turn.text) or (longer and not _may_extend(view)) else "",
    )


def _how(turn: Turn, view: RenewalView) -> str:
    """What to press for what was said; where nothing can be pressed, how it stands says why."""
    if asks_longer(turn.text) and _may_extend(view):
        return "To have services go on for a while, press Ask for an extension."
    if asks_longer(turn.text) and view.decided.refused:
        after_all = "Renew it after all" if turn.actor.is_staff else "Tell CEC"
        return f"It is not to be renewed, so it can't be extended. If that is to change, press {after_all}."
    if is_against(turn.text):
        if view.may_start:
            return "To note that it is not renewed, press Not renewing."
        if turn.actor.is_staff or view.decided.refused:
            return ""
        return "CEC notes that an agreement is not renewed. To say that you do not want to renew, press Tell CEC."
    if view.may_start:
        return "Look at what it would begin with, then press Start renewal."
    if view.may_ask:
        return "To tell CEC that you want to renew, press We want to renew. CEC then begins it."
    if not turn.actor.is_staff and view.state in (RenewalState.DUE, RenewalState.LAPSED) and not view.decided.refused:
        return "" if view.decided.asked_at else "Someone who is a contact of this agreement can tell CEC to renew it."
    return ""


def _may_extend(view: RenewalView) -> bool:
    return view.may_ask_extension and not view.waiting_extension and not view.decided.refused


INTENTS = {"ask_renewals": ask_renewals, "start_renewal": start_renewal}
