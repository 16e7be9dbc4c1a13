"""What is said when something does not work: the form, a known outage, or why help can't be asked for."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import actions, button, safe, section
from bot.views.outages import outage_line
from bot.views.support_lists import NEW
from bot.views.talk import Offer, ask_button, kept
from bot.views.text import without_bold
from bot.views.tracker import Reader
from domain.errors import NotCovered, Uncovered
from services.support_cards import OutageCard
from services.support_coverage import CoveredService

FORM = "Open a support request"
OUTAGES_SHOWN = 3
_SENT = "Nothing is opened until you send the form."


def form_button(text: str, words: str, meant: CoveredService | None = None, style: str | None = None) -> Block:
    """Opens the form with what was said and, where it is clear, the service."""
    of = {"n": meant.number, "s": meant.service} if meant else {}
    suffix = "service" if meant else "other"
    return button(text, f"{NEW}:{suffix}", {**of, "w": kept(words)}, style)


def offer(meant: Sequence[CoveredService], words: str, person: Offer) -> tuple[str, list[Block]]:
    """One service, or the same in several agreements, of which the form lets choose."""
    first = meant[0]
    if len(meant) == 1:
        text = f"I can open a support request about {safe(first.name)} of {first.number}. {_SENT}"
        row = [form_button(FORM, words, first, "primary")]
    else:
        named = ", ".join(f"{safe(each.name)} ({each.number})" for each in meant[:5])
        text = f"I can open a support request. It may be about {named}: choose in the form. {_SENT}"
        row = [form_button(FORM, words, None, "primary")]
    return text, [section(text), actions([*row, ask_button(person)])]


def which(words: str, person: Offer) -> tuple[str, list[Block]]:
    text = f"Which of your services has the problem? Write its name, or choose it in the form. {_SENT}"
    return text, [section(text), actions([form_button(FORM, words, None, "primary"), ask_button(person)])]


def known_outages(
    found: Sequence[OutageCard], meant: CoveredService | None, words: str, reader: Reader
) -> tuple[str, list[Block]]:
    """Offered before a request is opened: CEC works on it already. Without a service, those of all that they have."""
    shown = found[:OUTAGES_SHOWN]
    which = "a problem with this service" if meant else "problems with your services"
    blocks = [section(f"CEC knows of {which}. Is it this?")]
    for card in shown:
        outage = card.outage
        label = f"It is this: {outage.service_name}, {outage.started_at:%b %d %H:%M}"
        this = button("It is this", f"outages.same:{outage.id}", {"o": outage.id}, label=label)
        blocks.append(section(outage_line(card, reader), this))
    blocks.append(actions([form_button("It is something else", words, meant)]))
    lines = [without_bold(outage_line(card, reader)) for card in shown]
    return "\n".join([blocks[0]["text"]["text"], *lines]), blocks


def not_covered(refused: NotCovered, name: str, words: str, person: Offer) -> tuple[str, list[Block]]:
    """Why not, and the way on."""
    number = refused.agreement
    ways = {
        Uncovered.NOT_IN_AGREEMENT: Offer("Ask CEC to add it", "request_change", f"add {name} to {number}"),
        Uncovered.ENDED: Offer("We want to renew", "start_renewal", f"renew {number}"),
        Uncovered.NOT_YET: Offer(f"Where {number} stands", "agreement_status", str(number)),
    }
    row = [ask_button(ways[refused.why])] if number else []
    text = f"{safe(str(refused))} So I can't open a support request about it."
    return text, [section(text), actions([*row, form_button("It is another service", words), ask_button(person)])]
