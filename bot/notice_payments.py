"""What is told of payments: a transfer that was recorded or settled, an instalment that is overdue."""

from datetime import date

from bot.outgoing import Outgoing, Sender, notice_reader, post_once, reader_of, seen_by_reader
from bot.replies import Block
from bot.slack import Slack
from bot.views.blocks import actions, section
from bot.views.funding_buttons import payments_button, record_button
from bot.views.payments import next_sentence
from bot.views.payments_transfers import transfer_blocks, transfer_line
from bot.views.talk import quoted
from bot.views.text import day, money, without_bold
from domain.funding_accounts import InstalmentState
from domain.notices import NoticeKind
from services import Services
from services.funding_cards import FundingView

QUOTED = 500


def funds_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """What happened, and the transfer as it is now, with what the reader can do with it."""
    facts, view = outgoing.facts, _seen(outgoing, services)
    if view is None:
        return
    reader = notice_reader(outgoing, reader_of(outgoing, services), view.today)
    transfer = next((each for each in view.transfers if each.transfer.id == facts["transfer"]), None)
    parts = [f"{_what_happened(outgoing)}{_over(outgoing)}", next_sentence(view)]
    blocks: list[Block] = [section(f"*{parts[0]}*\n{parts[1]}")]
    if transfer:
        parts.append(without_bold(transfer_line(transfer, reader)))
        blocks += transfer_blocks(transfer, reader)
    post_once(outgoing, slack, "\n".join(parts), [*blocks, actions([payments_button(view.number)])])


def _what_happened(outgoing: Outgoing) -> str:
    facts = outgoing.facts
    by, reason = quoted(str(facts["by"])), quoted(str(facts.get("reason") or ""), QUOTED)
    transfer = f"{facts['amount']} for {facts['number']}, {quoted(str(facts['reference']))}"
    return {
        "recorded": f"{by} recorded a transfer of {transfer}.",
        "confirmed": f"{by} confirmed the transfer of {transfer}.",
        "corrected": f"{by} corrected a transfer from {facts['recorded_amount']} to {transfer}: “{reason}”",
        "rejected": f"{by} rejected the transfer of {transfer}: “{reason}”",
        "reversed": f"{by} reversed the transfer of {transfer}: “{reason}”",
    }[str(facts["what"])]


def _over(outgoing: Outgoing) -> str:
    over = outgoing.facts.get("over_ceiling")
    return f" The transfers exceed what the agreement costs by {over}." if over else ""


def funds_overdue(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """Not where it was paid since."""
    facts, view = outgoing.facts, _seen(outgoing, services)
    late = view and next((each for each in view.instalments if each.instalment.number == facts["instalment"]), None)
    if view is None or late is None or late.state is not InstalmentState.OVERDUE:
        return
    due_on = day(date.fromisoformat(str(facts["due_on"])))
    number = view.number
    text = f"Instalment {facts['instalment']} of {number} is overdue: {money(late.open)} was due on {due_on}."
    record = [record_button(number)] if view.may_record else []
    post_once(outgoing, slack, text, [section(f"*{text}*"), actions([*record, payments_button(number)])])


def _seen(outgoing: Outgoing, services: Services) -> FundingView | None:
    actor = reader_of(outgoing, services)
    return seen_by_reader(outgoing, lambda: services.funding.schedule(actor, str(outgoing.facts["number"])))


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.FUNDS_CHANGED: funds_changed,
    NoticeKind.FUNDS_OVERDUE: funds_overdue,
}
