# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput, NotFound
from domain.permissions import OPERATOR
from tests.builders import a_stranger
from tests.services.office import CATALOG, Office

ANYONE = a_stranger()


def test_categories_come_with_the_number_of_their_services(reading):
    found = reading.services.catalog.categories(ANYONE)
    assert len(found) >= 9
    assert sum(category.count for category in found) == len(CATALOG.services) >= 30


def test_paging_shows_every_service_once(reading):
    catalog, seen, page = reading.services.catalog, [], 0
    while True:
        shown = catalog.browse(ANYONE, page=page, size=7)
        seen += [row.key for row in shown.rows]
        if not shown.has_next:
            break
        page += 1
    assert seen == [service.key for service in CATALOG.services]
    assert shown.pages == page + 1


@pytest.mark.parametrize(("asked", "shown"), [(99, "the last one"), (-3, "the first one")])
def test_a_page_that_does_not_exist_is_the_nearest_one(reading, asked, shown):
    page = reading.services.catalog.browse(ANYONE, page=asked, size=20)
    assert page.page == (page.pages - 1 if shown == "the last one" else 0)
    assert page.rows


@pytest.mark.parametrize("words", ["cyber_security", "Cyber security", "cyber securty"])
def test_a_category_is_found_by_key_name_and_with_slips(reading, words):
    assert reading.services.catalog.browse(ANYONE, words).category.key == "cyber_security"


def test_an_unknown_category_offers_the_nearest(reading):
    with pytest.raises(NotFound) as refusal:
        reading.services.catalog.browse(ANYONE, "mobile stuff")
    assert "mobility" in refusal.value.nearest


def test_a_card_tells_everything_about_a_service(reading):
    card = reading.services.catalog.service(ANYONE, "managed_laptop")
    assert card.service.included
    assert card.year == "2027"
    assert card.prices_now.tiers[0].minimum == 1
    assert card.prices_now.tiers[-1].maximum is None
    assert all(row.key != "managed_laptop" and row.category == card.service.category for row in card.related)
    assert "illustrative" in card.notice.lower()


def test_the_tiers_of_a_table_leave_no_gap(reading):
    for service in CATALOG.services:
        for table in reading.services.catalog.service(ANYONE, service.key).prices:
            ends = [tier.maximum for tier in table.tiers[:-1]]
            assert ends == [tier.minimum - 1 for tier in table.tiers[1:]]


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("labtop", "managed_laptop"),
        ("exchnage mailbox", "mailbox"),
        ("wifi", "wireless_access"),
        ("mainframe", "mainframe_capacity"),
        ("sharpoint", "team_workspace"),
        ("help desk", "service_desk"),
        ("how about help desk?", "service_desk"),
        ("something for backups", "backup_storage"),
        ("data bases", "managed_database"),
        ("vulnerabilty scans", "vulnerability_scanning"),
        ("PIV", "piv_card"),
    ],
)
def test_search_finds_what_is_meant_although_it_is_mistyped(reading, words, best):
    assert reading.services.catalog.search(ANYONE, words).hits[0].row.key == best


@pytest.mark.parametrize("words", ["zzz qqq", "", "   ", "😀", "what do you have", "ご利用", "?!"])
def test_search_for_nothing_sensible_finds_nothing_and_does_not_fail(reading, words):
    assert reading.services.catalog.search(ANYONE, words).hits == ()


@given(st.text(max_size=5_000))
def test_search_takes_any_text_and_ranks_what_it_finds(reading, words):
    scores = [hit.score for hit in reading.services.catalog.search(ANYONE, words).hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_every_service_is_found_by_each_of_its_names(reading):
    for service in CATALOG.services:
        for name in (service.name, *service.aliases):
            hits = reading.services.catalog.search(ANYONE, name).hits
            assert service.key in [hit.row.key for hit in hits if hit.score == hits[0].score], name


@pytest.mark.parametrize(("words", "key"), [("laptopp", "managed_laptop"), ("virtual machnie", "virtual_machine")])
def test_a_service_is_known_despite_a_slip(reading, words, key):
    assert reading.services.catalog.service(ANYONE, words).service.key == key


def test_an_unknown_service_offers_the_nearest(reading):
    with pytest.raises(NotFound) as refusal:
        reading.services.catalog.service(ANYONE, "gaming laptop deluxe")
    assert "managed_laptop" in refusal.value.nearest


def test_services_stand_side_by_side_with_a_cell_for_each_in_every_row(reading):
    compared = reading.services.catalog.compare(ANYONE, ["managed_laptop", "managed desktop", "virtual_desktop"])
    assert [row.key for row in compared.services] == ["managed_laptop", "managed_desktop", "virtual_desktop"]
    assert all(len(row.cells) == 3 for row in compared.rows)
    fees = next(row for row in compared.rows if row.label == "One-time fee")
    assert fees.cells == ("$450.00", "$350.00", "$2,500.00")


@pytest.mark.parametrize(
    "services", [[], ["mailbox"], ["mailbox", "mailbox"], ["mailbox", "tablet", "smartphone", "piv_card"]]
)
def test_only_two_or_three_different_services_are_compared(reading, services):
    with pytest.raises(InvalidInput):
        reading.services.catalog.compare(ANYONE, services)


def test_a_new_catalog_is_used_at_once_and_the_same_one_changes_nothing(office: Office):
    catalog = office.services.catalog
    assert not catalog.import_catalog(OPERATOR, CATALOG, "again").changed
    assert catalog.search(ANYONE, "drones").hits == ()
    drone = replace(CATALOG.service("tablet"), key="survey_drone", name="Survey drone", aliases=("drones",))
    done = catalog.import_catalog(OPERATOR, replace(CATALOG, services=(*CATALOG.services[1:], drone)), "new")
    assert (done.version, done.added, done.removed) == (2, ("survey_drone",), (CATALOG.services[0].key,))
    assert catalog.search(ANYONE, "drones").hits[0].row.key == "survey_drone"
    (change,) = office.history("catalog", "2")
    assert (change.old, change.new, change.note) == ("1", "2", "new")


def test_agreements_keep_the_prices_that_they_were_made_with(office: Office):
    maria = office.actor("maria")
    before = office.services.agreements.status(maria, "SLA-2027-0031").annual_amount
    doubled = tuple(
        replace(
            s,
            prices={
                y: replace(p, tiers=tuple(replace(t, unit_price=t.unit_price * 2) for t in p.tiers))
                for y, p in s.prices.items()
            },
        )
        for s in CATALOG.services
    )
    office.services.catalog.import_catalog(OPERATOR, replace(CATALOG, services=doubled), "dearer")
    assert office.services.agreements.status(maria, "SLA-2027-0031").annual_amount == before


def test_before_the_first_import_the_answer_says_what_to_do(empty: Office):
    with pytest.raises(NotFound, match="cec catalog import"):
        empty.services.catalog.browse(ANYONE)
