"""The survey in forms, through Bolt: what is shown, kept, refused and shown to the one who comes later."""

import json
import re
from typing import Any

import pytest
from slack_bolt import BoltResponse

from bot.handlers import survey_forms, survey_pressed, survey_results, survey_saving, surveys
from domain.survey_values import Value
from services import Services
from tests.blockkit import check_view
from tests.bot.desk import Desk, a_desk, who
from tests.bot.surveys import NUMBER, OTHER, started

FATIMA, JORGE, JAMES = "U0FATIMA", "U0JORGE", "U0JAMES"


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    started(fresh_services)
    return a_desk(fresh_services, surveys, survey_forms, survey_saving, survey_pressed, survey_results)


def press(desk: Desk, user: str, action: str, value: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The view that a button opens or changes."""
    desk.click(user, {"action_id": action, "value": json.dumps({"n": NUMBER, **value})}, **more)
    method = desk.slack.sent[-1][0]
    assert method in ("views.open", "views.update", "views.push"), desk.slack.sent[-1]
    view = desk.slack.sent[-1][1]["view"]
    check_view(view)
    return view


def in_modal(view: dict[str, Any]) -> dict[str, Any]:
    return {"view": {"id": "V1", "hash": "h", **view}}


def shown_after(response: BoltResponse) -> dict[str, Any]:
    """The view that takes the submitted one's place."""
    answer = json.loads(response.body)
    assert answer["response_action"] == "update", answer
    check_view(answer["view"])
    return answer["view"]


def errors(response: BoltResponse) -> dict[str, str]:
    return json.loads(response.body).get("errors", {})


def texts(view: dict[str, Any]) -> str:
    return json.dumps(view, ensure_ascii=False)


def inputs(view: dict[str, Any]) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


def answers(desk: Desk, user: str = FATIMA) -> dict[str, Value]:
    services = desk.routes.services
    return dict(services.surveys.view(who(services, user).actor, NUMBER).response.values)


def open_work(desk: Desk, user: str) -> dict[str, Any]:
    return press(desk, user, "survey.open", {"s": "work"})


def test_a_section_shows_the_questions_whose_conditions_hold(desk: Desk) -> None:
    assert inputs(open_work(desk, FATIMA)) == ["q:people", "q:remote", "q:has_sites"]


def test_a_question_appears_at_once_when_the_answer_before_it_calls_for_it_and_what_is_typed_stays(desk: Desk) -> None:
    view = open_work(desk, FATIMA)
    state = {
        "q:people": {"value": {"type": "plain_text_input", "value": "1.2k"}},
        "q:remote": {"value": {"type": "plain_text_input", "value": None}},
        "q:has_sites": {"survey.changed": {"type": "radio_buttons", "selected_option": {"value": "yes"}}},
    }
    shown = press(desk, FATIMA, "survey.changed", {}, view={"id": "V1", **view, "state": {"values": state}})
    assert inputs(shown) == ["q:people", "q:remote", "q:has_sites", "q:sites"]
    assert '"initial_value": "1.2k"' in texts(shown)
    assert answers(desk).get("people") is None


def test_looking_again_without_anything_new_to_show_leaves_the_form_alone(desk: Desk) -> None:
    view = open_work(desk, FATIMA)
    before = len(desk.slack.sent)
    state = {block: {"value": {"type": "plain_text_input", "value": None}} for block in inputs(view)}
    desk.click(FATIMA, {"action_id": "survey.changed"}, view={"id": "V1", **view, "state": {"values": state}})
    assert [method for method, _ in desk.slack.sent[before:] if method.startswith("views")] == []


def test_numbers_are_typed_as_people_write_them(desk: Desk) -> None:
    view = open_work(desk, FATIMA)
    shown_after(desk.submit(FATIMA, view, {"q:people": "about 1.2k", "q:remote": "two dozen", "q:has_sites": "no"}))
    assert {key: str(value) for key, value in answers(desk).items() if key != "contact"} == {
        "people": "1200", "remote": "24", "has_sites": "False",
    }  # fmt: skip


def test_what_is_wrong_stands_at_its_question_and_the_others_are_kept(desk: Desk) -> None:
    view = open_work(desk, FATIMA)
    response = desk.submit(FATIMA, view, {"q:people": "90,000", "q:remote": "many", "q:has_sites": "no"})
    assert set(errors(response)) == {"q:people", "q:remote"}
    assert "20,000" in errors(response)["q:people"]
    assert "digits" in errors(response)["q:remote"]
    assert answers(desk)["has_sites"] is False


def test_beside_an_error_it_is_said_what_was_saved_and_what_was_not(desk: Desk) -> None:
    view = open_work(desk, FATIMA)
    told = errors(desk.submit(FATIMA, view, {"q:people": "90,000", "q:remote": "many", "q:has_sites": "no"}))
    assert told["q:people"].endswith("This answer is not saved yet. Your other answers on this page are saved.")
    assert told["q:remote"].endswith("This answer is not saved yet.")
    nothing_else = errors(desk.submit(FATIMA, view, {"q:people": "90,000"}))
    assert nothing_else["q:people"].endswith("This answer is not saved yet.")


def test_beside_an_error_an_answer_that_a_colleague_gave_meanwhile_is_told_as_not_saved(desk: Desk) -> None:
    hers, his = open_work(desk, FATIMA), open_work(desk, JORGE)
    desk.submit(JORGE, his, {"q:people": "300"})
    told = errors(desk.submit(FATIMA, hers, {"q:people": "250", "q:remote": "many"}))
    assert re.fullmatch(
        r"Jorge Castillo answered this meanwhile \(.*2026.*\): 300 people\. This answer is not saved yet\.",
        told["q:people"],
    )
    assert str(answers(desk)["people"]) == "300"
    assert "Jorge Castillo answered this meanwhile" in texts(
        shown_after(desk.submit(FATIMA, hers, {"q:people": "250", "q:remote": "12"}))
    )


def test_what_was_saved_is_told_by_the_name_of_its_section(desk: Desk) -> None:
    given = {"q:people": "40", "q:remote": "4", "q:has_sites": "no"}
    assert "“Where you work” is saved and complete." in texts(
        shown_after(desk.submit(FATIMA, open_work(desk, FATIMA), given))
    )
    less = {"q:people": "40", "q:remote": None, "q:has_sites": "no"}
    assert "“Where you work” is saved. 1 needed answer still missing in it." in texts(
        shown_after(desk.submit(FATIMA, open_work(desk, FATIMA), less))
    )


def test_a_section_names_the_person_to_whom_it_is_assigned(desk: Desk) -> None:
    assert "Assigned to" not in texts(open_work(desk, FATIMA))
    services, jorge = desk.routes.services, who(desk.routes.services, JORGE).actor
    services.surveys.assign(jorge, NUMBER, "work", jorge.id)
    assert "Section 1 of 2. Assigned to Jorge Castillo." in texts(open_work(desk, FATIMA))


def test_each_question_says_in_words_whether_its_answer_is_needed(desk: Desk) -> None:
    view = press(desk, FATIMA, "survey.open", {"s": "help"})
    said = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    assert said["q:hours"]["hint"]["text"].startswith("Needed before you submit.")
    assert said["q:remarks"]["hint"]["text"].startswith("May stay empty.")
    assert not any("*" in block["label"]["text"] for block in said.values())


def test_saving_goes_on_to_what_the_answers_bring_up_and_then_to_the_next_section(desk: Desk) -> None:
    view = open_work(desk, FATIMA)
    more = shown_after(desk.submit(FATIMA, view, {"q:people": "40", "q:remote": "4", "q:has_sites": "yes"}))
    assert "q:sites" in inputs(more)
    given = {"q:people": "40", "q:remote": "4", "q:has_sites": "yes", "q:sites": "Denver, CO\nBoise, ID"}
    following = shown_after(desk.submit(FATIMA, more, given))
    assert inputs(following) == ["q:hours", "q:tools", "q:contact", "q:remarks"]
    assert answers(desk)["sites"] == ("Denver, CO", "Boise, ID")


def test_none_of_these_is_an_answer_and_does_not_go_with_others(desk: Desk) -> None:
    view = press(desk, FATIMA, "survey.open", {"s": "help"})
    assert "not both" in errors(desk.submit(FATIMA, view, {"q:tools": ["-none-", "mail"]}))["q:tools"]
    desk.submit(FATIMA, view, {"q:tools": ["-none-"]})
    assert answers(desk)["tools"] == ()


def test_who_saves_a_page_confirms_what_was_filled_in(desk: Desk) -> None:
    view = press(desk, FATIMA, "survey.open", {"s": "help"})
    assert "Filled in from what CEC knows already" in texts(view)
    desk.submit(FATIMA, view, {"q:contact": "Fatima Al-Sayed, fatima.al-sayed@aphis.example.gov", "q:hours": "office"})
    kept = desk.routes.services.surveys.view(who(desk.routes.services, FATIMA).actor, NUMBER).response
    assert not kept.answers["contact"].prefilled


def test_the_later_one_is_shown_the_earlier_answer_before_it_is_replaced(desk: Desk) -> None:
    hers, his = open_work(desk, FATIMA), open_work(desk, JORGE)
    desk.submit(JORGE, his, {"q:people": "300"})
    again = shown_after(desk.submit(FATIMA, hers, {"q:people": "250"}))
    assert "Jorge Castillo answered this meanwhile" in texts(again)
    assert '"initial_value": "250"' in texts(again)
    assert str(answers(desk)["people"]) == "300"
    desk.submit(FATIMA, again, {"q:people": "250"})
    assert str(answers(desk)["people"]) == "250"


def test_who_is_shown_the_earlier_answer_empties_the_field_to_keep_it(desk: Desk) -> None:
    hers, his = open_work(desk, FATIMA), open_work(desk, JORGE)
    desk.submit(JORGE, his, {"q:people": "300"})
    again = shown_after(desk.submit(FATIMA, hers, {"q:people": "250", "q:remote": "12", "q:has_sites": "no"}))
    assert "Save again to replace it with yours, or empty the field to keep theirs." in texts(again)
    state = {
        "q:people": {"value": {"type": "plain_text_input", "value": None}},
        "q:remote": {"value": {"type": "plain_text_input", "value": "12"}},
        "q:has_sites": {"survey.changed": {"type": "radio_buttons", "selected_option": {"value": "yes"}}},
    }
    with_sites = press(desk, FATIMA, "survey.changed", {}, view={"id": "V1", **again, "state": {"values": state}})
    desk.submit(FATIMA, with_sites, {"q:people": None, "q:remote": "12", "q:has_sites": "yes", "q:sites": None})
    kept = answers(desk)
    assert (str(kept["people"]), kept["has_sites"]) == ("300", True)


def test_who_leaves_a_question_alone_is_not_asked_about_what_another_answered(desk: Desk) -> None:
    hers, his = open_work(desk, FATIMA), open_work(desk, JORGE)
    desk.submit(JORGE, his, {"q:people": "300"})
    desk.submit(FATIMA, hers, {"q:people": None, "q:remote": "12"})
    kept = answers(desk)
    assert (str(kept["people"]), str(kept["remote"])) == ("300", "12")


def test_an_emptied_field_takes_the_answer_back(desk: Desk) -> None:
    desk.submit(FATIMA, open_work(desk, FATIMA), {"q:people": "300"})
    desk.submit(FATIMA, open_work(desk, FATIMA), {"q:people": None})
    assert "people" not in answers(desk)


def test_the_same_page_sent_twice_changes_nothing_the_second_time(desk: Desk) -> None:
    view = open_work(desk, FATIMA)
    desk.submit(FATIMA, view, {"q:people": "300"})
    services = desk.routes.services
    first = services.surveys.view(who(services, FATIMA).actor, NUMBER).response.revision
    desk.submit(FATIMA, view, {"q:people": "300"})
    assert services.surveys.view(who(services, FATIMA).actor, NUMBER).response.revision == first


def test_all_answers_stand_on_a_page_each_with_its_button(desk: Desk) -> None:
    desk.submit(FATIMA, open_work(desk, FATIMA), {"q:people": "300"})
    page = press(desk, FATIMA, "survey.answers", {})
    assert "300 people" in texts(page)
    one = press(desk, FATIMA, "survey.change", {"q": "people", "back": 0}, **in_modal(page))
    back = shown_after(desk.submit(FATIMA, one, {"q:people": "310"}))
    assert "310 people" in texts(back)


def test_the_overview_names_what_is_missing_and_offers_to_submit_only_when_nothing_is(desk: Desk) -> None:
    view = press(desk, FATIMA, "survey.overview", {})
    assert "submit" not in view
    assert "How many people work for you?" in texts(view)
    desk.submit(FATIMA, open_work(desk, FATIMA), {"q:people": "300", "q:remote": "12", "q:has_sites": "no"})
    helped = press(desk, FATIMA, "survey.open", {"s": "help"})
    contact = "Hannah Weiss, hannah.weiss@aphis.example.gov"
    given = {"q:hours": "office", "q:tools": ["mail"], "q:contact": contact, "q:remarks": None}
    ready = shown_after(desk.submit(FATIMA, helped, given))
    assert ready["submit"]["text"] == "Submit the survey"
    desk.submit(FATIMA, ready, {})
    assert "submitted" in desk.slack.all("chat.postMessage")[-1]["text"]
    locked = press(desk, FATIMA, "survey.open", {"s": "work"})
    assert "locked" in json.dumps(errors(desk.submit(FATIMA, locked, {"q:people": "1"})))


def test_what_is_missing_and_what_does_not_fit_have_a_way_to_their_questions(desk: Desk) -> None:
    desk.submit(FATIMA, open_work(desk, FATIMA), {"q:people": "10", "q:remote": "12", "q:has_sites": "no"})
    view = press(desk, FATIMA, "survey.overview", {})
    ways = {block["accessory"]["action_id"]: block for block in view["blocks"] if "accessory" in block}
    assert "When do you need help?" in texts(ways["survey.open:hours"])
    wrong = ways["survey.open:remote"]
    assert wrong["text"]["text"] == "More people work from home than work for you."
    form = press(desk, FATIMA, "survey.open", json.loads(wrong["accessory"]["value"]), **in_modal(view))
    assert "q:remote" in inputs(form)


def test_who_reads_only_gets_no_buttons_to_answer_what_is_missing(desk: Desk) -> None:
    assert "survey.open:hours" not in texts(press(desk, JAMES, "survey.overview", {}))


def test_the_page_of_answers_does_not_speak_of_saving(desk: Desk) -> None:
    page = texts(press(desk, FATIMA, "survey.answers", {}))
    assert "Filled in from what CEC knows already." in page
    assert "Saving" not in page


@pytest.mark.parametrize("number", [OTHER, "SLA-2027-9999"])
def test_a_forged_number_opens_nothing_and_tells_nothing(desk: Desk, number: str) -> None:
    desk.click(FATIMA, {"action_id": "survey.overview", "value": json.dumps({"n": number})}, channel={"id": "D1"})
    method, sent = desk.slack.sent[-1]
    assert method == "chat.postMessage"
    assert "no such agreement of your organization" in sent["text"]


def test_a_question_that_does_not_exist_is_refused_in_words(desk: Desk) -> None:
    value = json.dumps({"n": NUMBER, "q": "../x"})
    desk.click(FATIMA, {"action_id": "survey.change", "value": value}, channel={"id": "D1"})
    assert "no question" in desk.slack.sent[-1][1]["text"]


def test_staff_read_the_answers_and_cannot_give_them(desk: Desk) -> None:
    view = press(desk, JAMES, "survey.open", {"s": "work"})
    response = desk.submit(JAMES, view, {"q:people": "7"})
    assert errors(response)
    assert "people" not in answers(desk)
