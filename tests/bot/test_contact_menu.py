"""The menu at a contact: replaced, taken off, changed, and everything handed over by who leaves."""

from dataclasses import replace

import pytest

from bot.handlers import contact_forms, contact_menu
from bot.replies import FieldErrors
from domain.errors import Conflict, NotAllowed, NotFound
from services import Services
from tests.bot.contacts import NRCS, Workspace, chosen, name_form, said, shown
from tests.bot.desk import who
from tests.bot.saying import a_click, submitted

FNS = "SLA-2027-0024"
"""Two of four have signed its document."""


def test_replacing_someone_asks_only_for_the_new_one(fresh_services: Services) -> None:
    form = shown(chosen(fresh_services, "U0MARIA", "replace", "p-linh", "budget_officer"))
    assert "In place of Linh Tran, budget officer" in said(form)
    typed = {"person": None, "name": "Ana Ruiz", "email": "ana.ruiz@nrcs.example.gov"}
    done = contact_forms.named(Workspace(), submitted(fresh_services, form, typed, who(fresh_services, "U0MARIA")))
    assert "Ana Ruiz is now budget officer" in said(shown(done))
    assert "Linh Tran" not in said(shown(done))


def test_taking_off_a_role_is_confirmed_first(fresh_services: Services) -> None:
    form = shown(chosen(fresh_services, "U0MARIA", "remove", "p-linh", "budget_officer"))
    assert "Linh Tran will no longer be budget officer" in said(form)
    done = contact_menu.removed(submitted(fresh_services, form, {}, who(fresh_services, "U0MARIA")))
    assert f"Linh Tran is no longer budget officer of {NRCS}." in said(shown(done))


def test_details_are_changed_unless_someone_was_quicker(fresh_services: Services) -> None:
    form = shown(chosen(fresh_services, "U0MARIA", "change", "p-linh", "budget_officer"))
    values = {
        "name|p-linh": "Linh Tran",
        "email|p-linh": "linh.tran@nrcs.example.gov",
        "title|p-linh": "Chief",
        "phone|p-linh": None,
    }
    given = submitted(fresh_services, form, values, who(fresh_services, "U0MARIA"))
    assert "✓ Linh Tran was saved." in said(shown(contact_forms.person_saved(given)))
    with pytest.raises(Exception, match="Someone else changed this"):
        contact_forms.person_saved(given)


def test_who_leaves_hands_everything_over(fresh_services: Services) -> None:
    form = shown(chosen(fresh_services, "U0MARIA", "left", "p-linh", "budget_officer"))
    rows = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    takers = dict.fromkeys(rows, "p-anjali")
    done = shown(contact_menu.left(submitted(fresh_services, form, takers, who(fresh_services, "U0MARIA"))))
    assert "✓ Linh Tran is no longer a contact." in said(done)
    assert f"Anjali Mehta: budget officer of {NRCS}" in said(done)
    assert who(fresh_services, "U0LINH").actor.person is None


def test_a_wrong_person_is_said_at_the_thing_to_take_over(fresh_services: Services) -> None:
    form = shown(chosen(fresh_services, "U0MARIA", "left", "p-linh", "budget_officer"))
    rows = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    outcome = contact_menu.left(
        submitted(
            fresh_services,
            form,
            {row: "p-erik" if row == rows[1] else None for row in rows},
            who(fresh_services, "U0MARIA"),
        )
    )
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == [rows[1]]


@pytest.mark.parametrize("do", ["change", "left", "remove"])
def test_people_of_others_are_not_found(services: Services, do: str) -> None:
    with pytest.raises(NotFound):
        chosen(services, "U0MARIA", do, "p-erik", "budget_officer")
    with pytest.raises((NotFound, NotAllowed)):
        chosen(services, "U0NINA", do, "p-linh", "budget_officer")


@pytest.mark.parametrize("value", ["", "[]", '{"d":"fly","n":"SLA-2027-0031","p":"p-linh","r":"budget_officer"}'])
def test_an_old_or_forged_menu_is_refused(services: Services, value: str) -> None:
    with pytest.raises(NotFound, match="no longer there"):
        contact_menu.chosen(a_click(services, {"action_id": "x", "value": value}, who(services, "U0MARIA")))


def test_a_detail_that_cannot_be_kept_is_said_also_where_no_field_is_about_it(fresh_services: Services) -> None:
    """The person was imported with a phone that no form takes."""
    linh = fresh_services.contacts.card("p-linh")
    assert linh is not None
    with fresh_services.contacts.context.unit_of_work() as work:
        work.people.save(replace(work.people.get("p-linh"), phone="call me"))
        work.commit()
    form = shown(chosen(fresh_services, "U0MARIA", "left", "p-linh", "budget_officer"))
    rows = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    with pytest.raises(Conflict, match="phone"):
        contact_menu.left(
            submitted(fresh_services, form, dict.fromkeys(rows, "p-anjali"), who(fresh_services, "U0MARIA"))
        )


def test_an_official_is_replaced_or_taken_off_with_a_warning_while_others_signed(fresh_services: Services) -> None:
    warning = (
        "The document of SLA-2027-0024 is being signed. If you go on, 2 signatures do not count any more, and "
        "Gloria Ferreira and "
    )
    for does in ("replace", "remove"):
        form = shown(chosen(fresh_services, "U0PRIYA", does, "p-teresa", "funding_official", FNS))
        assert warning in said(form)
    assert "is being signed" not in said(shown(chosen(fresh_services, "U0PRIYA", "replace", "p-priya", "sml", FNS)))


def test_who_names_somebody_without_a_role_reads_which_roles_void_signatures(fresh_services: Services) -> None:
    form = name_form(fresh_services, "U0PRIYA", n=FNS)
    assert "With another program official or funding official, 2 signatures do not count" in said(form)
