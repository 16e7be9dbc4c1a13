"""Browsers without a screen over real use cases and the sample data."""

import pytest

from tests.services.conftest import empty_file, office, reading, sample_file
from tests.services.office import Office
from tests.web.visitor import Visitor

__all__ = ["empty_file", "office", "reading", "sample_file"]


@pytest.fixture
def visitor(office: Office) -> Visitor:
    """Somebody at the pages, not signed in; the office is theirs alone."""
    return Visitor(office)
