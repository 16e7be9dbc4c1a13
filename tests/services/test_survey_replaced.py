"""Who gave an answer is told when a colleague replaces it or takes it back."""

import pytest

from domain.notices import Notice, NoticeKind
from tests.services.office import Office
from tests.services.survey_steps import FS, answer, start, told, with_small_survey


@pytest.fixture
def fs(office: Office) -> Office:
    made = with_small_survey(office)
    start(made)
    return made


def replaced(office: Office) -> list[Notice]:
    return told(office, NoticeKind.SURVEY_REPLACED)


def test_a_page_that_is_saved_is_told_once_to_who_gave_the_answers_before(fs: Office) -> None:
    answer(fs, "naomi", {"staff": "40", "size": "small"})
    answer(fs, "erik", {"staff": "50", "size": "large", "field": "no"})
    (notice,) = replaced(fs)
    assert notice.to.slack_user_id == "U0NAOMI"
    assert str(notice.facts["questions"]).split() == ["staff", "size"]
    assert (notice.facts["number"], notice.facts["by"]) == (FS, "Erik Lindqvist")


def test_each_person_is_told_of_their_own(fs: Office) -> None:
    answer(fs, "naomi", {"staff": "40"})
    answer(fs, "wale", {"size": "small"})
    answer(fs, "erik", {"staff": "50", "size": "large"})
    assert {(each.to.slack_user_id, each.facts["questions"]) for each in replaced(fs)} == {
        ("U0NAOMI", "staff"), ("U0WALE", "size"),
    }  # fmt: skip


def test_an_answer_that_is_taken_back_is_told_too(fs: Office) -> None:
    answer(fs, "naomi", {"staff": "40"})
    answer(fs, "erik", {"staff": None})
    assert [each.facts["questions"] for each in replaced(fs)] == ["staff"]


def test_the_same_answer_again_ones_own_and_what_was_only_filled_in_are_told_to_nobody(fs: Office) -> None:
    answer(fs, "naomi", {"staff": "40"})
    answer(fs, "erik", {"staff": "40"})
    answer(fs, "naomi", {"staff": "50", "lead": {"name": "Wale", "email": "wale@fs.example.gov"}})
    assert replaced(fs) == []


def test_what_could_not_be_kept_is_told_to_nobody(fs: Office) -> None:
    seen = start(fs).response.revision
    answer(fs, "naomi", {"staff": "40", "size": "small"}, seen)
    answer(fs, "erik", {"staff": "50", "size": "huge"}, seen)
    assert replaced(fs) == []
