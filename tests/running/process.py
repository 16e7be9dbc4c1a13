"""The assistant as a process of its own, which a test may kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.testing import SandboxServer
from tests.running.assistant import Message, button_of, free_port, words_of

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0


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


def kill(process: subprocess.Popen[bytes]) -> None:
    """`kill -9`."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def restarted(sandbox: SandboxServer, nlu_url: str, var: Path) -> Iterator[None]:
    """The assistant runs again, and is ended properly at last."""
    process = run_assistant(sandbox, nlu_url, var)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


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
