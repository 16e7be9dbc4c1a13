"""`cec measurements` and `cec api-key`: what was measured is brought in, and programs are let in."""

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.parts import one_line_errors, open_services, settings_or_exit, show_problems
from domain.permissions import OPERATOR
from services.measurement_rows import COLUMNS

measurements_app = typer.Typer(help="What was measured for agreements.", no_args_is_help=True)
api_key_app = typer.Typer(help="Keys of programs that bring measurements.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The name of the program.")]


@measurements_app.command("import")
def import_measurements(
    file: Annotated[Path, typer.Argument(help="A CSV file, or a spreadsheet (XLSX).")],
) -> None:
    """Import measurements: all of the file or nothing. The same file again changes nothing."""
    with one_line_errors("cec measurements import"):
        content = file.read_bytes()
        services = open_services(settings_or_exit("cec measurements import"))
        brought = services.measurements.import_file(OPERATOR, file.name, content)
        show_problems(brought.problems)
        typer.echo(brought.sentence, err=bool(brought.problem_count))
    if brought.problem_count:
        raise typer.Exit(1)


@measurements_app.command("template")
def template() -> None:
    """Print the first line of a file of measurements."""
    csv.writer(sys.stdout, lineterminator="\n").writerow(COLUMNS.all)


@api_key_app.command("new")
def new_key(name: Name) -> None:
    """Make a key for a program and show it this once."""
    with one_line_errors("cec api-key new"):
        made = open_services(settings_or_exit("cec api-key new")).api_keys.make(OPERATOR, name)
        typer.echo(made.secret)
        typer.echo("Keep it now: it is not shown again.", err=True)


@api_key_app.command("revoke")
def revoke_key(name: Name) -> None:
    """Let the program's key open nothing any more."""
    with one_line_errors("cec api-key revoke"):
        revoked = open_services(settings_or_exit("cec api-key revoke")).api_keys.revoke(OPERATOR, name)
        typer.echo(f"The key of {revoked.name} opens nothing any more.")


@api_key_app.command("list")
def list_keys() -> None:
    """Show the keys without their secrets."""
    with one_line_errors("cec api-key list"):
        for key in open_services(settings_or_exit("cec api-key list")).api_keys.all(OPERATOR):
            ended = f", revoked on {key.revoked_at:%Y-%m-%d}" if key.revoked_at else ""
            typer.echo(f"{key.name}: made on {key.made_at:%Y-%m-%d} by {key.made_by}{ended}")
