# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from dataclasses import replace

import pytest

from domain.errors import Conflict, InvalidInput, NotFound
from domain.organizations import Organization
from domain.people import Person, Side
from tests.services.office import Office

AMS = Organization("ams", "Agricultural Marketing Service", "AMS", ("Marketing",), ("ams.example.gov",))
PAT = Person("", "Pat  Doe", "Pat.Doe@NRCS.example.gov", Side.CUSTOMER, "nrcs")


def test_an_organization_is_added_and_changed_with_its_history(office: Office):
    admin, dana = office.services.admin, office.actor("dana")
    assert admin.save_organization(dana, AMS, is_new=True).is_new
    assert not admin.save_organization(dana, AMS, is_new=False).changed
    admin.save_organization(dana, replace(AMS, name="Marketing Service", active=False), is_new=False)
    changes = [(c.field, c.old, c.new) for c in office.history("organization", "ams")]
    assert changes == [
        ("active", "True", "False"),
        ("name", "Agricultural Marketing Service", "Marketing Service"),
        ("added", None, "Agricultural Marketing Service"),
    ]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("key", {"key": "a m s"}),
        ("key", {"key": ""}),
        ("name", {"name": "  "}),
        ("name", {"name": "x" * 121}),
        ("name", {"name": "Marketing\x07"}),
        ("name", {"name": "forest service"}),
        ("abbreviation", {"abbreviation": "usfs"}),
        ("aliases", {"aliases": ("Crop-Insurance",)}),
        ("email_domains", {"email_domains": ("nodomain",)}),
        ("email_domains", {"email_domains": ("fs.example.gov",)}),
    ],
)
def test_a_bad_field_of_an_organization_is_named(office: Office, field: str, changes: dict[str, object]):
    with pytest.raises(InvalidInput) as refusal:
        office.services.admin.save_organization(office.actor("dana"), replace(AMS, **changes), is_new=True)
    assert refusal.value.field == field
    with pytest.raises(NotFound):
        office.services.admin.organization(office.actor("dana"), "ams")


def test_a_new_organization_does_not_overwrite_another(office: Office):
    with pytest.raises(Conflict):
        office.services.admin.save_organization(office.actor("dana"), replace(AMS, key="FS"), is_new=True)


def test_a_person_is_added_and_is_known_in_slack_at_once(office: Office):
    saved = office.services.admin.save_person(office.actor("dana"), PAT)
    assert (saved.is_new, saved.value.name, saved.value.email) == (True, "Pat Doe", "pat.doe@nrcs.example.gov")
    assert office.services.directory.actor("U9", "pat.doe@nrcs.example.gov").organization == "nrcs"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": ""}),
        ("email", {"email": "pat"}),
        ("email", {"email": "a@b"}),
        ("email", {"email": "a b@c.gov"}),
        ("organization", {"organization": None}),
        ("organization", {"organization": "nrsc"}),
        ("organization", {"side": Side.CEC}),
        ("administrator", {"administrator": True}),
        ("areas", {"areas": ("network_engineering",)}),
        ("areas", {"side": Side.CEC, "organization": None, "areas": ("networking",)}),
        ("phone", {"phone": "call me"}),
        ("time_zone", {"time_zone": "Eastern"}),
        ("title", {"title": "x" * 201}),
    ],
)
def test_a_bad_field_of_a_person_is_named(office: Office, field: str, changes: dict[str, object]):
    with pytest.raises(InvalidInput) as refusal:
        office.services.admin.save_person(office.actor("dana"), replace(PAT, **changes))
    assert refusal.value.field == field


def test_two_people_cannot_have_one_email(office: Office):
    with pytest.raises(Conflict, match="Maria Lopez"):
        office.services.admin.save_person(office.actor("dana"), replace(PAT, email="maria.lopez@nrcs.example.gov"))


def test_the_last_administrator_can_neither_step_down_nor_be_deactivated(office: Office):
    admin, dana = office.services.admin, office.actor("dana")
    herself = admin.person(dana, "p-dana")
    for attempt in (
        lambda: admin.deactivate_person(dana, "p-dana"),
        lambda: admin.save_person(dana, replace(herself, administrator=False)),
        lambda: admin.save_person(dana, replace(herself, active=False)),
    ):
        with pytest.raises(Conflict, match="last administrator"):
            attempt()
    admin.save_person(dana, replace(admin.person(dana, "p-james"), administrator=True))
    assert admin.deactivate_person(dana, "p-dana").changed
    assert office.actor("dana").person is None


def test_who_left_is_a_stranger_until_they_come_back(office: Office):
    admin, dana = office.services.admin, office.actor("dana")
    admin.deactivate_person(dana, "p-maria")
    assert office.actor("maria").person is None
    admin.activate_person(dana, "p-maria")
    assert office.actor("maria").organization == "nrcs"


def test_a_slack_account_is_unlinked_but_never_swapped(office: Office):
    admin, dana = office.services.admin, office.actor("dana")
    maria = admin.person(dana, "p-maria")
    with pytest.raises(Conflict):
        admin.save_person(dana, replace(maria, slack_user_id="U9OTHER"))
    admin.save_person(dana, replace(maria, slack_user_id=None))
    assert office.services.directory.actor("U9NEW", maria.email).person.id == "p-maria"


def test_of_two_who_change_the_same_person_the_later_one_is_told(office: Office):
    admin, dana = office.services.admin, office.actor("dana")
    seen = admin.person(dana, "p-maria")
    admin.save_person(dana, replace(seen, title="Director"), before=seen)
    with pytest.raises(Conflict, match="meanwhile"):
        admin.save_person(dana, replace(seen, phone="202-555-0000"), before=seen)


def test_people_are_listed_by_side_in_pages_and_found_by_words(reading: Office):
    admin, dana = reading.services.admin, reading.actor("dana")
    staff = admin.people(dana, size=5)
    assert (staff.organization, len(staff.people), staff.pages, staff.count) == (None, 5, 3, 14)
    assert {p.organization for p in admin.people(dana, "nrcs").people} == {"nrcs"}
    assert [p.id for p in admin.find_people(dana, "mei chen")] == ["p-meiling"]
    assert [e.people for e in admin.organizations(dana).entries if e.organization.key == "nrcs"] == [6]


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("staff_channel", "<#C0NEW|staff>", "C0NEW"),
        ("staff_channel", "C0NEW", "C0NEW"),
        ("office_zone", "America/Denver", "America/Denver"),
        ("office_opens", "7:30", "07:30"),
        ("office_closes", "18:00", "18:00"),
        ("handoff_reminder_minutes", " 45 ", "45"),
        ("renewal_window_days", "365", "365"),
    ],
)
def test_a_setting_is_changed_with_its_history(office: Office, key: str, given: str, kept: str):
    admin, dana = office.services.admin, office.actor("dana")
    saved = admin.set_setting(dana, key, given)
    assert (saved.changed, saved.value.value) == (True, kept)
    assert not admin.set_setting(dana, key, given).changed
    assert {setting.kind.key: setting.value for setting in admin.settings(dana)}[key] == kept
    (change,) = office.history("setting", key)
    assert (change.new, change.by) == (kept, "p-dana")


@pytest.mark.parametrize(
    ("key", "given", "refusal"),
    [
        ("staff_channel", "#cec-staff", InvalidInput),
        ("staff_channel", "C0NRCS", Conflict),
        ("office_zone", "Washington", InvalidInput),
        ("office_opens", "8", InvalidInput),
        ("office_opens", "25:00", InvalidInput),
        ("office_opens", "17:00", Conflict),
        ("office_closes", "08:00", Conflict),
        ("handoff_reminder_minutes", "0", InvalidInput),
        ("handoff_reminder_minutes", "soon", InvalidInput),
        ("renewal_window_days", "-5", InvalidInput),
        ("renewal_window_days", "9999999", InvalidInput),
        ("office_opening", "08:00", NotFound),
    ],
)
def test_a_value_that_a_setting_does_not_take_is_refused(office: Office, key: str, given: str, refusal):
    dana = office.actor("dana")
    before = office.services.admin.settings(dana)
    with pytest.raises(refusal):
        office.services.admin.set_setting(dana, key, given)
    assert office.services.admin.settings(dana) == before


def test_settings_that_only_fit_together_are_changed_together_or_not_at_all(office: Office):
    admin, dana = office.services.admin, office.actor("dana")
    admin.set_settings(dana, {"office_opens": "18:00", "office_closes": "23:00"})
    with pytest.raises(Conflict):
        admin.set_settings(dana, {"renewal_window_days": "30", "office_closes": "17:00"})
    assert {s.kind.key: s.value for s in admin.settings(dana)}["renewal_window_days"] == "180"


def test_the_renewal_window_decides_what_is_due(office: Office):
    office.services.admin.set_setting(office.actor("dana"), "renewal_window_days", "21")
    found = office.services.agreements.renewals(office.actor("james"))
    assert [item.row.summary.number for item in found.items] == ["SLA-2026-0015"]
