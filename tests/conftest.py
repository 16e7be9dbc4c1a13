"""Fixtures that several kinds of tests share: the trained model's server, and the whole assistant in a sandbox."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from sandbox.testing import SandboxServer
from tests.postgres import postgres_url as postgres_url

# The same cases each time, however slow the machine: a change fails for what it changed. `search` draws new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def nlu_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real understanding server with the trained model; `make test` trains it first."""
    from bot.understanding.server import LocalServer

    with LocalServer.started(tmp_path_factory.mktemp("nlu") / "nlu.log") as server:
        server.wait_until_ready()
        yield server.url


@pytest.fixture(scope="module")
def assistant(nlu_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The whole assistant (tests.running.assistant.Assistant) with the sample data; one for each module of tests."""
    from tests.running.assistant import Assistant, settings_for

    with SandboxServer() as sandbox:
        made = Assistant(sandbox, settings_for(sandbox, nlu_url, tmp_path_factory.mktemp("var")))
        made.start()
        yield made
        made.stop()
