"""`cec documents`: an office's own templates are checked, and documents are made anew."""

from pathlib import Path
from typing import Annotated

import typer

from cli.parts import count, one_line_errors, open_services, settings_or_exit, show_problems
from documents.agreement_document import READABLE, TEMPLATE_OF
from documents.template_files import Templates
from documents.template_problems import problems_in
from domain.errors import NotFound
from domain.permissions import OPERATOR

documents_app = typer.Typer(help="The documents of agreements.", no_args_is_help=True)

Folder = Annotated[
    Path | None,
    typer.Option("--templates", help="A folder of templates. Without it that of the setting CEC_TEMPLATES."),
]


@documents_app.command("check")
def check(templates: Folder = None) -> None:
    """Make each document of sample data, in every format, and say what is wrong. Changes nothing."""
    with one_line_errors("cec documents check"):
        folder = templates or settings_or_exit("cec documents check").templates
        if folder and not folder.is_dir():
            raise NotFound(f"There is no folder {folder}. Check the path.")
        problems = problems_in(Templates(folder))
        if problems:
            show_problems(problems)
            typer.echo(f"{count(len(problems), 'problem')}. Mend them before documents are made.", err=True)
            raise typer.Exit(1)
        which = folder or "the templates that come with the program"
        made = f"{count(len(TEMPLATE_OF), 'document')} in {count(len(READABLE), 'format')}"
        typer.echo(f"No problems: {made}, with {which}.")


@documents_app.command("make")
def make(
    number: Annotated[str, typer.Argument(help="The number of the agreement, such as SLA-2027-0041.")],
    version: Annotated[int, typer.Argument(help="The number of the version.")],
) -> None:
    """Have the documents of a version made that are not there yet, as after a template was mended."""
    with one_line_errors("cec documents make"):
        services = open_services(settings_or_exit("cec documents make"))
        services.agreement_documents.want(OPERATOR, number, version)
        typer.echo("They are made by the running assistant, and sent to those who may see them.")
