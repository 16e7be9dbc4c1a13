"""The sandbox's page as a person uses it, for browser tests.

`SandboxPage(browser, sandbox.page_url)` opens a window of its own. Every method waits for what it needs;
`problems` collects errors of the page's scripts, and tests should end with none.
"""

import re
from typing import Any, Literal, Self

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.browser import looking
from tests.browser.chromium import PATIENCE

type Scheme = Literal["light", "dark"]


class SandboxPage:
    """One window of the page. `page` is Playwright's, for what has no method here."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        width: int = 1280,
        height: int = 820,
        scheme: Scheme = "light",
        scale: float = 1,
    ) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._console)
        self._address = address.rstrip("/")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(message.text)

    def open(self, person: str = "", channel: str = "", tab: str = "") -> Self:
        """Open as a person (id) in a conversation (id); without them, as the page itself chooses."""
        query = "&".join(f"{k}={v}" for k, v in (("as", person), ("channel", channel), ("tab", tab)) if v)
        self.page.goto(f"{self._address}/?{query}")
        expect(self.rail.locator(".me")).to_have_count(1)
        expect(self.main.locator("h2")).to_be_visible()
        return self

    def close(self) -> None:
        self.context.close()

    # Parts of the page

    @property
    def rail(self) -> Locator:
        return self.page.locator("#rail")

    @property
    def main(self) -> Locator:
        return self.page.locator("#main")

    @property
    def side(self) -> Locator:
        return self.page.locator("#side")

    @property
    def modal(self) -> Locator:
        return self.page.locator("#modal")

    @property
    def messages(self) -> Locator:
        """The messages of the conversation on screen."""
        return self.main.locator(".msg")

    @property
    def last_message(self) -> Locator:
        return self.messages.last

    def message(self, text: str) -> Locator:
        """The last message of the conversation that contains `text`."""
        return self.messages.filter(has_text=text).last

    # Acts

    def become(self, name: str) -> None:
        """Act as another person, chosen by name."""
        self.rail.locator(".me").click()
        box = self.page.get_by_role("combobox", name="Find a person")
        box.fill(name)
        expect(self.page.get_by_role("option")).to_have_count(1)
        box.press("Enter")
        expect(self.rail.locator(".me b")).to_have_text(name)

    def go_to(self, name: str) -> None:
        """Open a conversation of the rail: a channel's name, or the app's."""
        self.rail.get_by_role("button", name=re.compile(rf"^{re.escape(name)}\b")).click()
        expect(self.main.locator("h2")).to_have_text(re.compile(rf"^#?{re.escape(name)}$"))

    def say(self, text: str) -> None:
        """Write in the conversation on screen; a command when it starts with `/`."""
        box = self.main.locator("#composer-text")
        box.fill(text)
        box.press("Escape")
        box.press("Enter")
        expect(box).to_have_value("")

    def reply(self, text: str) -> None:
        """Write in the side pane: the open thread, or the assistant."""
        box = self.side.locator("textarea").last
        box.fill(text)
        box.press("Enter")
        expect(box).to_have_value("")

    def expect_text(self, text: str | re.Pattern[str], where: Locator | None = None) -> None:
        expect((where or self.main).get_by_text(text).last).to_be_visible()

    def click(self, label: str, where: Locator | None = None) -> None:
        """Click the last button with this label, in the conversation unless `where` says otherwise."""
        (where or self.main).get_by_role("button", name=label, exact=True).last.click()

    def choose(self, label: str, option: str, where: Locator | None = None) -> None:
        """Choose in a select; `label` is its field's label or its placeholder."""
        (where or self.main).get_by_role("button", name=re.compile(rf"^{re.escape(label)}")).last.click()
        box = self.page.locator(".popover").get_by_role("combobox")
        box.fill(option)
        # What Enter takes: options that come from the app may still be those of before it was typed.
        expect(self.page.locator(".popover .option--on")).to_contain_text(option)
        box.press("Enter")

    def confirm(self) -> None:
        """Say yes to the question on screen."""
        self.page.locator("#question .btn").last.click()

    def tools(self, message: Locator) -> Locator:
        """The tools of a message, shown by pointing at it."""
        message.hover()
        return message.locator(".msg-tools")

    def more(self, message: Locator, item: str | re.Pattern[str]) -> None:
        """An item of the menu "More actions" of a message: edit, delete, the app's shortcuts."""
        self.tools(message).get_by_role("button", name="More actions").click()
        self.page.get_by_role("menuitem", name=item).click()

    def open_thread(self, message: Locator) -> None:
        self.tools(message).get_by_role("button", name="Reply in thread").click()
        expect(self.side.locator("#thread-text")).to_be_visible()

    def open_home(self) -> Locator:
        """The App Home; returns its panel."""
        self.main.get_by_role("tab", name="Home").click()
        expect(self.page.locator("#home-panel")).to_be_visible()
        return self.page.locator("#home-panel")

    def open_assistant(self) -> None:
        self.page.locator("#open-assistant").click()
        expect(self.side.locator("#assistant-text")).to_be_visible()

    def attach(self, *paths: str, where: Locator | None = None) -> None:
        """Add files to what is being written, in the conversation unless `where` says otherwise."""
        (where or self.main).locator(".composer input[type=file]").set_input_files(list(paths))

    # Forms

    def expect_modal(self, title: str) -> Locator:
        expect(self.modal).to_be_visible()
        expect(self.modal.locator("#modal-title")).to_have_text(title)
        return self.modal

    def fill(self, label: str, value: str) -> None:
        """Fill in a field of the form on top, by its label or the beginning of it."""
        self.field(label).fill(value)

    def field(self, label: str) -> Locator:
        return self.modal.get_by_label(re.compile(rf"^{re.escape(label)}")).last

    def submit(self) -> None:
        self.modal.locator("button[type=submit]").click()

    def expect_no_modal(self) -> None:
        expect(self.modal).to_be_hidden()

    # Checks

    def accessibility_findings(self) -> list[dict[str, Any]]:
        return looking.accessibility_findings(self.page)

    def overflows(self) -> bool:
        return looking.overflows(self.page)
