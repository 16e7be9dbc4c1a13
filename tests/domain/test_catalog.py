import pickle
from decimal import Decimal

import pytest

from domain.catalog import Area, Catalog, Category, PriceTier, Service, YearPrices, plain_words
from domain.errors import CecError, InvalidInput, NotFound


def a_service(key: str, name: str, category: str = "seats", aliases: tuple[str, ...] = ()) -> Service:
    return Service(
        key=key,
        name=name,
        category=category,
        aliases=aliases,
        description="What it is.",
        included=("A thing",),
        how_we_charge="By the year.",
        unit="laptop",
        unit_plural="laptops",
        prices={"2028": prices(), "2027": prices()},
        price_drivers=(),
        metrics=(),
        cost_saving_tips=(),
        areas=("support",),
    )


def prices() -> YearPrices:
    return YearPrices((PriceTier(1, Decimal("640.00")),), Decimal("0.00"))


CATALOG = Catalog(
    categories=(
        Category("seats", "Seat services", ("workstations",), "Places to work."),
        Category("hosting", "Data-center hosting", ("data center",), "Places for systems."),
    ),
    services=(
        a_service("managed_laptop", "Managed laptop", aliases=("laptop", "notebook", "Work Laptop")),
        a_service("virtual_machine", "Virtual machine", "hosting", ("VM", "virtual server")),
        a_service("managed_desktop", "Managed desktop", aliases=("PC",)),
    ),
    areas=(Area("support", "End-user support"),),
    notice="Illustrative prices",
)


def test_finds_each_thing_by_its_key():
    assert CATALOG.service("virtual_machine").name == "Virtual machine"
    assert CATALOG.category("hosting").name == "Data-center hosting"
    assert CATALOG.area("support").name == "End-user support"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("managed_laptop", "managed_laptop"),
        ("Managed Laptop", "managed_laptop"),
        ("  work   LAPTOP ", "managed_laptop"),
        ("work-laptop", "managed_laptop"),
        ("vm", "virtual_machine"),
    ],
)
def test_finds_a_service_by_any_of_its_names(words: str, key: str):
    assert CATALOG.find_service(words).key == key


def test_finds_a_category_with_or_without_its_hyphen():
    assert CATALOG.find_category("data center hosting").key == "hosting"
    assert CATALOG.find_category("DATA-CENTER").key == "hosting"


def test_an_unknown_service_is_refused_with_the_nearest_ones():
    with pytest.raises(NotFound, match="There is no service “labtop”") as refused:
        CATALOG.find_service("labtop")
    assert refused.value.nearest[0] == "managed_laptop"
    with pytest.raises(NotFound) as refused:
        CATALOG.service("managed_lapto")
    assert refused.value.nearest[:2] == ("managed_laptop", "managed_desktop")


@pytest.mark.parametrize("words", ["", "x" * 4000, "😀", "<!channel>"])
def test_words_that_are_near_nothing_are_refused_without_a_guess(words: str):
    with pytest.raises(NotFound) as refused:
        CATALOG.find_service(words)
    assert refused.value.nearest == ()
    assert len(str(refused.value)) < 120


def test_unknown_categories_and_areas_are_refused():
    with pytest.raises(NotFound, match="category"):
        CATALOG.category("seat")
    with pytest.raises(NotFound, match="area of expertise"):
        CATALOG.area("nothing")
    with pytest.raises(NotFound, match="category"):
        CATALOG.in_category("nothing")


def test_lists_the_services_of_a_category_in_the_order_of_the_catalog():
    assert [service.key for service in CATALOG.in_category("seats")] == ["managed_laptop", "managed_desktop"]


def test_names_the_years_that_have_prices_in_order():
    assert CATALOG.years() == ("2027", "2028")
    assert CATALOG.service("managed_laptop").years == ("2027", "2028")


def test_maps_every_name_to_its_key():
    assert CATALOG.service_aliases["notebook"] == "managed_laptop"
    assert CATALOG.service_aliases["virtual machine"] == "virtual_machine"
    assert CATALOG.category_aliases["workstations"] == "seats"
    assert all(name == plain_words(name) for name in CATALOG.service_aliases)


@pytest.mark.parametrize(("quantity", "words"), [(1, "1 laptop"), (2, "2 laptops"), (1200, "1,200 laptops")])
def test_writes_a_quantity_with_its_unit(quantity: int, words: str):
    assert CATALOG.service("managed_laptop").units(quantity) == words


def test_a_catalog_survives_being_stored_and_read_back():
    assert CATALOG.service_aliases
    assert pickle.loads(pickle.dumps(CATALOG)) == CATALOG


def test_a_service_can_be_a_member_of_a_set():
    service = CATALOG.service("managed_laptop")
    assert service in {service}


@pytest.mark.parametrize("error", [NotFound("No such thing.", ("a", "b")), InvalidInput("quantity", "Give one.")])
def test_an_error_keeps_its_sentence_and_details_when_it_is_stored(error: CecError):
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), error.message, vars(error))
