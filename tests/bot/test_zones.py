"""Time zones in words."""

from zoneinfo import ZoneInfo

import pytest

from bot.views.zones import zone_words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("America/New_York", "Eastern Time"),
        ("America/Chicago", "Central Time"),
        ("America/Denver", "Mountain Time"),
        ("America/Phoenix", "Arizona Time"),
        ("US/Arizona", "Arizona Time"),
        ("America/Los_Angeles", "Pacific Time"),
        ("America/Anchorage", "Alaska Time"),
        ("Pacific/Honolulu", "Hawaii Time"),
        ("America/Puerto_Rico", "Atlantic Time"),
        ("Pacific/Guam", "Guam Time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("Asia/Shanghai", "Shanghai time"),  # China's standard time is CST too
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_called_as_people_call_it(key: str, words: str) -> None:
    assert zone_words(ZoneInfo(key)) == words
