"""Trains the understanding when something that it learns from changed."""

import fcntl
import hashlib
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from bot.settings import Settings
from bot.understanding.server import MODEL, NLU, last_line, rasa
from cli.data import CATALOG, SAMPLES
from cli.parts import KNOWLEDGE, open_services
from domain.errors import NotFound
from services.catalog_files import read_catalog
from services.knowledge_files import read_knowledge
from services.sample_files import read_sample
from services.vocabulary import Names, names_of

VOCABULARY = NLU / "generated" / "vocabulary.json"
FINGERPRINT = MODEL.with_suffix(".sha256")
LEARNED_FROM = ("config.yml", "launch.py", "uv.lock", "components/*.py", "data/*.yml")

Written = dict[str, dict[str, list[str]]]


class TrainingFailed(Exception):
    """The model could not be trained; the message says why. The model of before, if any, is still there."""


def train_if_changed(settings: Settings) -> str:
    """One line on what was done. Raises TrainingFailed, ServerFailed, or an error of the database or the files."""
    return train(current_vocabulary(settings))


def train(names: Names, force: bool = False) -> str:
    """Train with these names unless the model is of the same data. One at a time: a second caller waits, then skips."""
    words = _written(names)
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    with _alone():
        wanted = fingerprint(words)
        if not force and MODEL.exists() and _kept() == wanted:
            return "understanding: the model is up to date"
        _write_vocabulary(words)
        _train()
        FINGERPRINT.write_text(wanted, encoding="ascii")
    return "understanding: trained a new model"


def current_vocabulary(settings: Settings) -> Names:
    """The names of the database; of the files that come with the program while the database has no catalog."""
    try:
        return open_services(settings).vocabulary.current()
    except NotFound:
        catalog, knowledge = read_catalog(CATALOG).required(), read_knowledge(KNOWLEDGE).required()
        return names_of(catalog, tuple(read_sample(SAMPLES).required().organizations), knowledge)


def fingerprint(words: Written) -> str:
    """Of everything that the model is made from."""
    digest = hashlib.sha256(json.dumps(words, sort_keys=True).encode())
    for path in sorted(path for pattern in LEARNED_FROM for path in NLU.glob(pattern)):
        digest.update(f"\0{path.relative_to(NLU)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _written(names: Names) -> Written:
    """In a fixed order, whatever order the database has. A key is a name too: "survey", "agreement funding"."""
    return {
        entity: {key: sorted({key.replace("_", " "), *given}) for key, given in sorted(keys.items())}
        for entity, keys in sorted(names.items())
    }


def _kept() -> str:
    return FINGERPRINT.read_text(encoding="ascii") if FINGERPRINT.exists() else ""


def _write_vocabulary(words: Written) -> None:
    VOCABULARY.parent.mkdir(parents=True, exist_ok=True)
    VOCABULARY.write_text(json.dumps(words, indent=1, ensure_ascii=False), encoding="utf-8")


def _train() -> None:
    """Train beside the present model and put the new one in its place at the end."""
    with TemporaryDirectory(dir=MODEL.parent, prefix="new-") as folder:
        log = Path(folder) / "training.log"
        command = rasa("train", "nlu", "--config", "config.yml", "--nlu", "data", "--out", folder)
        command += ["--fixed-model-name", MODEL.name.removesuffix(".tar.gz")]
        with log.open("wb") as said:
            done = _run(command, said)
        made = Path(folder) / MODEL.name
        if done != 0 or not made.exists():
            raise TrainingFailed(f"The model could not be trained. {last_line(log)}")
        made.replace(MODEL)


def _run(command: list[str], log: IO[bytes]) -> int:
    """The exit code. The pipe on its input ends the training with this process."""
    with subprocess.Popen(command, cwd=NLU, stdin=subprocess.PIPE, stdout=log, stderr=log) as process:
        return process.wait()


@contextmanager
def _alone() -> Iterator[None]:
    with (MODEL.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
