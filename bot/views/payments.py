"""How an agreement is paid: what arrived and what is open, the instalments, and the latest transfers."""

from datetime import date

from bot.replies import Block
from bot.views.blocks import actions, button, clip, context, fields, header, safe, section
from bot.views.funding_buttons import record_button, signing_button
from bot.views.payments_transfers import transfer_blocks, transfer_line
from bot.views.sections import sections
from bot.views.text import day, money, plural, short_day, without_bold
from bot.views.tracker import Reader
from domain.funding_accounts import InstalmentState
from domain.money import ZERO
from services.funding_cards import FundingView, InstalmentView

#: Instalments of one page, and the latest transfers below them.
PAGE = 12
TRANSFERS = 4
LONGEST_MESSAGE = 39_000


def payments_text(view: FundingView, reader: Reader, page: int, said: str = "") -> str:
    """Everything that the blocks say."""
    amounts = "; ".join(f"{label}: {amount}" for label, amount in _amounts(view))
    lines = [instalment_line(each) for each in _shown(view, page)]
    transfers = [transfer_line(each, reader) for each in _latest(view)]
    head = f"{view.number}, {safe(view.title)}. {amounts}."
    parts = [said, head, *_sentences(view, said), *lines, *transfers]
    return clip(without_bold("\n".join(part for part in parts if part)), LONGEST_MESSAGE)


def payments_blocks(view: FundingView, reader: Reader, page: int, notice: str, said: str = "") -> list[Block]:
    """`said` stands first: the answer to what was asked, or what has just been done. `notice` is the catalog's."""
    blocks = [header(f"{view.number}: Payments"), *([section(f"*{said}*")] if said else [])]
    blocks += [fields(_amounts(view)), *sections(_sentences(view, said))]
    blocks += sections([instalment_line(each) for each in _shown(view, page)])
    if len(view.instalments) > PAGE:
        first, last = page * PAGE + 1, min((page + 1) * PAGE, len(view.instalments))
        blocks.append(context(f"Instalments {first} to {last} of {len(view.instalments)}."))
    latest = _latest(view)
    blocks += [section("*Latest transfers*" if len(view.transfers) > len(latest) else "*Transfers*")] if latest else []
    for each in latest:
        blocks += transfer_blocks(each, reader)
    blocks.append(actions(_below(view, page), "payments.below"))
    return [*blocks, context(safe(notice))] if notice else blocks


def first_page(view: FundingView) -> int:
    """The page with what is to be paid next."""
    return (view.next.instalment.number - 1) // PAGE if view.next else 0


# -- sentences, each an answer of its own ------------------------------------------------------------------------


def next_sentence(view: FundingView) -> str:
    """What is to be paid next, and when."""
    if view.next is None:
        return "Nothing is left to be paid."
    part, due_on = view.next.instalment, view.next.instalment.due_on
    amount = money(part.amount)
    if view.next.paid:
        amount = f"{money(view.next.open)} of {amount}"
    if due_on < view.today:
        late = plural((view.today - due_on).days, "day")
        return f"Instalment {part.number}, {amount}, was due {day(due_on)}, {late} ago."
    on_its_way = " A transfer for it waits to be confirmed." if view.waiting >= view.next.open else ""
    return f"Next is instalment {part.number}, {amount}, due {day(due_on)}, {_in_days(due_on, view.today)}.{on_its_way}"


def owed_sentence(view: FundingView) -> str:
    """What is owed today, and what is open for the whole term."""
    whole = f"{money(view.outstanding)} of {money(view.total)} is still to be paid for the whole term."
    if not view.in_force:
        return f"Nothing is owed yet. {whole}"
    if view.balance < ZERO:
        return f"{money(-view.balance)} is owed by today. {whole}"
    return f"Nothing is owed today. {whole}" if view.outstanding else "Everything is paid."


def arrived_sentence(view: FundingView) -> str:
    """Whether funds arrived, and what is on its way."""
    waits = f"{money(view.waiting)} is recorded and waits to be confirmed by CEC." if view.waiting else ""
    if view.arrived:
        return f"{money(view.arrived)} has arrived. {waits}".strip()
    return f"Nothing is confirmed yet: {waits}" if waits else "No funds have arrived yet, and no transfer is recorded."


def overdue_sentence(view: FundingView) -> str:
    if not view.overdue:
        return "No payment is overdue."
    late = [each for each in view.instalments if each.state is InstalmentState.OVERDUE]
    since = day(late[0].instalment.due_on) if late else day(view.today)
    return f"{money(view.overdue)} is overdue, {plural(len(late), 'instalment')} since {since}."


def instalment_line(view: InstalmentView) -> str:
    """As in 2. $79,240.00, due Jan 1, 2027: paid in part, $12,000.00 open."""
    part = view.instalment
    return f"{part.number}. {money(part.amount)}, due {short_day(part.due_on)}: {_state(view)}"


# -- pieces ------------------------------------------------------------------------------------------------------


def _amounts(view: FundingView) -> list[tuple[str, str]]:
    """The money first."""
    found = [("In all", view.total), ("Arrived", view.arrived), ("Still open", view.outstanding)]
    optional = [("Overdue", view.overdue), ("Waits to be confirmed", view.waiting), ("Credit", view.credit)]
    return [(label, money(amount)) for label, amount in [*found, *(each for each in optional if each[1])]]


def _sentences(view: FundingView, said: str) -> list[str]:
    """How it stands; what was said already is not said twice."""
    planned = f"All have yet to sign: this is how version {view.version} would be paid."
    over = f"The transfers exceed what the agreement costs by {money(view.over_ceiling)}."
    found = [
        "" if view.in_force else planned,
        over if view.over_ceiling else "",
        overdue_sentence(view) if view.overdue else next_sentence(view),
    ]
    return [each for each in found if each and each not in said]


def _state(view: InstalmentView) -> str:
    match view.state:
        case InstalmentState.PAID:
            return "paid"
        case InstalmentState.PARTLY_PAID:
            return f"paid in part, {money(view.open)} open"
        case InstalmentState.OVERDUE:
            return f"*overdue*, {'paid in part, ' if view.paid else ''}{money(view.open)} open"
        case InstalmentState.BILLED:
            return "to be paid now"
        case InstalmentState.COMING:
            return f"billed on {short_day(view.instalment.billed_on)}"
        case InstalmentState.CREDIT:
            return "a credit of the customer"


def _in_days(due_on: date, today: date) -> str:
    left = (due_on - today).days
    return ("today", "tomorrow")[left] if left < 2 else f"in {plural(left, 'day')}"


def _shown(view: FundingView, page: int) -> tuple[InstalmentView, ...]:
    return view.instalments[page * PAGE : (page + 1) * PAGE]


def _latest(view: FundingView):
    return tuple(reversed(view.transfers))[:TRANSFERS]


def _below(view: FundingView, page: int) -> list[Block]:
    number = view.number
    made: list[Block] = []
    if view.may_record:
        made.append(record_button(number, None if reader_waits(view) else "primary"))
    turns = [("Previous", page - 1)] * (page > 0) + [("Next", page + 1)] * (len(view.instalments) > (page + 1) * PAGE)
    made += [
        button(text, f"payments.page:{text}", {"number": number, "p": to}, label=f"{text} instalments of {number}")
        for text, to in turns
    ]
    if len(view.transfers) > TRANSFERS:
        every = f"All {len(view.transfers)} transfers"
        made.append(button(every, "payments.transfers", {"number": number, "p": 0}, label=f"{every} of {number}"))
    opened = button("Open the agreement", "agreements.open", {"number": number}, label=f"Open the agreement {number}")
    return [*made, signing_button(number), opened]


def reader_waits(view: FundingView) -> bool:
    """Whether something else than a new transfer is to be done first: to confirm one."""
    return any(each.may_confirm for each in view.transfers)
