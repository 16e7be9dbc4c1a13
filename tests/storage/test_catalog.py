"""Versions of the catalog, on both databases."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import text

from domain.catalog import Area, Catalog, Category, Charge, Direction, Metric, PriceTier, Service, YearPrices
from domain.errors import NotFound
from storage.unit_of_work import Storage
from tests.builders import NOON

LAPTOP = Service(
    key="managed_laptop",
    name="Managed laptop <b>",
    category="seats",
    aliases=("laptop", "notebook 💻"),
    description="A laptop, “ready to work”.",
    included=("Repair", "Help desk"),
    how_we_charge="For each laptop and year.",
    unit="laptop",
    unit_plural="laptops",
    prices={
        "2027": YearPrices((PriceTier(1, Decimal("640.00")), PriceTier(500, Decimal("598.50"))), Decimal("75.00")),
        "2026": YearPrices((PriceTier(1, Decimal("620.00")),), Decimal("0.00")),
    },
    price_drivers=("Number of laptops",),
    metrics=(Metric("repair", "Time to repair", "hours", Decimal("8.5"), Direction.AT_MOST),),
    cost_saving_tips=(),
    areas=("end_user",),
    charge=Charge.METERED,
)
CATALOG = Catalog(
    (Category("seats", "Seat services", ("seats",), "Seats."),), (LAPTOP,), (Area("end_user", "Users"),), "!"
)


def add(storage: Storage, catalog: Catalog) -> int:
    with storage.unit_of_work() as work:
        number = work.catalog.add(catalog, "catalog.yaml", "system", NOON)
        work.commit()
    return number


def test_before_the_first_import_there_is_no_catalog(storage: Storage):
    with storage.reading() as work:
        with pytest.raises(NotFound):
            work.catalog.current()
        with pytest.raises(NotFound):
            work.catalog.version(1)


def test_a_catalog_comes_back_as_it_was(storage: Storage):
    assert add(storage, CATALOG) == 1
    for reader in (storage, Storage(storage.engine)):  # the second has nothing in memory yet
        with reader.reading() as work:
            assert work.catalog.current() == (1, CATALOG)
            assert work.catalog.version(1) == CATALOG


def test_an_old_version_stays_as_it_was(storage: Storage):
    dearer = replace(LAPTOP, prices={"2027": YearPrices((PriceTier(1, Decimal("700.00")),), Decimal("0.00"))})
    newer = replace(CATALOG, services=(dearer,))
    assert (add(storage, CATALOG), add(storage, newer)) == (1, 2)
    with storage.reading() as work:
        assert work.catalog.current() == (2, newer)
        assert work.catalog.version(1).service("managed_laptop").prices["2027"].tiers[0].unit_price == Decimal("640.00")


def test_the_same_catalog_makes_no_new_version(storage: Storage):
    reordered = replace(LAPTOP, prices={year: LAPTOP.prices[year] for year in LAPTOP.years})
    assert add(storage, CATALOG) == 1
    assert add(storage, CATALOG) == 1
    assert add(storage, replace(CATALOG, services=(reordered,))) == 1


def test_going_back_to_an_older_catalog_makes_a_new_version(storage: Storage):
    other = replace(CATALOG, notice="Other")
    assert [add(storage, catalog) for catalog in (CATALOG, other, CATALOG)] == [1, 2, 3]


def test_a_catalog_of_an_older_release_without_a_later_field_still_loads(storage: Storage):
    add(storage, CATALOG)
    with storage.engine.begin() as connection:
        content = str(connection.execute(text("SELECT content FROM catalog_versions")).scalar())
        older = content.replace('"charge": "metered", ', "")
        assert older != content
        connection.execute(text("UPDATE catalog_versions SET content = :older"), {"older": older})
    with Storage(storage.engine).reading() as work:
        assert work.catalog.current()[1].service("managed_laptop").charge is Charge.PER_YEAR


def test_what_was_rolled_back_is_not_remembered(storage: Storage):
    with storage.unit_of_work() as work:
        work.catalog.add(CATALOG, "catalog.yaml", "system", NOON)
        assert work.catalog.current() == (1, CATALOG)
    with storage.reading() as work, pytest.raises(NotFound):
        work.catalog.current()
