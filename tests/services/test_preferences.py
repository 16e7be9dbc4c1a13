"""Everyone chooses for themselves how they work and want to be told."""

from datetime import time

import pytest

from domain.errors import InvalidInput, NotAllowed
from domain.permissions import OPERATOR
from domain.preferences import AlertsBy, Preferences
from services.preferences import PreferenceWish
from tests.services.office import Office

MARIA = "maria"


def test_who_chose_nothing_has_what_is_usual_in_their_own_zone(office: Office):
    maria = office.actor(MARIA)
    view = office.services.preferences.view(maria)
    assert view.preferences == Preferences(maria.id)
    assert maria.person is not None
    assert (view.zone, view.calendars) == (maria.person.time_zone, ())


@pytest.mark.parametrize("name", ["maria", "james"])
def test_customers_and_staff_choose_and_it_is_kept_with_its_history(office: Office, name: str):
    actor, preferences = office.actor(name), office.services.preferences
    wish = PreferenceWish(
        works_on=frozenset({0, 1, 2, 3}), works_from=time(7, 30), alerts_by=AlertsBy.DIGEST, reminders=(5, 60, 5)
    )
    chosen = preferences.change(actor, wish)
    assert preferences.view(actor).preferences == chosen
    assert (chosen.works_from, chosen.works_until, chosen.reminders) == (time(7, 30), time(17), (60, 5))
    told = {change.field: (change.old, change.new) for change in office.history("person", actor.id)}
    assert told["works_on"] == (
        "Monday, Tuesday, Wednesday, Thursday, Friday",
        "Monday, Tuesday, Wednesday, Thursday",
    )
    assert told["works_from"] == ("09:00", "07:30")
    assert told["alerts_by"] == ("direct", "digest")
    assert told["reminders"] == ("1440 min, 15 min", "60 min, 5 min")
    assert "works_until" not in told


def test_what_is_as_it_was_leaves_no_history(office: Office):
    maria = office.actor(MARIA)
    before = office.history("person", maria.id)
    office.services.preferences.change(maria, PreferenceWish(works_from=time(9), reminders=(15, 1440)))
    assert office.history("person", maria.id) == before


def test_reminders_can_be_left_out(office: Office):
    assert office.services.preferences.change(office.actor(MARIA), PreferenceWish(reminders=())).reminders == ()


REMINDERS = "Choose reminders from one minute to two weeks before a meeting."


@pytest.mark.parametrize(
    ("wish", "field", "says"),
    [
        (PreferenceWish(works_on=frozenset()), "works_on", "Choose at least one day on which you work."),
        (PreferenceWish(works_on=frozenset({7})), "works_on", "Choose days from Monday to Sunday."),
        (
            PreferenceWish(works_from=time(17)),
            "works_until",
            "Give an end of your working hours that is after their beginning.",
        ),
        (PreferenceWish(reminders=(0,)), "reminders", REMINDERS),
        (PreferenceWish(reminders=(20_161,)), "reminders", REMINDERS),
        (PreferenceWish(reminders=(1, 2, 3, 4, 5)), "reminders", "Choose up to 4 reminders."),
    ],
)
def test_what_cannot_be_is_told_at_its_field(office: Office, wish: PreferenceWish, field: str, says: str):
    with pytest.raises(InvalidInput) as refused:
        office.services.preferences.change(office.actor(MARIA), wish)
    assert (refused.value.field, str(refused.value)) == (field, says)
    assert office.services.preferences.view(office.actor(MARIA)).preferences.reminders == (1440, 15)


def test_strangers_and_the_operator_have_none(office: Office):
    for actor in (office.actor("nina"), OPERATOR):
        with pytest.raises(NotAllowed):
            office.services.preferences.view(actor)
        with pytest.raises(NotAllowed):
            office.services.preferences.change(actor, PreferenceWish(reminders=()))
