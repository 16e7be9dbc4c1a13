"""What was measured, as tables for people."""

from collections.abc import Iterable

from bot.intent_names import OUT_OF_SCOPE
from cli import scores
from cli.entity_scores import EntityScores, Score
from cli.experience import Met
from cli.measuring import Measured
from cli.scores import Answer, Share
from cli.tables import Row, Table, percent

TITLES = {"validation": "validation set", "heldback": "held-back set"}


def tables(measured: Measured) -> list[Table]:
    """Without the confusions."""
    return [_intents(measured), _experience(measured), _calibration(measured.answers), _entities(measured.entities)]


def _intents(measured: Measured) -> Table:
    answers = measured.answers
    shares = {
        "in-scope accuracy": scores.accuracy_in_scope(answers),
        "  plain sentences": scores.accuracy_in_scope(answers, hard=False),
        "  hard sentences": scores.accuracy_in_scope(answers, hard=True),
        "out-of-scope recall": scores.recall(answers, OUT_OF_SCOPE),
        "out-of-scope precision": scores.precision(answers, OUT_OF_SCOPE),
    }
    return Table(
        f"Intents, {TITLES.get(measured.name, measured.name)}: {len(answers)} sentences",
        ("", "share", "right", "of", "95 % interval"),
        (
            *(_share_row(name, share) for name, share in shares.items()),
            ("macro F1, all intents", percent(scores.macro_f1(answers)), "", "", ""),
        ),
        "An intent is right when it is the likeliest one, whatever its confidence.",
    )


def _share_row(name: str, share: Share) -> Row:
    low, high = share.interval
    return (name, percent(share.value), str(share.part), str(share.whole), f"{percent(low)} to {percent(high)}")


def _experience(measured: Measured) -> Table:
    inside, outside = measured.met_by(in_scope=True), measured.met_by(in_scope=False)
    return Table(
        "What a person meets",
        ("", "in scope", "", "out of scope", ""),
        tuple((str(each), *_counted(inside, each), *_counted(outside, each)) for each in Met),
        "With the thresholds of bot/understanding/thresholds.py, each sentence by itself.",
    )


def _counted(counts: dict[Met, int], each: Met) -> tuple[str, str]:
    return str(counts[each]), percent(Share(counts[each], sum(counts.values())).value)


def _calibration(answers: Iterable[Answer]) -> Table:
    bins = scores.reliability(answers)
    return Table(
        f"Calibration: expected calibration error {percent(scores.calibration_error(bins))}",
        ("confidence", "sentences", "mean confidence", "right"),
        tuple(
            (f"{each.low:.2f} to {each.high:.2f}", str(each.right.whole), percent(each.confidence), _right(each.right))
            for each in bins
        ),
        f"{scores.BINS} bins of equal width; those without a sentence are left out.",
    )


def _right(share: Share) -> str:
    return percent(share.value)


def _entities(entities: EntityScores) -> Table:
    rows = [(entity, *_score_cells(score)) for entity, score in entities.by_entity.items()]
    return Table(
        f"Entities: {len(entities.sentences)} sentences",
        ("", "right", "missing", "surplus", "precision", "recall", "F1"),
        (*rows, ("all", *_score_cells(entities.total))),
        f"All entities exact in {percent(entities.exact_sentences)} of the sentences; "
        f"times exact in {percent(entities.exact_times)} of those with a time.",
    )


def _score_cells(score: Score) -> Row:
    counts = (str(score.right), str(score.missing), str(score.surplus))
    return (*counts, percent(score.precision), percent(score.recall), percent(score.f1))


def confusions(answers: Iterable[Answer]) -> Table:
    wrong = scores.confusions(answers)
    return Table(
        f"Confusions: {len(wrong)} sentences",
        ("expected", "found", "confidence", "kind", "sentence"),
        tuple(
            (each.expected, each.found, f"{each.confidence:.2f}", "hard" if each.hard else "plain", each.text)
            for each in wrong
        ),
        names=5,
    )
