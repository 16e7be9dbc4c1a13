"""`python -m benchmark ROW SET [SEED]` fits one classifier on one public set and prints its figures as one JSON object.

`python -m benchmark --list` prints the names of rows and sets. A row is served by a process of its own, so that its
memory is what serving needs and not what fitting needed.
"""

from __future__ import annotations

import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import structlog

import launch

os.environ.update(launch.SETTINGS)
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # Rasa prints each sentence

from benchmark.measure import rightness, serving  # noqa: E402 - libraries read the settings when they are imported
from benchmark.public_sets import SEEDS, DataMissing, PublicSet, banking77, banking77_few, clinc150  # noqa: E402
from benchmark.rows import OURS, Row, rows  # noqa: E402
from components.intent_model import Choices  # noqa: E402

SERVE = "--serve"
#: Chosen on the validation part: CLINC150's own, a fifth of BANKING77's training part (`docs/understanding.md`).
CHOICES = {
    "clinc150": Choices(nearness=1.0, wording=0.5, penalty=0.1, caution=0.0),
    "banking77": Choices(nearness=1.0, wording=0.25, penalty=0.1, caution=0.0),
}


def main(arguments: list[str]) -> int:
    """Exit code 2 for names that nobody knows."""
    if arguments == ["--list"]:
        print(json.dumps({"rows": list(rows(Choices())), "ours": OURS, "sets": _sets()}))
        return 0
    try:
        row, name, *rest = arguments[1:] if arguments[:1] == [SERVE] else arguments
        make = rows(CHOICES[name.split(" ")[0]])[row]
        if arguments[0] == SERVE:
            return _serve(make, Path(rest[0]), _utterances(name, SEEDS[0]))
        return _measure(row, make, _utterances(name, int(rest[0]) if rest else SEEDS[0]))
    except (ValueError, KeyError):
        print("benchmark: give a row, a set and a seed as --list names them", file=sys.stderr)
        return 2
    except DataMissing as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 1


def _sets() -> dict[str, list[int]]:
    """Name -> the seeds to measure it with."""
    return {"clinc150": [1], "banking77": [1], banking77_few(1).name: list(SEEDS)}


def _utterances(name: str, seed: int) -> PublicSet:
    makers = {"clinc150": clinc150, "banking77": banking77}
    return makers[name]() if name in makers else banking77_few(seed)


def _measure(name: str, make: Callable[[], Row], of: PublicSet) -> int:
    row, began = make(), time.perf_counter()
    row.fit([text for text, _ in of.train], [intent for _, intent in of.train])
    seconds = time.perf_counter() - began
    figures = {"train_seconds": seconds, "rightness": [asdict(each) for each in rightness(row, of)]}
    with tempfile.TemporaryDirectory(prefix="row-") as folder:
        row.keep(Path(folder))
        command = [sys.executable, "-m", "benchmark", SERVE, name, of.name, folder]
        alone = os.environ | launch.SETTINGS_OF_SERVER
        served = subprocess.run(command, capture_output=True, text=True, check=True, env=alone).stdout
    print(json.dumps({"row": name, "set": of.name, **figures, **json.loads(served.splitlines()[-1])}))
    return 0


def _serve(make: Callable[[], Row], folder: Path, of: PublicSet) -> int:
    row = make()
    row.load(folder)
    texts = [text for text, _ in of.test]
    random.Random(1).shuffle(texts)
    print(json.dumps(asdict(serving(row, texts))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
