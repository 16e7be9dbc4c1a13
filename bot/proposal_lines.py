"""Which lines of an offer a sentence names: by service, category, unit, name or number of the line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from bot.context import Turn
from bot.understanding.model import Entity
from domain.catalog import Catalog, Service
from domain.proposal_lines import ProposalLine
from domain.proposal_versions import Offer

_BY_NUMBER = re.compile(
    r"\b(?:lines?|items?|positions?|row)\s+(?:no\.?\s*|number\s*|#\s*)?(?P<place>\d{1,3})\b", re.IGNORECASE
)
_SHORTEST_NAME = 4


@dataclass(frozen=True)
class Named:
    """What the words from `start` to `end` name: `lines` of the offer that may be meant, else `services` (keys) of
    the catalog that are not in it. `words` are as they were said."""

    words: str
    start: int
    end: int
    lines: tuple[ProposalLine, ...] = ()
    services: tuple[str, ...] = ()

    @property
    def line(self) -> ProposalLine | None:
        """The one line that is meant."""
        return self.lines[0] if len(self.lines) == 1 else None


def named_in(turn: Turn, offer: Offer) -> tuple[Named, ...]:
    """In the order of the sentence; no two of them share words."""
    catalog = turn.services.catalog.current().catalog
    kept: list[Named] = []
    spoken = (_by_number(turn.text, offer), _by_entity(turn, offer, catalog), _by_words(turn.text, offer))
    for found in chain(*spoken, _by_unit_on_offer(turn.text, catalog)):
        if all(found.end <= each.start or each.end <= found.start for each in kept):
            kept.append(found)
    return tuple(sorted(kept, key=lambda each: each.start))


def lines_meant(turn: Turn, offer: Offer) -> tuple[ProposalLine, ...]:
    """Every line that the sentence names, each once."""
    found = {line.id: line for named in named_in(turn, offer) for line in named.lines}
    return tuple(found.values())


def _by_number(text: str, offer: Offer) -> Iterator[Named]:
    for found in _BY_NUMBER.finditer(text):
        place = int(found["place"])
        yield Named(found[0], found.start(), found.end(), offer.lines[place - 1 : place] if place else ())


def _by_entity(turn: Turn, offer: Offer, catalog: Catalog) -> Iterator[Named]:
    """Names that the understanding knows; one that fits a line is no other service of that name."""
    for each in turn.understanding.entities:
        if each.entity == "service":
            keys = each.candidates or (str(each.value),)
            lines = tuple(line for line in offer.lines if line.service in keys) or _of_unit(each, offer)
            yield Named(each.text, each.start, each.end, lines, () if lines else keys)
        elif each.entity == "category":
            keys = _of_category(catalog, each)
            yield Named(each.text, each.start, each.end, tuple(line for line in offer.lines if line.service in keys))


def _of_unit(entity: Entity, offer: Offer) -> tuple[ProposalLine, ...]:
    return tuple(line for line in offer.lines if entity.text.casefold() in units_of(line))


def _of_category(catalog: Catalog, entity: Entity) -> frozenset[str]:
    keys = entity.candidates or (str(entity.value),)
    return frozenset(service.key for service in catalog.services if service.category in keys)


def _by_words(text: str, offer: Offer) -> Iterator[Named]:
    """Units and names of lines: "the hours", a custom service by its name."""
    names: dict[str, list[ProposalLine]] = {}
    for line in offer.lines:
        for name in {*units_of(line), line.name.casefold()}:
            names.setdefault(name, []).append(line)
    for name in _longest_first(names):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            yield Named(found[0], found.start(), found.end(), tuple(names[name]))


def _by_unit_on_offer(text: str, catalog: Catalog) -> Iterator[Named]:
    """What is counted so in the catalog: "phones", where no line has any."""
    units: dict[str, list[str]] = {}
    for service in catalog.services:
        for unit in units_of(service):
            units.setdefault(unit, []).append(service.key)
    for unit in _longest_first(units):
        for found in re.finditer(rf"(?<!\w){re.escape(unit)}(?!\w)", text, re.IGNORECASE):
            yield Named(found[0], found.start(), found.end(), services=tuple(units[unit]))


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted((name for name in names if len(name) >= _SHORTEST_NAME), key=len, reverse=True)


def units_of(counted: ProposalLine | Service) -> set[str]:
    """What it is counted in, in small letters: "user", "users"."""
    return {counted.unit.casefold(), counted.unit_plural.casefold()}
