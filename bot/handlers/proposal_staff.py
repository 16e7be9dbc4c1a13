"""The proposal as CEC's staff work on it: the draft page by page, and what a button alone changes in it.

Forms are in `proposal_staff_lines`, steps of the negotiation in `proposal_staff_steps` and `proposal_staff_answers`.
"""

from dataclasses import dataclass, replace
from typing import Any

from bot.context import Asker, Click, Submission, memory_key
from bot.forms import form_id, number_in, text_of
from bot.handlers.agreement_replies import reader_of
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value, safe
from bot.views.proposal_staff import CHANGE, DOWN, PAGE, PRICE, REMOVE, UP, staff_blocks, staff_text
from bot.views.proposal_staff_forms import custom_form, line_form, price_form, remove_form
from bot.views.proposal_wishes import names_of
from domain.errors import NotFound
from domain.proposal_lines import ProposalLine
from services import Services
from services.memory import Memory
from services.proposal_cards import DraftCard, ProposalMoved, ProposalView

UNTOLD = " Nobody of the other side is in Slack to be told: please let them know."

# -- shown -------------------------------------------------------------------------------------------------------


def show(asker: Asker, services: Services, number: str, page: int = 0, said: str = "") -> Reply:
    """The draft, or the version on the table where nothing can be edited. Raises as `proposals.view`."""
    memory = services.memory.read(memory_key(asker))
    return staff_reply(asker, services, services.proposals.view(asker.actor, number), memory, page, said)


def staff_reply(
    asker: Asker, services: Services, view: ProposalView, memory: Memory, page: int = 0, said: str = ""
) -> Reply:
    """`said` stands above: what was done."""
    reader, name_of = reader_of(asker), names_of(services.catalog.current().catalog)
    return Reply(
        text=staff_text(view, reader, name_of, page, said),
        blocks=staff_blocks(view, reader, name_of, page, said),
        about=frozenset({view.organization.key}),
        memory=replace(memory, agreement=view.number, organization=view.organization.key),
    )


def changed_reply(asked: Click | Submission, view: ProposalView, said: str, page: int = 0) -> Reply:
    """The proposal as it is now, in the place of what was there before."""
    return replace(staff_reply(asked.asker, asked.services, view, asked.memory, page, said), replace=True)


def moved_reply(asked: Click | Submission, moved: ProposalMoved, said: str) -> Reply:
    return changed_reply(asked, moved.view, said if moved.told else f"{said}{UNTOLD}")


# -- pages and lines ---------------------------------------------------------------------------------------------


def turned(click: Click) -> Outcome:
    """By a button, or by the menu of pages: "SLA-2027-0031 4"."""
    value = read_value(click.value)
    number, _, page = click.value.rpartition(" ")
    to = number_in(value) if value else int(page) if page.isdecimal() and len(page) < 4 else 0
    view = click.services.proposals.view(click.actor, text_of(value, "number") or number[:40])
    return changed_reply(click, view, "", to)


@dataclass(frozen=True)
class Chosen:
    """What was chosen in the menu of a line; `page` and `place` are where it stood, `seen` the draft's revision."""

    do: str
    number: str
    seen: int
    page: int
    place: int
    line: str


def line_menu(click: Click) -> Outcome:
    """The menu of a line: a form, or another place at once."""
    chosen = _chosen(click.value)
    if chosen is None:
        return Reply(STALE, private=True)
    if chosen.do in (UP, DOWN):
        return _moved(click, chosen)
    line = line_of(click.services.proposals.view(click.actor, chosen.number), chosen.line)
    kept = {"number": chosen.number, "v": chosen.seen, "p": chosen.page, "l": line.id, "at": click.origin}
    forms = {
        CHANGE: custom_form if line.custom else line_form,
        PRICE: price_form,
        REMOVE: remove_form,
    }
    return Modal(forms[chosen.do](line, kept))


def _chosen(value: str) -> Chosen | None:
    do, number, *rest = [*value.split(" ", 5), "", ""][:6]
    if len(rest) != 4 or do not in (CHANGE, PRICE, UP, DOWN, REMOVE) or not all(x.isdecimal() for x in rest[:3]):
        return None
    seen, page, place = (int(each[:9]) for each in rest[:3])
    return Chosen(do, number[:40], seen, page, place, rest[3])


def _moved(click: Click, chosen: Chosen) -> Reply:
    place = max(1, chosen.place + (-1 if chosen.do == UP else 1))
    drafts = click.services.proposal_drafts
    view = drafts.move_line(click.actor, chosen.number, chosen.line, place, chosen.seen)
    count = len(draft_of(view).draft.lines)
    return changed_reply(click, view, "", (min(place, count) - 1) // PAGE)


def draft_of(view: ProposalView) -> DraftCard:
    """Raises NotFound for who is not of CEC."""
    if view.draft is None:
        raise NotFound("The draft of a proposal is for CEC staff.")
    return view.draft


def line_of(view: ProposalView, line: str) -> ProposalLine:
    """Raises NotFound when it was removed meanwhile."""
    return draft_of(view).draft.offer.line(line)


# -- changed by a button -----------------------------------------------------------------------------------------


def approved(click: Click) -> Outcome:
    value = read_value(click.value)
    drafts = click.services.proposal_drafts
    view = drafts.approve_override(click.actor, number_of(value), text_of(value, "l"), number_in(value, "v"))
    return changed_reply(click, view, "The price is approved.", number_in(value))


def repriced(click: Click) -> Outcome:
    value = read_value(click.value)
    view = click.services.proposal_drafts.update_prices(click.actor, number_of(value), number_in(value, "v"))
    return changed_reply(click, view, "The prices are those of the catalog of today.")


def discarded(click: Click) -> Outcome:
    value = read_value(click.value)
    view = click.services.proposal_drafts.discard_draft(click.actor, number_of(value), number_in(value, "v"))
    return changed_reply(click, view, "The draft says what the last version says.")


def undone(click: Click) -> Outcome:
    value = read_value(click.value)
    done = click.services.proposal_drafts.undo(click.actor, number_of(value), number_in(value, "v"))
    return changed_reply(click, done.view, f"Undone: {safe(done.words)}.")


# -- what buttons and forms keep ---------------------------------------------------------------------------------


def number_of(value: dict[str, Any]) -> str:
    return text_of(value, "number")[:40]


def kept_of(click: Click) -> dict[str, Any]:
    """For a form: the agreement, the revision of the draft that was shown, an id that makes it count once, and where
    it was opened."""
    value = read_value(click.value)
    identity = form_id(click.asker)
    return {"number": number_of(value), "v": number_in(value, "v"), "id": identity, "at": click.origin}


def register(routes: Routes) -> None:
    routes.action("proposal.page", turned)
    routes.action("proposal.line", line_menu)
    routes.action("proposal.approve", approved)
    routes.action("proposal.reprice", repriced)
    routes.action("proposal.discard", discarded)
    routes.action("proposal.undo", undone)
