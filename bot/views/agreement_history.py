"""Every change of an agreement, a page at a time."""

from bot.replies import Block, View
from bot.views.blocks import actions, button, clip, modal, safe, section
from bot.views.sections import sections
from bot.views.text import instant_day
from bot.views.tracker import NOTE, Reader
from services.agreement_cards import HistoryEntry, HistoryPage


def history_modal(history: HistoryPage, reader: Reader) -> View:
    """Every change, the newest first, a page at a time."""
    title = f"Every change of {history.number}, the newest first. Page {history.page + 1}."
    lines = [entry_line(entry, reader) for entry in history.entries] or ["Nothing was recorded yet."]
    blocks: list[Block] = [section(title), *sections(lines)]
    turns = [("Newer", history.page - 1)] * (history.page > 0) + [("Older", history.page + 1)] * history.has_next
    if turns:
        blocks.append(actions([_history_button(text, history.number, page) for text, page in turns]))
    return modal("agreements.history", "History", blocks, metadata={"view": "history", "number": history.number})


def entry_line(entry: HistoryEntry, reader: Reader) -> str:
    """When, who and what: Nov 3, 2026: Dana Reyes moved it from survey to proposal."""
    note = f" ({safe(clip(entry.note, NOTE))})" if entry.note else ""
    return f"{instant_day(entry.at, reader.zone)}: {safe(entry.by)} {safe(entry.words)}{note}"


def _history_button(text: str, number: str, page: int) -> Block:
    value = {"number": number, "page": page}
    return button(text, f"agreements.history:{text}", value, label=f"{text} changes of {number}")
