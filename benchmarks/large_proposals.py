"""A large proposal as people work on it in Slack: from a click to the message or form that comes of it."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from benchmarks.figures import Figure, Table
from benchmarks.load import percentile
from domain.permissions import Actor
from domain.proposal_lines import CustomQuote, ProposalLine
from sandbox.testing import SandboxServer
from services.proposal_parts import negotiation_of
from tests.running.assistant import Assistant, Message, button_of, free_port, ours, settings_for, words_of

SMALL, LARGE, CLICKS = 20, 500, 15
AIM = 300.0  # milliseconds
NUMBER, CUSTOMER, STAFF = "SLA-2027-0031", "U0MARIA", "U0JAMES"
_DOCUMENTS_WITHIN = 180.0


@dataclass(frozen=True)
class Desk:
    """Someone with the proposal before them: the message that is clicked in."""

    assistant: Assistant
    person: str
    card: str

    def turned(self) -> None:
        """To another page, which takes the place of the one before."""
        now = self._message()
        texts = words_of(now)
        name = "Next" if "\nNext" in texts else "Previous"
        self._click(now, name)
        self.assistant.wait_until(lambda: words_of(self._message()) != texts)

    def answered(self, name: str) -> None:
        """By a message of its own."""
        before = len(self._messages())
        self._click(self._message(), name)
        self.assistant.wait_until(lambda: len(self._messages()) > before)

    def form(self, name: str) -> None:
        self._click(self._message(), name)
        self.assistant.wait_until(lambda: self.assistant.sandbox.views(self.person))

    def _click(self, message: Message, name: str) -> None:
        pressed = self.assistant.sandbox.click(self.person, message, button_of(message, name)["action_id"])
        assert pressed["ok"], pressed

    def _message(self) -> Message:
        return next(each for each in self._messages() if each["ts"] == self.card)

    def _messages(self) -> list[Message]:
        return [each for each in self.assistant.all_messages(self.person, "dm") if ours(each)]

    def put_away(self) -> None:
        if self.assistant.sandbox.views(self.person):
            self.assistant.sandbox.close(self.person, whole_stack=True)


#: What is clicked, by whom.
CASES: dict[str, tuple[str, Callable[[Desk], None]]] = {
    "the customer turns a page of the version": (CUSTOMER, lambda desk: desk.turned()),
    "compares it with the version before": (CUSTOMER, lambda desk: desk.answered("What changed")),
    "opens the form to ask for a change": (CUSTOMER, lambda desk: desk.form("Ask for a change")),
    "staff turn a page of the draft": (STAFF, lambda desk: desk.turned()),
}


def measure(rounds: int) -> Table:
    """The same clicks in a proposal of few lines are the yardstick."""
    with tempfile.TemporaryDirectory(prefix="cec-bench-") as folder, SandboxServer() as sandbox:
        nobody = f"http://127.0.0.1:{free_port()}"  # clicks need no understanding
        assistant = Assistant(sandbox, settings_for(sandbox, nobody, Path(folder)))
        assistant.start()
        try:
            small, large = (_measured(assistant, lines, rounds) for lines in (SMALL, LARGE))
        finally:
            assistant.stop()
    figures = tuple(Figure(name, large[name], "ms", small[name], aim=AIM) for name in CASES)
    note = (
        f"From the click until the workspace shows what comes of it; each run is the median of {CLICKS} clicks. "
        "Sandbox and assistant share one process."
    )
    return Table("A large proposal in Slack", f"{LARGE} lines", f"{SMALL} lines", figures, (note,))


def _measured(assistant: Assistant, lines: int, rounds: int) -> dict[str, tuple[float, ...]]:
    for quantity in (1, 2):
        _present(assistant, lines, quantity)
    return {
        name: tuple(_milliseconds(assistant, person, click) for _ in range(rounds))
        for name, (person, click) in CASES.items()
    }


def _present(assistant: Assistant, lines: int, quantity: int) -> None:
    """A version with so many lines; its documents are made before anything is measured."""
    services, staff = assistant.services, _actor(assistant, STAFF)
    with services.proposals.context.unit_of_work() as work:
        agreement = work.agreements.by_number(NUMBER)
        assert agreement
        before = negotiation_of(work, agreement)
        made = tuple(_line(number, quantity) for number in range(lines))
        after = replace(before.draft, lines=made, revision=before.draft.revision + 1)
        work.proposals.save(replace(before, draft=after))
        work.commit()
    version = services.proposals.present(staff, NUMBER, after.revision).view.current
    assert version
    give_up = time.monotonic() + _DOCUMENTS_WITHIN
    while not any(d.version == version.version.number for d in services.agreement_documents.documents(staff, NUMBER)):
        assert time.monotonic() < give_up, "the documents were not made in time"
        time.sleep(0.5)


def _line(number: int, quantity: int) -> ProposalLine:
    price, quote = Decimal("12.34") + number, CustomQuote("Q-1", "Asked for by the customer.")
    return ProposalLine(
        f"l{number}", f"Service {number}", quantity, "unit", "units", price, Decimal("25.00"), custom=quote
    )


def _actor(assistant: Assistant, person: str) -> Actor:
    return assistant.services.directory.actor(person)


def _milliseconds(assistant: Assistant, person: str, click: Callable[[Desk], None]) -> float:
    desk = _opened(assistant, person)
    spent: list[float] = []
    for _ in range(CLICKS + 1):
        began = time.perf_counter()
        click(desk)
        spent.append((time.perf_counter() - began) * 1000)
        desk.put_away()
    return percentile(spent[1:], 0.5)


def _opened(assistant: Assistant, person: str) -> Desk:
    def seen() -> list[str]:
        return [each["ts"] for each in assistant.all_messages(person, "dm") if ours(each)]

    before = seen()
    outcome = assistant.sandbox.command(person, "dm", "/cec", f"proposal {NUMBER}")
    assert outcome["ok"], outcome
    assistant.wait_until(lambda: len(seen()) > len(before))
    return Desk(assistant, person, next(ts for ts in seen() if ts not in before))
