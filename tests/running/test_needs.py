"""Step 2 by two people: needs recorded from a message and a note, sent, corrected, confirmed; a meeting agreed."""

from typing import Any

from bot.clock import now
from domain.stages import Stage
from tests.running.assistant import Assistant, Message, button_of, elements_of, ours, words_of

JAMES, ERIK, FS = "james.okafor", "erik.lindqvist", "SLA-2027-0048"
TWO_DAYS = 2 * 24 * 3600


def told(assistant: Assistant, person: str, *words: str) -> Message:
    """The latest direct message of the assistant that says all of these words."""

    def found() -> Message | None:
        messages = reversed(assistant.sandbox.messages("dm", viewer=person))
        return next((m for m in messages if ours(m) and all(word in words_of(m) for word in words)), None)

    message = assistant.wait_until(found, 30)
    assert message is not None
    return message


def form(assistant: Assistant, person: str, title: str) -> dict[str, Any]:
    """The form on top, once it shows this title."""

    def found() -> dict[str, Any] | None:
        views = assistant.sandbox.views(person)
        return views[-1] if views and title in words_of(views[-1]["title"]) else None

    view = assistant.wait_until(found)
    assert view is not None
    return view


def press(assistant: Assistant, person: str, message: Message, name: str) -> None:
    outcome = assistant.sandbox.click(person, message, button_of(message, name)["action_id"])
    assert outcome["ok"], outcome


def submit(assistant: Assistant, person: str, **entered: Any) -> dict[str, Any]:
    return assistant.sandbox.submit(person, state={block: {"value": value} for block, value in entered.items()})


def whispered(assistant: Assistant, person: str, channel: str, words: str) -> Message:
    found = assistant.wait_until(
        lambda: next((m for m in assistant.sandbox.messages(channel, viewer=person) if words in words_of(m)), None)
    )
    assert found is not None
    return found


def test_needs_from_the_first_note_to_the_confirmation(assistant: Assistant) -> None:
    sandbox = assistant.sandbox
    written = sandbox.say(ERIK, "#fs-partners", "The crews need 40 laptops & docks by May")
    outcome = sandbox.shortcut(JAMES, "record_need", message=(channel_id(assistant, "#fs-partners"), written))
    assert outcome["ok"]
    shown = form(assistant, JAMES, "Record a need")
    text = next(each for each in elements_of(shown) if each.get("initial_value", "").startswith("The crews"))
    assert text["initial_value"] == "The crews need 40 laptops & docks by May"
    assert "/archives/" in str(shown)
    refused = submit(assistant, JAMES, agreement=FS, area="end_user_support", text="  ")
    assert "Say in a sentence" in refused["errors"]["text"]
    assert submit(assistant, JAMES, agreement=FS, area="end_user_support", text="40 laptops and docks")["ok"]
    form(assistant, JAMES, FS)
    sandbox.close(JAMES, whole_stack=True)

    asked = sandbox.dm(JAMES, f"where is {FS}")
    assistant.answer(JAMES, after=asked)
    noted = sandbox.dm(JAMES, "note: maps are backed up every night")
    press(assistant, JAMES, assistant.answer(JAMES, after=noted), "Record this need")
    form(assistant, JAMES, "Record a need")
    assert submit(assistant, JAMES, area="storage_and_backup")["ok"]
    card = told(assistant, JAMES, f"{FS}: Needs", "2 needs recorded", "Maps are backed up every night")
    press(assistant, JAMES, card, "Needs are complete")
    told(assistant, JAMES, "The needs are sent to the customer")

    summary = told(assistant, ERIK, "James Okafor recorded what you need", "40 laptops and docks")
    press(assistant, ERIK, summary, "Correct: line 1")
    form(assistant, ERIK, "Correct a need")
    assert submit(assistant, ERIK, text="60 laptops and docks", quantity="60")["ok"]
    told(assistant, ERIK, "CEC staff have your correction")
    back = told(assistant, JAMES, "Erik Lindqvist corrected a need", "60 laptops and docks")
    press(assistant, JAMES, back, "Take it over")
    press(assistant, ERIK, told(assistant, ERIK, "took over your correction"), "Confirm all")
    told(assistant, ERIK, "All needs are settled", "step 3 of 10, Customer survey")
    told(assistant, JAMES, f"Erik Lindqvist confirmed the needs of {FS}")
    assert assistant.services.agreements.status(actor(assistant, "U0JAMES"), FS).stage is Stage.SURVEY


def test_a_meeting_is_set_up_booked_and_called_off(assistant: Assistant) -> None:
    sandbox, fatima, priya = assistant.sandbox, "fatima.al-sayed", "priya.raman"
    asked = sandbox.dm(fatima, "set up a meeting about our needs for SLA-2027-0044")
    press(assistant, fatima, assistant.answer(fatima, after=asked), "Set up the meeting")
    offered = form(assistant, fatima, "Set up a meeting")
    assert any(each.get("type") == "checkboxes" and each.get("initial_options") for each in elements_of(offered))
    gone = {"time1": {"meetings.plan:own": int(now().timestamp()) - TWO_DAYS}}
    assert "past" in sandbox.submit(fatima, state=gone)["errors"]["time1"]
    none = {"time1": {"meetings.plan:own": None}, "place": {"value": "Room 4"}}
    assert sandbox.submit(fatima, state=none)["ok"]
    proposal = told(assistant, priya, "SLA-2027-0044", "Room 4", "Yes, ")
    times = [each for each in elements_of(proposal) if each["action_id"].startswith("meetings.yes:")]
    assert len(times) > 1
    assert sandbox.click(priya, proposal, times[1]["action_id"])["ok"]
    booked = told(assistant, fatima, "SLA-2027-0044", "is booked")
    press(assistant, fatima, booked, "Cancel it")
    form(assistant, fatima, "Cancel")
    assert submit(assistant, fatima, reason="The laboratory is closed")["ok"]
    told(assistant, priya, "SLA-2027-0044", "The laboratory is closed")


def test_a_note_in_passing_is_answered_to_its_writer_alone(assistant: Assistant) -> None:
    sandbox = assistant.sandbox
    sandbox.say(JAMES, "#cec-nrcs", "note: the states need a map server")
    offer = whispered(assistant, JAMES, "#cec-nrcs", "Shall I record this as a need")
    assert offer["is_ephemeral"]
    press(assistant, JAMES, offer, "Record this need")
    shown = form(assistant, JAMES, "Record a need")
    assert "The states need a map server" in str(shown)
    sandbox.close(JAMES, whole_stack=True)
    assert not any("Shall I record" in words_of(m) for m in sandbox.messages("#cec-nrcs", viewer="maria.lopez"))


def channel_id(assistant: Assistant, name: str) -> str:
    channel = assistant.sandbox.ws.channel(name)
    assert channel is not None
    return channel.id


def actor(assistant: Assistant, slack_user_id: str) -> Any:
    return assistant.services.directory.actor(slack_user_id)
