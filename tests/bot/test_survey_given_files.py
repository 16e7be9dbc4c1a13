"""Files as answers in the survey's forms: named, added once, removed one by one."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.handlers import survey_forms, survey_saving
from domain.survey_values import files_in
from domain.surveys import Question, QuestionKind, Section
from services import Services
from tests.blockkit import check_view
from tests.bot.desk import Desk, a_desk, who
from tests.bot.surveys import NUMBER, SURVEY, started

FATIMA, JAMES = "U0FATIMA", "U0JAMES"
PLANS = Question("plans", "Do you have plans?", QuestionKind.FILES, required=False)
NOTES = Question("notes", "What do they show?", QuestionKind.SHORT_TEXT, required=False)
WITH_FILES = replace(SURVEY, sections=(*SURVEY.sections, Section("papers", "Papers", (), (PLANS, NOTES))))


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    started(fresh_services, WITH_FILES)
    return a_desk(fresh_services, survey_forms, survey_saving)


def papers(desk: Desk, user: str = FATIMA) -> dict[str, Any]:
    value = json.dumps({"n": NUMBER, "s": "papers"})
    desk.click(user, {"action_id": "survey.open", "value": value})
    return shown(desk)


def shown(desk: Desk) -> dict[str, Any]:
    view = desk.slack.sent[-1][1]["view"]
    check_view(view)
    return view


def a_file(name: str, id: str = "", size: int = 10) -> dict[str, Any]:
    return {"id": id or f"F{name}", "name": name, "size": size}


def give(desk: Desk, *files: dict[str, Any]) -> None:
    response = desk.submit(FATIMA, papers(desk), {"q:plans": list(files), "q:notes": None})
    assert "errors" not in json.loads(response.body or "{}")


def given(desk: Desk) -> list[str]:
    services = desk.routes.services
    answer = services.surveys.view(who(services, FATIMA).actor, NUMBER).response.answers.get("plans")
    return [file.name for file in files_in(answer.value)] if answer else []


def removes(view: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons that remove a file."""
    accessories = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    return [each for each in accessories if each["action_id"].startswith("survey.unfile")]


def test_the_form_names_the_files_that_were_given_and_the_kinds_that_are_taken(desk: Desk) -> None:
    assert "Up to 10 files of at most 25 MB: pdf, docx, xlsx," in json.dumps(papers(desk))
    give(desk, a_file("a.pdf"), a_file("sites.csv"))
    text = json.dumps(papers(desk))
    assert "Given already: a.pdf" in text
    assert "Given already: sites.csv" in text


def test_the_same_file_is_added_once(desk: Desk) -> None:
    give(desk, a_file("a.pdf"), a_file("sites.csv"))
    give(desk, a_file("sites.csv", id="F9"), a_file("sites.csv", id="F10", size=11))
    assert given(desk) == ["a.pdf", "sites.csv", "sites.csv"]


def test_a_file_is_removed_by_its_button_and_what_is_typed_stays(desk: Desk) -> None:
    give(desk, a_file("a.pdf"), a_file("sites.csv"))
    view = papers(desk)
    state = {
        "q:plans": {"value": {"type": "file_input", "files": []}},
        "q:notes": {"value": {"type": "plain_text_input", "value": "the second floor"}},
    }
    desk.click(FATIMA, removes(view)[0], view={"id": "V1", **view, "state": {"values": state}})
    after = shown(desk)
    assert given(desk) == ["sites.csv"]
    assert len(removes(after)) == 1
    assert '"initial_value": "the second floor"' in json.dumps(after)
    desk.click(FATIMA, removes(after)[0], view={"id": "V1", **after, "state": {"values": state}})
    assert given(desk) == []


def test_a_file_is_removed_in_the_form_of_its_question_too(desk: Desk) -> None:
    give(desk, a_file("a.pdf"))
    desk.click(FATIMA, {"action_id": "survey.change", "value": json.dumps({"n": NUMBER, "q": "plans"})})
    view = shown(desk)
    state = {"q:plans": {"value": {"type": "file_input", "files": []}}}
    desk.click(FATIMA, removes(view)[0], view={"id": "V1", **view, "state": {"values": state}})
    assert given(desk) == []
    assert removes(shown(desk)) == []


def test_who_only_reads_removes_nothing(desk: Desk) -> None:
    give(desk, a_file("a.pdf"))
    assert removes(papers(desk, JAMES)) == []
    forged = {"action_id": "survey.unfile:plans:0", "value": json.dumps({"n": NUMBER, "q": "plans", "f": "Fa.pdf"})}
    desk.click(JAMES, forged, view={"id": "V1", **papers(desk, JAMES)})
    assert given(desk) == ["a.pdf"]
