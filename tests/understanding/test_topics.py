"""Which intent the readers go by when several are likely."""

import pytest

from bot.understanding.topics import reading_intent


@pytest.mark.parametrize(
    ("ranking", "intent"),
    [
        ([("ask_price", 0.9), ("view_report", 0.1)], "ask_price"),
        ([("view_report", 0.3), ("list_meetings", 0.25), ("schedule_meeting", 0.2)], "list_meetings"),
        ([("report_issue", 0.4), ("request_status", 0.2), ("schedule_meeting", 0.3)], "report_issue"),
        ([("view_report", 0.2), ("greet", 0.1), ("ask_price", 0.1), ("list_meetings", 0.1)], ""),
        ([("view_report", 0.3), ("ask_price", 0.2), ("ask_renewals", 0.2)], "view_report"),
        ([("greet", 0.2), ("view_report", 0.1)], ""),
        ([], ""),
    ],
)
def test_the_likeliest_topic_decides(ranking: list[tuple[str, float]], intent: str) -> None:
    assert reading_intent(ranking) == intent
