"""What the readers' tests share: when and where their sentences are said."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.understanding.model import Entity, Value

NEW_YORK = ZoneInfo("America/New_York")
#: A Wednesday morning, in fiscal year 2027.
WEDNESDAY = datetime(2026, 11, 18, 10, 30, tzinfo=NEW_YORK)

_PIECES = st.sampled_from(
    (
        "every", "other", "next", "last", "this", "the", "first", "second", "week", "month", "quarter", "year",
        "fiscal", "FY27", "Q2", "Monday", "Nov", "31", "29", "Feb", "15th", "at", "2", "pm", "to", "through",
        "-", "from", "between", "and", "99", "0", "13/45", "12/8", "24:61", "10:30", "in", "two", "weeks",
        "ago", "end", "of", "half", "a", "dozen", "hundred", "thousand", "million", "1,2,3", "1e99", "10^99",
        "$5", "%", "sla", "2027-81", "req", "#7", "since", "by", "\u0130", "\u00df", "\U0001f600", "\u0663",
        "\uff14", "2026-02-30", "T99:99", "within", "999", "years",
    )
)  # fmt: skip
#: Any text, and texts made of the words that the readers look for.
TEXTS = st.text(max_size=80) | st.lists(_PIECES, max_size=14).map(" ".join)
INTENTS = st.sampled_from(("", "schedule_meeting", "reschedule_meeting", "view_report", "ask_price", "record_funding"))
INSTANTS = st.integers(978_307_200, 4_070_908_800).map(lambda second: datetime.fromtimestamp(second, NEW_YORK))


def values(entities: tuple[Entity, ...]) -> list[Value]:
    return [entity.value for entity in entities]


def assert_in_the_text(entities: tuple[Entity, ...], text: str) -> None:
    """Every entity quotes the text, and none overlaps the one before it."""
    position = 0
    for entity in sorted(entities, key=lambda entity: entity.start):
        assert position <= entity.start < entity.end <= len(text)
        assert entity.text == text[entity.start : entity.end]
        position = entity.end
