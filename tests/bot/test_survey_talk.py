"""Answering the survey in conversation, one question at a time."""

import json

import pytest

from bot.conversation import Conversation
from bot.handlers import survey_pressed, surveys
from bot.replies import Reply
from bot.understanding.model import Understanding
from services import Services
from tests.blockkit import check_reply
from tests.bot.desk import Desk, FakeSlack, Table, a_desk, who
from tests.bot.saying import a_turn, an_asker, understood
from tests.bot.surveys import NUMBER, started

FATIMA, JORGE = "U0FATIMA", "U0JORGE"
NUMBER_OF_SITES = "change the number of sites to 14"
KNOWN: dict[str, Understanding] = {
    "what does a mailbox cost": understood("what does a mailbox cost", "ask_price", ("service", "mailbox", "mailbox")),
    "change the number of people to 450": understood("change the number of people to 450", "change_answer"),
    "raise how many people work for you to 450": understood(
        "raise how many people work for you to 450", "request_change"
    ),
    "drop the phones to 20": understood("drop the phones to 20", "request_change"),
    NUMBER_OF_SITES: understood(NUMBER_OF_SITES, "change_answer"),
    "fix the tools answer": understood("fix the tools answer", "change_answer"),
    "what does a mailbox cost for 10 people": understood(
        "what does a mailbox cost for 10 people", "ask_price", ("service", "mailbox", "mailbox"), ("quantity", "10", 10)
    ),
    "price laptops": understood("price laptops", "ask_price"),
    "how far is the survey": understood("how far is the survey", "survey_progress"),
}


class Talk:
    """One person's direct message with the assistant."""

    def __init__(self, services: Services, user: str = FATIMA) -> None:
        self.services, self.user, self.slack = services, user, FakeSlack()
        self.conversation = Conversation(services, Table(KNOWN))  # pyright: ignore[reportArgumentType]
        self.desk: Desk = a_desk(services, surveys, survey_pressed, slack=self.slack, table=Table(KNOWN))

    def say(self, text: str, ts: str | None = None) -> Reply:
        reply = self.conversation.answer(who(self.services, self.user, "D1", self.slack), text, ts)
        check_reply(reply)
        return reply

    def press(self, action: str, **value: object) -> str:
        """The text of what is said after a button."""
        packed = json.dumps({"n": NUMBER, **value})
        self.desk.click(self.user, {"action_id": action, "value": packed}, channel={"id": "D1"})
        return str(self.slack.sent[-1][1]["text"])

    def answers(self) -> dict[str, object]:
        view = self.services.surveys.view(who(self.services, FATIMA).actor, NUMBER)
        return {key: given.value for key, given in view.response.answers.items() if not given.prefilled}


@pytest.fixture
def talk(fresh_services: Services) -> Talk:
    started(fresh_services)
    made = Talk(fresh_services)
    made.press("survey.talk")
    return made


def test_questions_are_asked_one_by_one_and_answered_in_plain_words(talk: Talk) -> None:
    assert "Noted: 1,200 people." in talk.say("about 1.2k").text
    assert "Do you have offices" in talk.say("roughly two hundred").text
    assert "Which sites" in talk.say("yeah, mostly").text
    assert "When do you need help" in talk.say("Denver, CO and Boise, ID").text
    assert "Which tools" in talk.say("the second").text
    assert "What else should CEC know" in talk.say("none of those").text
    assert str(talk.answers()["people"]) == "1200"
    assert talk.answers()["tools"] == ()


def test_a_message_that_is_tried_again_is_not_taken_as_the_next_answer_too(talk: Talk) -> None:
    talk.say("40", "1.1")
    again = talk.say("40", "1.1")
    assert "Noted: 40 people." in again.text
    assert "work from home" in again.text
    assert {key: str(value) for key, value in talk.answers().items()} == {"people": "40"}
    assert "work from home" in talk.say("40", "1.1").text
    talk.say("12", "1.2")
    assert str(talk.answers()["remote"]) == "12"


def test_what_cannot_be_read_is_asked_again_and_nothing_is_kept(talk: Talk) -> None:
    reply = talk.say("loads")
    assert "digits" in reply.text
    assert "How many people work for you?" in reply.text
    assert talk.answers() == {}


def test_skip_back_why_and_pause_are_words_or_buttons(talk: Talk) -> None:
    assert "work from home" in talk.say("skip").text
    assert "How many people work for you?" in talk.say("go back").text
    assert "An estimate is fine." in talk.say("why do you ask?").text
    assert "paused" in talk.say("pause").text
    assert "Noted" not in talk.say("40").text


def at_the_remarks(talk: Talk) -> Talk:
    """An optional question for any words waits, and nothing that is needed is missing."""
    for text in ("40", "4", "no", "the first", "none of them"):
        talk.say(text)
    return talk


@pytest.mark.parametrize(
    "said",
    ["submit the survey", "Can we submit our survey now, please?", "review", "I want to look through my answers."],
)
def test_who_wants_to_submit_gets_the_way_to_it_and_no_answer_is_made_of_the_words(talk: Talk, said: str) -> None:
    reply = at_the_remarks(talk).say(said)
    assert "Look through the answers and submit the survey." in reply.text
    assert "Review and submit" in json.dumps(reply.blocks)
    assert "remarks" not in talk.answers()


def test_who_wants_to_submit_too_early_is_told_what_is_missing(talk: Talk) -> None:
    reply = talk.say("submit the survey")
    assert "The survey cannot be submitted yet." in reply.text
    assert "How many of them work from home?" in reply.text
    assert "How many people work for you?" in talk.say("continue").text


@pytest.mark.parametrize(
    "said",
    ["What is still missing?", "what’s missing", "which questions are left", "what do we have to answer", "status",
     "what is still missing in our survey", "how many questions are left?"],
)  # fmt: skip
def test_what_is_missing_is_told_and_then_the_question_again(talk: Talk, said: str) -> None:
    talk.say("40")
    talk.say("4")
    told = talk.say(said).text
    assert "Still needed:\n• Do you have offices of your own?\n• When do you need help?" in told
    assert told.endswith("Do you have offices of your own?")
    assert "When do you need help?" in talk.say("no").text


@pytest.mark.parametrize("said", ["what is missing", "how far is the survey"])
def test_what_is_missing_is_no_answer_to_a_question_for_words(talk: Talk, said: str) -> None:
    at_the_remarks(talk).say(said)
    assert "remarks" not in talk.answers()


def test_a_choice_of_an_older_question_leaves_a_paused_survey_paused(talk: Talk) -> None:
    at_the_remarks(talk).say("pause")
    told = talk.press("survey.pick", q="has_sites", v=False)
    assert told.startswith("Noted: no. The survey is still paused.")
    talk.say("submit the survey")
    assert "remarks" not in talk.answers()
    assert "What else should CEC know?" in talk.say("continue").text


def test_a_choice_of_the_question_at_which_it_was_paused_says_that_the_survey_goes_on(talk: Talk) -> None:
    talk.say("40")
    talk.say("4")
    talk.say("pause")
    told = talk.press("survey.pick", q="has_sites", v=False)
    assert told.startswith("Noted: no. The survey goes on.")
    assert "When do you need help?" in told


def test_a_choice_of_an_older_question_replaces_its_answer_only_after_a_second_look(talk: Talk) -> None:
    at_the_remarks(talk)
    assert "from Business hours to Around the clock?" in talk.press("survey.pick", q="hours", v="always")
    assert talk.answers()["hours"] == "office"
    kept = talk.press("survey.keep", q="hours")
    assert kept.startswith("Nothing was changed.")
    assert "What else should CEC know?" in kept
    assert "Noted: Around the clock." in talk.press("survey.apply", q="hours", v="always")
    assert talk.answers()["hours"] == "always"


@pytest.mark.parametrize("said", ["continue", "Go on with the survey."])
def test_after_a_pause_it_goes_on_with_the_question_that_waited(talk: Talk, said: str) -> None:
    talk.say("40")
    talk.say("pause")
    talk.say("what does a mailbox cost")
    assert "work from home" in talk.say(said).text


def test_the_survey_goes_on_where_it_was_after_something_else_was_asked(talk: Talk) -> None:
    talk.say("40")
    price = talk.say("what does a mailbox cost")
    assert "mailbox" in price.text.lower()
    assert "The survey waits" in price.text
    assert "work from home" in talk.say("continue").text
    assert "Noted: 12 people." in talk.say("12").text


def test_after_something_else_an_answer_is_not_taken_for_the_survey(talk: Talk) -> None:
    talk.say("what does a mailbox cost")
    talk.say("300")
    assert talk.answers() == {}


def test_someone_elses_answer_is_shown_before_it_is_replaced(talk: Talk) -> None:
    jorge = who(talk.services, JORGE).actor
    talk.services.surveys.answer(jorge, NUMBER, {"people": "77"}, 10**6)
    shown = talk.say("80")
    assert "Jorge Castillo answered this meanwhile" in shown.text
    assert str(talk.answers()["people"]) == "77"
    talk.say("80")
    assert str(talk.answers()["people"]) == "80"


def test_a_change_in_words_is_summed_up_and_made_by_a_button(talk: Talk) -> None:
    talk.say("40")
    reply = talk.say("change the number of people to 450")
    assert "from 40 people to 450 people?" in reply.text
    assert str(talk.answers()["people"]) == "40"
    change = next(e for b in reply.blocks for e in b.get("elements", []) if e.get("action_id") == "survey.apply")
    assert "Noted: 450 people." in talk.press("survey.apply", **json.loads(change["value"]))
    assert str(talk.answers()["people"]) == "450"


def test_the_number_of_something_means_the_question_that_asks_for_a_number(fresh_services: Services) -> None:
    maria = Talk(fresh_services, "U0MARIA")
    assert "“How many sites are that in all?” from 4 sites to 14 sites?" in maria.say(NUMBER_OF_SITES).text


def test_why_tells_what_the_answer_is_used_for_and_which_answer_brought_the_question_up(talk: Talk) -> None:
    assert "An estimate is fine.\nCEC works out from the answer how much of Managed laptop" in talk.say("why").text
    talk.say("40")
    assert "must fit together with “How many people work for you?”" in talk.say("why").text
    talk.say("4")
    assert "later questions are asked only after certain answers" in talk.say("why").text
    talk.say("yes")
    assert "because of your earlier answers: “Do you have offices of your own?” is yes." in talk.say("why").text
    assert "CEC's staff read the answer when they plan “Where you work” with you." in talk.say("why").text


def test_a_question_is_told_with_the_same_count_as_the_progress(talk: Talk) -> None:
    assert "Where you work. 2 of 6 needed questions answered." in talk.say("40").text
    assert "2 of 6 needed questions answered" in talk.say("how far is the survey").text


def test_a_change_without_a_value_opens_the_question(talk: Talk) -> None:
    reply = talk.say("fix the tools answer")
    assert "Which tools do you use?" in reply.text
    assert any(e.get("action_id") == "survey.change:tools" for b in reply.blocks for e in [b.get("accessory") or {}])


def test_another_answer_is_changed_while_a_question_waits(talk: Talk) -> None:
    talk.say("40")
    assert "from 40 people to 41 people?" in talk.say("change the number of people who work for us to 41").text
    assert str(talk.answers()["people"]) == "40"


def test_no_and_another_value_corrects_the_answer_before(talk: Talk) -> None:
    talk.say("40")
    reply = talk.say("no, I meant 45")
    assert "from 40 people to 45 people?" in reply.text
    assert "remote" not in talk.answers()


@pytest.mark.parametrize("said", ["yes", "Correct.", "that's right, thanks", "keep it"])
def test_a_plain_yes_keeps_what_was_filled_in(talk: Talk, said: str) -> None:
    for text in ("40", "4", "no", "the first", "none of them", "skip", said):
        talk.say(text)
    assert "contact" in talk.answers()


def test_a_yes_with_another_value_does_not_keep_what_was_filled_in(talk: Talk) -> None:
    for text in ("40", "4", "no", "the first", "none of them", "skip", "yes, but Hannah Weiss now"):
        talk.say(text)
    assert "Fatima" not in str(talk.answers().get("contact"))


def test_a_text_keeps_its_signs_and_may_begin_like_a_change(talk: Talk) -> None:
    for text in ("40", "4", "no", "the first", "none of them"):
        talk.say(text)
    talk.say("Update our servers when latency <20ms and loss >1%")
    assert talk.answers()["remarks"] == "Update our servers when latency <20ms and loss >1%"


def test_a_short_answer_that_cannot_be_read_is_asked_again(talk: Talk) -> None:
    assert "How many people work for you?" in talk.say("price laptops").text


def test_what_is_unanswered_is_asked_before_what_was_filled_in(talk: Talk) -> None:
    for text in ("40", "4", "no", "the first", "none of them", "skip"):
        reply = talk.say(text)
    assert "Filled in from what CEC knows already: Fatima Al-Sayed" in reply.text


def test_a_question_about_something_else_is_no_answer_although_a_number_stands_in_it(talk: Talk) -> None:
    assert "mailbox" in talk.say("what does a mailbox cost for 10 people").text.lower()
    assert talk.answers() == {}


def test_after_a_change_the_question_that_waited_is_asked_again(talk: Talk) -> None:
    for text in ("40", "4", "no"):
        talk.say(text)
    reply = talk.say("change the number of people who work for us to 41")
    change = next(e for b in reply.blocks for e in b.get("elements", []) if e.get("action_id") == "survey.apply")
    assert "When do you need help?" in talk.press("survey.apply", **json.loads(change["value"]))


def test_progress_names_what_is_missing(talk: Talk) -> None:
    talk.say("40")
    reply = talk.say("how far is the survey")
    assert "2 of 6 needed questions" in reply.text  # one was filled in from what CEC knew
    assert "How many of them work from home?" in reply.text


def test_a_pressed_choice_that_was_forged_is_refused_in_words(talk: Talk) -> None:
    assert "not known" in talk.press("survey.pick", q="people", v={"x": 1})
    assert talk.answers() == {}


def test_an_answer_survives_although_the_conversation_is_forgotten(talk: Talk) -> None:
    talk.say("40")
    again = Talk(talk.services)
    assert "work from home" in again.press("survey.talk")


@pytest.mark.parametrize("intent", sorted(surveys.INTENTS))
def test_a_stranger_learns_how_the_survey_works(services: Services, intent: str) -> None:
    reply = surveys.INTENTS[intent](a_turn(services, "about the survey", intent, asker=an_asker(None)))
    assert "can't match you to a customer organization" in reply.text
    assert "Step 3 of 10" in reply.text
    assert "SLA-" not in reply.text


def test_a_change_that_surely_names_an_answer_needs_no_question_that_waits(fresh_services: Services) -> None:
    started(fresh_services)
    talk = Talk(fresh_services)
    assert "with 450 people?" in talk.say("raise how many people work for you to 450").text


def test_a_change_that_names_no_answer_is_about_the_draft(fresh_services: Services) -> None:
    started(fresh_services)
    assert "survey" not in Talk(fresh_services).say("drop the phones to 20").text.lower()
