from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NotAllowed
from domain.people import Role
from domain.permissions import NOTHING, OPERATOR, Action, Actor, Subject, decide, require
from tests.builders import a_customer, a_person, a_stranger, staff

ADMIN = staff(administrator=True)
LEFT = Actor(person=a_person(active=False), slack_user_id="U9")
LEFT_STAFF = staff(active=False, administrator=True)
OPEN_TO_ALL = {
    Action.READ_CATALOG,
    Action.READ_PROCESS,
    Action.ASK_FOR_PERSON,
    Action.START_AGREEMENT,
    Action.REQUEST_CUSTOM_SERVICE,
}
NRCS = Subject("nrcs")
NRCS_CONTACT = Subject("nrcs", roles=frozenset({Role.TECHNICAL_LEAD}))

MAY = [
    (a_customer(), Action.READ_AGREEMENT, NRCS),
    (a_customer(), Action.READ_CONTACTS, NRCS),
    (a_customer(), Action.LIST_OWN_AGREEMENTS, NOTHING),
    (staff(), Action.READ_AGREEMENT, NRCS),
    (staff(), Action.LIST_ALL_AGREEMENTS, NOTHING),
    (staff(), Action.CLAIM_HANDOFF, NOTHING),
    (staff(), Action.BIND_CHANNEL, NOTHING),
    (staff(), Action.CHANGE_AGREEMENT, NRCS),
    (ADMIN, Action.ADMINISTER, NOTHING),
    (a_customer(), Action.READ_NEEDS, NRCS),
    (a_customer(), Action.CONFIRM_NEEDS, NRCS_CONTACT),
    (a_customer(), Action.ARRANGE_MEETING, NRCS_CONTACT),
    (a_customer(), Action.READ_MEETING, NRCS_CONTACT),
    (a_customer(), Action.ANSWER_MEETING, Subject("nrcs", owner="nrcs-person")),
    (a_customer(), Action.DECIDE_MEETING, Subject("nrcs", owner="nrcs-person")),
    (a_customer(), Action.DO_ACTION_ITEM, Subject("nrcs", owner="nrcs-person")),
    (staff(), Action.RECORD_MEETING, NRCS),
    (staff(), Action.DO_ACTION_ITEM, Subject("nrcs", owner="nrcs-person")),
    (staff(), Action.RECORD_NEEDS, NRCS),
    (staff(), Action.ARRANGE_MEETING, NRCS),
    (a_stranger(), Action.WRITE_IN_HANDOFF, Subject(owner="slack:U3")),
    (a_stranger(), Action.READ_FIRST_CONTACT, Subject(owner="slack:U3")),
    (OPERATOR, Action.OPERATE, NOTHING),
    (a_customer(), Action.SIGN_IN, Subject(owner="nrcs-person")),
    (staff(), Action.SIGN_IN, Subject(owner=staff().id)),
    (staff(), Action.START_RENEWAL, NRCS),
    (a_customer(), Action.ASK_RENEWAL, NRCS_CONTACT),
    (a_customer(), Action.ASK_EXTENSION, NRCS_CONTACT),
    (a_customer(), Action.CONFIRM_EXTENSION, Subject("nrcs", roles=frozenset({Role.PROGRAM_MANAGER}))),
    (staff(), Action.CONFIRM_EXTENSION, Subject("nrcs", roles=frozenset({Role.SML}))),
    (ADMIN, Action.CONFIRM_EXTENSION, NRCS),
]
MAY_NOT = [
    (a_customer(), Action.SIGN_IN, Subject(owner="somebody-else")),
    (a_stranger(), Action.SIGN_IN, Subject(owner="slack:U3")),
    (OPERATOR, Action.SIGN_IN, Subject(owner="system")),
    (LEFT_STAFF, Action.SIGN_IN, Subject(owner=LEFT_STAFF.id)),
    (a_customer(), Action.START_RENEWAL, NRCS_CONTACT),
    (a_customer(), Action.ASK_RENEWAL, NRCS),
    (staff(), Action.ASK_RENEWAL, NRCS),
    (a_customer("fs"), Action.ASK_EXTENSION, NRCS_CONTACT),
    (a_customer(), Action.CONFIRM_EXTENSION, NRCS_CONTACT),
    (staff(), Action.CONFIRM_EXTENSION, NRCS),
    (a_customer("fs"), Action.OPEN_REQUEST, NRCS),
    (a_customer(), Action.READ_REQUEST, NRCS),
    (a_customer("fs"), Action.READ_REQUEST, Subject("nrcs", owner="fs-person")),
    (a_customer(), Action.RATE_REQUEST, NRCS_CONTACT),
    (staff(), Action.RATE_REQUEST, Subject("nrcs", owner="staff")),
    (a_customer(), Action.WORK_ON_REQUESTS, NRCS_CONTACT),
    (a_customer(), Action.ANNOUNCE_OUTAGE, NRCS_CONTACT),
    (a_stranger(), Action.READ_OUTAGES, NOTHING),
    (a_customer("fs"), Action.READ_AGREEMENT, NRCS),
    (a_customer("fs"), Action.READ_CONTACTS, NRCS),
    (a_customer(), Action.READ_AGREEMENT, NOTHING),
    (a_customer("fs"), Action.READ_NEEDS, NRCS),
    (a_customer("fs"), Action.CONFIRM_NEEDS, NRCS_CONTACT),
    (a_customer(), Action.RECORD_NEEDS, NRCS_CONTACT),
    (a_customer(), Action.CONFIRM_NEEDS, NRCS),
    (a_customer(), Action.ARRANGE_MEETING, NRCS),
    (a_customer(), Action.READ_MEETING, NRCS),
    (a_customer("fs"), Action.READ_MEETING, NRCS_CONTACT),
    (a_customer("fs"), Action.ANSWER_MEETING, Subject("nrcs", owner="fs-person")),
    (a_customer("fs"), Action.DECIDE_MEETING, Subject("nrcs", owner="fs-person")),
    (a_customer(), Action.DECIDE_MEETING, NRCS_CONTACT),
    (a_customer(), Action.RECORD_MEETING, NRCS_CONTACT),
    (a_customer(), Action.DO_ACTION_ITEM, NRCS_CONTACT),
    (staff(), Action.CONFIRM_NEEDS, NRCS_CONTACT),
    (a_customer(), Action.LIST_ALL_AGREEMENTS, NOTHING),
    (a_customer(), Action.CLAIM_HANDOFF, NOTHING),
    (a_customer(), Action.BIND_CHANNEL, NRCS),
    (a_customer(), Action.CHANGE_AGREEMENT, NRCS),
    (a_customer(), Action.ADMINISTER, NOTHING),
    (a_stranger(), Action.READ_AGREEMENT, NOTHING),
    (a_stranger(), Action.LIST_OWN_AGREEMENTS, NOTHING),
    (a_stranger(), Action.WRITE_IN_HANDOFF, Subject(owner="slack:U4")),
    (a_stranger(), Action.READ_FIRST_CONTACT, Subject(owner="slack:U4")),
    (a_customer(), Action.READ_FIRST_CONTACT, Subject(owner="slack:U4")),
    (staff(), Action.ADMINISTER, NOTHING),
    (staff(), Action.OPERATE, NOTHING),
    (ADMIN, Action.OPERATE, NOTHING),
    (LEFT, Action.READ_AGREEMENT, NRCS),
    (LEFT_STAFF, Action.LIST_ALL_AGREEMENTS, NOTHING),
    (LEFT_STAFF, Action.ADMINISTER, NOTHING),
]


@pytest.mark.parametrize(("actor", "action", "subject"), MAY)
def test_may(actor: Actor, action: Action, subject: Subject) -> None:
    assert decide(actor, action, subject).allowed
    require(actor, action, subject)


@pytest.mark.parametrize(("actor", "action", "subject"), MAY_NOT)
def test_may_not_and_is_told_why(actor: Actor, action: Action, subject: Subject) -> None:
    decision = decide(actor, action, subject)
    assert not decision.allowed
    assert decision.reason.endswith(".")
    with pytest.raises(NotAllowed):
        require(actor, action, subject)


@pytest.mark.parametrize("action", list(Action))
def test_every_action_has_a_rule(action: Action) -> None:
    assert decide(a_stranger(), action).allowed is (action in OPEN_TO_ALL)


@given(st.sampled_from(sorted(Action)), st.text(min_size=1, max_size=10))
def test_the_refusal_never_depends_on_whose_thing_it_is(action: Action, other: str) -> None:
    actor = a_customer("nrcs")
    if other == "nrcs" or other == actor.id:
        return
    assert decide(actor, action, Subject(other)) == decide(actor, action, Subject("no such organization"))


def test_a_person_of_the_directory_is_named_by_id_a_stranger_by_slack() -> None:
    assert a_stranger().id == "slack:U3"
    assert a_customer().id == "nrcs-person"
    assert OPERATOR.id == "system"
    assert replace(a_stranger(), slack_user_id="U7").id == "slack:U7"
