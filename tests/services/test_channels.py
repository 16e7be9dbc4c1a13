# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
import pytest

from domain.channels import Audience
from domain.errors import InvalidInput, NotAllowed, NotFound
from domain.notices import Destination, NoticeKind
from tests.services.office import Office


@pytest.mark.parametrize(
    ("channel", "direct", "shared", "audience"),
    [
        ("D0MARIA", True, False, Audience.ONE_PERSON),
        ("C0STAFF", False, False, Audience.STAFF),
        ("C0NRCS", False, False, Audience.ORGANIZATION),
        ("C0GENERAL", False, False, Audience.ANYONE),
        ("C0FSSHARED", False, True, Audience.ANYONE),
    ],
)
def test_who_reads_along_in_a_place(reading: Office, channel, direct, shared, audience):
    assert reading.services.channels.place(channel, direct, shared).audience is audience


def test_staff_bind_a_channel_and_binding_it_again_changes_nothing(office: Office):
    james, channels = office.actor("james"), office.services.channels
    bound = channels.bind(james, "C1", "ars")
    assert (bound.changed, bound.organization.abbreviation) == (True, "ARS")
    assert not channels.bind(james, "C1", "ars").changed
    moved = channels.bind(james, "C1", "rma")
    assert (moved.replaced.key, moved.organization.key) == ("ars", "rma")
    assert [(c.old, c.new, c.by) for c in office.history("channel", "C1")] == [
        ("ars", "rma", "p-james"),
        (None, "ars", "p-james"),
    ]
    assert [b.channel_id for b in channels.of_organization(james, "rma")] == ["C1"]


def test_an_unbound_channel_belongs_to_nobody(office: Office):
    channels = office.services.channels
    assert channels.unbind(office.actor("james"), "C0NRCS").organization.key == "nrcs"
    assert channels.place("C0NRCS").audience is Audience.ANYONE
    with pytest.raises(NotFound):
        channels.unbind(office.actor("james"), "C0NRCS")


def test_a_channel_that_others_read_cannot_be_staffs(office: Office):
    with pytest.raises(InvalidInput):
        office.services.channels.bind(office.actor("james"), "C1", None, shared=True)


def test_an_unknown_organization_offers_the_nearest(office: Office):
    with pytest.raises(NotFound) as refusal:
        office.services.channels.bind(office.actor("james"), "C1", "nrsc")
    assert refusal.value.nearest == ("nrcs",)


@pytest.mark.parametrize("who", ["maria", "nobody"])
def test_only_staff_bind(office: Office, who: str):
    with pytest.raises(NotAllowed):
        office.services.channels.bind(office.actor(who), "C1", "nrcs")
    with pytest.raises(NotAllowed):
        office.services.channels.unbind(office.actor(who), "C0NRCS")
    assert office.services.channels.place("C0NRCS").audience is Audience.ORGANIZATION


def test_the_list_shows_staffs_channels_first(reading: Office):
    shown = [card.binding.channel_id for card in reading.services.channels.list(reading.actor("james"))]
    assert shown == ["C0STAFF", "C0FSSHARED", "C0NRCS"]


def test_the_servers_settings_name_the_staff_channel_until_an_administrator_chooses_another(office: Office):
    channels = office.services.channels
    channels.ensure_staff_channel("C1")
    assert channels.staff_channel() == "C1"
    channels.ensure_staff_channel("C1")
    assert len(office.history("channel", "C1")) == 1
    office.services.admin.set_setting(office.actor("dana"), "staff_channel", "C0TWO")
    channels.ensure_staff_channel("C0THREE")
    assert channels.staff_channel() == "C0TWO"
    assert channels.place("C0TWO").audience is Audience.STAFF
    with pytest.raises(InvalidInput):
        channels.ensure_staff_channel("C0NRCS")


def test_a_place_that_is_gone_is_reported_once_a_day(office: Office):
    report = office.services.channels.report_gone
    for _ in range(3):
        report(Destination(channel_id="C0NRCS"), "channel_not_found")
    report(Destination(staff=True), "channel_not_found")
    assert [n.kind for n in office.notices()] == [NoticeKind.DELIVERY_FAILED]
    office.clock.pass_by(days=1)
    report(Destination(channel_id="C0NRCS"), "channel_not_found")
    assert len(office.notices()) == 2
