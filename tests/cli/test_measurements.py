"""`cec measurements` and `cec api-key`, as a person runs them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cec(own_database: None, monkeypatch: pytest.MonkeyPatch):
    """Run a command with a database of its own."""
    monkeypatch.chdir(ROOT)
    runner = CliRunner()
    return lambda *words: runner.invoke(app, list(words))


def test_a_template_is_a_file_that_only_lacks_rows(cec, tmp_path: Path):
    file = tmp_path / "october.csv"
    file.write_text(cec("measurements", "template").stdout)
    result = cec("measurements", "import", str(file))
    assert (result.exit_code, "a header but no rows" in result.stderr) == (1, True)


def test_faults_are_told_by_row_and_column(cec, tmp_path: Path):
    file = tmp_path / "october.csv"
    file.write_text(cec("measurements", "template").stdout + "SLA-2026-0019,mailbox,availability,2026-10-14,99,%,,,\n")
    result = cec("measurements", "import", str(file))
    assert result.exit_code == 1
    assert "row 2, column agreement: There is no agreement “SLA-2026-0019”." in result.stderr
    assert "1 problem: nothing was kept." in result.stderr


def test_a_key_is_shown_once_listed_and_revoked(cec):
    made = cec("api-key", "new", "uptime monitor")
    assert made.stdout.startswith("cec_")
    listed = cec("api-key", "list").stdout
    assert "uptime monitor: made on" in listed
    assert made.stdout.strip() not in listed
    assert cec("api-key", "revoke", "uptime monitor").exit_code == 0
    assert "revoked on" in cec("api-key", "list").stdout
    assert cec("api-key", "revoke", "uptime monitor").exit_code == 1
