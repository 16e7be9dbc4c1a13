# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from datetime import date

import pytest

from domain.errors import InvalidInput, NotFound
from domain.notices import NoticeKind
from domain.permissions import Actor
from services.requests import CustomWish
from tests.services.office import CATALOG, Office

WISH = CustomWish("Tapes kept <offline>", "Records law", "about 400", date(2027, 1, 15), "backup_storage")


def test_a_request_is_kept_and_staff_are_told(office: Office):
    view = office.services.requests.ask(office.actor("maria"), WISH, "Maria Lopez")
    assert (view.organization.key, view.service_name, view.answer.open_now) == (
        "nrcs",
        CATALOG.service("backup_storage").name,
        True,
    )
    (notice,) = office.notices()
    assert (notice.kind, notice.to.staff) == (NoticeKind.CUSTOM_REQUEST, True)
    assert (notice.facts["what"], notice.facts["needed_by"]) == ("Tapes kept <offline>", "2027-01-15")
    assert office.services.requests.latest(office.actor("james"))[0].request == view.request
    (change,) = office.history("custom_request", view.request.id)
    assert (change.by, change.organization) == ("p-maria", "nrcs")


def test_a_form_that_is_sent_twice_counts_once(office: Office):
    maria = office.actor("maria")
    first = office.services.requests.ask(maria, WISH, "Maria Lopez", request_id="V1")
    again = office.services.requests.ask(maria, WISH, "Maria Lopez", request_id="V1")
    assert first.request == again.request
    assert len(office.notices()) == 1


def test_a_stranger_may_ask(office: Office):
    stranger = Actor(slack_user_id="U9")
    view = office.services.requests.ask(stranger, CustomWish("Drones"), "Nina", organization="nowhere")
    assert (view.request.requester, view.request.requester_name, view.organization) == ("slack:U9", "Nina", None)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (CustomWish("   "), InvalidInput),
        (CustomWish("Drones", needed_by=date(2026, 11, 1)), InvalidInput),
        (CustomWish("Drones", service="unicorn stable"), NotFound),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nobody_is_told(office: Office, wish: CustomWish, refusal):
    with pytest.raises(refusal):
        office.services.requests.ask(office.actor("maria"), wish, "Maria Lopez")
    assert office.notices() == []


def test_a_very_long_wish_is_cut(office: Office):
    view = office.services.requests.ask(office.actor("maria"), CustomWish("x" * 9_000, quantity="y" * 900), "M")
    assert (len(view.request.what), len(view.request.quantity)) == (3_000, 200)
