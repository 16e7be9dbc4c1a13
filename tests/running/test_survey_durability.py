"""Nothing that was answered in the survey is lost by `kill -9`, in a form and in words."""

from pathlib import Path
from typing import Any

import pytest

from bot.clock import now
from bot.settings import Settings, read_settings
from cli.data import seed_samples
from cli.parts import open_services, open_storage
from domain.permissions import OPERATOR
from sandbox.testing import SandboxServer
from tests.running.assistant import Message, ours, words_of
from tests.running.process import kill, press, restarted, run_assistant, told

NUMBER, MARIA, ROBERT = "SLA-2027-0041", "maria.lopez", "robert.yazzie"


@pytest.mark.timeout(300)
def test_a_survey_loses_no_answer_by_a_kill_and_the_open_form_is_saved_after_it(nlu_url: str, tmp_path: Path) -> None:
    seed_samples(open_storage(settings_in(tmp_path)), now())
    with SandboxServer() as sandbox:
        process = run_assistant(sandbox, nlu_url, tmp_path)
        try:
            for person in (ROBERT, MARIA):
                sandbox.dm(person, f"how many survey questions are left for {NUMBER}")
                press(sandbox, person, told(sandbox, person, "Still needed"), "Go on in a form")
                sandbox.wait_for(lambda who=person: "backed up" in words_of(sandbox.views(who)), 15)
            assert sandbox.submit(ROBERT, state=entered(sandbox, ROBERT, "q:storage_tb", "12"))["ok"]
        finally:
            kill(process)
        with restarted(sandbox, nlu_url, tmp_path):
            sandbox.dm(ROBERT, "What does CEC offer?")
            told(sandbox, ROBERT, "Wired offices")  # it is there again: the killed one's connection may still be open
            assert sandbox.submit(MARIA, state=entered(sandbox, MARIA, "q:backup_tb", "40"))["ok"]
    assert {"storage_tb": 12, "backup_tb": 40}.items() <= kept_answers(tmp_path, NUMBER).items()


@pytest.mark.timeout(300)
def test_answers_in_words_that_were_accepted_before_a_kill_are_kept_in_order_after_it(
    nlu_url: str, tmp_path: Path
) -> None:
    seed_samples(open_storage(settings_in(tmp_path)), now())
    with SandboxServer() as sandbox:
        process = run_assistant(sandbox, nlu_url, tmp_path)
        try:
            sandbox.dm(MARIA, f"how many survey questions are left for {NUMBER}")
            press(sandbox, MARIA, told(sandbox, MARIA, "Still needed"), "Answer here, one by one")
            told(sandbox, MARIA, "How much storage do your systems need")
            for answer in ("about 12", "40", "a year"):
                sandbox.dm(MARIA, answer)
            sandbox.wait_for(lambda: sandbox.unanswered() == 0, 30)
            assert not noted(sandbox, "A year"), "all was answered before the kill"
        finally:
            kill(process)
        with restarted(sandbox, nlu_url, tmp_path):
            message = told(sandbox, MARIA, "Noted: A year.")
            assert "What kinds of sensitive data do you work with?" in words_of(message)
            assert len(noted(sandbox, "12 TB")) == len(noted(sandbox, "40 TB")) == 1
    given = {"storage_tb": 12, "backup_tb": 40, "backup_keep": "year"}
    assert given.items() <= kept_answers(tmp_path, NUMBER).items()


def noted(sandbox: SandboxServer, answer: str) -> list[Message]:
    """The assistant's messages to Maria that repeat an answer."""
    messages = sandbox.messages("dm", viewer=MARIA)
    return [each for each in messages if ours(each) and f"Noted: {answer}" in words_of(each)]


def entered(sandbox: SandboxServer, person: str, block: str, value: str) -> dict[str, Any]:
    """What a person writes into one input of the form on top."""
    found = next(each for each in sandbox.views(person)[-1]["blocks"] if each["block_id"] == block)
    return {block: {found["element"]["action_id"]: value}}


def settings_in(var: Path) -> Settings:
    return read_settings({"CEC_VAR": str(var)})


def kept_answers(var: Path, number: str) -> dict[str, Any]:
    """What stands in the database of an assistant that has ended."""
    settings = settings_in(var)
    view = open_services(settings, open_storage(settings)).surveys.view(OPERATOR, number)
    return {key: given.value for key, given in view.response.answers.items()}
