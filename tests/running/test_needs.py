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


def test_a_meeting_is_proposed_accepted_and_cancelled(assistant: Assistant) -> None:
    sandbox, first = assistant.sandbox, int(now().timestamp()) + TWO_DAYS
    asked = sandbox.dm("fatima.al-sayed", "set up a meeting about our needs for SLA-2027-0044")
    press(assistant, "fatima.al-sayed", assistant.answer("fatima.al-sayed", after=asked), "Propose a meeting")
    form(assistant, "fatima.al-sayed", "Propose a meeting")
    past = submit(assistant, "fatima.al-sayed", time1=first - 2 * TWO_DAYS, minutes="60")
    assert "That time is past" in past["errors"]["time1"]
    assert submit(assistant, "fatima.al-sayed", time1=first, time2=first + 3600, minutes="30", place="Room 4")["ok"]
    proposal = told(assistant, "priya.raman", "proposes a meeting about the needs of SLA-2027-0044", "Room 4")
    times = [each for each in elements_of(proposal) if each["action_id"].startswith("needs.meeting_accept")]
    assert len(times) == 2
    assert sandbox.click("priya.raman", proposal, times[1]["action_id"])["ok"]
    agreed = told(assistant, "fatima.al-sayed", "Priya Raman accepted this time")
    assert f"<!date^{first + 3600}^" in str(agreed)
    press(assistant, "fatima.al-sayed", agreed, "Cancel the meeting")
    form(assistant, "fatima.al-sayed", "Cancel the meeting")
    assert submit(assistant, "fatima.al-sayed", reason="The laboratory is closed")["ok"]
    told(assistant, "priya.raman", "cancelled it", "The laboratory is closed")


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
