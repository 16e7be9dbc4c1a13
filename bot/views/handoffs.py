"""Messages of a conversation with CEC staff: on the requester's side and on the staff's side."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.replies import Block
from bot.views.blocks import actions, button, confirmation, context, safe, section, verbatim
from bot.views.steps import STEP_NAMES
from bot.views.text import day, instant
from domain.agreement_lists import AgreementSummary
from domain.handoffs import Handoff, HandoffState
from services.handoff_cards import HandoffView
from services.memory import Memory
from services.office_hours import AnswerTime

STATE_WORDS = {
    HandoffState.OPEN: "Waiting for someone to claim it",
    HandoffState.CLAIMED: "Claimed by {name}",
    HandoffState.CLOSED: "Closed",
}
_BROADCAST = re.compile(r"<!(channel|here|everyone|subteam\^[^>|]*)(\|[^>]*)?>")


def start_blocks(topic: str) -> tuple[str, list[Block]]:
    """An offer to start: where the asker is not in the direct message, or pressed a button."""
    text = (
        "A person at CEC can join you in your direct messages with me. They see what you asked for and which service "
        "or agreement you looked at."
    )
    return text, [
        section(text),
        actions([button("Start the conversation", "handoff.start", {"topic": topic}, "primary")]),
    ]


def when_answered(answer: AnswerTime, zone: ZoneInfo) -> str:
    if answer.open_now:
        return "The office is open now, so someone should answer soon."
    closed = (
        f"The office is closed today ({answer.holiday})." if answer.holiday else "The office is closed at the moment."
    )
    return f"{closed} Someone will answer after it opens: {instant(answer.next_opening, zone)}."


def opened(view: HandoffView, answer: AnswerTime, zone: ZoneInfo) -> tuple[str, list[Block]]:
    """To the requester: staff were asked; the conversation is this thread."""
    text = (
        f"I have asked CEC staff to join you. {when_answered(answer, zone)}\n"
        "Write in this thread and I pass everything on, files and edits too. What they write appears here."
    )
    return text, [section(text), actions([end_button(view.handoff)])]


def already_open(view: HandoffView) -> str:
    who = f" with {safe(view.claimed_by.name)}" if view.claimed_by else ""
    return (
        f"You already have a conversation{who} with CEC staff. It is in the thread of our direct messages that I "
        "opened then: write there and I pass it on."
    )


def end_button(handoff: Handoff) -> Block:
    sure = confirmation("End the conversation?", "CEC staff are told. You can start a new one at any time.", "End it")
    return button("End the conversation", "handoff.close", {"id": handoff.id}, confirm=sure)


def staff_card(
    facts: Mapping[str, Any], state: HandoffState, claimed_by: str | None, zone: ZoneInfo
) -> tuple[str, list[Block]]:
    """To staff: who asks for what, with the buttons that fit the state. The head of the staff's thread."""
    name = safe(str(facts["name"]))
    organization = f", {safe(str(facts['organization_name']))}" if facts.get("organization_name") else ""
    since = instant(datetime.fromisoformat(str(facts["opened_at"])), zone)
    topic = str(facts.get("topic") or "(nothing said)")
    status = STATE_WORDS[state].format(name=safe(claimed_by or "someone"))
    text = f"{name}{organization} asks for a person. {status}.\n{quoted_lines(topic)}"
    who = f"*{name}*{organization} (<@{facts['slack_user_id']}>) asks for a person."
    blocks: list[Block] = [section(who), verbatim(topic)]
    if facts.get("context"):
        blocks.append(context(safe(str(facts["context"]))))
    blocks.append(context(f"*{status}* · asked {since}"))
    row = staff_buttons(str(facts["handoff"]), state)
    return text, [*blocks, actions(row)] if row else blocks


def staff_buttons(handoff_id: str, state: HandoffState) -> list[Block]:
    value = {"id": handoff_id}
    close = button(
        "Close", "handoff.close", value, confirm=confirmation("Close it?", "The other side is told.", "Close it")
    )
    if state is HandoffState.OPEN:
        return [button("Claim", "handoff.claim", value, "primary"), close]
    if state is HandoffState.CLAIMED:
        return [button("Give back", "handoff.release", value), close]
    return []


def quoted_lines(text: str) -> str:
    """What someone wrote, as a quotation without effect."""
    return "\n".join(f"> {line}" for line in safe(text).splitlines() or [""])


def relayed(author: str, text: str) -> str:
    """A message for the other side. `text` is as Slack delivered it, so it is escaped already; what would call a whole
    channel is put in words."""
    return f"*{safe(author)}:* {_BROADCAST.sub(_in_words, text)}"


def _in_words(match: re.Match[str]) -> str:
    return "@" + match.group(1).partition("^")[0]


def background(memory: Memory, names: Sequence[str], agreements: Sequence[AgreementSummary]) -> str:
    """What staff should know: what the conversation was about before, and where the agreements stand."""
    looked = [", ".join(names)] if names else []
    looked += [memory.agreement] if memory.agreement else []
    looked += [f"FY{memory.fiscal_year}"] if memory.fiscal_year else []
    lines = [f"Looked at before: {'; '.join(looked)}"] if looked else []
    lines += [f"{each.number} ({each.title}): {_standing(each)}" for each in agreements]
    return "\n".join(lines)


def _standing(agreement: AgreementSummary) -> str:
    turn = f", {agreement.waiting_for.label}'s turn" if agreement.waiting_for else ""
    due = f", due {day(agreement.due_on)}" if agreement.due_on else ""
    return f"{STEP_NAMES[agreement.stage]}{turn}{due}"
