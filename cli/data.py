"""Commands about data: `cec seed`, `cec import`, `cec export`, `cec catalog`."""

import csv
import io
import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import now
from cli.parts import (
    CATALOG,
    SAMPLES,
    STARTUP,
    SURVEY,
    count,
    one_line_errors,
    open_services,
    open_storage,
    settings_or_exit,
    show_problems,
    value_or_exit,
)
from domain.errors import InvalidInput
from domain.permissions import OPERATOR
from services import Services
from services.agreement_cells import AGREEMENT_COLUMNS
from services.catalog_files import read_catalog
from services.context import DEFAULT_ZONE, Context
from services.csv_rows import Columns
from services.imports import ORGANIZATION_COLUMNS, PERSON_COLUMNS, Imported, ImportKind
from services.sample_files import read_sample
from services.seed import Seeded, seed
from services.startup_files import read_startup
from services.survey_files import read_survey
from storage.unit_of_work import Storage

_COLUMNS: dict[ImportKind, Columns] = {
    ImportKind.ORGANIZATIONS: ORGANIZATION_COLUMNS,
    ImportKind.PEOPLE: PERSON_COLUMNS,
    ImportKind.AGREEMENTS: AGREEMENT_COLUMNS,
}

catalog_app = typer.Typer(help="The service catalog.", no_args_is_help=True)


def seed_samples(storage: Storage, at: datetime) -> str:
    """Load the sample data as of that instant, and say in one line what was done.

    Raises InvalidInput when a sample file is wrong, Conflict when the database is in use.
    """
    context = Context(storage, lambda: at, lambda: "")
    catalog = read_catalog(CATALOG).required()
    survey = read_survey(SURVEY, catalog).required()
    startup = read_startup(STARTUP, catalog).required()
    seeded = seed(context, read_sample(SAMPLES).required(), catalog, survey, startup, context.today(DEFAULT_ZONE))
    return _seeded_sentence(seeded)


def seed_command() -> None:
    """Load the sample data. Loading it again changes nothing."""
    with one_line_errors("cec seed"):
        typer.echo(seed_samples(open_storage(settings_or_exit("cec seed")), now()))


def import_command(
    kind: Annotated[ImportKind, typer.Argument(help="What the file holds.")],
    file: Annotated[Path | None, typer.Argument(help="A CSV file in UTF-8.", show_default=False)] = None,
    template: Annotated[bool, typer.Option("--template", help="Print the first line of such a file.")] = False,
) -> None:
    """Import a CSV file: all of it or nothing. The same file again changes nothing."""
    if template:
        typer.echo(_header(_COLUMNS[kind]))
        return
    with one_line_errors(f"cec import {kind}"):
        if file is None:
            raise InvalidInput("file", "Name a CSV file, or use --template to see its columns.")
        services = open_services(settings_or_exit("cec import"))
        outcome = _imported(services, kind, file.read_bytes(), file.name)
        show_problems(outcome.problems)
        typer.echo(outcome.sentence, err=bool(outcome.problems))
    if outcome.problems:
        raise typer.Exit(1)


def export_command(
    to: Annotated[Path | None, typer.Option("--to", help="A file instead of standard output.")] = None,
) -> None:
    """Write everything that is kept as JSON (described in docs/export.md)."""
    with one_line_errors("cec export"):
        services = open_services(settings_or_exit("cec export"))
        with to.open("w", encoding="utf-8") if to else nullcontext(sys.stdout) as out:
            exported = services.exports.write(OPERATOR, out)
        if to:
            typer.echo(f"Wrote {to}: {', '.join(f'{count:,} {_words(part)}' for part, count in exported.counts)}.")


@catalog_app.command("check")
def check_catalog(file: Annotated[Path, typer.Argument(help="A YAML file, or a folder of them.")]) -> None:
    """Say what is wrong with a catalog, and how to mend it. Changes nothing."""
    with one_line_errors("cec catalog check"):
        catalog = value_or_exit(read_catalog(file), "Nothing can be imported.")
        what = f"{len(catalog.services):,} services in {len(catalog.categories):,} categories"
        typer.echo(f"No problems: {what}, prices for {', '.join(f'FY{year}' for year in catalog.years())}.")


@catalog_app.command("import")
def import_catalog(file: Annotated[Path, typer.Argument(help="A YAML file, or a folder of them.")]) -> None:
    """Replace the catalog: all of it or nothing. Agreements keep the prices that they were made with."""
    with one_line_errors("cec catalog import"):
        found = read_catalog(file)
        if found.value is None:
            show_problems(found.problems)
            typer.echo(f"{count(len(found.problems), 'problem')}: nothing was imported.", err=True)
            raise typer.Exit(1)
        services = open_services(settings_or_exit("cec catalog import"))
        done = services.catalog.import_catalog(OPERATOR, found.value, str(file))
        if not done.changed:
            typer.echo(f"The same catalog is there already (version {done.version}). Nothing changed.")
            return
        changes = f"{len(done.added):,} services added, {len(done.altered):,} changed, {len(done.removed):,} removed"
        typer.echo(f"Version {done.version}: {changes}. Run “cec nlu train” so that new names are understood.")


def register(app: typer.Typer) -> None:
    """Add these commands to `cec`."""
    app.command("seed")(seed_command)
    app.command("import")(import_command)
    app.command("export")(export_command)
    app.add_typer(catalog_app, name="catalog")


def _imported(services: Services, kind: ImportKind, data: bytes, source: str) -> Imported:
    by_kind = {
        ImportKind.ORGANIZATIONS: services.imports.organizations,
        ImportKind.PEOPLE: services.imports.people,
        ImportKind.AGREEMENTS: services.imports.agreements,
    }
    return by_kind[kind](OPERATOR, data, source)


def _header(columns: Columns) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(columns.all)
    return line.getvalue()


def _seeded_sentence(seeded: Seeded) -> str:
    if not seeded.changed:
        return "The sample data is there already. Nothing changed."
    return (
        f"Loaded the sample data: {seeded.organizations:,} organizations, {seeded.people:,} people, "
        f"{seeded.agreements:,} agreements, {seeded.channels:,} channels."
    )


def _words(part: str) -> str:
    return part.replace("_", " ")
