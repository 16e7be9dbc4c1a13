"""`cec survey`: survey files are checked, shown and imported."""

from pathlib import Path
from typing import Annotated

import typer

from cli.parts import CATALOG, count, one_line_errors, open_services, settings_or_exit, value_or_exit
from cli.survey_preview import preview
from domain.permissions import OPERATOR
from services.catalog_files import read_catalog
from services.survey_files import read_survey

survey_app = typer.Typer(help="The customer survey.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A YAML file.")]
CatalogFolder = Annotated[Path, typer.Option("--catalog", help="The catalog whose services the survey names.")]


@survey_app.command("check")
def check_survey(file: File, catalog: CatalogFolder = CATALOG) -> None:
    """Say what is wrong with a survey, and how to mend it. Changes nothing."""
    with one_line_errors("cec survey check"):
        survey = value_or_exit(read_survey(file, read_catalog(catalog).required()), "Nothing can be imported.")
        rules = f"{count(len(survey.checks), 'check')}, {count(len(survey.recommendations), 'recommendation')}"
        parts = f"{count(len(survey.sections), 'section')}, {count(len(survey.questions), 'question')}"
        typer.echo(f"No problems: {parts}, {rules}.")


@survey_app.command("preview")
def preview_survey(file: File, catalog: CatalogFolder = CATALOG) -> None:
    """Show what a survey asks, when, and what it leads to. Changes nothing."""
    with one_line_errors("cec survey preview"):
        offered = read_catalog(catalog).required()
        typer.echo(preview(value_or_exit(read_survey(file, offered), "Mend them to see it."), offered))


@survey_app.command("import")
def import_survey(file: File) -> None:
    """Make a survey the one that is started from now on. Those under way stay on their version."""
    with one_line_errors("cec survey import"):
        services = open_services(settings_or_exit("cec survey import"))
        survey = value_or_exit(read_survey(file, services.catalog.current().catalog), "Nothing was imported.")
        done = services.surveys.import_survey(OPERATOR, survey, str(file))
        if done.changed:
            typer.echo(f"Version {done.version}: {done.sections} sections, {done.questions} questions.")
        else:
            typer.echo(f"The same survey is there already (version {done.version}). Nothing changed.")
