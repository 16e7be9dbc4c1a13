"""`/cec admin`: what only administrators may change, at the field what is wrong, and two of them at once."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.handlers import admin, admin_forms
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.views.admin import CEC
from bot.views.admin_forms import organization_form, person_form, settings_form
from domain.errors import Conflict, NotAllowed
from domain.people import Side
from sandbox.blockkit.check import check_view
from services import Services
from services.cards import OrganizationCard
from tests.blockkit import assert_buttons_differ, check_action_ids, elements, shown
from tests.bot.desk import FakeSlack, a_command, a_desk, who
from tests.bot.saying import a_click, submitted

View = Mapping[str, Any]


def shown_view(outcome: Outcome) -> dict[str, Any]:
    assert isinstance(outcome, Modal)
    check_view(outcome.view)
    check_action_ids(outcome.view["blocks"])
    assert_buttons_differ(outcome.view["blocks"])
    return outcome.view


def words(view: View) -> str:
    return shown(Reply("x", view["blocks"]))


def pressed(services: Services, view: View, name: str, handler: Any, user: str = "U0DANA") -> dict[str, Any]:
    buttons = [e for e in elements(view["blocks"]) if e["type"] == "button"]
    found = next(e for e in buttons if name in (e["text"]["text"], e.get("accessibility_label")))
    return shown_view(handler(a_click(services, found, who(services, user), metadata=view["private_metadata"])))


def initial(view: View) -> dict[str, Any]:
    """What the form would send when nothing is typed: block id -> value."""
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        chosen = element.get("initial_option", {}).get("value")
        several = [o["value"] for o in element.get("initial_options", [])]
        values[block["block_id"]] = (
            element.get("initial_value") or element.get("initial_conversation") or chosen or several or None
        )
    return values


def filled(view: View, **typed: Any) -> dict[str, Any]:
    """The form with some fields typed."""
    known = {block_id.partition("|")[0]: block_id for block_id in initial(view)}
    return {**initial(view), **{known[name]: value for name, value in typed.items()}}


def sent(services: Services, view: View, handler: Any, user: str = "U0DANA", **typed: Any) -> Outcome:
    return handler(submitted(services, view, filled(view, **typed), who(services, user)))


def wrong(outcome: Outcome) -> dict[str, str]:
    assert isinstance(outcome, FieldErrors)
    return {block_id.partition("|")[0]: text for block_id, text in outcome.errors.items()}


def menu(services: Services, user: str = "U0DANA") -> dict[str, Any]:
    return shown_view(admin.open_admin(a_command(services, user, "C0GENERAL", "admin", "", FakeSlack())))


# -- who may -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("user", ["U0JAMES", "U0MARIA", "U0NINA"])
def test_only_administrators_come_in(services: Services, user: str) -> None:
    with pytest.raises(NotAllowed, match="That is for CEC administrators"):
        menu(services, user)


@pytest.mark.parametrize(
    "handler",
    [
        admin.menu, admin.organizations, admin.people, admin.people_of, admin.channels, admin.unbind,
        admin_forms.organization, admin_forms.person, admin_forms.agreement, admin_forms.role_taken,
        admin_forms.settings,
    ],
)  # fmt: skip
def test_no_button_works_for_anyone_else(services: Services, handler: Any) -> None:
    value = '{"key":"fs","id":"p-dana","channel":"C0STAFF","number":"SLA-2027-0031","person":"p-maria","role":"sml"}'
    for user in ("U0JAMES", "U0MARIA", "U0NINA"):
        with pytest.raises(NotAllowed):
            handler(a_click(services, {"action_id": "x", "value": value}, who(services, user)))
    assert services.channels.place("C0STAFF").binding is not None


def test_no_form_is_taken_from_anyone_else(services: Services) -> None:
    form = organization_form(services.admin.organization(services.directory.actor("U0DANA"), "fs"))
    with pytest.raises(NotAllowed):
        sent(services, form, admin_forms.organization_saved, "U0JAMES", name="Mine")
    with pytest.raises(NotAllowed):
        sent(services, person_form(None, (), (), CEC), admin_forms.person_saved, "U0MARIA", name="Me")
    with pytest.raises(NotAllowed):
        admin_forms.role_given(submitted(services, form, {}, who(services, "U0JAMES")))


# -- organizations -----------------------------------------------------------------------------------------------


def test_an_organization_is_added_searched_and_no_longer_served(fresh_services: Services) -> None:
    services = fresh_services
    found = pressed(services, menu(services), "Open Organizations", admin.organizations)
    assert "6 organizations." in words(found)
    form = pressed(services, found, "Add an organization", admin_forms.organization)
    typed = {"key": "ams", "name": "Agricultural Marketing Service", "abbreviation": "AMS", "aliases": "Marketing",
             "email_domains": "ams.example.gov, mail.ams.example.gov"}  # fmt: skip
    after = shown_view(sent(services, form, admin_forms.organization_saved, **typed))
    assert "✓ Agricultural Marketing Service was saved." in words(after)
    searched = shown_view(sent(services, after, admin.organizations_searched, search="market"))
    assert "1 organization." in words(searched)
    change = pressed(services, searched, "Change Agricultural Marketing Service", admin_forms.organization)
    assert initial(change)["email_domains|ams"] == "ams.example.gov\nmail.ams.example.gov"
    gone = shown_view(sent(services, change, admin_forms.organization_saved, active="no"))
    assert "No longer served." in words(gone)
    assert "ams" not in [o.key for o in services.directory.organizations(services.directory.actor("U0DANA"))]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"key": "Not A Key!"}, "key", "small letters"),
        ({"abbreviation": "NRCS"}, "abbreviation", "already means Natural Resources Conservation Service"),
        ({"aliases": "New\nForestry"}, "aliases", "already means Forest Service"),
        ({"email_domains": "not a domain"}, "email_domains", "is not a domain"),
        ({"email_domains": "fs.example.gov"}, "email_domains", "already belongs to Forest Service"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    services: Services, typed: dict[str, str], field: str, sentence: str
) -> None:
    good = {"key": "new_one", "name": "A new one", "abbreviation": "ANO", "aliases": "", "email_domains": ""}
    outcome = sent(services, organization_form(None), admin_forms.organization_saved, **{**good, **typed})
    assert sentence in wrong(outcome)[field]


def test_two_administrators_at_once_do_not_overwrite_each_other(fresh_services: Services) -> None:
    services, dana = fresh_services, fresh_services.directory.actor("U0DANA")
    form = organization_form(services.admin.organization(dana, "fs"))
    sent(services, form, admin_forms.organization_saved, name="US Forest Service of today")
    with pytest.raises(Conflict, match="Someone else changed this after you opened it"):
        sent(services, form, admin_forms.organization_saved, name="Forestry Service")
    assert services.admin.organization(dana, "fs").name == "US Forest Service of today"


def test_a_key_that_was_taken_meanwhile_is_refused(fresh_services: Services) -> None:
    good = {"key": "new_one", "name": "A new one", "abbreviation": "ANO"}
    sent(fresh_services, organization_form(None), admin_forms.organization_saved, **good)
    with pytest.raises(Conflict, match="already"):
        sent(fresh_services, organization_form(None), admin_forms.organization_saved, **good)


# -- people ------------------------------------------------------------------------------------------------------


def test_a_person_is_added_found_and_made_inactive(fresh_services: Services) -> None:
    services = fresh_services
    found = pressed(services, menu(services), "Open People", admin.people)
    assert "Dana Whitfield" in words(found)
    form = pressed(services, found, "Add a person", admin_forms.person)
    typed = {"name": "Omar Siddiqui", "email": "Omar.Siddiqui@nrcs.example.gov", "organization": "nrcs",
             "title": "Soil data analyst", "phone": "202-555-0299"}  # fmt: skip
    after = shown_view(sent(services, form, admin_forms.person_saved, **typed))
    assert "✓ Omar Siddiqui was saved." in words(after)
    assert services.directory.actor("U0OMAR", "omar.siddiqui@nrcs.example.gov").organization == "nrcs"
    searched = shown_view(sent(services, after, admin.people_searched, search="omar"))
    change = pressed(services, searched, "Change Omar Siddiqui", admin_forms.person)
    shown_view(sent(services, change, admin_forms.person_saved, active="no"))
    assert services.directory.actor("U0OMAR", "omar.siddiqui@nrcs.example.gov").person is None


def test_the_menu_shows_the_people_of_an_organization(services: Services) -> None:
    click = a_click(services, {"action_id": "admin.people_of", "value": "nrcs"}, who(services, "U0DANA"))
    view = shown_view(admin.people_of(click))
    assert "Linh Tran" in words(view)
    assert "Dana Whitfield" not in words(view)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"email": "no address"}, "email", "is not an e-mail address"),
        ({"phone": "call me"}, "phone", "is not a phone number"),
        ({"organization": "nrcs", "administrator": "yes"}, "administrator", "Only people of CEC"),
        ({"organization": "nrcs", "areas": ["security_operations"]}, "areas", "Only people of CEC"),
    ],
)
def test_what_is_wrong_with_a_person_stands_at_its_field(
    services: Services, typed: dict[str, Any], field: str, sentence: str
) -> None:
    dana = who(services, "U0DANA").actor
    areas = services.catalog.current().catalog.areas
    form = person_form(None, services.directory.organizations(dana), areas, CEC)
    good = {"name": "New Person", "email": "new.person@cec.example.gov"}
    assert sentence in wrong(sent(services, form, admin_forms.person_saved, **{**good, **typed}))[field]


def test_the_last_administrator_stays(fresh_services: Services) -> None:
    services, dana = fresh_services, fresh_services.directory.actor("U0DANA")
    form = person_form(services.admin.person(dana, "p-dana"), services.directory.organizations(dana), (), CEC)
    with pytest.raises(Conflict, match="is the last administrator"):
        sent(services, form, admin_forms.person_saved, administrator="no")
    assert services.directory.actor("U0DANA").is_administrator


def test_a_person_changed_meanwhile_is_not_overwritten(fresh_services: Services) -> None:
    services, dana = fresh_services, fresh_services.directory.actor("U0DANA")
    form = person_form(services.admin.person(dana, "p-linh"), services.directory.organizations(dana), (), "nrcs")
    sent(services, form, admin_forms.person_saved, title="Senior budget officer")
    with pytest.raises(Conflict, match="Someone else changed this"):
        sent(services, form, admin_forms.person_saved, phone="202-555-0000")


def test_long_lists_are_paged(fresh_services: Services) -> None:
    services = fresh_services
    first = pressed(services, menu(services), "Open People", admin.people)
    second = pressed(services, first, "Next page", admin.people)
    names = {"James Okafor", "Victor Abelson"}
    assert all((name in words(first)) != (name in words(second)) for name in names)
    assert pressed(services, second, "Previous page", admin.people) == first


# -- roles -------------------------------------------------------------------------------------------------------


def roles_of(services: Services, number: str) -> dict[str, Any]:
    asked = pressed(services, menu(services), "Open Roles of an agreement", admin_forms.agreement)
    return shown_view(sent(services, asked, admin_forms.agreement_chosen, number=number))


def test_a_role_is_given_by_e_mail_and_taken_away(fresh_services: Services) -> None:
    services = fresh_services
    view = roles_of(services, "sla 2027-51")
    assert "*SLA-2027-0051*" in words(view)
    given = shown_view(
        sent(services, view, admin_forms.role_given, person="thomas.redcloud@fns.example.gov", role="budget_officer")
    )
    assert "✓ Thomas Redcloud is budget officer of SLA-2027-0051." in words(given)
    taken = pressed(services, given, "Take away budget officer from Thomas Redcloud", admin_forms.role_taken)
    assert "Thomas Redcloud" not in words(taken)
    history = services.agreements.history(services.directory.actor("U0DANA"), "SLA-2027-0051")
    assert "took off Thomas Redcloud as the customer's budget officer" in [entry.words for entry in history.entries]


@pytest.mark.parametrize(
    ("person", "role", "field", "sentence"),
    [
        ("zaphod@example.gov", "budget_officer", "person", "Give their e-mail address."),
        ("Linh Tran", "budget_officer", "person", "is not of the organization"),
        ("Thomas Redcloud", "sml", "role", "Nobody can be SML for the customer"),
        ("Thomas Redcloud", "king", "role", "That role is not known"),
    ],
)
def test_a_role_that_cannot_be_given_says_why_at_the_field(
    services: Services, person: str, role: str, field: str, sentence: str
) -> None:
    view = roles_of(services, "SLA-2027-0051")
    outcome = sent(services, view, admin_forms.role_given, person=person, role=role)
    assert sentence in wrong(outcome)[field]


# -- settings ----------------------------------------------------------------------------------------------------


def settings_view(services: Services) -> dict[str, Any]:
    return pressed(services, menu(services), "Open Settings", admin_forms.settings)


def test_settings_are_changed_together(fresh_services: Services) -> None:
    services = fresh_services
    typed = {"office_opens": "18:00", "office_closes": "20:30", "staff_channel": "C0GENERAL"}
    after = shown_view(sent(services, settings_view(services), admin_forms.settings_saved, **typed))
    assert "✓ Changed: Staff channel, Office opens, Office closes." in words(after)
    assert initial(settings_view(services))["staff_channel"] == "C0GENERAL"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"office_opens": "8 o'clock"}, "office_opens"),
        ({"renewal_window_days": "-1"}, "renewal_window_days"),
        ({"office_zone": "Moon/Base"}, "office_zone"),
        ({"handoff_reminder_minutes": "many"}, "handoff_reminder_minutes"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_and_nothing_is_kept(
    services: Services, typed: dict[str, str], field: str
) -> None:
    before = services.admin.settings(services.directory.actor("U0DANA"))
    outcome = sent(services, settings_view(services), admin_forms.settings_saved, office_closes="19:00", **typed)
    assert list(wrong(outcome)) == [field]
    assert services.admin.settings(services.directory.actor("U0DANA")) == before


def test_an_office_that_closes_before_it_opens_is_refused_whole(services: Services) -> None:
    before = services.admin.settings(services.directory.actor("U0DANA"))
    with pytest.raises(Conflict, match="close later than it opens"):
        sent(services, settings_view(services), admin_forms.settings_saved, office_opens="21:00")
    assert services.admin.settings(services.directory.actor("U0DANA")) == before


def test_settings_changed_meanwhile_are_not_overwritten(fresh_services: Services) -> None:
    services = fresh_services
    form = settings_form(services.admin.settings(services.directory.actor("U0DANA")))
    services.admin.set_setting(services.directory.actor("U0DANA"), "renewal_window_days", "90")
    with pytest.raises(Conflict, match="Someone else changed this"):
        sent(services, form, admin_forms.settings_saved, renewal_window_days="120")


# -- channels and Slack's own shape ------------------------------------------------------------------------------


def test_bound_channels_are_listed_and_unbound(fresh_services: Services) -> None:
    services = fresh_services
    view = pressed(services, menu(services), "Open Bound channels", admin.channels)
    assert "<#C0NRCS> belongs to Natural Resources Conservation Service." in words(view)
    after = pressed(services, view, "Unbind C0NRCS", admin.unbind)
    assert "✓ <#C0NRCS> is no longer bound." in words(after)
    assert services.channels.place("C0NRCS").binding is None


def test_errors_reach_slack_at_the_inputs_that_are_there(services: Services) -> None:
    desk = a_desk(services, admin)
    form = organization_form(None)
    answer = desk.submit("U0DANA", form, filled(form, key="x y", name="X", abbreviation="X"))
    body = json.loads(str(answer.body))
    assert body["response_action"] == "errors"
    assert list(body["errors"]) == ["key|"]


def test_saving_shows_the_list_in_the_same_modal(fresh_services: Services) -> None:
    desk = a_desk(fresh_services, admin)
    form = organization_form(None)
    answer = desk.submit("U0DANA", form, filled(form, key="ams", name="Marketing", abbreviation="AMS"))
    body = json.loads(str(answer.body))
    assert body["response_action"] == "update"
    assert "Marketing was saved." in words(body["view"])


def test_a_conflict_leaves_what_was_typed(fresh_services: Services) -> None:
    dana = fresh_services.directory.actor("U0DANA")
    form = organization_form(fresh_services.admin.organization(dana, "fs"))
    desk = a_desk(fresh_services, admin)
    desk.submit("U0DANA", form, filled(form, name="First"))
    answer = json.loads(str(desk.submit("U0DANA", form, filled(form, name="Second")).body))
    assert answer["response_action"] == "errors"
    assert "Someone else changed this" in next(iter(answer["errors"].values()))


def test_a_form_for_hundreds_of_organizations_stays_within_the_limits() -> None:
    many = tuple(OrganizationCard(f"org{n}", "N" * 120, f"O{n}", True) for n in range(600))
    check_view(person_form(None, many, (), CEC))
    assert Side.CEC.label == "CEC"
