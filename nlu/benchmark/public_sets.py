"""The public data sets, as they are measured. Sources and licences: `data/README.md`."""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
OUT_OF_SCOPE = "oos"
SEEDS = (1, 2, 3, 4, 5)
SHOTS = 10

Utterances = list[tuple[str, str]]


class DataMissing(Exception):
    """A data set's file cannot be read; the message names it."""


@dataclass(frozen=True)
class PublicSet:
    """Utterances with their intents. Settings are chosen on `validation`; `test` is for the reported figure alone."""

    name: str
    train: Utterances
    validation: Utterances
    test: Utterances


def clinc150() -> PublicSet:
    """CLINC150 full, the utterances out of scope as one more intent. Raises DataMissing."""
    parts = json.loads(_text("clinc150_full.json"))

    def both(part: str) -> Utterances:
        return [(text, intent) for text, intent in parts[part] + parts[f"oos_{part}"]]

    return PublicSet("clinc150", both("train"), both("val"), both("test"))


def banking77() -> PublicSet:
    """BANKING77. It has no validation part: a fifth of the training part served as one. Raises DataMissing."""
    return PublicSet("banking77", _banking("train"), [], _banking("test"))


def banking77_few(seed: int) -> PublicSet:
    """BANKING77 with ten examples an intent, drawn by `seed`. Raises DataMissing."""
    by_intent: dict[str, Utterances] = defaultdict(list)
    for text, intent in _banking("train"):
        by_intent[intent].append((text, intent))
    draw = random.Random(seed)
    few = [pair for intent in sorted(by_intent) for pair in draw.sample(by_intent[intent], SHOTS)]
    return PublicSet(f"banking77 with {SHOTS} an intent", few, [], _banking("test"))


def _banking(part: str) -> Utterances:
    rows = csv.DictReader(_text(f"banking77_{part}.csv").splitlines())
    return [(row["text"], row["category"]) for row in rows]


def _text(name: str) -> str:
    try:
        return (DATA / name).read_text(encoding="utf-8")
    except OSError as error:
        raise DataMissing(f"{DATA / name} cannot be read ({error.strerror}). It is part of the project.") from error
