"""`cec nlu eval`: how well the understanding works, on sentences that it did not learn."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.settings import Settings
from bot.understanding.server import NLU
from cli.evaluation_sets import HELD_BACK, VALIDATION, read_said, read_set
from cli.evaluation_tables import TITLES, confusions, tables
from cli.examples import read_examples
from cli.learning_curve import SHARES, curve_table, measured_points
from cli.measuring import Measured, figures, measure
from cli.nlu_parts import BadInput, NotMeasured, check_writable, one_line, understander
from cli.pages import NoSuchPart, write_part
from cli.parts import ROOT, settings_or_exit
from cli.progress import with_progress
from cli.public_benchmark import benchmark_table, cases, frontier_table, kept, results
from cli.tables import Table, as_markdown, as_text

COMMAND = "cec nlu eval"
DATA, EVALUATION = NLU / "data", NLU / "evaluation"
PAGE = ROOT / "docs" / "understanding.md"
PICTURES = {VALIDATION: "pictures/confusions-validation.png", HELD_BACK: "pictures/confusions.png"}
#: Seconds. A busy machine shall not end a measurement, as it may end a reply.
PATIENCE = 30.0


def evaluate(
    held_back: Annotated[
        bool, typer.Option("--held-back", help="Measure on the held-back set: for reports, never to choose by.")
    ] = False,
    learning_curve: Annotated[
        bool, typer.Option("--learning-curve", help="Accuracy by share of the training data; takes minutes.")
    ] = False,
    benchmark: Annotated[
        bool, typer.Option("--benchmark", help="Compare classifiers on public data sets; the first time takes hours.")
    ] = False,
    only_kept: Annotated[
        bool, typer.Option("--kept", help="With --benchmark: what was measured before, nothing anew.")
    ] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")] = None,
    picture: Annotated[Path | None, typer.Option(help="Draw the confusion matrix in this PNG file.")] = None,
    save: Annotated[bool, typer.Option("--save", help="Write the figures into docs/understanding.md.")] = False,
) -> None:
    """Measure the understanding: intents, what a person meets, calibration, entities, confusions."""
    settings = settings_or_exit(COMMAND)
    with one_line(COMMAND):
        if learning_curve + benchmark + held_back > 1 or ((learning_curve or benchmark) and picture):
            raise BadInput("Give one of --held-back, --learning-curve and --benchmark; the last two have no picture.")
        for file in (json_file, picture):
            check_writable(file)
        try:
            if benchmark:
                _public_sets(settings, json_file, save, only_kept)
            elif learning_curve:
                _curve(json_file, save)
            else:
                _own_sentences(settings, HELD_BACK if held_back else VALIDATION, json_file, picture, save)
        except NoSuchPart as error:
            raise NotMeasured(str(error)) from error


def _own_sentences(settings: Settings, name: str, json_file: Path | None, picture: Path | None, save: bool) -> None:
    given = read_set(EVALUATION, name)
    with understander(settings, PATIENCE) as reader:
        measured = measure(reader, given)
    _print([*tables(measured), confusions(measured.answers)])
    if json_file:
        _write_json(json_file, figures(measured))
    if picture:
        typer.echo(_draw(measured, picture))
    if save:
        _save(measured)


def _curve(json_file: Path | None, save: bool) -> None:
    points = measured_points(read_examples(DATA), read_said(EVALUATION / f"{VALIDATION}_intents.yml"))
    table = curve_table(list(with_progress(points, len(SHARES), "learning curve")))
    _print([table])
    if json_file:
        _write_json(json_file, {"headings": table.headings, "rows": table.rows})
    if save:
        write_part(PAGE, "learning curve", as_markdown(table))
        typer.echo(f"Saved in {PAGE.relative_to(ROOT)}.")


def _public_sets(settings: Settings, json_file: Path | None, save: bool, only_kept: bool) -> None:
    folder = settings.var / "public-benchmark"
    wanted = kept(cases(), folder) if only_kept else cases()
    measured = list(with_progress(results(wanted, folder), len(wanted), "classifiers"))
    if not measured:
        raise NotMeasured("Nothing was measured yet. Leave out --kept.")
    shown = [benchmark_table(measured), frontier_table(measured)]
    _print(shown)
    if json_file:
        _write_json(json_file, {"results": [asdict(each) for each in measured]})
    if save:
        write_part(PAGE, "public data sets", "\n".join(as_markdown(table) for table in shown))
        typer.echo(f"Saved in {PAGE.relative_to(ROOT)}.")


def _print(given: Sequence[Table]) -> None:
    for table in given:
        typer.echo(as_text(table))


def _write_json(file: Path, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _draw(measured: Measured, file: Path) -> str:
    """The picture in words."""
    # Here and not above: charts take a second to load, and no other command needs them.
    from cli.confusion_picture import alt_text, save_picture

    title = f"Intents expected and found, {TITLES[measured.name]}"
    save_picture(measured.answers, title, file)
    return alt_text(measured.answers, title)


def _save(measured: Measured) -> None:
    picture = PAGE.parent / PICTURES[measured.name]
    picture.parent.mkdir(exist_ok=True)
    words = _draw(measured, picture)
    wrong = as_markdown(confusions(measured.answers))
    shown = [as_markdown(table) for table in tables(measured)]
    shown += [
        f"![{words}]({PICTURES[measured.name]})",
        "",
        f"<details><summary>Confusions</summary>\n\n{wrong}\n</details>",
    ]
    write_part(PAGE, TITLES[measured.name], "\n".join(shown))
    typer.echo(f"Saved in {PAGE.relative_to(ROOT)}.")
