"""`cec nlu review`, as a person runs it."""

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.clock import now
from bot.intents import INTENTS
from cli import review, training_file
from cli.examples import read_examples
from cli.main import app
from cli.parts import open_services
from cli.training_file import NotAccepted, Standing, addition
from domain.given_names import GIVEN_NAMES
from domain.permissions import OPERATOR
from services import Services

GREET = """\
version: "3.1"
# Said at the beginning.
nlu:
  - intent: greet
    examples: |
      - hi
      - "hey" you

  # The end.
  - intent: goodbye
    examples: |
      - bye
      - see you
"""
PRICES = "nlu:\n- intent: ask_price\n  examples: |\n    - what is it\n    - price: 40 of them?"
EVALUATION = {
    "held_intents.yml": """\
- intent: greet
  plain:
    - 'It''s been a while'
    - who looks after the quarterly savings report
""",
    "held_entities.yml": """\
at: 2026-11-18T10:30:00-05:00
zone: America/New_York
sentences:
  - text: good day to you
    entities: []
""",
}
RANKING = (("view_report", 0.31), ("ask_price", 0.2))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Training and evaluation data of the test's own, which the command uses."""
    folder, evaluation = tmp_path / "data", tmp_path / "evaluation"
    folder.mkdir()
    evaluation.mkdir()
    (folder / "talk.yml").write_text(GREET)
    (folder / "prices.yml").write_text(PRICES)
    for name, content in EVALUATION.items():
        (evaluation / name).write_text(content)
    monkeypatch.setattr(review, "DATA", folder)
    monkeypatch.setattr(review, "EVALUATION", evaluation)
    return folder


@pytest.fixture
def services(own_database: None) -> Services:
    from bot.settings import from_environment
    from cli.data import seed_samples
    from cli.parts import open_storage

    seed_samples(open_storage(from_environment()), now())
    return open_services(from_environment())


@pytest.fixture
def cec(data: Path, services: Services) -> Callable[..., Result]:
    """Run the command, typing these lines."""

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, ["nlu", "review", *words], input=typed)

    return run


def keep(services: Services, text: str, chosen: str | None = None) -> None:
    kept = services.learning.keep(text, RANKING, "Maria Lopez")
    if chosen and kept:
        services.learning.chosen(kept, chosen)


def test_without_sentences_there_is_nothing_to_review(cec):
    result = cec()
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing to review in sqlite:///")


def test_a_list_is_shown_without_asking(cec, services: Services):
    keep(services, "the thing with the numbers", "ask_price")
    keep(services, "The thing, with the numbers")
    keep(services, "good day to you")
    result = cec("--list")
    assert result.exit_code == 0
    assert "Said 2 times: The thing, with the numbers" in result.stdout
    assert "proposed: ask_price (chosen 1 of 2 times)" in result.stdout
    assert "understood: view_report 0.31, ask_price 0.20" in result.stdout
    assert "cannot be accepted: It stands in the evaluation data" in result.stdout
    assert len(services.learning.proposals(OPERATOR)) == 2


def test_a_reviewer_is_told_which_organizations_a_sentence_names(cec, services: Services):
    keep(services, "forest service owes us $40,000 for it")
    result = cec("--list")
    assert "Said once: forest service owes us $0,000 for it" in result.stdout
    assert "names an organization: Forest Service. Accept it only where everyone may read that." in result.stdout
    assert "Look for names that are left in a sentence" in cec(typed="q\n").stdout


def test_an_accepted_sentence_stands_at_the_end_of_its_intent_and_nothing_else_changes(
    cec, data: Path, services: Services
):
    keep(services, "evening, dear people", "greet")
    result = cec(typed="a\n")
    assert result.exit_code == 0
    assert "Written to talk.yml, for greet." in result.stdout
    assert "1 accepted, 0 dropped." in result.stdout
    assert "cec nlu train" in result.stdout
    expected = GREET.replace('      - "hey" you\n', '      - "hey" you\n      - evening, dear people\n')
    assert (data / "talk.yml").read_text() == expected
    assert services.learning.proposals(OPERATOR) == ()


def test_another_intent_may_be_chosen_by_the_beginning_of_its_name(cec, data: Path, services: Services):
    keep(services, "the thing with the numbers")
    result = cec(typed="i\nask_p\n")
    assert "Written to prices.yml, for ask_price." in result.stdout
    assert (data / "prices.yml").read_text() == f"{PRICES}\n    - the thing with the numbers\n"


def test_an_unclear_intent_is_asked_again(cec, data: Path, services: Services):
    keep(services, "the thing with the numbers")
    result = cec(typed="i\nexplain\ni\nnonsense\ni\n\ni\n?\ngreet\n")
    assert "'explain' may be explain_pricing, explain_process, explain_term." in result.stdout
    assert "There is no intent 'nonsense'." in result.stdout
    assert "No intent was chosen." in result.stdout
    assert "Get a price" in result.stdout
    assert "      - the thing with the numbers\n" in (data / "talk.yml").read_text()


REFUSED = [
    ("Hi!", "It stands in the training data already, for greet in talk.yml."),
    ("Good day to you.", "It stands in the evaluation data, or nearly, and these must stay unknown"),
    ("who looks after the quarterly savings report please", "It stands in the evaluation data, or nearly"),
    ("it's been a while", "It stands in the evaluation data"),
    ("price of a [laptop](service)", "marks an entity"),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_must_not_be_an_example_is_refused_and_can_be_dropped(
    cec, data: Path, services: Services, text: str, why: str
):
    keep(services, text, "goodbye")
    result = cec(typed="a\nd\n")
    assert "Not accepted. " in result.stdout
    assert why in result.stdout
    assert "0 accepted, 1 dropped." in result.stdout
    assert (data / "talk.yml").read_text() == GREET
    assert services.learning.proposals(OPERATOR) == ()


def test_a_skipped_sentence_comes_again_and_a_dropped_one_does_not(cec, services: Services):
    for text in ("first of them", "second of them", "third of them"):
        keep(services, text)
    result = cec(typed="s\nd\nx\nq\n")
    assert "Write one letter" in result.stdout
    assert {each.text for each in services.learning.proposals(OPERATOR)} < {
        "first of them",
        "second of them",
        "third of them",
    }
    assert len(services.learning.proposals(OPERATOR)) == 2


def test_what_was_decided_is_kept_when_the_input_ends(cec, data: Path, services: Services):
    for text in ("evening, dear people", "the thing with the numbers"):
        keep(services, text, "greet")
    result = cec(typed="a\n")
    assert result.exit_code == 0
    assert "1 accepted, 0 dropped." in result.stdout
    assert len(services.learning.proposals(OPERATOR)) == 1


def test_an_intent_without_a_file_is_told_in_one_line_and_nothing_is_decided(cec, services: Services):
    keep(services, "the thing with the numbers", "view_report")
    result = cec(typed="a\n")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].endswith("has examples of view_report.")
    assert "Traceback" not in result.output
    assert len(services.learning.proposals(OPERATOR)) == 1


def test_broken_training_data_is_told_in_one_line(cec, data: Path, services: Services):
    keep(services, "the thing with the numbers", "greet")
    (data / "broken.yml").write_text("nlu: 3")
    for words in ([], ["--list"]):
        result = cec(*words, typed="a\n")
        assert result.exit_code == 1
        assert "broken.yml" in result.stderr
        assert "Traceback" not in result.output


def test_a_database_that_is_away_is_told_in_one_line(cec, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CEC_DATABASE_URL", "sqlite:////dev/null/all.db")
    result = cec("--list")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_database_that_is_not_there_is_named_and_not_made(cec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "else" / "where.db"
    monkeypatch.setenv("CEC_DATABASE_URL", f"sqlite:///{file}")
    for words in ([], ["--list"]):
        result = cec(*words)
        assert result.exit_code == 1
        assert result.stderr == f"cec nlu review: There is no database {file}. Set CEC_DATABASE_URL to the right one.\n"
        assert not file.parent.exists()


def test_a_number_of_days_that_is_none_is_told_in_one_line(cec, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CEC_LEARNING_DAYS", "soon")
    result = cec("--list")
    assert result.exit_code == 1
    assert "CEC_LEARNING_DAYS is 'soon'" in result.stderr


def test_the_assistant_writes_while_a_sentence_is_checked(
    cec, services: Services, monkeypatch: pytest.MonkeyPatch, data: Path
):
    keep(services, "evening, dear people", "greet")

    def slowly(folder: Path):
        keep(services, "said meanwhile")
        return read_examples(folder)

    monkeypatch.setattr(training_file, "read_examples", slowly)
    assert "1 accepted, 0 dropped." in cec(typed="a\n").stdout
    assert [each.text for each in services.learning.proposals(OPERATOR)] == ["said meanwhile"]


def test_a_second_reviewer_of_the_same_sentence_is_told(data: Path, services: Services, capsys):
    keep(services, "evening, dear people", "greet")
    found = services.learning.proposals(OPERATOR)
    services.learning.drop(OPERATOR, found[0])
    answers = iter(["a"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(review, "_asked", lambda question: next(answers))
        review.Review(services.learning, data, data.parent / "evaluation").go_through(found)
    assert "Someone else has decided about this sentence already." in capsys.readouterr().out
    assert (data / "talk.yml").read_text() == GREET


def add_example(data: Path, evaluation: Path, text: str, intent: str, intents: list[str]) -> Path:
    with addition(data, evaluation, text, intent, intents) as added:
        added.write()
    return added.file


def _add_many(data: Path, who: int) -> None:
    for sentence in some_sentences(who):
        add_example(data, data.parent / "evaluation", sentence, "greet", ["greet"])


def some_sentences(who: int) -> list[str]:
    """Twenty that have no word in common."""
    words = sorted(GIVEN_NAMES)[who * 60 :]
    return [" ".join(words[3 * number : 3 * number + 3]) for number in range(20)]


def test_two_reviewers_at_once_lose_no_sentence(data: Path):
    processes = multiprocessing.get_context("spawn")
    at_work = [processes.Process(target=_add_many, args=(data, who)) for who in (1, 2)]
    for each in at_work:
        each.start()
    for each in at_work:
        each.join(60)
    written = (data / "talk.yml").read_text()
    assert all(f"- {sentence}\n" in written for who in (1, 2) for sentence in some_sentences(who))
    assert written.endswith("      - bye\n      - see you\n")


def test_the_files_of_the_project_can_be_added_to(tmp_path: Path):
    """Every intent has a block that a sentence can be added to."""
    import shutil

    from bot.understanding.server import NLU

    data = Path(shutil.copytree(NLU / "data", tmp_path / "copy"))
    before = read_examples(data)
    file = add_example(data, tmp_path / "none", "zanzibar quokka umbrella", "view_report", list(INTENTS))
    added = set(read_examples(data)) - set(before)
    assert {(each.text, each.intent, each.file) for each in added} == {
        ("zanzibar quokka umbrella", "view_report", file.name)
    }
    with pytest.raises(NotAccepted, match="training data already"):
        add_example(data, tmp_path / "none", "Zanzibar, quokka umbrella", "greet", list(INTENTS))


def test_what_is_not_in_the_evaluation_data_may_stand_and_broken_ones_are_named(cec, data: Path, services: Services):
    standing = Standing.read(data, data.parent / "evaluation")
    assert ["evaluation data" in why for why in standing.of(["Good day to you!", "something else"])] == [True, False]
    keep(services, "evening, dear people", "greet")
    (data.parent / "evaluation" / "held_entities.yml").write_text("at: 3")
    result = cec(typed="a\n")
    assert (result.exit_code, "held_entities.yml" in result.stderr) == (1, True)
    assert len(services.learning.proposals(OPERATOR)) == 1
