"""`cec meetings`: the file of the kinds of meetings is checked."""

from pathlib import Path
from typing import Annotated

import typer

from cli.parts import count, one_line_errors, value_or_exit
from services.meeting_kinds import KINDS_FILE, read_kinds

meetings_app = typer.Typer(help="The kinds of meetings.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A YAML file. Without it that of the program.")]


@meetings_app.command("check")
def check_meetings(file: File = KINDS_FILE) -> None:
    """Say what is wrong with the kinds of meetings, and how to mend it. Changes nothing."""
    with one_line_errors("cec meetings check"):
        kinds = value_or_exit(read_kinds(file), "The assistant would not start with this file.")
        typer.echo(f"No problems: {count(len(kinds), 'kind')}.")
