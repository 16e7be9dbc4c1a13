"""The sample catalog that comes with the product."""

from pathlib import Path

import pytest

from domain.catalog import plain_words
from services.catalog_files import read_catalog

SHIPPED = Path(__file__).parents[2] / "catalog"


class TestShippedCatalog:
    """The sample catalog that comes with the product."""

    catalog = read_catalog(SHIPPED).required()

    def test_has_at_least_thirty_services_in_nine_categories(self):
        assert len(self.catalog.services) >= 30
        assert len({service.category for service in self.catalog.services}) >= 9

    def test_each_category_has_a_service_and_each_area_a_use(self):
        assert all(self.catalog.in_category(category.key) for category in self.catalog.categories)
        assert {area for service in self.catalog.services for area in service.areas} == {
            area.key for area in self.catalog.areas
        }

    def test_says_that_its_prices_are_illustrative(self):
        assert self.catalog.notice == "Illustrative prices, not an official price list"

    @pytest.mark.parametrize("service", catalog.services, ids=lambda service: service.key)
    def test_each_service_is_fully_described(self, service):
        assert 3 <= len(service.aliases) <= 8
        assert 2 <= len(service.metrics) <= 4
        assert len(service.description) > 60
        assert service.price_drivers
        assert service.cost_saving_tips
        assert "2027" in service.prices

    def test_one_of_its_files_can_be_checked_alone_against_the_whole(self):
        assert read_catalog(SHIPPED / "services" / "mobility.yaml", self.catalog).value == self.catalog

    def test_some_service_has_a_year_without_prices(self):
        assert {service.key for service in self.catalog.services if service.years != self.catalog.years()} == {
            "container_hosting",
            "mainframe_capacity",
        }

    @pytest.mark.parametrize(
        ("word", "key"),
        [
            ("laptop", "managed_laptop"),
            ("mailbox", "mailbox"),
            ("VPN", "remote_access_vpn"),
            ("VM", "virtual_machine"),
            ("wi-fi", "wireless_access"),
            ("help desk", "service_desk"),
            ("MIPS", "mainframe_capacity"),
        ],
    )
    def test_everyday_words_find_their_service(self, word: str, key: str):
        assert self.catalog.find_service(word).key == key

    def test_no_name_of_a_service_is_also_one_of_a_category(self):
        names = set(self.catalog.service_aliases) & set(self.catalog.category_aliases)
        assert not names
        assert plain_words("Virtual-Machine") in self.catalog.service_aliases
