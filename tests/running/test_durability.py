"""What was accepted is finished, also after `kill -9`; nothing is said twice. What is old is erased."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import now
from bot.settings import Settings, read_settings
from cli.data import seed_samples
from cli.parts import open_services, open_storage
from domain.permissions import OPERATOR
from domain.unclear_sentences import UnclearSentence
from sandbox.testing import SandboxServer
from services.learning import KEPT_DAYS
from tests.running.assistant import Assistant, Message, button_of, free_port, words_of

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
QUESTIONS = 12


def run_assistant(sandbox: SandboxServer, nlu_url: str, var: Path) -> subprocess.Popen[bytes]:
    """`cec run` as a process of its own, connected to the sandbox as to a workspace."""
    settings = {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_API_URL": sandbox.api_url,
        "CEC_NLU_URL": nlu_url,
        "CEC_VAR": str(var),
        "CEC_PROCESS_NAME": "killed",
        "CEC_PORT": str(free_port()),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", "from cli.main import app; app()", "run"]
    process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL)
    sandbox.wait_for(lambda: sandbox.connections() > 0, START_SECONDS)
    return process


def answers(sandbox: SandboxServer, person: str) -> list[dict[str, Any]]:
    """The assistant's messages to this person that tell a price."""
    return [m for m in sandbox.messages("dm", viewer=person) if m.get("bot_id") and "$" in words_of(m)]


@pytest.mark.timeout(300)
def test_questions_accepted_before_a_kill_are_answered_once_after_it(nlu_url: str, tmp_path: Path) -> None:
    with SandboxServer() as sandbox:
        process = run_assistant(sandbox, nlu_url, tmp_path)
        people = [p.id for p in sandbox.ws.people.values() if p.group == "Customers"][:QUESTIONS]
        sandbox.dm(people[0], "hello")
        sandbox.wait_for(lambda: [m for m in sandbox.messages("dm", viewer=people[0]) if m.get("bot_id")], 30)
        for person in people:
            sandbox.dm(person, "how much for 40 laptops a year")
        sandbox.wait_for(lambda: sandbox.unanswered() < len(people), 30)
        assert not all(answers(sandbox, person) for person in people), "all was answered before the kill"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process = run_assistant(sandbox, nlu_url, tmp_path)
        try:
            sandbox.wait_for(lambda: all(answers(sandbox, person) for person in people), 90)
            sandbox.wait_for(lambda: sandbox.unanswered() == 0, 30)
            assert [len(answers(sandbox, person)) for person in people] == [1] * len(people)
        finally:
            process.terminate()
            process.wait(30)


@pytest.mark.timeout(300)
def test_a_survey_loses_no_answer_by_a_kill_and_the_open_form_is_saved_after_it(nlu_url: str, tmp_path: Path) -> None:
    number, maria, robert = "SLA-2027-0041", "maria.lopez", "robert.yazzie"
    seed_samples(open_storage(settings_in(tmp_path)), now())
    with SandboxServer() as sandbox:
        process = run_assistant(sandbox, nlu_url, tmp_path)
        try:
            for person in (robert, maria):
                sandbox.dm(person, f"how many survey questions are left for {number}")
                press(sandbox, person, told(sandbox, person, "Still needed"), "Go on in a form")
                sandbox.wait_for(lambda who=person: "backed up" in words_of(sandbox.views(who)), 15)
            assert sandbox.submit(robert, state=entered(sandbox, robert, "q:storage_tb", "12"))["ok"]
        finally:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        process = run_assistant(sandbox, nlu_url, tmp_path)
        try:
            sandbox.dm(robert, "What does CEC offer?")
            told(sandbox, robert, "Wired offices")  # it is there again: the killed one's connection may still be open
            assert sandbox.submit(maria, state=entered(sandbox, maria, "q:backup_tb", "40"))["ok"]
        finally:
            process.terminate()
            process.wait(30)
    assert {"storage_tb": 12, "backup_tb": 40}.items() <= kept_answers(tmp_path, number).items()


def entered(sandbox: SandboxServer, person: str, block: str, value: str) -> dict[str, Any]:
    """What a person writes into one input of the form on top."""
    found = next(each for each in sandbox.views(person)[-1]["blocks"] if each["block_id"] == block)
    return {block: {found["element"]["action_id"]: value}}


def told(sandbox: SandboxServer, person: str, words: str) -> Message:
    """The latest message of the assistant to this person, once it says these words."""

    def latest() -> Message | None:
        said = [m for m in sandbox.messages("dm", viewer=person) if m.get("bot_id")]
        return said[-1] if said and words in words_of(said[-1]) else None

    message = sandbox.wait_for(latest, 30)
    assert message is not None
    return message


def press(sandbox: SandboxServer, person: str, message: Message, name: str) -> None:
    outcome = sandbox.click(person, message, button_of(message, name)["action_id"])
    assert outcome["ok"], outcome


def settings_in(var: Path) -> Settings:
    return read_settings({"CEC_VAR": str(var)})


def kept_answers(var: Path, number: str) -> dict[str, Any]:
    """What stands in the database of an assistant that has ended."""
    settings = settings_in(var)
    view = open_services(settings, open_storage(settings)).surveys.view(OPERATOR, number)
    return {key: given.value for key, given in view.response.answers.items()}


def test_sentences_that_were_kept_long_enough_are_erased_by_the_day(assistant: Assistant) -> None:
    learning = assistant.services.learning
    ages = {"the zebra of long ago": KEPT_DAYS + 1, "the zebra of late": KEPT_DAYS - 1}
    with learning.context.unit_of_work() as work:
        for text, days in ages.items():
            work.unclear_sentences.add(UnclearSentence(text, text, (("greet", 0.3),), now() - timedelta(days=days)))
        work.commit()
    assistant.running.concierge.jobs._every_day(now(), None)
    with learning.context.reading() as work:
        assert [each.text for each in work.unclear_sentences.undecided()] == ["the zebra of late"]
