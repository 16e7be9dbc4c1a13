"""How accuracy grows with the training data. `cec nlu eval --learning-curve` runs this in the environment of Rasa.

Standard input: {"training": [[text, intent], ...], "validation": [[text, intent], ...], "shares": [...], "seed": 7}.
Standard output: a line for each share, {"share": 0.2, "examples": {intent: n}, "right": {intent: n}, "of": {...},
"confidence": {intent: sum of the confidences in it over its sentences}}.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from components.intent_model import IntentModel
from components.minilm import MiniLM

#: What a classifier needs of each intent at least.
FEWEST = 2


def main() -> None:
    given = json.load(sys.stdin)
    training, validation = given["training"], given["validation"]
    encoder = MiniLM.from_package(threads=2)
    vectors, unseen = (encoder.encode([text for text, _ in pairs]) for pairs in (training, validation))
    order = nested_order([intent for _, intent in training], given["seed"])
    for share in given["shares"]:
        chosen = first_share(order, share)
        model = IntentModel.fitted(
            [training[place][0] for place in chosen], vectors[chosen], [training[place][1] for place in chosen]
        )
        examples = Counter(training[place][1] for place in chosen)
        point = {"share": share, "examples": examples, **counted(model, validation, unseen)}
        sys.stdout.write(json.dumps(point) + "\n")
        sys.stdout.flush()


def nested_order(intents: Sequence[str], seed: int) -> dict[str, list[int]]:
    """The places of each intent, shuffled. A smaller share is the beginning of a larger one."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, intent in enumerate(intents):
        places[intent].append(place)
    shuffling = random.Random(seed)
    return {intent: shuffling.sample(places[intent], len(places[intent])) for intent in sorted(places)}


def first_share(order: dict[str, list[int]], share: float) -> list[int]:
    """The same share of each intent, in the order of the places."""
    counts = {intent: max(FEWEST, math.ceil(share * len(places))) for intent, places in order.items()}
    return sorted(place for intent, places in order.items() for place in places[: counts[intent]])


def counted(model: IntentModel, pairs: Sequence[Sequence[str]], vectors: np.ndarray) -> dict[str, dict[str, float]]:
    """Sentences of each intent, how many of them have it as the likeliest, and the sum of the confidences in it."""
    confidences = model.confidences([text for text, _ in pairs], vectors)
    right: Counter[str] = Counter()
    confidence: dict[str, float] = defaultdict(float)
    for (_, intent), row in zip(pairs, confidences, strict=True):
        right[intent] += model.intents[row.argmax()] == intent
        confidence[intent] += float(row[model.intents.index(intent)])
    return {"right": right, "of": Counter(intent for _, intent in pairs), "confidence": confidence}


if __name__ == "__main__":
    main()
