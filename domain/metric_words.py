"""What people call a metric: "uptime" is availability."""

import re
from collections.abc import Mapping

from domain.catalog import plain_words
from domain.metric_kinds import MetricKind

_SAID: Mapping[str, tuple[str, ...]] = {
    MetricKind.AVAILABILITY: ("uptime", "up time", "downtime", "available", "availability", "outage time"),
    MetricKind.FIRST_RESPONSE: ("first response", "response", "response time", "reaction", "time to answer"),
    MetricKind.RESOLUTION: ("resolution", "resolution time", "time to fix", "time to resolve", "repair time", "fix"),
    "speed_of_answer": ("pickup time", "speed of answer", "answer speed", "waiting time", "wait"),
    "first_contact_resolution": ("first contact", "first call", "fcr"),
    "abandonment": ("abandoned", "abandon rate", "hang ups", "given up"),
    "call_quality": ("voice quality", "sound quality", "mos"),
    "patch_compliance": ("patching", "patched", "patches", "updates"),
    "accessibility": ("accessible", "section 508", "508"),
    MetricKind.SATISFACTION: ("satisfaction", "customer satisfaction", "csat", "rating", "happy"),
}


_BESIDE = ("calls?", "rates?", "times?", "average", "levels?", "figures?", "numbers?")
_ALL_SAID = sorted({name for key, names in _SAID.items() for name in (key.replace("_", " "), *names)}, key=len)
_NAMES = re.compile(rf"\b(?:{'|'.join((*reversed(_ALL_SAID), *_BESIDE))})\b", re.IGNORECASE)


def metrics_meant(words: str, known: Mapping[str, str]) -> frozenset[str]:
    """Of the `known` metrics (key to measure) those that the words name: by key, by what people say, else by the words
    of the measure, all of which must stand in it."""
    said = plain_words(words)
    by_key = {key for key in known if plain_words(key) == said}
    by_habit = {key for key, names in _SAID.items() if said in names and key in known}
    by_measure = {key for key, measure in known.items() if set(said.split()) <= set(plain_words(measure).split())}
    return frozenset(by_key or by_habit or by_measure)


def without_levels(sentence: str) -> str:
    """With blanks in the place of what people call metrics, and of the words that go with such names."""
    return _NAMES.sub(lambda found: " " * len(found[0]), sentence)


def metrics_in(sentence: str, known: Mapping[str, str]) -> frozenset[str]:
    """Of the `known` metrics (key to measure) those that a sentence speaks of: by what people say, the longest name
    first, else by the key's own words."""
    said = f" {re.sub(r'[^a-z0-9]+', ' ', plain_words(sentence))} "
    names = {key: (key.replace("_", " "), *_SAID.get(key, ())) for key in known}
    lengths = {
        key: max((len(name) for name in every if f" {name} " in said), default=0) for key, every in names.items()
    }
    longest = max(lengths.values(), default=0)
    return frozenset(key for key, length in lengths.items() if length == longest and longest)
