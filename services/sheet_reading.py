"""Has a spreadsheet read by a process of its own (`documents/spreadsheet_reading.py`)."""

import json

from documents.spreadsheet_reading import LONGEST_SECONDS, NOT_READABLE, TOO_MUCH, NotReadable
from services.own_process import read_apart


def rows_of_first_sheet(content: bytes, most_rows: int) -> list[tuple[int, list[str]]]:
    """As `first_sheet`. Raises NotReadable, also for one that takes too much memory or time."""
    code, said = read_apart("documents.spreadsheet_reading", content, LONGEST_SECONDS, str(most_rows))
    if code == NOT_READABLE:
        message, row = json.loads(said)
        raise NotReadable(message, row)
    if code:
        raise NotReadable(TOO_MUCH)
    return [(number, texts) for number, texts in json.loads(said)]
