"""The documents and deployment files are whole: links lead somewhere, YAML can be read."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)[^)]*\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_to_a_file(page: Path) -> None:
    missing = [target for target in _LINK.findall(page.read_text("utf-8")) if not (page.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("file", sorted((ROOT / "deploy").glob("*.yaml")), ids=lambda file: file.name)
def test_deployment_files_can_be_read(file: Path) -> None:
    assert all(isinstance(part, dict) for part in yaml.safe_load_all(file.read_text("utf-8")))


def test_every_setting_that_is_read_stands_in_the_readme() -> None:
    names = re.findall(r'"((?:CEC|SLACK)_[A-Z_]+)"', (ROOT / "bot" / "settings.py").read_text("utf-8"))
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in names if f"`{name}`" not in readme] == []
