"""Which number belongs to which service: "40 laptops and 12 phones", "laptops x 40", "laptops and phones, 40 each"."""

import re
from collections.abc import Mapping, Sequence

from bot.understanding.model import Entity, Understanding

Number = int | float

_EACH = re.compile(r"\b(?:each|apiece|of both|of each|every one)\b", re.IGNORECASE)
#: "35 people, laptop plus mailbox": so many of each.
_PEOPLE = re.compile(
    r"\s*(?:new |more )?(?:users?|people|persons?|employees?|staff|folks|colleagues|workers|hires)\b", re.IGNORECASE
)
#: Between a number and a service that it does not belong to.
_APART = re.compile(r"[,;:.?]|\band\b|\bplus\b|\bor\b", re.IGNORECASE)


def quantities_by_service(understanding: Understanding) -> Mapping[str, Number | None]:
    """Each service that is named, in the order of the sentence, with its number; None where it has none."""
    services = _of_kind(understanding, "service")
    found: dict[str, Number | None] = {str(service.value): None for service in services}
    for service, number in pairs_in(understanding):
        found[str(service.value)] = number.value if isinstance(number.value, int | float) else None
    return found


def numbers_left(understanding: Understanding) -> tuple[Entity, ...]:
    """The numbers that belong to none of the services named."""
    used = [number for _, number in pairs_in(understanding)]
    return tuple(number for number in _of_kind(understanding, "quantity") if number not in used)


def _of_kind(understanding: Understanding, kind: str) -> list[Entity]:
    return [each for each in understanding.entities if each.entity == kind]


def pairs_in(understanding: Understanding) -> list[tuple[Entity, Entity]]:
    """Each service that is counted, with its number."""
    services, numbers = _of_kind(understanding, "service"), _of_kind(understanding, "quantity")
    text = understanding.text
    if not services or not numbers:
        return []
    if len(numbers) == 1 and (_EACH.search(text) or _PEOPLE.match(text[numbers[0].end :])):
        return [(service, numbers[0]) for service in services]
    if len(services) == len(numbers) and services[0].start < numbers[0].start:
        return list(zip(services, numbers, strict=True))
    if len(services) == len(numbers) == 1:
        return [(services[0], numbers[0])]
    return _nearest_pairs(services, numbers, text)


def _nearest_pairs(services: Sequence[Entity], numbers: Sequence[Entity], text: str) -> list[tuple[Entity, Entity]]:
    """The service that follows the number at once, else the one before it, each service once."""
    left = list(services)
    pairs: list[tuple[Entity, Entity]] = []
    for number in numbers:
        chosen = _after(number, left, text) or _before(number, left)
        if chosen:
            left.remove(chosen)
            pairs.append((chosen, number))
    return pairs


def _after(number: Entity, services: Sequence[Entity], text: str) -> Entity | None:
    following = next((service for service in services if service.start >= number.end), None)
    return following if following and not _APART.search(text[number.end : following.start]) else None


def _before(number: Entity, services: Sequence[Entity]) -> Entity | None:
    return next((service for service in reversed(services) if service.end <= number.start), None)
