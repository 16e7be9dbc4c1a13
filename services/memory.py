"""What a conversation was about, so that the next sentence can lean on it. Forgotten after 30 minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

from services.context import Context

LASTS = timedelta(minutes=30)

type Scalar = str | int | bool | None


@dataclass(frozen=True)
class Pending:
    """What the assistant asked and waits for: `question` names it, `facts` is what it needs to go on."""

    question: str
    facts: Mapping[str, Scalar] = field(default_factory=dict[str, Scalar])


@dataclass(frozen=True)
class Memory:
    """The last things spoken of in one conversation.

    `services` are keys and `quantities` go with them in the same order; a quantity is None where none was
    said. `agreement` is a number, `organization` a key, `person` the id of whoever was named last, `meeting` that of
    the one that was shown last by itself, `fiscal_year` such as "2027". `months` is the part of the year asked for.
    `metrics` (keys) and `period` ("2026-10-01/2026-10-31") are those whose performance was asked for last.
    `survey` is the question of the survey that was asked last; it waits while other things are spoken of.
    `misunderstood` counts the failures in a row.
    """

    services: tuple[str, ...] = ()
    quantities: tuple[int | None, ...] = ()
    fiscal_year: str | None = None
    months: int | None = None
    category: str | None = None
    organization: str | None = None
    agreement: str | None = None
    person: str | None = None
    meeting: str | None = None
    stage: str | None = None
    term: str | None = None
    metrics: tuple[str, ...] = ()
    period: str | None = None
    intent: str | None = None
    pending: Pending | None = None
    survey: Pending | None = None
    misunderstood: int = 0

    @property
    def is_empty(self) -> bool:
        return self == Memory()


@dataclass(frozen=True)
class MemoryUseCases:
    """`key` names a conversation and the person in it, so that nobody leans on what another one said."""

    context: Context

    def read(self, key: str) -> Memory:
        """What is remembered; an empty memory when nothing is, or when it is older than 30 minutes."""
        with self.context.reading() as work:
            found = work.memory.get(key)
        if found is None or self.context.clock() - found[1] >= LASTS:
            return Memory()
        return memory_from(found[0])

    def keep(self, key: str, memory: Memory) -> None:
        """Replace what is remembered."""
        with self.context.unit_of_work() as work:
            work.memory.put(key, memory_to(memory), self.context.clock())
            work.commit()

    def forget_old(self) -> None:
        """Erase what is too old to be used; run now and then."""
        with self.context.unit_of_work() as work:
            work.memory.forget_before(self.context.clock() - LASTS)
            work.commit()


def memory_to(memory: Memory) -> dict[str, object]:
    """As JSON values; what is empty is left out."""
    data: dict[str, object] = {
        key: list(cast(tuple[object, ...], value)) if isinstance(value, tuple) else value
        for key, value in vars(memory).items()
        if value and not isinstance(value, Pending)
    }
    for name, waiting in (("pending", memory.pending), ("survey", memory.survey)):
        if waiting:
            data[name] = {"question": waiting.question, "facts": dict(waiting.facts)}
    return data


def memory_from(data: Mapping[str, object]) -> Memory:
    """Back from JSON values. What an older or newer version wrote and this one cannot read is left out."""
    return Memory(
        services=_texts(data.get("services")),
        quantities=_quantities(data.get("quantities")),
        fiscal_year=_text(data.get("fiscal_year")),
        months=_number(data.get("months")),
        category=_text(data.get("category")),
        organization=_text(data.get("organization")),
        agreement=_text(data.get("agreement")),
        person=_text(data.get("person")),
        meeting=_text(data.get("meeting")),
        stage=_text(data.get("stage")),
        term=_text(data.get("term")),
        metrics=_texts(data.get("metrics")),
        period=_text(data.get("period")),
        intent=_text(data.get("intent")),
        pending=_pending(data.get("pending")),
        survey=_pending(data.get("survey")),
        misunderstood=_number(data.get("misunderstood")) or 0,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _items(value: object) -> list[object]:
    return cast(list[object], value) if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in _items(value) if isinstance(item, str))


def _quantities(value: object) -> tuple[int | None, ...]:
    return tuple(_number(item) for item in _items(value))


def _pending(value: object) -> Pending | None:
    if not isinstance(value, dict):
        return None
    pending = cast(dict[str, object], value)
    question, facts = _text(pending.get("question")), pending.get("facts")
    if question is None or not isinstance(facts, dict):
        return None
    kept = cast(dict[str, object], facts)
    return Pending(question, {k: v for k, v in kept.items() if v is None or isinstance(v, str | int | bool)})
