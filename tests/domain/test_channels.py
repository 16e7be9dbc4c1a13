import pytest

from domain.channels import Audience, ChannelBinding, Place, why_not_here
from tests.builders import NOON

STAFF = ChannelBinding("C1", None, "dana", NOON)
NRCS = ChannelBinding("C2", "nrcs", "dana", NOON)

CASES = [
    ("a direct message", Place("D1", direct=True), {"nrcs"}, True),
    ("the staff channel", Place("C1", binding=STAFF), {"nrcs", "fs"}, True),
    ("the organization's own channel", Place("C2", binding=NRCS), {"nrcs"}, True),
    ("another organization's channel", Place("C2", binding=NRCS), {"fs"}, False),
    ("a list over several organizations in one's channel", Place("C2", binding=NRCS), {"nrcs", "fs"}, False),
    ("a shared channel of the organization", Place("C2", binding=NRCS, shared=True), {"nrcs"}, False),
    ("a staff channel that is shared", Place("C1", binding=STAFF, shared=True), {"nrcs"}, False),
    ("an open channel", Place("C3"), {"nrcs"}, False),
    ("facts of nobody in an open channel", Place("C3"), set(), True),
    ("facts of nobody in a shared channel", Place("C3", shared=True), set(), True),
]


@pytest.mark.parametrize(("name", "place", "about", "said"), CASES, ids=[case[0] for case in CASES])
def test_facts_are_said_only_where_everyone_may_know_them(name: str, place: Place, about: set[str], said: bool) -> None:
    reason = why_not_here(place, frozenset(about))
    assert (reason is None) is said
    assert reason is None or reason.endswith("I answer only you.")


def test_the_audience_of_a_place() -> None:
    assert Place("D1", direct=True).audience is Audience.ONE_PERSON
    assert Place("C1", binding=STAFF).audience is Audience.STAFF
    assert Place("C2", binding=NRCS).audience is Audience.ORGANIZATION
    assert Place("C2", binding=NRCS, shared=True).audience is Audience.ANYONE
