"""Rows and tables made from the catalog."""

from domain.catalog import Catalog, Category, Service
from services.catalog_cards import CategoryCard, PriceTable, ServiceRow, TierRow


def category_card(category: Category, catalog: Catalog) -> CategoryCard:
    return CategoryCard(category.key, category.name, category.description, len(catalog.in_category(category.key)))


def service_row(service: Service, catalog: Catalog, year: str | None) -> ServiceRow:
    """`year` is the fiscal year of the price; None, or a year without prices, leaves it open."""
    prices = service.prices.get(year) if year else None
    return ServiceRow(
        key=service.key,
        name=service.name,
        category=service.category,
        category_name=catalog.category(service.category).name,
        description=service.description,
        unit=service.unit,
        charge=service.charge,
        from_price=min(tier.unit_price for tier in prices.tiers) if prices else None,
        price_year=year if prices else None,
    )


def price_tables(service: Service) -> tuple[PriceTable, ...]:
    """One for each fiscal year with prices, in order."""
    return tuple(_price_table(service, year) for year in service.years)


def _price_table(service: Service, year: str) -> PriceTable:
    prices = service.prices[year]
    ends = [tier.minimum - 1 for tier in prices.tiers[1:]]
    rows = (TierRow(t.minimum, end, t.unit_price) for t, end in zip(prices.tiers, [*ends, None], strict=True))
    return PriceTable(year, tuple(rows), prices.one_time_fee)
