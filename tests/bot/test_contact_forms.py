"""Contacts in Slack: the list, naming someone, and what is said at which field."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.handlers import contact_forms
from bot.replies import FieldErrors
from domain.agreement_lists import AgreementFilter
from domain.errors import NotAllowed, NotFound
from domain.fiscal import FiscalYear
from domain.people import Role, Side
from domain.permissions import OPERATOR
from services import Services
from services.agreement_changes import NewAgreement
from services.contact_cards import ContactGiven
from tests.blockkit import elements
from tests.bot.contacts import ANA, NRCS, RMA, name_form, pressed, said, send, shown
from tests.bot.desk import who


def test_of_one_agreement_everyone_is_listed_and_who_is_missing(services: Services) -> None:
    view = shown(pressed(services, "U0INGRID", {"n": RMA}))
    assert "Priya Raman" in said(view)
    assert "Still needed at RMA: budget officer" in said(view)
    menus = [e for e in elements(view["blocks"]) if e["type"] == "overflow"]
    assert len(menus) == 1, "Ingrid changes her own side only"


def test_staff_change_both_sides(services: Services) -> None:
    view = shown(pressed(services, "U0PRIYA", {"n": RMA}))
    assert len([e for e in elements(view["blocks"]) if e["type"] == "overflow"]) == 2


def test_of_several_agreements_one_is_chosen(services: Services) -> None:
    view = shown(pressed(services, "U0MARIA", {}))
    assert NRCS in said(view)
    assert "Show" in said(view)


def test_the_list_of_agreements_shows_which_one_lacks_a_role(services: Services) -> None:
    rows = [row for row in said(shown(pressed(services, "U0INGRID", {}))).split("*SLA-") if row]
    lacking = next(row for row in rows if row.startswith(RMA.removeprefix("SLA-")))
    assert "Still needs a CEC contact as agreements coordinator, a customer contact as technical lead and" in lacking
    assert sum("Still needs" in row for row in rows) == 1


def test_a_bad_e_mail_and_a_bad_phone_number_are_told_together(fresh_services: Services) -> None:
    wrong = {**ANA, "email": "ana at rma", "phone": "call me"}
    outcome = send(fresh_services, name_form(fresh_services), **wrong)
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == ["email", "phone"]


@pytest.mark.parametrize("value", [{"n": NRCS}, {"n": "SLA-2027-9999"}])
def test_a_forged_number_is_like_one_that_does_not_exist(services: Services, value: dict[str, str]) -> None:
    with pytest.raises(NotFound, match="there is no such agreement of your organization"):
        pressed(services, "U0INGRID", value)


def test_a_stranger_sees_nothing(services: Services) -> None:
    for value in ({"n": NRCS}, {"o": "nrcs"}, {}):
        with pytest.raises(NotAllowed):
            pressed(services, "U0NINA", value)
    with pytest.raises(NotAllowed):
        pressed(services, "U0INGRID", {"o": "nrcs"})


def test_someone_outside_slack_is_named_and_the_list_says_so(fresh_services: Services) -> None:
    view = shown(send(fresh_services, name_form(fresh_services), **ANA))
    assert f"✓ Ana Ruiz is now budget officer of {RMA}." in said(view)


def test_someone_in_slack_is_named_with_what_slack_vouches_for(fresh_services: Services) -> None:
    view = shown(send(fresh_services, name_form(fresh_services), person="U0YUKI", email="other@rma.example.gov"))
    assert "✓ Yuki Tanaka is now budget officer" in said(view)


def test_a_double_click_changes_nothing(fresh_services: Services) -> None:
    form = name_form(fresh_services)
    send(fresh_services, form, **ANA)
    assert "Ana Ruiz already was budget officer" in said(shown(send(fresh_services, form, **ANA)))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "person"),
        ({**ANA, "email": "ana"}, "email"),
        ({**ANA, "email": "ana@fs.example.gov"}, "email"),
        ({**ANA, "name": "A" * 300}, "name"),
        ({**ANA, "role": None}, "role"),
        ({**ANA, "role": "customer.sml"}, "role"),
        ({**ANA, "role": "nobody.king"}, "role"),
        ({"person": "U0MARIA"}, "person"),
        ({"person": "U0BOT"}, "person"),
        ({"person": "U0FOREIGN"}, "email"),
        ({"person": "U0LEILA"}, "email"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(services: Services, typed: dict[str, Any], field: str) -> None:
    outcome = send(services, name_form(services), **typed)
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == [field]


def test_someone_of_another_company_is_added_by_what_is_typed_without_their_account(fresh_services: Services) -> None:
    send(fresh_services, name_form(fresh_services), person="U0FOREIGN", email="eve@partner.example.com")
    found = fresh_services.agreements.contacts(who(fresh_services, "U0INGRID").actor, agreement=RMA)[0].contacts
    eve = next(card.person for card in found if card.person.email == "eve@partner.example.com")
    assert (eve.name, eve.slack_user_id) == ("Eve", None)


def test_a_form_of_someone_elses_agreement_is_refused(services: Services) -> None:
    form = name_form(services)
    with pytest.raises(NotFound):
        send(services, form, "U0MARIA", **ANA)


def test_a_forged_side_is_refused(services: Services) -> None:
    with pytest.raises(NotAllowed, match="your own organization"):
        send(services, name_form(services), role="cec.sml", email="james.okafor@cec.example.gov")


def test_a_metadata_that_is_none_is_refused(services: Services) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        send(services, {**name_form(services), "private_metadata": "{}"}, "U0NINA", **ANA)


def test_names_have_no_effect_in_the_list(fresh_services: Services) -> None:
    view = shown(send(fresh_services, name_form(fresh_services), **{**ANA, "name": "<!channel> *Ana* & Co"}))
    assert "<!channel>" not in said(view)
    assert "&lt;!channel&gt;" in said(view)


def test_after_someone_was_quicker_the_chosen_agreement_stays_chosen(fresh_services: Services) -> None:
    form = shown(pressed(fresh_services, "U0MARIA", {"o": "nrcs"}, contact_forms.add))
    opened = json.loads(form["private_metadata"])["at"]
    later = ContactGiven(Side.CUSTOMER, Role.BUDGET_OFFICER, "p-robert")
    since = datetime.fromisoformat(opened)
    james = who(fresh_services, "U0JAMES").actor
    fresh_services.contacts.name(james, [NRCS], later, since + timedelta(days=9999))
    old = {
        **form,
        "private_metadata": json.dumps({**json.loads(form["private_metadata"]), "at": "2020-01-01T00:00:00Z"}),
    }
    again = shown(send(fresh_services, old, "U0MARIA", agreement=NRCS, name="Ana", email="ana.ruiz@nrcs.example.gov"))
    chosen_one = next(e for e in elements(again["blocks"]) if (e.get("initial_option") or {}).get("value") == NRCS)
    assert chosen_one


def test_a_button_that_saves_a_card_is_read_with_the_persons_name(services: Services) -> None:
    view = shown(pressed(services, "U0INGRID", {"n": RMA}))
    saving = [each for each in elements(view["blocks"]) if each["action_id"].startswith("contacts.vcard:")]
    assert [each["accessibility_label"] for each in saving] == ["Priya Raman, SML: Save as vCard"]


def open_more(services: Services, count: int) -> None:
    for number in range(count):
        new = NewAgreement("nrcs", f"More {number}", FiscalYear("2027").period)
        services.agreements.open(OPERATOR, new)


def test_everything_that_is_open_is_named_and_nothing_that_is_not_meant(fresh_services: Services) -> None:
    form = shown(pressed(fresh_services, "U0JAMES", {"o": "nrcs"}, contact_forms.add))
    had = len(fresh_services.contacts.book(who(fresh_services, "U0JAMES").actor, None, "nrcs").numbers)
    open_more(fresh_services, 1)
    view = shown(send(fresh_services, form, "U0JAMES", agreement="all", name="Ana", email="ana@nrcs.example.gov"))
    done = next(line for line in said(view).splitlines() if "is now budget officer of" in line)
    assert done.count("SLA-") == had


def test_where_there_are_more_than_are_shown_it_says_so(fresh_services: Services) -> None:
    before = shown(pressed(fresh_services, "U0JAMES", {"o": "nrcs"}))
    assert "most urgent" not in said(before)
    open_more(fresh_services, 12)
    count = fresh_services.agreements.list(who(fresh_services, "U0JAMES").actor, AgreementFilter("nrcs")).count
    view = shown(pressed(fresh_services, "U0JAMES", {"o": "nrcs"}))
    assert f"The 10 most urgent of {count} open agreements" in said(view)
    assert "all of them" not in said(view)
    form = shown(pressed(fresh_services, "U0JAMES", {"o": "nrcs"}, contact_forms.add))
    assert f"The 10 most urgent of {count} open agreements" in said(form)
