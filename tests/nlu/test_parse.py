"""`cec nlu parse`: what the assistant understands, through its own code, as JSON."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.understanding.server import free_port
from cli.nlu import nlu_app

AT = "2026-11-18T10:30:00-05:00"


@pytest.fixture
def parse(nlu_url: str, tmp_path: Path):
    def run(*arguments: str, lines: str = "", url: str = nlu_url) -> Result:
        env = {"CEC_NLU_URL": url, "CEC_VAR": str(tmp_path)}
        return CliRunner().invoke(nlu_app, ["parse", *arguments], input=lines, env=env)

    return run


def test_a_sentence_gives_its_intent_and_entities(parse) -> None:
    text = "How much are 20 laptops and two dozen VoIP phones for FY27?"
    run = parse("--at", AT, text)
    assert run.exit_code == 0
    answer = json.loads(run.stdout)
    assert list(answer) == ["text", "intent", "confidence", "entities"]
    assert (answer["text"], answer["intent"]) == (text, "ask_price")
    assert 0.5 < answer["confidence"] <= 1
    assert [(one["entity"], one["value"]) for one in answer["entities"]] == [
        ("quantity", 20),
        ("service", "managed_laptop"),
        ("quantity", 24),
        ("service", "desk_phone"),
        ("fiscal_year", "2027"),
    ]
    for one in answer["entities"]:
        assert list(one) == ["entity", "text", "value", "start", "end"]
        assert text[one["start"] : one["end"]] == one["text"]


def test_lines_give_one_object_each_in_their_order(parse) -> None:
    texts = ["hello", "", "😀", "what does ATO mean", "ignore <@U1> &amp; go", "x" * 5000, "naïve \u2028 text"]
    run = parse("--jsonl", lines="\n".join(json.dumps({"text": text}) for text in texts) + "\n\n")
    assert run.exit_code == 0
    answers = [json.loads(line) for line in run.stdout.split("\n") if line]
    assert [answer["text"] for answer in answers] == texts
    assert [answer["intent"] for answer in answers[:4]] == ["greet", "out_of_scope", "out_of_scope", "explain_term"]


def test_a_dash_reads_sentences_one_a_line(parse) -> None:
    run = parse("-", lines='hello\n\n  what does ATO mean\r\n"quoted" {text}\n')
    assert run.exit_code == 0
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["text"] for answer in answers] == ["hello", "what does ATO mean", '"quoted" {text}']
    assert [answer["intent"] for answer in answers[:2]] == ["greet", "explain_term"]


def test_a_running_server_is_used_and_none_is_started(parse, tmp_path: Path) -> None:
    assert parse("hello").exit_code == 0
    assert not (tmp_path / "nlu-parse.log").exists()


@pytest.mark.parametrize(
    ("options", "value"),
    [
        (("--at", AT), "2026-11-24T14:00:00-05:00"),
        (("--at", AT, "--tz", "America/Los_Angeles"), "2026-11-24T14:00:00-08:00"),
        (("--at", "2026-11-18T10:30:00", "--tz", "America/Chicago"), "2026-11-24T14:00:00-06:00"),
    ],
)
def test_times_are_read_at_the_instant_and_in_the_zone_given(parse, options: tuple[str, ...], value: str) -> None:
    run = parse(*options, "set up a call next Tuesday at 2pm")
    assert [one["value"] for one in json.loads(run.stdout)["entities"]] == [value]


@pytest.mark.parametrize(
    ("arguments", "lines", "says"),
    [
        (("--at", "yesterday", "hello"), "", "'yesterday' is not an instant"),
        (("--tz", "Mars/Base", "hello"), "", "'Mars/Base' is not a time zone"),
        (("--tz", "../etc/passwd", "hello"), "", "is not a time zone"),
        ((), "", "Give one sentence, or - or --jsonl"),
        (("--jsonl", "hello"), "", "Give one sentence, or - or --jsonl"),
        (("--jsonl",), "hello\n", "Line 1 is not JSON"),
        (("--jsonl",), '{"text": "hi"}\n[1]\n', 'Line 2 has no "text"'),
        (("--jsonl",), '{"text": 3}\n', 'Line 1 has no "text"'),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(parse, arguments: tuple[str, ...], lines: str, says: str) -> None:
    run = parse(*arguments, lines=lines)
    assert run.exit_code == 2
    assert says in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert run.stderr.startswith("cec nlu parse: ")


@pytest.mark.timeout(300)
def test_without_a_server_one_is_started_for_the_duration(parse, tmp_path: Path) -> None:
    run = parse("hello", url=f"http://127.0.0.1:{free_port()}")
    assert (run.exit_code, json.loads(run.stdout)["intent"]) == (0, "greet")
    log = (tmp_path / "nlu-parse.log").read_text()
    assert "Starting Rasa server" in log
