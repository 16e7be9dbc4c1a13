"""How fast sentences are understood through HTTP, beside Rasa's own sparse pipeline in the same run."""

import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from pathlib import Path

import httpx
import psutil
import yaml

from benchmarks.figures import Figure, Table
from benchmarks.load import percentile
from benchmarks.processes import MEGABYTE, Failed, memory_of
from bot.understanding.server import MODEL, NLU, LocalServer, ServerFailed, rasa

SENTENCES, WARMING, AT_ONCE, MANY = 400, 50, 200, 20_000
PARSE_AIM, START_AIM, GROWTH_AIM = 8.0, 20.0, 20.0
#: Rasa's components alone, with the classifier that does without a neural network.
SPARSE = {
    "recipe": "default.v1",
    "assistant_id": "sparse",
    "language": "en",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "LogisticRegressionClassifier"},
    ],
    "policies": [],
}


def measure(rounds: int) -> list[Table]:
    """Times of single sentences, of many at once, and memory after many of them."""
    if not MODEL.exists():
        raise Failed("There is no trained model. Run `cec nlu train`.")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cec-bench-")))
        sparse = _trained(folder)
        ours, theirs = (stack.enter_context(_Server.started(model, folder)) for model in (MODEL, sparse))
        times, beside = _alternating(ours, theirs, rounds)
        bursts = [ours.burst() for _ in range(rounds)]
        bursts_beside = [theirs.burst() for _ in range(rounds)]
        memory, memory_beside = ours.memory, theirs.memory
        growth = _growth(ours)
    figures = (
        Figure("p50", _percentiles(times, 0.50), "ms", _percentiles(beside, 0.50), aim=PARSE_AIM),
        Figure("p99", _percentiles(times, 0.99), "ms", _percentiles(beside, 0.99)),
        Figure(f"{AT_ONCE} at once, all answered after", tuple(bursts), "ms", tuple(bursts_beside)),
        Figure("start until a sentence is answered", (ours.started_in,), "s", (theirs.started_in,), aim=START_AIM),
        Figure("memory (RSS)", (memory,), "MB", (memory_beside,)),
        Figure(f"growth of memory over {MANY:,} more", (growth,), "MB", aim=GROWTH_AIM),
        Figure("the environment on disk", (_size(NLU / ".venv"),), "MB"),
    )
    return [Table("Understanding through HTTP", "assistant", "Rasa, sparse", figures, _notes(rounds))]


def _notes(rounds: int) -> tuple[str, ...]:
    return (
        f"POST /model/parse from one client, {rounds} rounds of {SENTENCES} sentences of the validation set, in "
        "turn at both servers; each figure is the median of that percentile over the rounds.",
        "The sparse pipeline: Rasa's count vectors of words and letter groups with its logistic regression, trained on "
        "the same sentences. It finds no entities.",
        f"{AT_ONCE} at once: as many connections, each with one sentence; an error would have ended the measurement.",
        "Memory grows over the first sentences, while libraries reserve theirs; measured after these.",
    )


class _Server:
    """A running Rasa server; `started_in` is how many seconds it took until it answered."""

    def __init__(self, url: str, process: psutil.Process, started_in: float) -> None:
        self.url, self._process, self.started_in = url, process, started_in
        self._http = httpx.Client(timeout=60.0, trust_env=False)

    @classmethod
    @contextmanager
    def started(cls, model: Path, folder: Path) -> Iterator["_Server"]:
        """Its log is in `folder`. Raises Failed when it does not start."""
        began = time.perf_counter()
        with LocalServer.started(folder / f"{model.name}.log", model=model) as server:
            try:
                server.wait_until_ready()
            except ServerFailed as error:
                raise Failed(str(error)) from error
            yield cls(server.url, psutil.Process(server.pid), time.perf_counter() - began)

    @property
    def memory(self) -> float:
        return memory_of(self._process)

    def milliseconds(self, text: str) -> float:
        """Raises Failed when it does not answer."""
        began = time.perf_counter()
        answer = self._http.post(f"{self.url}/model/parse", json={"text": text})
        taken = (time.perf_counter() - began) * 1000
        if answer.status_code != 200 or not answer.json()["intent_ranking"]:
            raise Failed(f"a sentence was answered with {answer.status_code}: {answer.text[:200]}")
        return taken

    def burst(self) -> float:
        """Milliseconds until all of AT_ONCE sentences are answered."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            began = time.perf_counter()
            list(threads.map(self.milliseconds, islice(cycle(_sentences()), AT_ONCE)))
            return (time.perf_counter() - began) * 1000


def _trained(folder: Path) -> Path:
    """The sparse pipeline's model."""
    config = folder / "sparse.yml"
    config.write_text(yaml.safe_dump(SPARSE), encoding="utf-8")
    print("  training the sparse pipeline", flush=True)
    command = rasa(
        "train", "nlu", "--config", str(config), "--nlu", "data", "--out", str(folder), until_stdin_closes=False
    )
    done = subprocess.run(
        [*command, "--fixed-model-name", "sparse"], cwd=NLU, capture_output=True, text=True, check=False
    )
    model = folder / "sparse.tar.gz"
    if done.returncode != 0 or not model.exists():
        raise Failed(f"The sparse pipeline could not be trained. {done.stderr[-200:]}")
    return model


def _alternating(ours: _Server, theirs: _Server, rounds: int) -> tuple[list[list[float]], list[list[float]]]:
    """Times of each round. Both are warmed up before."""
    sentences = list(islice(cycle(_sentences()), SENTENCES))
    for server in (ours, theirs):
        for text in sentences[:WARMING]:
            server.milliseconds(text)
    times: list[list[float]] = []
    beside: list[list[float]] = []
    for number in range(rounds):
        print(f"  sentences, round {number + 1} of {rounds}", flush=True)
        times.append([ours.milliseconds(text) for text in sentences])
        beside.append([theirs.milliseconds(text) for text in sentences])
    return times, beside


def _growth(server: _Server) -> float:
    """MB that MANY sentences added."""
    print(f"  {MANY:,} sentences", flush=True)
    before = server.memory
    for text in islice(cycle(_sentences()), MANY):
        server.milliseconds(text)
    return max(0.0, server.memory - before)


def _percentiles(rounds: Sequence[Sequence[float]], share: float) -> tuple[float, ...]:
    return tuple(percentile(times, share) for times in rounds)


def _sentences() -> list[str]:
    content = yaml.safe_load((NLU / "evaluation" / "validation_intents.yml").read_text(encoding="utf-8"))
    return [text for group in content for kind in ("plain", "hard") for text in group[kind]]


def _size(folder: Path) -> float:
    return sum(path.lstat().st_size for path in folder.rglob("*")) / MEGABYTE
