"""Scores of entities, and the files of sentences that they are measured on."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cli.entity_scores import EntitiesUnreadable, EntityCase, Named, Score, read_cases, score

HEAD = "at: 2026-11-18T10:30:00-05:00\nzone: America/New_York\n"
LAPTOP = Named("service", "managed_laptop")
FRIDAY = Named("time", "2026-11-20")


def case(*expected: Named) -> EntityCase:
    return EntityCase("a sentence", datetime(2026, 11, 18, tzinfo=UTC), ZoneInfo("UTC"), "", expected)


def written(folder: Path, text: str) -> Path:
    path = folder / "cases.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_precision_recall_and_f1_count_every_entity_the_same() -> None:
    cases = [case(LAPTOP, Named("quantity", 20)), case(FRIDAY), case()]
    scores = score(cases, [[LAPTOP, Named("quantity", 20.0)], [Named("time", "2026-11-27")], [LAPTOP]])
    assert scores.total == Score(right=2, missing=1, surplus=2)
    assert (scores.total.precision, scores.total.recall) == (pytest.approx(2 / 4), pytest.approx(2 / 3))
    assert scores.total.f1 == pytest.approx(4 / 7)
    assert list(scores.by_entity) == ["service", "quantity", "time"]
    assert scores.by_entity["service"] == Score(1, 0, 1)
    assert scores.by_entity["quantity"].f1 == 1


def test_values_are_counted_and_not_only_compared() -> None:
    two = Named("quantity", 2)
    scores = score([case(two, two, LAPTOP)], [[two, LAPTOP, LAPTOP]])
    assert scores.sentences[0].right == (two, LAPTOP)
    assert scores.sentences[0].missing == (two,)
    assert scores.sentences[0].surplus == (LAPTOP,)


def test_exact_times_are_of_sentences_that_have_or_got_a_time() -> None:
    cases = [case(FRIDAY, LAPTOP), case(FRIDAY), case(), case(LAPTOP)]
    scores = score(cases, [[FRIDAY], [], [FRIDAY], []])
    assert scores.exact_times == pytest.approx(1 / 3)
    assert scores.exact_sentences == 0
    assert len(scores.wrong) == 4


def test_nothing_expected_and_nothing_found_is_right() -> None:
    scores = score([case()], [[]])
    assert (scores.total.f1, scores.exact_times, scores.exact_sentences) == (1, 1, 1)
    assert scores.by_entity == {}


def test_each_sentence_needs_its_answer() -> None:
    with pytest.raises(ValueError, match="zip"):
        score([case(), case()], [[]])


def test_a_file_is_read_with_its_instant_and_zone(tmp_path: Path) -> None:
    first, second = read_cases(
        written(
            tmp_path,
            HEAD
            + """sentences:
  - text: 20 laptops in FY27
    intent: ask_price
    entities:
      - quantity: 20
      - service: managed_laptop
      - fiscal_year: 2027
  - text: hello
    at: 2026-12-30T15:00:00-09:00
    zone: America/Anchorage
    entities: []
""",
        )
    )
    assert first.at.isoformat() == "2026-11-18T10:30:00-05:00"
    assert first.expected == (Named("quantity", 20), LAPTOP, Named("fiscal_year", "2027"))
    assert (second.zone.key, second.intent, second.expected) == ("America/Anchorage", "", ())


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2026-11-20", "2026-11-20"),
        ('"2026-11-20"', "2026-11-20"),
        ("2026-11-20T14:00:00-05:00", "2026-11-20T14:00:00-05:00"),
        ('"2026-11-20T14:00-05:00"', "2026-11-20T14:00:00-05:00"),
        ("2026-10-01/2027-01-01", "2026-10-01/2027-01-01"),
        (
            "2026-11-19T14:00:00-05:00/2026-11-19T15:00:00-05:00",
            "2026-11-19T14:00:00-05:00/2026-11-19T15:00:00-05:00",
        ),
    ],
)
def test_times_are_read_quoted_or_not(tmp_path: Path, value: str, read: str) -> None:
    path = written(tmp_path, f"{HEAD}sentences:\n  - text: then\n    entities:\n      - time: {value}\n")
    assert read_cases(path)[0].expected == (Named("time", read),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no list 'sentences'"),
        ("- text: hello\n", "no list 'sentences'"),
        ("sentences: []\n", "no list 'sentences'"),
        ("sentences: [unclosed\n", "cannot be read"),
        (f"{HEAD}sentences:\n  - entities: []\n", "sentence 1 has no text"),
        (f"{HEAD}sentences:\n  - text: hello\n", "hello.*no list 'entities'"),
        ("zone: UTC\nsentences:\n  - text: hello\n    entities: []\n", "hello"),
        ("at: 2026-11-18T10:30:00\nzone: UTC\nsentences:\n  - text: hello\n    entities: []\n", "no offset"),
        ("at: 2026-11-18T10:30:00Z\nzone: Mars\nsentences:\n  - text: hello\n    entities: []\n", "Mars"),
        (f"{HEAD}sentences:\n  - text: hello\n    entities: [laptop]\n", "one line 'entity: value'"),
        (f"{HEAD}sentences:\n  - text: hello\n    entities: [{{colour: red}}]\n", "unknown entity 'colour'"),
        (f"{HEAD}sentences:\n  - text: hello\n    entities: [{{quantity: many}}]\n", "a quantity is a number"),
        (f"{HEAD}sentences:\n  - text: hello\n    entities: [{{service: }}]\n", "service has no value"),
        (f"{HEAD}sentences:\n  - text: hello\n    entities: [{{time: soon}}]\n", "soon"),
        (f"{HEAD}sentences:\n  - text: hello\n    entities: [{{time: 2026-11-18/2026-11-19/2026}}]\n", "not a time"),
        (f'{HEAD}sentences:\n  - text: hello\n    entities: [{{time: "2026-11-18T10:00"}}]\n', "offset"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(EntitiesUnreadable, match=says):
        read_cases(written(tmp_path, text))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EntitiesUnreadable, match="cannot be read"):
        read_cases(tmp_path / "none.yml")
