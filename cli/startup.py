"""`cec startup`: files of startup tasks are checked and imported."""

from pathlib import Path
from typing import Annotated

import typer

from cli.parts import CATALOG, count, one_line_errors, open_services, settings_or_exit, value_or_exit
from domain.permissions import OPERATOR
from services.catalog_files import read_catalog
from services.startup_files import read_startup

startup_app = typer.Typer(help="The tasks of startup and transition.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A YAML file.")]
CatalogFolder = Annotated[Path, typer.Option("--catalog", help="The catalog whose services the tasks are for.")]


@startup_app.command("check")
def check_startup(file: File, catalog: CatalogFolder = CATALOG) -> None:
    """Say what is wrong with startup tasks, and how to mend it. Changes nothing."""
    with one_line_errors("cec startup check"):
        definition = value_or_exit(read_startup(file, read_catalog(catalog).required()), "Nothing can be imported.")
        general = sum(task.is_general for task in definition.tasks)
        longest = max(task.due_after for task in definition.tasks)
        said = f"{count(len(definition.tasks), 'task')}, {general} of them for every agreement"
        typer.echo(f"No problems: {said}; the last one is due after {count(longest, 'business day')}.")


@startup_app.command("import")
def import_startup(file: File) -> None:
    """Plan agreements with these tasks from now on. Plans that are there stay as they are."""
    with one_line_errors("cec startup import"):
        services = open_services(settings_or_exit("cec startup import"))
        definition = value_or_exit(read_startup(file, services.catalog.current().catalog), "Nothing was imported.")
        done = services.startup.import_definition(OPERATOR, definition, str(file))
        if done.changed:
            typer.echo(f"Version {done.version}: {count(done.tasks, 'task')}.")
        else:
            typer.echo(f"The same tasks are there already (version {done.version}). Nothing changed.")
