"""The queue of support requests: what it was asked for, its menus, its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.replies import Block
from bot.views.blocks import actions, button, divider, header, section
from bot.views.menus import menu
from bot.views.support_card import open_button
from bot.views.support_words import row_text
from bot.views.text import plural, without_bold
from bot.views.tracker import Reader
from domain.catalog import Area
from domain.support_priorities import Priority
from services.cards import PersonCard
from services.support_cards import QueueCounts, QueueFilter, QueuePage, QueueState, RequestRow

_STATES: Mapping[QueueState, str] = {
    QueueState.OPEN: "All that are open",
    QueueState.UNASSIGNED: "Nobody has them",
    QueueState.DUE: "A target comes near",
    QueueState.LATE: "A target was missed",
    QueueState.WAITING: "Wait for the customer",
    QueueState.HELD: "Held, to be released",
}
_NAMES = "sawuo"
_PAGES = 100_000


@dataclass(frozen=True)
class QueueQuestion:
    """What None leaves open. `assignee` is a person id, `organization` a key."""

    state: QueueState = QueueState.OPEN
    area: str | None = None
    assignee: str | None = None
    priority: Priority | None = None
    organization: str | None = None
    page: int = 0

    @property
    def filter(self) -> QueueFilter:
        return QueueFilter(self.state, self.area, self.assignee, self.priority, organization=self.organization)


@dataclass(frozen=True)
class Choices:
    """What the menus of the queue offer."""

    areas: Sequence[Area]
    staff: Sequence[PersonCard]


def pack(question: QueueQuestion) -> dict[str, Any]:
    asked = {
        "s": question.state.value, "a": question.area, "w": question.assignee, "o": question.organization,
        "u": question.priority.value if question.priority else None, "p": question.page,
    }  # fmt: skip
    return {name: value for name, value in asked.items() if value}


def unpack(value: Mapping[str, Any]) -> QueueQuestion:
    """What can't be read is what is usual."""
    texts = {name: found for name in ("a", "w", "o") if isinstance(found := value.get(name), str) and found}
    page = value.get("p")
    return QueueQuestion(
        next((each for each in QueueState if each == value.get("s")), QueueState.OPEN),
        texts.get("a"),
        texts.get("w"),
        next((each for each in Priority if each == value.get("u")), None),
        texts.get("o"),
        page if isinstance(page, int) and 0 < page < _PAGES else 0,
    )


def queue_text(page: QueuePage, question: QueueQuestion, reader: Reader, done: str = "") -> str:
    lines = [without_bold(row_text(row, reader)) for row in page.rows]
    return "\n".join(part for part in (done, queue_title(page, question), counts_text(page.counts), *lines) if part)


def queue_title(page: QueuePage, question: QueueQuestion) -> str:
    if not page.rows:
        return "No request in the queue fits this." if question != QueueQuestion() else "No support request is open."
    order = "what is missed first in front" if question.state is QueueState.DUE else "the most urgent first"
    return f"Support requests: {_STATES[question.state].lower()}, {order}."


def counts_text(counts: QueueCounts) -> str:
    kinds = (
        (counts.unassigned, "that nobody has"),
        (counts.late, "with a missed target"),
        (counts.waiting, "waiting for the customer"),
        (counts.held, "held"),
    )
    said = [f"{count} {words}" for count, words in kinds if count]
    return ", ".join([f"{plural(counts.open, 'request')} open", *said]) + "."


def queue_blocks(
    page: QueuePage, question: QueueQuestion, choices: Choices, reader: Reader, done: str = ""
) -> list[Block]:
    blocks = [section(done)] if done else []
    blocks += [section(f"*{queue_title(page, question)}*\n{counts_text(page.counts)}"), _menus(question, choices)]
    blocks += [section(row_text(row, reader), open_button(row.request.number)) for row in page.rows]
    row = [*_turns(page, question), *_held(page.rows, question)]
    return [*blocks, actions(row)] if row else blocks


def home_queue(counts: QueueCounts) -> list[Block]:
    every = {"All that are open": QueueState.OPEN, "Nobody has them": QueueState.UNASSIGNED, "Targets": QueueState.DUE}
    row = [queue_button(text, QueueQuestion(state)) for text, state in every.items()]
    row += [queue_button("Held", QueueQuestion(QueueState.HELD))] if counts.held else []
    row.append(button("Outages", "outages.list", label="Outages of services"))
    return [divider(), header("Support requests"), section(counts_text(counts)), actions(row, "home.queue")]


def queue_button(text: str, question: QueueQuestion) -> Block:
    return button(text, f"support.queue:{text}", pack(question), label=f"Support requests: {text}")


def _menus(question: QueueQuestion, choices: Choices) -> Block:
    """The value of each choice is the whole question with this choice, so that no other state is needed."""
    first = replace(question, page=0)
    states = [(text, replace(first, state=state)) for state, text in _STATES.items()]
    areas = [("Any area", replace(first, area=None))]
    areas += [(each.name, replace(first, area=each.key)) for each in choices.areas]
    staff = [("Anyone", replace(first, assignee=None))]
    staff += [(each.name, replace(first, assignee=each.id)) for each in choices.staff]
    priorities = [("Any priority", replace(first, priority=None))]
    priorities += [(f"Priority {each.value}", replace(first, priority=each)) for each in Priority]
    shown = (("state", states), ("area", areas), ("assignee", staff), ("priority", priorities))
    return actions([_menu(name, offered, first) for name, offered in shown])


def _menu(name: str, offered: Sequence[tuple[str, QueueQuestion]], first: QueueQuestion) -> Block:
    choices = [(text, line_of(question)) for text, question in offered]
    return menu(f"support.filter:{name}", offered[0][0], choices, line_of(first), 1)


def line_of(question: QueueQuestion) -> str:
    """A question without its page, short enough for a menu; `question_in` reads it."""
    return "|".join(str(pack(question).get(name, "")) for name in _NAMES)


def question_in(line: str) -> QueueQuestion:
    return unpack(dict(zip(_NAMES, line.split("|"), strict=False)))


def _turns(page: QueuePage, question: QueueQuestion) -> list[Block]:
    turns = [("Previous", page.page - 1)] * (page.page > 0) + [("Next", page.page + 1)] * page.has_next
    return [
        button(text, f"support.queue:turn.{text}", pack(replace(question, page=to)), label=f"{text} page of requests")
        for text, to in turns
    ]


def _held(rows: Sequence[RequestRow], question: QueueQuestion) -> list[Block]:
    """What is held is released or merged as it is shown, all at once."""
    numbers = [row.request.number for row in rows]
    if question.state is not QueueState.HELD or not numbers:
        return []
    many = plural(len(numbers), "request")
    return [
        button(f"Release these {many}", "support.release", {"numbers": numbers}),
        button(f"Merge these {many} into one", "support.form:merge", {"numbers": numbers}),
    ]
