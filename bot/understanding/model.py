"""What was understood of a sentence."""

from dataclasses import dataclass

#: A reader's value: a key, a canonical number such as SLA-2027-0042, an ISO time, or a count.
Value = str | int | float


@dataclass(frozen=True)
class Entity:
    """A thing named in the text, `start` to `end` (characters, end exclusive) of the text as it was given.

    `candidates` holds all keys that an ambiguous name may mean, `value` then being the likeliest.
    `repeats` is the period of a time that comes again, an ISO 8601 duration such as "P2W"; `value` is then the first.
    """

    entity: str
    text: str
    value: Value
    start: int
    end: int
    candidates: tuple[str, ...] = ()
    repeats: str | None = None


@dataclass(frozen=True)
class Understanding:
    """`ranking` holds all intents with their calibrated confidence, the likeliest first."""

    text: str
    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[Entity, ...] = ()

    def values(self, entity: str) -> tuple[Value, ...]:
        """The values of one kind of entity, in the order of the text."""
        return tuple(found.value for found in self.entities if found.entity == entity)

    def first(self, entity: str) -> Value | None:
        """The first value of one kind of entity."""
        return next(iter(self.values(entity)), None)
