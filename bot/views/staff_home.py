"""What App Home shows to staff alone: agreements by step, renewals ahead, open conversations."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import actions, button, clip, safe, section
from bot.views.list_question import ListQuestion, pack
from bot.views.renewal_buttons import renewal_button
from bot.views.renewals import item_facts
from bot.views.steps import STEP_NAMES, step_number
from bot.views.talk import Offer, ask_button
from bot.views.text import instant, plural
from bot.views.tracker import Reader
from domain.handoffs import HandoffState
from domain.people import Side
from services.agreement_list_cards import Overview, RenewalItem, RenewalPage
from services.handoff_cards import HandoffView

RENEWALS = 5
CONVERSATIONS = 8
TOPIC = 200


def by_step(overview: Overview) -> list[Block]:
    turns = [
        (f"Waits for CEC: {overview.waiting_for_cec}{_to_decide(overview)}", ListQuestion(waiting_for=Side.CEC)),
        (f"Waits for the customer: {overview.waiting_for_customer}", ListQuestion(waiting_for=Side.CUSTOMER)),
    ]
    by_step = [
        (f"{step_number(stage)} {STEP_NAMES[stage]}: {count}", ListQuestion(stage=stage))
        for stage, count in overview.by_stage
    ]
    return [
        actions([list_button(text, f"step{place}", question) for place, (text, question) in enumerate(by_step)]),
        actions([list_button(text, f"turn{place}", question) for place, (text, question) in enumerate(turns)]),
    ]


def _to_decide(overview: Overview) -> str:
    count = overview.to_decide
    return f" and {count} renewal{'' if count.count == 1 else 's'} to decide" if count.count else ""


def renewals(found: RenewalPage, reader: Reader) -> list[Block]:
    if not found.items:
        return [section(f"No term ends within {plural(found.window_days, 'day')}.")]
    blocks = [_renewal(item, reader) for item in found.items[:RENEWALS]]
    if found.count > len(blocks):
        more = "more than " if found.count_is_capped else ""
        blocks.append(actions([ask_button(Offer(f"All renewals, {more}{found.count:,}", "ask_renewals"))]))
    return blocks


def _renewal(item: RenewalItem, reader: Reader) -> Block:
    number = item.row.summary.number
    return section(f"*{number}*  {item_facts(item, reader)}", renewal_button(number))


def conversations(found: Sequence[HandoffView], reader: Reader) -> list[Block]:
    if not found:
        return [section("No one waits for an answer.")]
    return [_conversation(view, reader) for view in found[:CONVERSATIONS]]


def _conversation(view: HandoffView, reader: Reader) -> Block:
    handoff = view.handoff
    owner = f", {safe(view.organization.abbreviation)}" if view.organization else ""
    topic = clip(" ".join(handoff.topic.split()), TOPIC)
    head = f"*{safe(handoff.requester_name)}*{owner}, since {instant(handoff.opened_at, reader.zone)}\n{safe(topic)}"
    if handoff.state is HandoffState.OPEN:
        label = f"Claim the conversation with {handoff.requester_name}"
        claim = button("Claim", f"home.claim:{handoff.id}", {"id": handoff.id}, style="primary", label=label)
        return section(f"{head}\nOpen: nobody has it yet.", claim)
    name = safe(view.claimed_by.name) if view.claimed_by else "a colleague"
    return section(f"{head}\nClaimed by {name}.")


def list_button(text: str, name: str, question: ListQuestion) -> Block:
    return button(text, f"agreements.list:{name}", pack(question), label=f"List agreements. {text}")
