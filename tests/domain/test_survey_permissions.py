"""Who may do what with a survey."""

import pytest

from domain.people import Role
from domain.permissions import Action, Actor, Subject, decide
from tests.builders import a_customer, a_person, a_stranger, staff

ORGANIZE, ANSWER, SUBMIT = Action.ORGANIZE_SURVEY, Action.ANSWER_SURVEY, Action.SUBMIT_SURVEY
READ, REOPEN, PROPOSE = Action.READ_SURVEY, Action.REOPEN_SURVEY, Action.MAKE_PROPOSAL
NRCS = Subject("nrcs")
OWN_SECTION = Subject("nrcs", owner="nrcs-person")
LEFT = Actor(person=a_person("nrcs-person", active=False), slack_user_id="U9")


def roles(*held: Role) -> Subject:
    return Subject("nrcs", roles=frozenset(held))


LEAD, MANAGER, BUDGET = roles(Role.TECHNICAL_LEAD), roles(Role.PROGRAM_MANAGER), roles(Role.BUDGET_OFFICER)

MAY = [
    (a_customer(), READ, NRCS),
    (a_customer(), ORGANIZE, BUDGET),
    (a_customer(), ANSWER, BUDGET),
    (a_customer(), ANSWER, OWN_SECTION),
    (a_customer(), SUBMIT, LEAD),
    (a_customer(), SUBMIT, MANAGER),
    (staff(), READ, NRCS),
    (staff(), ORGANIZE, NRCS),
    (staff(), REOPEN, NRCS),
    (staff(), PROPOSE, NRCS),
]
MAY_NOT = [
    (a_customer(), ORGANIZE, OWN_SECTION),
    (a_customer(), ANSWER, NRCS),
    (a_customer(), ANSWER, Subject("nrcs", owner="somebody")),
    (a_customer(), SUBMIT, BUDGET),
    (a_customer(), SUBMIT, OWN_SECTION),
    (a_customer(), REOPEN, MANAGER),
    (a_customer(), PROPOSE, MANAGER),
    (a_customer("fs"), READ, NRCS),
    (a_customer("fs"), ANSWER, Subject("nrcs", owner="fs-person")),
    (a_customer("fs"), ANSWER, MANAGER),
    (a_customer("fs"), SUBMIT, MANAGER),
    (LEFT, ANSWER, MANAGER),
    (LEFT, ANSWER, OWN_SECTION),
    (a_stranger(), ANSWER, Subject(owner="slack:U3")),
    (staff(), ANSWER, NRCS),
    (staff(), SUBMIT, NRCS),
]


@pytest.mark.parametrize(("actor", "action", "subject"), MAY)
def test_may(actor: Actor, action: Action, subject: Subject) -> None:
    assert decide(actor, action, subject).allowed


@pytest.mark.parametrize(("actor", "action", "subject"), MAY_NOT)
def test_may_not_and_is_told_why(actor: Actor, action: Action, subject: Subject) -> None:
    decision = decide(actor, action, subject)
    assert not decision.allowed
    assert decision.reason.endswith(".")
