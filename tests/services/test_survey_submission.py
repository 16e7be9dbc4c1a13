# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""Who may do what with a response to the survey, and how it is submitted and opened again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from domain.errors import CecError, Conflict, InvalidInput, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.permissions import Actor
from domain.stages import Stage
from domain.survey_responses import ResponseState
from services import Services
from tests.services.office import Office
from tests.services.survey_steps import FS, answer, complete, newcomer, submitted, told, told_to, with_small_survey


@pytest.fixture
def fs(office: Office) -> Office:
    return with_small_survey(office)


# -- who may -----------------------------------------------------------------------------------------------------

Call = Callable[[Services, Actor, str], object]
CALLS: dict[str, Call] = {
    "view": lambda s, a, n: s.surveys.view(a, n),
    "start": lambda s, a, n: s.surveys.start(a, n),
    "answer": lambda s, a, n: s.surveys.answer(a, n, {"staff": "1"}, 0),
    "clear": lambda s, a, n: s.surveys.clear(a, n, ["staff"], 0),
    "assign": lambda s, a, n: s.surveys.assign(a, n, "people", None),
    "carry_over": lambda s, a, n: s.surveys.carry_over(a, n),
    "submit": lambda s, a, n: s.surveys.submit(a, n),
    "reopen": lambda s, a, n: s.surveys.reopen(a, n, "why"),
    "history": lambda s, a, n: s.surveys.history(a, n, "staff"),
    "recommendation": lambda s, a, n: s.surveys.recommendation(a, n),
    "make_proposal": lambda s, a, n: s.surveys.make_proposal(a, n),
}


def refusal(call: Call, office: Office, actor: Actor, number: str) -> tuple[type[CecError], str]:
    with pytest.raises(CecError) as raised:
        call(office.services, actor, number)
    return type(raised.value), str(raised.value)


@pytest.mark.parametrize("name", CALLS)
def test_another_organizations_number_is_answered_like_one_that_does_not_exist(fs: Office, name: str) -> None:
    complete(fs)
    maria = fs.actor("maria")
    forged = refusal(CALLS[name], fs, maria, FS)
    assert forged == refusal(CALLS[name], fs, maria, "SLA-2027-0999")
    assert forged[0] is NotFound


@pytest.mark.parametrize("name", CALLS)
def test_a_stranger_gets_nothing(fs: Office, name: str) -> None:
    complete(fs)
    assert refusal(CALLS[name], fs, fs.actor("nobody"), FS)[0] is NotAllowed


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("wale", "submit"),
        ("wale", "reopen"),
        ("erik", "reopen"),
        ("erik", "make_proposal"),
        ("james", "answer"),
        ("james", "clear"),
        ("james", "submit"),
    ],
)
def test_who_has_not_the_role_is_told_why(fs: Office, who: str, name: str) -> None:
    complete(fs)
    kind, reason = refusal(CALLS[name], fs, fs.actor(who), FS)
    assert kind is NotAllowed
    assert reason.endswith(".")


@pytest.mark.parametrize("name", ["answer", "clear", "assign", "carry_over", "submit"])
def test_a_colleague_without_any_role_may_only_look(fs: Office, name: str) -> None:
    complete(fs)
    new = newcomer(fs)
    assert refusal(CALLS[name], fs, new, FS)[0] is NotAllowed
    view = fs.services.surveys.view(new, FS)
    assert (view.may_answer, view.may_organize, view.may_submit, view.may_reopen) == (False, False, False, False)


@pytest.mark.parametrize("name", [name for name in CALLS if name != "start"])
def test_what_was_not_started_is_not_there(fs: Office, name: str) -> None:
    assert refusal(CALLS[name], fs, fs.actor("erik"), FS)[0] is NotFound


# -- submitting --------------------------------------------------------------------------------------------------


def test_submitting_locks_it_moves_the_agreement_on_and_tells_both_sides(fs: Office) -> None:
    view = submitted(fs)
    assert (view.response.state, view.may_submit, view.may_answer) == (ResponseState.SUBMITTED, False, False)
    status = fs.services.agreements.status(fs.actor("james"), FS)
    assert status.stage is Stage.PROPOSAL
    assert set(told_to(fs, NoticeKind.SURVEY_SUBMITTED)) == {None, "U0NAOMI"}
    for call in (CALLS["answer"], CALLS["clear"], CALLS["assign"], CALLS["submit"]):
        kind, said = refusal(call, fs, fs.actor("erik"), FS)
        assert kind is Conflict
        assert "submitted already" in said


def test_what_is_missing_keeps_it_open(fs: Office) -> None:
    complete(fs)
    answer(fs, "naomi", {"laptops": None})
    with pytest.raises(Conflict, match="1 required question has no answer yet"):
        fs.services.surveys.submit(fs.actor("erik"), FS)
    assert fs.services.agreements.status(fs.actor("erik"), FS).stage is Stage.SURVEY


def test_of_two_who_submit_at_once_one_wins_and_the_other_is_told(fs: Office) -> None:
    complete(fs)
    barrier = Barrier(2)

    def press(name: str) -> str:
        actor = fs.actor(name)
        barrier.wait()
        try:
            return fs.services.surveys.submit(actor, FS).response.state.value
        except Conflict as refused:
            return str(refused)

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(press, ["erik", "naomi"]))
    assert said[1] == "submitted"
    assert "submitted already" in said[0]
    assert len(told(fs, NoticeKind.SURVEY_SUBMITTED)) == 2


def test_a_contact_who_left_meanwhile_does_not_keep_the_customer_from_submitting(fs: Office) -> None:
    """The agreement waits at its step until someone is named."""
    complete(fs)
    with fs.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(FS)
        assert agreement
        contacts = tuple(c for c in agreement.contacts if c.person_id != "p-wale")
        work.agreements.save(replace(agreement, contacts=contacts))
        work.commit()
    view = fs.services.surveys.submit(fs.actor("erik"), FS)
    assert view.response.state is ResponseState.SUBMITTED
    assert fs.services.agreements.status(fs.actor("erik"), FS).stage is Stage.SURVEY


def test_staff_open_it_again_with_a_reason_and_it_is_submitted_once_more(fs: Office) -> None:
    submitted(fs)
    view = fs.services.surveys.reopen(fs.actor("james"), FS, "The number of sites changed.")
    assert (view.response.state, view.response.reopened_reason) == (ResponseState.OPEN, "The number of sites changed.")
    assert set(told_to(fs, NoticeKind.SURVEY_REOPENED)) == {"U0ERIK", "U0NAOMI"}
    answer(fs, "naomi", {"staff": "41"})
    again = fs.services.surveys.submit(fs.actor("naomi"), FS)
    assert again.response.submitted_by == "p-naomi"
    assert fs.services.agreements.status(fs.actor("james"), FS).stage is Stage.PROPOSAL
    assert len(told(fs, NoticeKind.SURVEY_SUBMITTED)) == 4


def test_it_is_not_opened_again_without_a_reason_nor_twice(fs: Office) -> None:
    submitted(fs)
    james = fs.actor("james")
    with pytest.raises(InvalidInput):
        fs.services.surveys.reopen(james, FS, " ")
    fs.services.surveys.reopen(james, FS, "Sites")
    with pytest.raises(Conflict, match="open already"):
        fs.services.surveys.reopen(james, FS, "Sites")


def test_the_survey_of_a_closed_agreement_stays_as_it_is(fs: Office) -> None:
    complete(fs)
    with fs.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(FS)
        assert agreement
        work.agreements.save(replace(agreement, closed_at=fs.clock.at, closed_reason="No funds"))
        work.commit()
    for name in ("answer", "clear", "assign", "carry_over", "submit"):
        assert refusal(CALLS[name], fs, fs.actor("erik"), FS)[0] is Conflict
    assert fs.services.surveys.view(fs.actor("erik"), FS).progress.complete
