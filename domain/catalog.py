"""The service catalog: what CEC offers, what it costs, and how well it is promised to work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from domain.errors import NotFound


class Direction(StrEnum):
    """Which side of the target is good: availability AT_LEAST 99.5, time to answer AT_MOST 4."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Charge(StrEnum):
    """How a price in USD per unit and year turns into money for a part of the year."""

    PER_YEAR = "per_year"
    """Held over time (a laptop, a mailbox): one twelfth for each month of the term."""
    METERED = "metered"
    """Measured each month (storage, MIPS): one twelfth of the yearly price for each unit and month."""
    PER_UNIT = "per_unit"
    """Bought once (an hour, a class): the price of each unit, however long or short the term."""


@dataclass(frozen=True)
class Metric:
    """A promise about a service: what is measured, in which unit, and the target.

    `credit` is what CEC gives back where the target is missed, in percent of the line's price for the month; None where
    it gives nothing back.
    """

    key: str
    measure: str
    unit: str
    target: Decimal
    direction: Direction
    credit: Decimal | None = None

    @property
    def target_words(self) -> str:
        """The target as people say it: "at least 99.5 %"."""
        bound = "at least" if self.direction is Direction.AT_LEAST else "at most"
        return f"{bound} {self.target.normalize():f} {self.unit}".strip()


@dataclass(frozen=True)
class PriceTier:
    """From `minimum` units on, each unit costs `unit_price` USD a year; ends where the next tier begins."""

    minimum: int
    unit_price: Decimal


@dataclass(frozen=True)
class YearPrices:
    """The prices of one fiscal year: tiers in rising order, the first from 1 unit on.

    `one_time_fee` is charged once for each order line, whatever its quantity.
    """

    tiers: tuple[PriceTier, ...]
    one_time_fee: Decimal


@dataclass(frozen=True)
class Service:
    """One service of the catalog. `prices` is by fiscal year, for example "2027"."""

    key: str
    name: str
    category: str
    aliases: tuple[str, ...]
    description: str
    included: tuple[str, ...]
    how_we_charge: str
    unit: str
    unit_plural: str
    prices: Mapping[str, YearPrices] = field(hash=False)
    price_drivers: tuple[str, ...]
    metrics: tuple[Metric, ...]
    cost_saving_tips: tuple[str, ...]
    areas: tuple[str, ...]
    charge: Charge = Charge.PER_YEAR

    @property
    def years(self) -> tuple[str, ...]:
        """The fiscal years that have prices, in order."""
        return tuple(sorted(self.prices))

    def units(self, quantity: int) -> str:
        """The quantity with its unit: "1 laptop", "1,200 laptops"."""
        return f"{quantity:,} {self.unit if quantity == 1 else self.unit_plural}"


@dataclass(frozen=True)
class Category:
    key: str
    name: str
    aliases: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Area:
    """An area of CEC's expertise, to which specialists and survey sections belong."""

    key: str
    name: str


@dataclass(frozen=True)
class Catalog:
    """Everything on offer. `notice` must be shown wherever a price is shown."""

    categories: tuple[Category, ...]
    services: tuple[Service, ...]
    areas: tuple[Area, ...]
    notice: str

    def service(self, key: str) -> Service:
        """Raises NotFound with the nearest keys."""
        return _of_key(self._services, key, "service")

    def category(self, key: str) -> Category:
        """Raises NotFound with the nearest keys."""
        return _of_key(self._categories, key, "category")

    def area(self, key: str) -> Area:
        """Raises NotFound with the nearest keys."""
        return _of_key(self._areas, key, "area of expertise")

    def in_category(self, key: str) -> tuple[Service, ...]:
        """The category's services in the catalog's order. Raises NotFound for an unknown category."""
        category = self.category(key)
        return tuple(service for service in self.services if service.category == category.key)

    def years(self) -> tuple[str, ...]:
        """The fiscal years for which at least one service has prices, in order."""
        return tuple(sorted({year for service in self.services for year in service.prices}))

    @cached_property
    def service_aliases(self) -> Mapping[str, str]:
        """Every name and alias of a service, as `plain_words` writes it, to the service's key."""
        return _names_to_keys(self.services)

    @cached_property
    def category_aliases(self) -> Mapping[str, str]:
        """Every name and alias of a category, as `plain_words` writes it, to the category's key."""
        return _names_to_keys(self.categories)

    def find_service(self, words: str) -> Service:
        """By key, name or alias, any case, with or without hyphens. Raises NotFound with the nearest keys."""
        return self.service(_resolve(words, self.service_aliases, "service"))

    def find_category(self, words: str) -> Category:
        """By key, name or alias, any case, with or without hyphens. Raises NotFound with the nearest keys."""
        return self.category(_resolve(words, self.category_aliases, "category"))

    @cached_property
    def _services(self) -> Mapping[str, Service]:
        return {service.key: service for service in self.services}

    @cached_property
    def _categories(self) -> Mapping[str, Category]:
        return {category.key: category for category in self.categories}

    @cached_property
    def _areas(self) -> Mapping[str, Area]:
        return {area.key: area for area in self.areas}


def plain_words(text: str) -> str:
    """Names as they are compared: lower case, hyphens, underscores and runs of blanks as one blank."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _names_to_keys(entries: Iterable[Service | Category]) -> Mapping[str, str]:
    return {plain_words(name): entry.key for entry in entries for name in (entry.key, entry.name, *entry.aliases)}


def _resolve(words: str, aliases: Mapping[str, str], kind: str) -> str:
    wanted = plain_words(words)
    if wanted in aliases:
        return aliases[wanted]
    near = get_close_matches(wanted[:80], aliases, n=6, cutoff=0.6)
    raise _not_found(kind, words, (aliases[name] for name in near))


def _of_key[T](entries: Mapping[str, T], key: str, kind: str) -> T:
    if key in entries:
        return entries[key]
    raise _not_found(kind, key, get_close_matches(key[:80], entries, n=3, cutoff=0.6))


def _not_found(kind: str, asked: str, nearest: Iterable[str]) -> NotFound:
    near = tuple(dict.fromkeys(nearest))[:3]
    return NotFound(f"There is no {kind} “{asked[:60]}” in the catalog.", near)
