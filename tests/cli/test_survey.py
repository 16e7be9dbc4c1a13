"""`cec survey`, as a person runs it."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.settings import from_environment
from cli.first_data import load_first_data
from cli.parts import open_services
from cli.survey import survey_app
from domain.permissions import OPERATOR
from tests.survey_definitions import CATALOG

ROOT = Path(__file__).parents[2]
SHIPPED = str(ROOT / "surveys" / "customer_survey.yaml")
app = typer.Typer()
app.add_typer(survey_app, name="survey")


@pytest.fixture
def cec(own_database: None):
    """Run a command with a database of its own."""
    runner = CliRunner()
    return lambda *words: runner.invoke(app, ["survey", *words])


@pytest.fixture
def broken(tmp_path: Path) -> str:
    file = tmp_path / "broken.yaml"
    text = Path(SHIPPED).read_text("utf-8")
    file.write_text(
        text.replace("service: managed_desktop", "service: manged_desktop").replace("key: mission", "key: M")
    )
    return str(file)


def test_the_shipped_survey_has_no_problems(cec):
    result = cec("check", SHIPPED)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("No problems: 19 sections, 121 questions, ")


def test_a_broken_survey_is_told_line_by_line(cec, broken):
    for command in ("check", "preview"):
        result = cec(command, broken)
        assert (result.exit_code, result.stdout) == (1, "")
        first, second, last = result.stderr.splitlines()
        assert "question M: “M” cannot be used as key" in first
        assert "there is no service “manged_desktop”. Did you mean “managed_desktop”?" in second
        assert last.startswith("2 problems.")


def test_a_missing_file_is_told_in_one_line(cec):
    result = cec("check", "nothing.yaml")
    assert result.exit_code == 1
    assert "nothing.yaml: The file cannot be read" in result.stderr


def test_a_catalog_that_is_broken_is_told(cec, tmp_path: Path):
    result = cec("check", SHIPPED, "--catalog", str(tmp_path))
    assert result.exit_code == 1
    assert "holds no YAML file" in result.stderr


def test_the_preview_shows_questions_conditions_checks_and_recommendations(cec):
    shown = cec("preview", SHIPPED).stdout
    assert all(len(line) <= 100 for line in shown.splitlines())
    for part in (
        "Customer requirements survey (customer_survey, version 1): 19 sections, 121 questions",
        "2.1 How many people work for your organization, contractors included?",
        "people: number from 1 person up to 100,000 people; required; in the summary for staff",
        "Shown when “What is the main reason for working with CEC?” is Another reason",
        "Filled in at first: the confirmed need: Managed laptop",
        "Wrong when “How many of them work mostly from home or on the road?” is more than",
        "Level: Time until a failed laptop works again or is exchanged: at most 8 business hours",
        "  - Managed laptop: “How many laptops do you need?”",
    ):
        assert part in shown, part


def test_a_new_workspace_starts_with_catalog_survey_and_startup_tasks_and_an_import_replaces_it(cec, tmp_path: Path):
    said: list[str] = []
    services = open_services(from_environment())
    load_first_data(services, said.append)
    assert [line.partition(";")[0] for line in said] == [
        "loaded the illustrative catalog",
        "loaded the sample survey",
        "loaded the sample startup tasks",
    ]
    load_first_data(services, said.append)
    assert len(said) == 3
    assert cec("import", SHIPPED).stdout == "The same survey is there already (version 1). Nothing changed.\n"
    changed = tmp_path / "changed.yaml"
    changed.write_text(
        Path(SHIPPED).read_text("utf-8").replace("version: 1", "version: 2").replace("By which", "On what")
    )
    assert cec("import", str(changed)).stdout == "Version 2: 19 sections, 121 questions.\n"


def test_an_import_is_compared_with_the_catalog_in_force(cec):
    services = open_services(from_environment())
    services.catalog.import_catalog(OPERATOR, CATALOG, "a small one")
    result = cec("import", SHIPPED)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no service “smartphone”" in result.stderr
    assert "Nothing was imported." in result.stderr


def test_a_workspace_with_a_catalog_of_its_own_starts_without_a_survey_that_does_not_fit(cec):
    services = open_services(from_environment())
    services.catalog.import_catalog(OPERATOR, CATALOG, "a small one")
    said: list[str] = []
    load_first_data(services, said.append)
    assert "no survey yet: customer_survey.yaml does not fit your catalog; see docs/surveys.md" in said


def test_an_import_needs_a_catalog(cec):
    result = cec("import", SHIPPED)
    assert result.exit_code == 1
    assert result.stderr.startswith("cec survey import: ")
