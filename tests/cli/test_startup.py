"""`cec startup`, as a person runs it."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.settings import from_environment
from cli.first_data import load_first_data
from cli.parts import open_services
from cli.startup import startup_app
from domain.permissions import OPERATOR

ROOT = Path(__file__).parents[2]
SHIPPED = str(ROOT / "startup" / "tasks.yaml")
app = typer.Typer()
app.add_typer(startup_app, name="startup")


@pytest.fixture
def cec(own_database: None):
    """Run a command with a database of its own."""
    runner = CliRunner()
    return lambda *words: runner.invoke(app, ["startup", *words])


@pytest.fixture
def broken(tmp_path: Path) -> str:
    file = tmp_path / "broken.yaml"
    text = Path(SHIPPED).read_text("utf-8")
    file.write_text(
        text.replace("categories: [mobility]", "categories: [mobilty]", 1).replace("role: sml", "role: sm", 1)
    )
    return str(file)


def test_the_shipped_tasks_have_no_problems(cec):
    result = cec("check", SHIPPED)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "No problems: 32 tasks, 9 of them for every agreement; the last one is due after 28 business days.\n"
    )


def test_broken_tasks_are_told_line_by_line_and_not_imported(cec, broken):
    load_first_data(open_services(from_environment()), print)
    for command in ("check", "import"):
        result = cec(command, broken)
        assert (result.exit_code, result.stdout) == (1, "")
        first, second, last = result.stderr.splitlines()
        assert "broken.yaml:12: task kickoff: there is no role of CEC “sm”. Did you mean “sml”?" in first
        assert "there is no category “mobilty”. Did you mean “mobility”?" in second
        assert last.startswith("2 problems.")


def test_a_missing_file_is_told_in_one_line(cec):
    result = cec("check", "nothing.yaml")
    assert result.exit_code == 1
    assert "nothing.yaml" in result.stderr
    assert "Traceback" not in result.output


def test_the_first_start_loads_the_tasks_and_the_same_again_changes_nothing(cec):
    services, said = open_services(from_environment()), []
    load_first_data(services, said.append)
    load_first_data(services, said.append)
    assert [line for line in said if "startup tasks" in line] == [
        "loaded the sample startup tasks; replace them with `cec startup import FILE`"
    ]
    assert services.startup.definition_version(OPERATOR) == 1
    result = cec("import", SHIPPED)
    assert result.stdout == "The same tasks are there already (version 1). Nothing changed.\n"


def test_other_tasks_are_the_next_version(cec, tmp_path: Path):
    load_first_data(open_services(from_environment()), print)
    other = tmp_path / "other.yaml"
    other.write_text("tasks: [{key: kickoff, title: Meet, side: cec, role: sml, offset: 0, duration: 2}]")
    assert cec("import", str(other)).stdout == "Version 2: 1 task.\n"
