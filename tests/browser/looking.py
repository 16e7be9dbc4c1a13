"""What a page is like for everyone who uses it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


def accessibility_findings(page: Page) -> list[dict[str, Any]]:
    """What axe finds against WCAG 2.1 A and AA: rule, help, and the elements concerned."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [{"rule": v["id"], "help": v["help"], "where": [n["html"][:200] for n in v["nodes"]][:4]} for v in found]


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
