"""`cec nlu`: train, serve and try the understanding."""

import json
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from bot.clock import now
from bot.intents import INTENTS
from bot.understanding.model import Understanding
from bot.understanding.server import LOCAL, NLU, USUAL_PORT, USUAL_URL, LocalServer, ServerFailed
from cli.evaluation import evaluate
from cli.evaluation_sets import problems_of_sets, read_sets
from cli.examples import problems, read_examples
from cli.nlu_parts import BadInput, one_line, understander
from cli.parts import settings_or_exit
from cli.review import review
from cli.training import current_vocabulary
from cli.training import train as train_with

nlu_app = typer.Typer(help="Understanding: train it, serve it, try it.", no_args_is_help=True)
nlu_app.command()(review)
nlu_app.command("eval")(evaluate)

DEFAULT_ZONE = "America/New_York"


@nlu_app.command()
def train(force: Annotated[bool, typer.Option(help="Train even when nothing changed.")] = False) -> None:
    """Learn the training data and the names of the catalog and the database. Skips when nothing changed."""
    settings = settings_or_exit("cec nlu train")
    with one_line("cec nlu train"):
        typer.echo(train_with(current_vocabulary(settings), force))


@nlu_app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = USUAL_PORT,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = LOCAL,
) -> None:
    """Serve the trained model until Ctrl-C."""
    settings = settings_or_exit("cec nlu serve")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with one_line("cec nlu serve"):
        try:
            with LocalServer.started(settings.var / "nlu-serve.log", port, host) as server:
                server.wait_until_ready()
                typer.echo(f"ready: {server.url}")
                server.wait()
                raise ServerFailed(f"The understanding server ended. Its log: {server.log_file}")
        except KeyboardInterrupt:
            typer.echo("stopped")


@nlu_app.command()
def check() -> None:
    """Check the training and the evaluation data: intents, numbers, sentences that are twice or nearly the same."""
    with one_line("cec nlu check"):
        examples, sets = read_examples(NLU / "data"), read_sets(NLU / "evaluation")
        evaluated = [sentence for each in sets for sentence in each.sentences]
        found = [*problems(examples, set(INTENTS), evaluated), *problems_of_sets(sets, set(INTENTS))]
        for problem in found:
            typer.echo(problem)
        typer.echo(f"{len(examples)} examples, {len(evaluated)} sentences to measure by, {len(found)} to mend")
        if found:
            raise typer.Exit(1)


@nlu_app.command()
def parse(
    text: Annotated[
        str | None, typer.Argument(help="The sentence; - reads sentences from standard input, one a line.")
    ] = None,
    at: Annotated[str | None, typer.Option(help="The instant it is said, ISO 8601; now when left out.")] = None,
    tz: Annotated[str, typer.Option(help="The speaker's time zone.")] = DEFAULT_ZONE,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Read lines {"text": ...}, write one object each.')] = False,
) -> None:
    """What the assistant understands of a sentence, as JSON.

    The server that CEC_NLU_URL names is asked, or one of `cec nlu serve`; where none answers one is started.
    """
    settings = settings_or_exit("cec nlu parse")
    with one_line("cec nlu parse"):
        zone = _zone(tz)
        instant = _instant(at, zone)
        if (text is None) != jsonl:
            raise BadInput("Give one sentence, or - or --jsonl and lines on standard input.")
        sentences = _objects() if text is None else _lines() if text == "-" else iter([text])
        with understander(replace(settings, nlu_url=settings.nlu_url or USUAL_URL)) as reader:
            for sentence in sentences:
                typer.echo(json.dumps(_as_json(reader.understand(sentence, instant, zone)), ensure_ascii=False))


def _lines() -> Iterator[str]:
    """Each is read when it is typed: a person may go on after the answer."""
    return (line.strip() for line in sys.stdin if line.strip())


def _objects() -> Iterator[str]:
    for number, line in enumerate(sys.stdin, start=1):
        if line.strip():
            yield _text_of(number, line)


def _text_of(number: int, line: str) -> str:
    try:
        given = json.loads(line)
    except ValueError as error:
        raise BadInput(f'Line {number} is not JSON. Write {{"text": "..."}}.') from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise BadInput(f'Line {number} has no "text". Write {{"text": "..."}}.')
    return given["text"]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(f"{name!r} is not a time zone. Write one such as {DEFAULT_ZONE}.") from error


def _instant(text: str | None, zone: ZoneInfo) -> datetime:
    """An instant without an offset is one of the speaker's zone."""
    if text is None:
        return now()
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is not an instant. Write one such as 2026-11-18T10:30:00-05:00.") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def _as_json(understanding: Understanding) -> dict[str, Any]:
    entities = [asdict(entity) for entity in understanding.entities]
    for entity in entities:
        del entity["candidates"], entity["repeats"]
    return {
        "text": understanding.text,
        "intent": understanding.intent,
        "confidence": round(understanding.confidence, 4),
        "entities": entities,
    }
