"""What meetings ask of the reader, among the things that are next."""

from bot.replies import Block
from bot.views.blocks import section
from bot.views.meeting_card import item_row, meeting_row
from bot.views.meetings import item_line, meeting_line
from bot.views.text import without_bold
from bot.views.tracker import Reader
from services.agreement_cards import NextSteps

SHOWN = 5
"""Of each; the lists of meetings and of action items show all."""
ANSWER, PROMISED = "Meetings that wait for your answer", "Your action items from meetings"


def of_meetings(found: NextSteps, reader: Reader) -> tuple[list[str], list[Block]]:
    """As lines of text, and as blocks; both empty where there is nothing."""
    meetings, items = found.to_answer[:SHOWN], found.promised[:SHOWN]
    lines: list[str] = []
    blocks: list[Block] = []
    if meetings:
        lines += [f"{ANSWER}:", *(meeting_line(card, reader) for card in meetings)]
        blocks += [section(f"*{ANSWER}*"), *(meeting_row(card, reader) for card in meetings)]
    if items:
        lines += [f"{PROMISED}:", *(f"{card.number}: {item_line(card, reader, listed=True)}" for card in items)]
        blocks += [section(f"*{PROMISED}*"), *(item_row(card, reader, listed=True) for card in items)]
    return [without_bold(line) for line in lines], blocks
