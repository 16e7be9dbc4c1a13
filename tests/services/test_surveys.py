# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest

from domain.errors import Conflict, NotAllowed, NotFound
from domain.needs import NeedContent, Source, SourceKind
from domain.notices import NoticeKind
from domain.survey_answers import NamedPerson, Progress
from domain.survey_changes import AnswerEvent
from tests.services.office import Office
from tests.services.survey_steps import (
    FS,
    answer,
    complete,
    newcomer,
    start,
    told,
    told_to,
    with_small_survey,
)


@pytest.fixture
def fs(office: Office) -> Office:
    return with_small_survey(office)


# -- starting ----------------------------------------------------------------------------------------------------


def test_it_starts_with_what_is_known_and_the_others_are_told(fs: Office) -> None:
    started = fs.services.surveys.start(fs.actor("erik"), "sla 2027 38")
    view = started.view
    assert (started.new, view.agreement, view.response.version) == (True, FS, 1)
    lead = view.response.answers["lead"]
    naomi = fs.actor("naomi").person
    assert (lead.value, lead.prefilled) == (NamedPerson(naomi.name, naomi.email, naomi.id), True)
    assert view.progress == Progress(1, 6)
    assert told_to(fs, NoticeKind.SURVEY_STARTED) == ["U0NAOMI"]


def test_confirmed_needs_fill_it_in(fs: Office) -> None:
    """A quantity that is out of range, or a need that nobody confirmed, is left out."""
    james, maria, number = fs.actor("james"), fs.actor("fatima"), "SLA-2027-0044"
    talk = Source(SourceKind.MEETING, "Kickoff")
    fs.services.needs.record(james, number, NeedContent("end_user_support", "Laptops", "managed_laptop", 40), talk)
    fs.services.needs.complete(james, number)
    needs = fs.services.needs.view(maria, number)
    fs.services.needs.confirm_all(maria, number, needs.edition)
    view = fs.services.surveys.start(maria, number).view
    assert view.response.answers["laptops"].value == Decimal(40)
    assert "staff" not in view.response.answers


def test_the_areas_of_confirmed_needs_choose_the_sections_that_are_asked(office: Office) -> None:
    """So what the needs fill in there is seen at once. It can still be changed, like everything filled in."""
    james, fatima, number = office.actor("james"), office.actor("fatima"), "SLA-2027-0044"
    talk = Source(SourceKind.MEETING, "Kickoff")
    for content in (
        NeedContent("mobile_devices", "Phones", "smartphone", 25),
        NeedContent("network_engineering", "Wireless in the laboratory"),
    ):
        office.services.needs.record(james, number, content, talk)
    office.services.needs.complete(james, number)
    office.services.needs.confirm_all(fatima, number, office.services.needs.view(fatima, number).edition)
    view = office.services.surveys.start(fatima, number).view
    wanted = view.response.answers["help_wanted"]
    assert (wanted.value, wanted.prefilled) == (("mobile", "network"), True)
    assert view.response.answers["smartphones"].value == Decimal(25)
    assert "smartphones" in {question.key for section in view.by_section for question in section.questions}


def test_starting_again_gives_the_running_one(fs: Office) -> None:
    first = complete(fs)
    again = fs.services.surveys.start(fs.actor("naomi"), FS)
    assert (again.new, again.view.response) == (False, first.response)


def test_two_who_start_at_once_share_one(fs: Office) -> None:
    barrier = Barrier(2)

    def press(name: str) -> str:
        actor = fs.actor(name)
        barrier.wait()
        return fs.services.surveys.start(actor, FS).view.response.id

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(press, ["erik", "naomi"]))) == 1


@pytest.mark.parametrize("number", ["SLA-2027-0048", "SLA-2027-0026"])
def test_it_starts_only_at_its_step(fs: Office, number: str) -> None:
    with pytest.raises(Conflict, match="not at the step of the survey"):
        fs.services.surveys.start(fs.actor("erik"), number)


# -- answering ---------------------------------------------------------------------------------------------------


def test_answers_are_read_by_their_questions_and_wrong_ones_are_told_at_theirs(fs: Office) -> None:
    start(fs)
    raw = {"staff": "1,200", "laptops": "many", "field": "maybe", "field_notes": "x" * 3001, "uses": ["web"], "gone": 1}
    saved = answer(fs, "naomi", raw)
    assert saved.view.response.values["staff"] == Decimal(1200)
    assert saved.view.response.values["uses"] == ("web",)
    assert set(saved.kept) == {"staff", "uses"}
    assert set(saved.errors) == {"laptops", "field", "field_notes", "gone"}
    assert "not in the survey any more" in saved.errors["gone"]


@pytest.mark.parametrize("raw", ["5001", "-1", "1e9", "NaN", True, [], {"name": "x"}])
def test_what_is_out_of_range_or_no_number_is_refused(fs: Office, raw: object) -> None:
    start(fs)
    saved = answer(fs, "naomi", {"staff": raw})
    assert (list(saved.errors), saved.kept) == (["staff"], ())


def test_nothing_takes_an_answer_back(fs: Office) -> None:
    complete(fs)
    saved = answer(fs, "naomi", {"staff": None, "budget": None})
    assert saved.kept == ("staff",)
    assert [question.key for question in saved.view.missing] == ["staff"]


def test_a_hidden_answer_is_kept_not_counted_and_restored(fs: Office) -> None:
    complete(fs)
    shown = answer(fs, "naomi", {"field": "yes", "field_notes": "Boise"}).view
    hidden = answer(fs, "naomi", {"field": "no"}).view
    assert hidden.progress.total == shown.progress.total - 1
    assert hidden.response.values["field_notes"] == "Boise"
    assert "field_notes" not in [question.key for question in hidden.section("people").questions]
    assert answer(fs, "naomi", {"field": "yes"}).view.progress == shown.progress


def test_an_answer_that_someone_else_gave_meanwhile_is_shown_before_it_is_replaced(fs: Office) -> None:
    seen = start(fs).response.revision
    answer(fs, "naomi", {"staff": "40", "size": "small"}, seen)
    saved = answer(fs, "erik", {"staff": "50", "size": "small", "field": "no"}, seen)
    (overtaken,) = saved.overtaken
    assert (overtaken.question.key, overtaken.value, overtaken.by.id) == ("staff", Decimal(40), "p-naomi")
    assert (saved.kept, saved.view.response.values["staff"]) == (("field",), Decimal(40))
    again = answer(fs, "erik", {"staff": "50"}, saved.view.response.revision)
    assert (again.overtaken, again.view.response.values["staff"]) == ((), Decimal(50))


def test_an_answer_that_someone_else_took_back_is_shown_too(fs: Office) -> None:
    seen = complete(fs).response.revision
    fs.services.surveys.clear(fs.actor("naomi"), FS, ["staff"], seen)
    saved = answer(fs, "erik", {"staff": "41"}, seen)
    assert [(each.question.key, each.value) for each in saved.overtaken] == [("staff", None)]


def test_ones_own_later_answer_is_replaced_without_a_question(fs: Office) -> None:
    seen = start(fs).response.revision
    answer(fs, "naomi", {"staff": "40"}, seen)
    assert answer(fs, "naomi", {"staff": "50"}, seen).overtaken == ()


def test_two_who_answer_different_questions_at_once_both_keep_theirs(fs: Office) -> None:
    seen = start(fs).response.revision
    barrier = Barrier(2)

    def save(given: tuple[str, dict[str, object]]) -> None:
        barrier.wait()
        answer(fs, given[0], given[1], seen)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(save, [("erik", {"staff": "40"}), ("naomi", {"size": "large"})]))
    values = fs.services.surveys.view(fs.actor("erik"), FS).response.values
    assert (values["staff"], values["size"]) == (Decimal(40), "large")


def test_every_answer_keeps_its_history(fs: Office) -> None:
    start(fs)
    answer(fs, "naomi", {"staff": "40"})
    answer(fs, "erik", {"staff": "41"})
    answer(fs, "erik", {"staff": None})
    story = fs.services.surveys.history(fs.actor("naomi"), FS, "staff")
    assert [(each.change.event, each.change.value, each.by.id) for each in story] == [
        (AnswerEvent.GIVEN, Decimal(40), "p-naomi"),
        (AnswerEvent.GIVEN, Decimal(41), "p-erik"),
        (AnswerEvent.CLEARED, None, "p-erik"),
    ]


# -- together ----------------------------------------------------------------------------------------------------


def test_a_section_is_given_to_someone_who_is_told_and_may_answer_it_alone(fs: Office) -> None:
    start(fs)
    new = newcomer(fs)
    with pytest.raises(NotAllowed):
        fs.services.surveys.answer(new, FS, {"size": "small"}, 1000)
    view = fs.services.surveys.assign(fs.actor("erik"), FS, "hosting", "p-new")
    assert view.section("hosting").assigned.id == "p-new"
    (notice,) = told(fs, NoticeKind.SURVEY_ASSIGNED)
    assert (notice.to.slack_user_id, notice.facts["section_title"]) == ("U0NEW", "Hosting")
    saved = fs.services.surveys.answer(new, FS, {"size": "small"}, 1000)
    assert saved.view.section("hosting").answered_by[0].id == "p-new"
    assert [state.may_answer for state in saved.view.by_section] == [False, True]
    with pytest.raises(NotAllowed):
        fs.services.surveys.answer(new, FS, {"size": "large", "staff": "1"}, 1000)


@pytest.mark.parametrize("person", ["p-maria", "p-james", "nobody"])
def test_a_section_cannot_be_given_to_someone_of_elsewhere(fs: Office, person: str) -> None:
    start(fs)
    with pytest.raises(NotFound, match=r"^There is no such person in your organization\. Choose someone else\.$"):
        fs.services.surveys.assign(fs.actor("erik"), FS, "hosting", person)


def test_the_surveys_of_an_organization_and_for_staff_of_all(fs: Office) -> None:
    start(fs)
    assert [view.agreement for view in fs.services.surveys.own(fs.actor("erik")).views] == [FS]
    assert [view.agreement for view in fs.services.surveys.own(fs.actor("maria")).views] == ["SLA-2027-0041"]
    page = fs.services.surveys.own(fs.actor("james"), size=1)
    assert ([view.agreement for view in page.views], page.has_next) == ([FS], True)
    assert fs.services.surveys.own(fs.actor("amara")).views == ()


def test_the_surveys_of_one_organization_are_found_however_many_others_moved(fs: Office) -> None:
    start(fs)
    own, james = fs.services.surveys.own, fs.actor("james")
    assert [view.agreement for view in own(james, size=1).views] == [FS]
    assert [view.agreement for view in own(james, size=1, organization="nrcs").views] == ["SLA-2027-0041"]
    with pytest.raises(NotAllowed):
        own(fs.actor("erik"), organization="nrcs")


def test_the_sample_has_a_response_that_is_under_way(reading: Office) -> None:
    view = reading.services.surveys.view(reading.actor("maria"), "SLA-2027-0041")
    assert 20 < view.progress.percent < 80
    assert view.section("databases").assigned.id == "p-robert"
    assert not view.failed_checks


@pytest.mark.parametrize("raw", [{}, {"gone": "1"}])
def test_who_is_given_a_section_is_answered_although_nothing_is_left_to_keep(
    fs: Office, raw: dict[str, object]
) -> None:
    start(fs)
    newcomer(fs)
    with pytest.raises(NotAllowed):
        answer(fs, "new", raw)
    fs.services.surveys.assign(fs.actor("erik"), FS, "hosting", "p-new")
    saved = answer(fs, "new", raw)
    assert (saved.kept, set(saved.errors)) == ((), set(raw))
    assert answer(fs, "new", {"size": "small"}).kept == ("size",)
    with pytest.raises(NotAllowed):
        answer(fs, "new", {"staff": "1"})


def test_an_answer_is_taken_back_by_none(fs: Office) -> None:
    start(fs)
    answer(fs, "naomi", {"staff": "40", "size": "small"})
    saved = answer(fs, "naomi", {"staff": None, "size": None, "laptops": "3"})
    assert set(saved.kept) == {"staff", "size", "laptops"}
    assert set(saved.view.response.answers) & {"staff", "size", "laptops"} == {"laptops"}
