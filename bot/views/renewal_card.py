"""The renewal of one agreement: how it stands, what it costs, what was decided, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import actions, button, confirmation, context, header, modal, safe, section
from bot.views.renewal_buttons import form_button, tell_button
from bot.views.renewal_words import (
    NOT_MEASURED,
    cost_words,
    extension_words,
    line_words,
    moved_words,
    notice_words,
    state_words,
    wish_words,
    withdrawn_words,
)
from bot.views.sections import sections
from bot.views.text import day, plural, without_bold
from bot.views.tracker import Reader
from domain.extensions import Extension
from domain.people import Side
from domain.renewal_lines import CarriedLine, PriceOutlook
from services.cards import ContactCard
from services.renewal_cards import CarriedView, RenewalView

#: A message shows so many lines of an agreement; a button shows all.
LINES_SHOWN = 10


@dataclass(frozen=True)
class SaidOfRenewal:
    """What was said in words, with which the forms begin: what should change in the next term, why it is not renewed,
    the last day of an extension (such as "2027-03-31"), and what a customer has to tell CEC."""

    wish: str = ""
    reason: str = ""
    until: str = ""
    tell: str = ""


# -- an agreement whose term ends --------------------------------------------------------------------------------


def renewal_text(view: RenewalView, reader: Reader, said: str = "") -> str:
    lines = _shown_lines(view.outlook)
    told = [*_facts(view, reader), *map(line_words, lines), _rest(view.outlook), *_extensions(view, reader)]
    head = f"Renewal of {view.number}, {safe(view.title)}."
    return "\n".join(without_bold(part) for part in (said, head, *told) if part)


def renewal_blocks(
    view: RenewalView, reader: Reader, said: str = "", begins: SaidOfRenewal | None = None
) -> list[Block]:
    """`said` stands first: what came of a button. `begins` is what the forms begin with."""
    blocks: list[Block] = [header(f"Renewal of {view.number}: {view.title}")]
    blocks += [section(said)] if said else []
    blocks += sections([part for part in _facts(view, reader) if part])
    if view.outlook.lines:
        blocks += _lines(view.number, view.outlook)
    blocks += [block for each in _extensions_shown(view) for block in _extension(view, each, reader)]
    blocks.append(actions(_buttons(view, reader, begins or SaidOfRenewal())))
    return [*blocks, context(view.notice)] if view.outlook.lines and view.notice else blocks


def _facts(view: RenewalView, reader: Reader) -> list[str]:
    told = [state_words(view, reader), wish_words(view, reader)]
    if view.outlook.lines:
        following = f"{day(view.following.start)} to {day(view.following.end)}"
        told.append("" if view.decided.refused else f"The next term: {following}.")
        told += [cost_words(view.outlook), withdrawn_words(view.outlook)]
    if reader.is_staff and view.may_start:
        told += [_measured(view), notice_words(view)]
    return told


def _measured(view: RenewalView) -> str:
    found = [part for part in (view.used, view.performance) if part]
    return " ".join(safe(part) for part in found) or NOT_MEASURED


def _buttons(view: RenewalView, reader: Reader, begins: SaidOfRenewal) -> list[Block]:
    value: dict[str, Any] = {"number": view.number, "v": view.decided.revision}
    made: list[Block] = []
    if view.may_start:
        made += [
            form_button("Start renewal", "start", value, "primary"),
            form_button("Not renewing", "not_renewing", _with(value, begins.reason)),
        ]
    if view.decided.refused and view.may_decide:
        made.append(_take_back(view, value))
    if view.may_ask:
        made.append(form_button("We want to renew", "ask", _with(value, begins.wish), "primary"))
    if view.may_ask_extension and not view.waiting_extension and not view.decided.refused:
        made.append(form_button("Ask for an extension", "extend", _with(value, begins.until)))
    if not reader.is_staff and (view.decided.refused or begins.tell):
        made.append(tell_button(view.number, begins.tell))
    if view.may_start:
        made.append(form_button("When the customer is told", "told_from", value))
    made.append(button("Open the agreement", "agreements.open", value, label=f"Open {view.number}"))
    if view.successor:
        following = {"number": view.successor}
        made.append(
            button("See the new agreement", "renewals.carried", following, label=f"What {view.successor} took over")
        )
    return made


def _with(value: dict[str, Any], said: str) -> dict[str, Any]:
    return {**value, "w": said} if said else value


def _take_back(view: RenewalView, value: dict[str, Any]) -> Block:
    says = f"The decision not to renew {view.number} counts no more. The customer is told."
    confirm = confirmation("Take it back", says, "Take it back")
    return button("Renew it after all", "renewals.take_back", value, confirm=confirm)


# -- extensions --------------------------------------------------------------------------------------------------


def _extensions_shown(view: RenewalView) -> Sequence[Extension]:
    """The one that waits, and the one that was settled last."""
    return view.extensions[-2:]


def _extensions(view: RenewalView, reader: Reader) -> list[str]:
    return [extension_words(view, each, reader) for each in _extensions_shown(view)]


def _extension(view: RenewalView, extension: Extension, reader: Reader) -> list[Block]:
    buttons = _extension_buttons(view, extension, reader)
    return [section(extension_words(view, extension, reader)), *([actions(buttons)] if buttons else [])]


def _extension_buttons(view: RenewalView, extension: Extension, reader: Reader) -> list[Block]:
    waits = extension.waits_for()
    if not waits:
        return []
    value = {"number": view.number, "x": extension.id, "v": extension.revision}
    made: list[Block] = []
    side = Side.CEC if reader.is_staff else Side.CUSTOMER
    if view.may_confirm_extension and side in waits:
        made.append(_confirm_button(view, extension, value))
    asked_it = view.may_ask_extension and extension.asked_by == reader.person_id
    if asked_it or view.may_confirm_extension:
        text, form = ("Take it back", "withdraw") if view.asked_for_own_side else ("Decline", "decline")
        label = f"{text}: extension of {view.number}"
        made.append(button(text, f"renewals.answer_extension:{form}", value, label=label))
    return made


def _confirm_button(view: RenewalView, extension: Extension, value: dict[str, Any]) -> Block:
    says = (
        f"The term of {value['number']} then ends on {day(extension.new_end)} instead of {day(extension.end)}, once "
        f"both sides confirmed, at the same prices. {moved_words(view, extension)}"
    ).strip()
    confirm = confirmation("Confirm the extension", says, "Confirm")
    return button("Confirm the extension", "renewals.confirm_extension", value, "primary", confirm=confirm)


# -- an agreement that renews another one ------------------------------------------------------------------------


def carried_text(view: CarriedView, said: str = "") -> str:
    told = [*_carried_facts(view), *map(line_words, _shown_lines(view.outlook)), _rest(view.outlook)]
    return "\n".join(without_bold(part) for part in (said, *told) if part)


def carried_blocks(view: CarriedView, said: str = "") -> list[Block]:
    blocks: list[Block] = [header(f"{view.number} renews {view.predecessor}")]
    blocks += [section(said)] if said else []
    blocks += sections([part for part in _carried_facts(view) if part])
    blocks += _lines(view.number, view.outlook)
    value, buttons = {"number": view.number}, list[Block]()
    if view.may_confirm:
        buttons.append(button("Confirm the contacts", "renewals.contacts", value, "primary"))
    buttons.append(button("Open the agreement", "agreements.open", value, label=f"Open {view.number}"))
    before = {"number": view.predecessor}
    buttons.append(button("The term before", "renewals.open", before, label=f"Renewal of {view.predecessor}"))
    blocks.append(actions(buttons))
    return [*blocks, context(view.notice)] if view.notice else blocks


def _carried_facts(view: CarriedView) -> list[str]:
    waiting, left = map(_contact, view.to_confirm), map(_contact, view.left)
    return [
        f"{view.number} goes on after {view.predecessor}, from {day(view.term.start)} to {day(view.term.end)}.",
        cost_words(view.outlook),
        withdrawn_words(view.outlook),
        f"*To be confirmed by the customer:* {'; '.join(waiting)}." if view.to_confirm else "",
        f"*Left meanwhile, so to be named anew:* {'; '.join(left)}." if view.left else "",
        "Its survey has the answers of the term before and asks again only what could have changed. "
        "Then the terms are negotiated as usual.",
    ]


def _contact(card: ContactCard) -> str:
    return f"{safe(card.person.name)}, {card.role.label}"


# -- lines -------------------------------------------------------------------------------------------------------


def lines_modal(number: str, outlook: PriceOutlook, notice: str) -> View:
    """All lines, also of an agreement with many."""
    blocks = [section(cost_words(outlook)), *sections(map(line_words, outlook.lines))]
    return modal("renewals.lines", f"Lines of {number}", [*blocks, *([context(notice)] if notice else [])])


def _lines(number: str, outlook: PriceOutlook) -> list[Block]:
    blocks = sections([line_words(line) for line in _shown_lines(outlook)])
    if not _rest(outlook):
        return blocks
    every = button(f"All {len(outlook.lines)} lines", "renewals.lines", {"number": number})
    return [*blocks, section(_rest(outlook), every)]


def _shown_lines(outlook: PriceOutlook) -> Sequence[CarriedLine]:
    return outlook.lines[:LINES_SHOWN]


def _rest(outlook: PriceOutlook) -> str:
    left = len(outlook.lines) - LINES_SHOWN
    return f"And {plural(left, 'line')} more." if left > 0 else ""
