"""What the use cases of the catalog answer with."""

from dataclasses import dataclass
from decimal import Decimal

from domain.catalog import Area, Category, Charge, Service


@dataclass(frozen=True)
class CategoryCard:
    """A category with the number of its services."""

    key: str
    name: str
    description: str
    count: int


@dataclass(frozen=True)
class ServiceRow:
    """A service in a list. `from_price` is the lowest price per unit and year in `price_year` (USD)."""

    key: str
    name: str
    category: str
    category_name: str
    description: str
    unit: str
    charge: Charge
    from_price: Decimal | None
    price_year: str | None


@dataclass(frozen=True)
class ServicePage:
    """One page of services, counted from 0; `category` is None over all of them."""

    category: CategoryCard | None
    rows: tuple[ServiceRow, ...]
    page: int
    pages: int
    count: int
    notice: str

    @property
    def has_next(self) -> bool:
        return self.page + 1 < self.pages


@dataclass(frozen=True)
class TierRow:
    """From `minimum` to `maximum` units (None: no end), `unit_price` USD per unit and year."""

    minimum: int
    maximum: int | None
    unit_price: Decimal


@dataclass(frozen=True)
class PriceTable:
    """The prices of one fiscal year, such as "2027"."""

    year: str
    tiers: tuple[TierRow, ...]
    one_time_fee: Decimal


@dataclass(frozen=True)
class ServiceCard:
    """Everything about one service. `year` is the fiscal year whose prices are shown first."""

    service: Service
    category: Category
    areas: tuple[Area, ...]
    prices: tuple[PriceTable, ...]
    year: str | None
    related: tuple[ServiceRow, ...]
    notice: str
    catalog_version: int

    @property
    def prices_now(self) -> PriceTable | None:
        return next((table for table in self.prices if table.year == self.year), None)


@dataclass(frozen=True)
class SearchHit:
    """A service with how well it fits, 0 to 1."""

    row: ServiceRow
    score: float


@dataclass(frozen=True)
class SearchResult:
    """What fits the words, the best first; `nearest` is what to offer when nothing does."""

    words: str
    hits: tuple[SearchHit, ...]
    nearest: tuple[ServiceRow, ...]
    categories: tuple[CategoryCard, ...]
    notice: str


@dataclass(frozen=True)
class ComparisonRow:
    """One line of a comparison: a cell for each service, "" where it has nothing of the kind."""

    label: str
    cells: tuple[str, ...]

    @property
    def same(self) -> bool:
        return len(set(self.cells)) == 1


@dataclass(frozen=True)
class Comparison:
    """Two or three services side by side. `year` is the fiscal year of the prices."""

    services: tuple[ServiceRow, ...]
    rows: tuple[ComparisonRow, ...]
    year: str | None
    notice: str


@dataclass(frozen=True)
class CatalogImport:
    """What an import changed, by service key. `changed` is false when the same catalog was there already."""

    version: int
    changed: bool
    services: int
    categories: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    altered: tuple[str, ...]
