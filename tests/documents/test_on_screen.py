"""Documents of agreements as HTML, on a screen: accessible to all, on wide and narrow windows."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from documents.agreement_document import TEMPLATE_OF, read_as
from documents.sample_agreement import sample_facts
from domain.agreement_documents import DocumentFormat, DocumentKind
from tests.browser.chromium import running_chromium
from tests.browser.looking import WCAG

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_chromium() as started:
        yield started


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", list(TEMPLATE_OF))
def test_a_document_passes_axe_and_fits_its_window(browser: Browser, kind: DocumentKind, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(read_as(kind, DocumentFormat.HTML, sample_facts(kind)).decode())
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.close()
