"""One browser and one running assistant for all journeys. Each has people of its own, so none disturbs another."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from sandbox.testing import SandboxServer
from tests.browser.chromium import running_chromium
from tests.browser.sandbox_page import SandboxPage
from tests.running.assistant import Assistant, settings_for

Window = Callable[..., SandboxPage]

DESKTOP: dict[str, Any] = {"width": 1280, "height": 820}
PHONE: dict[str, Any] = {"width": 390, "height": 844}
LIGHT: dict[str, Any] = {"scheme": "light"}
DARK: dict[str, Any] = {"scheme": "dark"}


@pytest.fixture(scope="package")
def assistant(nlu_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with SandboxServer() as sandbox:
        made = Assistant(sandbox, settings_for(sandbox, nlu_url, tmp_path_factory.mktemp("var")))
        made.start()
        yield made
        made.stop()


@pytest.fixture(scope="package")
def chromium(assistant: Assistant) -> Iterator[Browser]:
    """Started after the assistant, whose parts may not be started while Playwright's event loop runs."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def window(chromium: Browser, assistant: Assistant) -> Iterator[Window]:
    """Opens windows of the workspace; at the end none may have had an error in its scripts.

    Forms that a journey before has left open are closed: they belong to the person, not to the window.
    """
    opened: list[SandboxPage] = []

    def open_window(person: str, channel: str = "", **look: Any) -> SandboxPage:
        while assistant.sandbox.views(person):
            assistant.sandbox.close(person, whole_stack=True)
        opened.append(SandboxPage(chromium, assistant.sandbox.page_url, **look).open(person, channel))
        return opened[-1]

    yield open_window
    problems = [problem for each in opened for problem in each.problems]
    for each in opened:
        each.close()
    assert problems == []
