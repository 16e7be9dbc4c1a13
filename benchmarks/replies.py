"""From event to reply, acknowledgements and memory, with the smallest Bolt app as the yardstick."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psutil

from benchmarks.figures import Figure, Table
from benchmarks.load import Round, drive, percentile
from benchmarks.meter import Family, Meter
from benchmarks.processes import running
from benchmarks.product import Product, product
from benchmarks.questions import Question, every_question, in_turn
from benchmarks.workspace import Workspace, workspace
from tests.postgres import new_database, running_server

#: Events a second -> events in a round.
RATES = {1: 30, 20: 300}
REPLY_AIMS = {0.5: 60.0, 0.99: 250.0}
#: By rate and percentile.
ACKNOWLEDGED_AIMS = {(20, 0.99): 100.0}
BOT_MEMORY_AIM = 200.0
ECHO_STARTS_WITHIN = 30.0

type Rounds = dict[int, list[Round]]


def measure(rounds: int) -> list[Table]:
    """Everything that is seen while people write, on SQLite."""
    return _measured(rounds, "SQLite", None)


def measure_on_postgresql(rounds: int) -> list[Table]:
    """The same on a PostgreSQL server on this machine."""
    with running_server() as server, new_database(server) as address:
        return _measured(rounds, "PostgreSQL", address)


def _measured(rounds: int, kind: str, database: str | None) -> list[Table]:
    with ExitStack() as stack:
        ours, theirs = stack.enter_context(workspace()), stack.enter_context(workspace())
        running_product = stack.enter_context(product(ours, database))
        echo = stack.enter_context(echo_app(theirs))
        answers = _warm_up(ours, theirs)
        meter = Meter(_processes(running_product, ours, theirs, echo))
        measured, beside = _alternating(ours, theirs, rounds)
        work, memory, others = meter.work(rounds * sum(RATES.values())), meter.memory(), meter.others()
    notes = (
        *_notes(rounds),
        answers,
        _mishaps(measured),
        f"Other programs used {others:.0%} of the machine meanwhile.",
    )
    return [_times(kind, measured, beside, notes), _memory(kind, memory), _processor(kind, work)]


@contextmanager
def echo_app(at: Workspace) -> Iterator[psutil.Process]:
    command = [sys.executable, "-m", "benchmarks.echo_app", at.api_url, at.bot_token, at.app_token]
    with running("the echo app", command) as program:
        program.wait_for("ready", ECHO_STARTS_WITHIN)
        yield psutil.Process(program.process.pid)


def _warm_up(ours: Workspace, theirs: Workspace) -> str:
    """Ask each kind of question once, and say how many answers hold what they must."""
    questions = every_question()
    drive(theirs, questions, 4, len(questions))
    wrong = [question.text for question in questions if question.expected not in _answer(ours, question)]
    well = f"{len(questions) - len(wrong)} of {len(questions)} answers held what they must"
    return f"Each kind of question was asked once before: {well}{', not: ' + ' '.join(wrong) if wrong else ''}."


def _answer(at: Workspace, question: Question) -> str:
    _, posts = at.counts()
    drive(at, [question], 1, 1)
    return "\n".join(reply.words for reply in at.replies(posts).values())


def _alternating(ours: Workspace, theirs: Workspace, rounds: int) -> tuple[Rounds, Rounds]:
    """In turn, so that what else the machine does falls on both."""
    measured: Rounds = {rate: [] for rate in RATES}
    beside: Rounds = {rate: [] for rate in RATES}
    questions = in_turn()
    for number in range(rounds):
        for rate, events in RATES.items():
            print(f"  round {number + 1} of {rounds}, {rate} events/s", flush=True)
            measured[rate].append(drive(ours, questions, rate, events))
            beside[rate].append(drive(theirs, questions, rate, events))
    return measured, beside


def _times(kind: str, measured: Rounds, beside: Rounds, notes: tuple[str, ...]) -> Table:
    each_rate_and_share = [(rate, share) for rate in RATES for share in (0.5, 0.99)]
    figures: list[Figure] = []
    for rate, share in each_rate_and_share:
        runs, other = (tuple(percentile(one.replies, share) for one in each[rate]) for each in (measured, beside))
        name = f"event to reply, {_at(rate)}, p{share * 100:.0f}"
        figures.append(Figure(name, runs, "ms", other, aim=REPLY_AIMS[share]))
    for rate, share in each_rate_and_share:
        rounds = (measured[rate], beside[rate])
        runs, other = (tuple(percentile(one.acknowledgements, share) for one in each) for each in rounds)
        name = f"acknowledgement, {_at(rate)}, p{share * 100:.0f}"
        figures.append(Figure(name, runs, "ms", other, aim=ACKNOWLEDGED_AIMS.get((rate, share))))
    return Table(f"Answering, {kind}", "assistant", "echo app", tuple(figures), notes)


def _at(rate: int) -> str:
    return f"{rate} event/s" if rate == 1 else f"{rate} events/s"


def _notes(rounds: int) -> tuple[str, ...]:
    sizes = ", ".join(f"{events} at {_at(rate)}" for rate, events in RATES.items())
    return (
        "From the instant the workspace sends the event to the instant it has accepted the reply (or the "
        "acknowledgement), by the sandbox's clock, on loopback.",
        f"Real questions of 22 people. Rounds of {sizes}; each figure is the median of that percentile in {rounds} of "
        "them.",
    )


def _mishaps(measured: Rounds) -> str:
    every = [one for each in measured.values() for one in each]
    repeated, unread = sum(one.repeated for one in every), sum(one.unread for one in every)
    return f"Deliveries that the workspace repeated: {repeated}. Replies without understanding: {unread}."


def _memory(kind: str, memory: dict[str, float]) -> Table:
    names = ("bot", "understanding", "sandbox")
    aims = {"bot": BOT_MEMORY_AIM}
    figures = tuple(Figure(name, (memory[name],), "MB", (memory["echo app"],), aim=aims.get(name)) for name in names)
    return Table(f"Memory of each process (RSS) after these events, {kind}", "assistant", "echo app", figures)


def _processor(kind: str, work: dict[str, float]) -> Table:
    names = ("bot", "understanding", "sandbox")
    figures = tuple(Figure(name, (work[name],), "ms", (work["echo app"],)) for name in names)
    note = "Processor time in all rounds, the idle seconds included, divided by the number of events."
    return Table(f"Processor time for one event, {kind}", "assistant", "echo app", figures, (note,))


def _processes(of: Product, ours: Workspace, theirs: Workspace, echo: psutil.Process) -> Family:
    own, beside = [ours.process], [theirs.process, psutil.Process()]
    return {"bot": [of.bot], "understanding": of.understanding, "sandbox": own, "echo app": [echo], "benchmark": beside}
