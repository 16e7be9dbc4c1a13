"""Takes the pictures of docs/pictures anew, from the running product: `python -m tests.browser.take_pictures`."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from bot.understanding.server import LocalServer, ServerFailed
from sandbox.testing import SandboxServer
from tests.browser.chromium import running_chromium
from tests.browser.sandbox_page import SandboxPage
from tests.running.assistant import Assistant, settings_for

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PHONE: dict[str, Any] = {"width": 390, "height": 844, "scheme": "dark", "scale": 2}
SHARPNESS = 1.5
"""Points of the picture for one of the page: letters stay sharp where a picture is shown smaller."""

Window = Callable[..., SandboxPage]


def price(window: Window) -> SandboxPage:
    """A customer asks for a price: the estimate that can be adjusted."""
    page = window(height=900).open("U0MARIA")
    page.say("How much for 40 laptops and 12 desktops in FY2027?")
    expect(page.last_message).to_contain_text("Estimate for FY2027")
    return page


def form(window: Window) -> SandboxPage:
    """The same estimate in its form, with what is wrong said at the field."""
    page = window().open("U0MARIA")
    page.click("Change quantities, year or term")
    page.expect_modal("Change the estimate")
    page.fill("Managed laptop", "0")
    page.submit()
    expect(page.modal).to_contain_text("must be 1 or more")
    return page


def status(window: Window) -> SandboxPage:
    """Where an agreement stands: the tracker of the ten steps."""
    page = window(height=1010).open("U0MARIA")
    page.say("Where does SLA-2027-0031 stand?")
    expect(page.last_message).to_contain_text("10. Renewal: ahead")
    return page


def home_customer(window: Window) -> SandboxPage:
    page = window(height=940).open("U0MARIA", tab="home")
    expect(page.page.locator("#home-panel")).to_contain_text("Your contacts at CEC")
    return page


def home_staff(window: Window) -> SandboxPage:
    page = window(height=940).open("U0JAMES", tab="home")
    expect(page.page.locator("#home-panel")).to_contain_text("Renewals ahead")
    return page


def phone(window: Window) -> SandboxPage:
    page = window(**PHONE).open("U0ERIK", tab="home")
    expect(page.page.locator("#home-panel")).to_contain_text("Your contacts at CEC")
    return page


def proposal(window: Window) -> SandboxPage:
    """A proposal that is negotiated: the money, whose turn it is, what changed, and what can be done."""
    page = window(height=940).open("U0MARIA")
    page.say("Show me the proposal of SLA-2027-0031")
    expect(page.last_message).to_contain_text("accept version 2")
    return page


def negotiation(window: Window) -> SandboxPage:
    """What a change asked for in words would cost, on a phone."""
    page = window(**PHONE).open("U0MARIA")
    page.say("Drop the laptops in SLA-2027-0031 to 160 and bill us monthly")
    expect(page.last_message).to_contain_text("Nothing is sent yet")
    return page


def signatures(window: Window) -> SandboxPage:
    """Who has signed, and whose turn it is."""
    page = window().open("U0JAMES")
    page.say("/cec sign SLA-2027-0026")
    expect(page.last_message).to_contain_text("Signatures")
    return page


def payments(window: Window) -> SandboxPage:
    page = window(height=940).open("U0JAMES")
    page.say("/cec payments SLA-2026-0007")
    expect(page.last_message).to_contain_text("Payments")
    return page


def startup(window: Window) -> SandboxPage:
    page = window(height=1010).open("U0AMARA")
    page.say("/cec tasks SLA-2027-0018")
    expect(page.last_message).to_contain_text("left before go-live")
    return page


TAKEN = {
    "price.png": price,
    "form.png": form,
    "status.png": status,
    "home-customer.png": home_customer,
    "home-staff.png": home_staff,
    "phone.png": phone,
    "proposal.png": proposal,
    "negotiation.png": negotiation,
    "signatures.png": signatures,
    "payments.png": payments,
    "startup.png": startup,
}


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as folder, product(Path(folder)) as url, running_chromium() as browser:
            for name, show in TAKEN.items():
                take(show(partial(a_window, browser, url)), PICTURES / name)
    except ServerFailed as error:
        print(f"take_pictures: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


@contextmanager
def product(var: Path) -> Iterator[str]:
    """The whole product with the sample data; gives the address of the sandbox's page."""
    with LocalServer.started(var / "nlu.log") as understanding, SandboxServer() as sandbox:
        understanding.wait_until_ready()
        made = Assistant(sandbox, settings_for(sandbox, understanding.url, var))
        made.start()
        try:
            yield sandbox.page_url
        finally:
            made.stop()


def a_window(browser: Browser, url: str, **look: Any) -> SandboxPage:
    return SandboxPage(browser, url, **{"scale": SHARPNESS, **look})


def take(page: SandboxPage, file: Path) -> None:
    page.page.mouse.move(0, 0)
    page.page.screenshot(path=file)
    page.page.keyboard.press("Escape")  # an open form belongs to the person, and would be there in their next window
    page.expect_no_modal()
    page.close()


if __name__ == "__main__":
    sys.exit(main())
