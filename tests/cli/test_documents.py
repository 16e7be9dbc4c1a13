"""`cec documents`, as a person runs it."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.documents import documents_app

app = typer.Typer()
app.add_typer(documents_app, name="documents")


@pytest.fixture
def cec(own_database: None):
    """Run a command with a database of its own."""
    runner = CliRunner()
    return lambda *words: runner.invoke(app, ["documents", *words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "templates"
    made.mkdir()
    return made


def test_the_shipped_templates_have_no_problems(cec):
    result = cec("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("No problems: 5 documents in 3 formats")


def test_a_wrong_template_is_told_with_file_and_line(cec, folder: Path):
    (folder / "agreement.html").write_text('{% extends "agreement_base.html" %}\n{{ broken\n', "utf-8")
    result = cec("check", "--templates", str(folder))
    assert (result.exit_code, result.stdout) == (1, "")
    first, last = result.stderr.splitlines()
    assert first.startswith("agreement.html, line ")
    assert last == "1 problem. Mend them before documents are made."


def test_the_folder_of_the_settings_is_checked(cec, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CEC_TEMPLATES", str(folder))
    assert str(folder) in cec("check").stdout.replace("\n", "")


@pytest.mark.parametrize("by_option", [True, False])
def test_a_folder_that_is_not_there_is_told_in_one_line(cec, monkeypatch: pytest.MonkeyPatch, by_option: bool):
    if not by_option:
        monkeypatch.setenv("CEC_TEMPLATES", "/no/such/folder")
    result = cec("check", *(("--templates", "/no/such/folder") if by_option else ()))
    assert result.exit_code == 1
    assert "/no/such/folder" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_documents_of_an_agreement_that_is_not_there_are_not_made(cec):
    result = cec("make", "SLA-2027-9999", "1")
    assert result.exit_code == 1
    assert "There is no agreement" in result.stderr
