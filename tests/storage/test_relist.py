"""Lists follow the rules of the domain also after these changed, on both databases."""

from datetime import date

import pytest
from sqlalchemy import text

from domain.agreement_lists import AgreementFilter
from domain.people import Contact, Role, Side
from domain.stages import Stage
from storage import relist as relisting
from storage.migrate import upgrade
from storage.relist import relist
from storage.unit_of_work import Storage
from tests.builders import an_agreement
from tests.storage.filling import fill_agreements

SML = (Contact("staff", Side.CEC, Role.SML),)


@pytest.fixture
def listed_by_old_rules(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """Five agreements that wait for CEC, of which two are listed as older rules would have it."""
    monkeypatch.setattr(relisting, "_PORTION", 2)
    fill_agreements(
        storage,
        *(
            an_agreement(Stage.PROPOSAL, id=f"a-{n}", number=f"SLA-2027-000{n}", contacts=SML, due_on=date(2026, 12, n))
            for n in range(1, 6)
        ),
    )
    with storage.engine.begin() as connection:
        for statement in (
            "UPDATE agreements SET waiting_for = 'customer', urgency = 1 WHERE id IN ('a-1', 'a-4')",
            "UPDATE agreement_contacts SET waiting_for = 'customer', urgency = 1 WHERE agreement IN ('a-1', 'a-4')",
            "UPDATE marks SET value = 'of an older release'",
        ):
            connection.execute(text(statement))
    return storage


def waiting(storage: Storage) -> tuple[list[str], list[str]]:
    with storage.reading() as work:
        page = work.agreements.page(AgreementFilter(waiting_for=Side.CEC), 0, 10)
        own = work.agreements.of_contact("staff", Side.CEC)
    return [row.id for row in page.items], [agreement.id for agreement in own]


def test_after_an_upgrade_lists_follow_the_new_rules(listed_by_old_rules: Storage):
    storage = listed_by_old_rules
    assert waiting(storage) == (["a-2", "a-3", "a-5"],) * 2
    upgrade(storage.engine)
    assert waiting(storage) == (["a-1", "a-2", "a-3", "a-4", "a-5"],) * 2


def test_only_what_differs_is_written_and_only_once(listed_by_old_rules: Storage):
    assert relist(listed_by_old_rules.engine) == 2
    assert relist(listed_by_old_rules.engine) == 0


def test_listing_anew_is_no_change_of_the_agreement(listed_by_old_rules: Storage):
    with listed_by_old_rules.reading() as work:
        before = work.agreements.get("a-1")
    relist(listed_by_old_rules.engine)
    with listed_by_old_rules.unit_of_work() as work:
        assert work.agreements.get("a-1") == before
        work.agreements.save(before)  # what was read before can still be saved
