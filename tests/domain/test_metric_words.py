"""What people call a metric, found in a sentence."""

import pytest

from domain.metric_words import metrics_in, without_levels

KNOWN = {
    "availability": "Share of time in which people can sign in",
    "resolution": "Time until a sign-in outage is over",
    "first_contact_resolution": "Requests solved in the first contact",
    "speed_of_answer": "Average time until a call is answered by a person",
    "satisfaction": "Satisfaction of users after a closed request",
}


@pytest.mark.parametrize(
    ("sentence", "keys"),
    [
        ("did you meet uptime", {"availability"}),
        ("was it up time-wise: the up-time", {"availability"}),
        ("how was first contact resolution?", {"first_contact_resolution"}),
        ("what is the resolution time", {"resolution"}),
        ("pickup time, please", {"speed_of_answer"}),
        ("are people HAPPY", {"satisfaction"}),
        ("the abandonment rate", set()),
        ("how are you doing", set()),
        ("", set()),
    ],
)
def test_a_sentence_names_the_metrics_that_it_speaks_of(sentence: str, keys: set[str]) -> None:
    assert metrics_in(sentence, KNOWN) == keys


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("and call abandonment?", "and ?"),
        ("what about the response time", "what about the"),
        ("VPN outage", "VPN outage"),
        ("a happyish one", "a happyish one"),
    ],
)
def test_names_of_levels_are_taken_out_of_a_sentence(sentence: str, left: str) -> None:
    taken = without_levels(sentence)
    assert len(taken) == len(sentence)
    assert " ".join(taken.split()) == left
