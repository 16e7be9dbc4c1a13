"""A customer never learns anything of another organization: by no sentence, button, forged payload or channel."""

import logging
import re

import pytest

from tests.running.assistant import Assistant, words_of

FOREIGN = "SLA-2027-0044"  # of APHIS in the sample
MADE_UP = "SLA-2027-9999"
ANY_NUMBER = re.compile(r"SLA-\d{4}-\d{4}")
OWN = {"SLA-2027-0031", "SLA-2027-0041", "SLA-2026-0007", "SLA-2025-0009"}  # of NRCS in the sample


def test_the_foreign_agreement_of_these_tests_exists_for_staff(assistant: Assistant) -> None:
    assert "Laboratory" in words_of(assistant.ask("james.okafor", f"status {FOREIGN}"))


@pytest.mark.parametrize("words", ["status of {}", "where does {} stand?", "who are the contacts of {}"])
def test_a_foreign_number_is_answered_like_one_that_does_not_exist(
    assistant: Assistant, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "cec.access"):
        foreign = words_of(assistant.ask("maria.lopez", words.format(FOREIGN)))
    made_up = words_of(assistant.ask("maria.lopez", words.format(MADE_UP)))
    assert ANY_NUMBER.sub("SLA", foreign) == ANY_NUMBER.sub("SLA", made_up)
    assert set(ANY_NUMBER.findall(foreign)) - {FOREIGN} <= OWN
    assert "Laboratory" not in foreign


@pytest.mark.parametrize(
    "words", ["where does the APHIS agreement stand?", "list the agreements of the Forest Service", "who handles APHIS"]
)
def test_a_foreign_organization_is_not_told_about(assistant: Assistant, words: str) -> None:
    said = words_of(assistant.ask("maria.lopez", words))
    for secret in ("Laboratory", "Backup for incident maps", "SLA-2027-0044", "SLA-2027-0048", "Erik Lindqvist"):
        assert secret not in said


def test_a_forged_button_value_opens_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("maria.lopez", "status SLA-2027-0031")
    forged = [{"type": "actions", "elements": [
        {"type": "button", "action_id": action, "value": f'{{"number":"{FOREIGN}","n":"{FOREIGN}"}}',
         "text": {"type": "plain_text", "text": action}} for action in _actions(answer)]}]  # fmt: skip
    assistant.running.concierge.slack.update(answer["channel"], answer["ts"], "forged", forged)
    for action in _actions(answer):
        assistant.sandbox.click("maria.lopez", answer, action)
    shown = "\n".join(words_of(m) for m in assistant.all_messages("maria.lopez", "dm", answer["ts"]))
    shown += "\n".join(words_of(view) for view in assistant.sandbox.views("maria.lopez"))
    assert "Laboratory" not in shown


def _actions(answer: dict[str, object]) -> list[str]:
    from tests.running.assistant import elements_of

    return sorted({e["action_id"] for e in elements_of(answer) if e["type"] == "button"})


def test_a_stranger_sees_services_and_process_but_no_agreement(assistant: Assistant) -> None:
    person = _stranger(assistant)
    assert "$" in words_of(assistant.ask(person, "how much for 40 laptops"))
    said = words_of(assistant.ask(person, f"status {FOREIGN}"))
    assert "Laboratory" not in said


def _stranger(assistant: Assistant) -> str:
    return next(p.id for p in assistant.sandbox.ws.people.values() if p.group == "Visitors" and not p.deleted)


def test_in_an_open_channel_only_the_asker_sees_agreement_facts(assistant: Assistant) -> None:
    answer = assistant.ask("maria.lopez", "status SLA-2027-0031", "#general")
    assert answer.get("is_ephemeral")
    assert "I answer only you" in words_of(answer)


def test_in_an_open_channel_everyone_sees_a_price(assistant: Assistant) -> None:
    answer = assistant.ask("maria.lopez", "how much for 40 laptops", "#general")
    assert not answer.get("is_ephemeral")


def test_in_the_bound_channel_everyone_sees_the_agreement(assistant: Assistant) -> None:
    answer = assistant.ask("maria.lopez", "status SLA-2027-0031", "#cec-nrcs")
    assert not answer.get("is_ephemeral")
    assert "Proposal and negotiation" in words_of(answer)


def test_a_stranger_who_joins_the_bound_channel_makes_it_private_again(assistant: Assistant) -> None:
    person = _stranger(assistant)
    assistant.sandbox.join("maria.lopez", "#cec-nrcs", person)
    assistant.wait_until(lambda: assistant.sandbox.unanswered() == 0)
    answer = assistant.ask("maria.lopez", "status SLA-2027-0031", "#cec-nrcs")
    assistant.sandbox.leave("maria.lopez", "#cec-nrcs", person)
    assert answer.get("is_ephemeral")
    assert "Not everyone" in words_of(answer)


def test_a_command_answers_only_the_one_who_typed_it(assistant: Assistant) -> None:
    before = len(assistant.sandbox.messages("#general", viewer="linh.tran"))
    assert assistant.sandbox.command("maria.lopez", "#general", "/cec", "status SLA-2027-0031")["ok"]
    assistant.wait_until(
        lambda: any(
            "SLA-2027-0031" in words_of(m) for m in assistant.sandbox.messages("#general", viewer="maria.lopez")
        )
    )
    assert len(assistant.sandbox.messages("#general", viewer="linh.tran")) == before
