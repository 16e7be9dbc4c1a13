"""The commands about data, as a person runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli import data

ROOT = Path(__file__).parents[2]
app = typer.Typer()
data.register(app)


@pytest.fixture
def cec(own_database: None, monkeypatch: pytest.MonkeyPatch):
    """Run a command with a database of its own."""
    monkeypatch.chdir(ROOT)
    runner = CliRunner()

    def run(*words: str):
        return runner.invoke(app, list(words))

    return run


def test_the_sample_is_loaded_once(cec):
    assert cec("seed").stdout == "Loaded the sample data: 6 organizations, 45 people, 23 agreements, 3 channels.\n"
    again = cec("seed")
    assert (again.exit_code, again.stdout) == (0, "The sample data is there already. Nothing changed.\n")


def test_the_shipped_catalog_has_no_problems_and_is_imported_once(cec):
    assert "No problems: 48 services in 11 categories" in cec("catalog", "check", "catalog").stdout
    assert "Version 1: 48 services added" in cec("catalog", "import", "catalog").stdout
    assert "Nothing changed" in cec("catalog", "import", "catalog").stdout


def test_a_broken_catalog_is_told_line_by_line_and_not_imported(cec, tmp_path: Path):
    (tmp_path / "bad.yaml").write_text("notice: n\nservices:\n  - {key: X}\n")
    for command in ("check", "import"):
        result = cec("catalog", command, str(tmp_path / "bad.yaml"))
        assert result.exit_code == 1
        assert "bad.yaml:3" in result.stderr
        assert "Traceback" not in result.stderr


def test_a_template_is_a_file_that_only_lacks_rows(cec, tmp_path: Path):
    for kind in ("organizations", "people", "agreements"):
        file = tmp_path / f"{kind}.csv"
        file.write_text(cec("import", kind, "--template").stdout)
        result = cec("import", kind, str(file))
        assert (result.exit_code, "a header but no rows" in result.stderr) == (1, True)


def test_an_import_tells_every_fault_and_exits_with_one(cec, tmp_path: Path):
    file = tmp_path / "people.csv"
    file.write_text("email,name,organization\nnonsense,Ann,CEC\nb@cec.example.gov,,CEC\n")
    result = cec("import", "people", str(file))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "row 2, column email: “nonsense” is not an e-mail address. Give one such as name@agency.gov.",
        "row 3, column name: The name is missing. Fill it in.",
        "2 problems: nothing was imported.",
    ]


@pytest.mark.parametrize("words", [("people", "missing.csv"), ("people",), ("catalogs", "x.csv")])
def test_a_file_or_kind_that_is_not_there_is_one_line(cec, words):
    result = cec("import", *words)
    assert result.exit_code != 0
    assert "Traceback" not in result.stderr


def test_the_export_goes_to_a_file_or_to_standard_output(cec, tmp_path: Path):
    cec("seed")
    printed = json.loads(cec("export").stdout)
    said = cec("export", "--to", str(tmp_path / "all.json"))
    assert "23 agreements" in said.stdout
    assert json.loads((tmp_path / "all.json").read_text())["agreements"] == printed["agreements"]


def test_a_database_that_cannot_be_used_is_one_line(cec, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CEC_DATABASE_URL", "mysql://nowhere/db")
    result = cec("export")
    assert result.exit_code == 1
    assert result.stderr.startswith("cec export: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_said_in_words(cec):
    result = cec("import", "organizations", "/nowhere/none.csv")
    assert result.exit_code == 1
    assert result.stderr == "cec import organizations: there is no file /nowhere/none.csv. Check the path.\n"


def test_an_export_whose_reader_has_enough_ends_quietly(cec):
    cec("seed")
    command = [sys.executable, "-c", "from cli.main import app; app()", "export"]
    export = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert export.stdout is not None
    export.stdout.close()
    assert export.stderr is not None
    assert (export.stderr.read(), export.wait()) == (b"", 0)
    export.stderr.close()
