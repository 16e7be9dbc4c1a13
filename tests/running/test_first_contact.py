"""First contact and contacts in Slack itself: a stranger asks, staff approve and lead, a channel is made, contacts
are named, replaced and saved."""

from typing import Any

from tests.running.assistant import Assistant, Message, button_of, elements_of, words_of

NINA, JAMES, INGRID, PRIYA = "nina.petrova", "james.okafor", "ingrid.solheim", "priya.raman"
STAFF = "#cec-staff"


def seen(assistant: Assistant, person: str, words: str, channel: str = "dm") -> Message:
    """The latest message of the assistant there that holds these words."""

    def found() -> Message | None:
        messages = assistant.sandbox.messages(channel, viewer=person)
        return next((m for m in reversed(messages) if m.get("bot_id") and words in words_of(m)), None)

    message = assistant.wait_until(found, 30)
    assert message is not None
    return message


def press(assistant: Assistant, person: str, message: Message, name: str) -> None:
    outcome = assistant.sandbox.click(person, message, button_of(message, name)["action_id"])
    assert outcome["ok"], outcome


def submit(assistant: Assistant, person: str, **entered: Any) -> dict[str, Any]:
    return assistant.sandbox.submit(person, state={block: {"value": value} for block, value in entered.items()})


def open_form(assistant: Assistant, person: str, title: str) -> dict[str, Any]:
    def found() -> dict[str, Any] | None:
        views = assistant.sandbox.views(person)
        return views[-1] if views and views[-1]["title"]["text"] == title else None

    view = assistant.wait_until(found, 10)
    assert view is not None
    return view


def test_a_stranger_becomes_a_customer_with_an_agreement_and_a_channel(assistant: Assistant) -> None:
    sandbox = assistant.sandbox
    offer = assistant.ask(NINA, "I want to do business with CEC")
    press(assistant, NINA, offer, "Start with CEC")
    open_form(assistant, NINA, "Start with CEC")
    assert not submit(assistant, NINA, organization="Economic Research Service", wish=" ")["ok"]
    assert submit(assistant, NINA, organization="Economic Research Service", wish="40 laptops for analysts")["ok"]
    seen(assistant, NINA, "Your request for Economic Research Service has been waiting")

    card = seen(assistant, JAMES, "wants to do business with CEC", STAFF)
    press(assistant, JAMES, card, "Approve")
    open_form(assistant, JAMES, "Approve")
    assert submit(assistant, JAMES, email_domains="ers.example.gov")["ok"]
    seen(assistant, NINA, "CEC staff approved your request")

    card = seen(assistant, JAMES, "Nobody leads it yet", STAFF)
    press(assistant, JAMES, card, "Claim")
    seen(assistant, NINA, "James Okafor of CEC leads")

    card = seen(assistant, JAMES, "James Okafor leads it", STAFF)
    press(assistant, JAMES, card, "Create a channel")
    open_form(assistant, JAMES, "Create a channel")
    assert submit(assistant, JAMES)["ok"]
    bound = assistant.wait_until(
        lambda: assistant.services.channels.of_organization(assistant.services.directory.actor("U0JAMES"), "ers"), 10
    )
    assert len(bound) == 1
    assistant.wait_until(lambda: sandbox.messages(bound[0].channel_id, viewer=NINA) is not None, 10)


def test_contacts_are_named_by_a_sentence_and_saved(assistant: Assistant) -> None:
    said = assistant.ask(INGRID, "our new budget officer for SLA-2027-0053 is Ana Ruiz, ana.ruiz@rma.example.gov")
    press(assistant, INGRID, said, "Name Ana Ruiz")
    open_form(assistant, INGRID, "Name a contact")
    refused = submit(assistant, INGRID, email="ana.ruiz@fs.example.gov")
    assert "email" in refused["errors"]
    assert submit(assistant, INGRID, email="ana.ruiz@rma.example.gov")["ok"]
    view = open_form(assistant, INGRID, "Contacts")
    assert "Ana Ruiz is now budget officer of SLA-2027-0053" in words_of(view)
    told = seen(assistant, PRIYA, "Ana Ruiz is now budget officer of SLA-2027-0053")
    press(assistant, PRIYA, told, "Save as vCard")
    seen(assistant, PRIYA, "The contact card of Ana Ruiz")

    def files() -> list[str]:
        return [f["name"] for m in assistant.sandbox.messages("dm", viewer=PRIYA) for f in m.get("files", ())]

    assert assistant.wait_until(files, 10) == ["Ana-Ruiz.vcf"]
    assert any(each["type"] == "overflow" for each in elements_of(view))
