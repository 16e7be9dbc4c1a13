"""An evaluation set goes through the bot's own understander, and its scores come out."""

from dataclasses import asdict, dataclass
from typing import Any

from bot.intent_names import OUT_OF_SCOPE
from bot.understanding.model import Understanding
from bot.understanding.understander import Understander
from cli import scores
from cli.entity_scores import CaseScore, EntityScores, Named, Score
from cli.entity_scores import score as score_entities
from cli.evaluation_sets import EvaluationSet, Sentence
from cli.experience import Met, counted, met
from cli.progress import with_progress
from cli.scores import Answer, Share


@dataclass(frozen=True)
class Measured:
    """`met` is in the order of `answers`."""

    name: str
    answers: tuple[Answer, ...]
    met: tuple[Met, ...]
    entities: EntityScores

    def met_by(self, in_scope: bool) -> dict[Met, int]:
        """How often each was met, in scope or outside of it."""
        pairs = zip(self.answers, self.met, strict=True)
        return dict(counted(each for answer, each in pairs if answer.in_scope == in_scope))


def measure(reader: Understander, given: EvaluationSet) -> Measured:
    """Raises UnderstandingUnavailable."""
    first = given.cases[0]  # for intents alone, when and where it is said makes no difference
    said = with_progress(given.said, len(given.said), "intents")
    understood = [reader.understand(each.text, first.at, first.zone) for each in said]
    cases = with_progress(given.cases, len(given.cases), "entities")
    found = [_named(reader.understand(case.text, case.at, case.zone)) for case in cases]
    pairs = list(zip(given.said, understood, strict=True))
    return Measured(
        given.name,
        tuple(_answer(sentence, meant) for sentence, meant in pairs),
        tuple(met(meant, sentence.intent) for sentence, meant in pairs),
        score_entities(given.cases, found),
    )


def _answer(sentence: Sentence, meant: Understanding) -> Answer:
    return Answer(sentence.text, sentence.intent, meant.intent, meant.confidence, sentence.hard)


def _named(meant: Understanding) -> list[Named]:
    return [Named(found.entity, found.value) for found in meant.entities]


def figures(measured: Measured) -> dict[str, Any]:
    """Everything that was measured, for other programs to read."""
    answers, entities = measured.answers, measured.entities
    bins = scores.reliability(answers)
    return {
        "set": measured.name,
        "sentences": len(answers),
        "in_scope_accuracy": _share(scores.accuracy_in_scope(answers)),
        "in_scope_accuracy_plain": _share(scores.accuracy_in_scope(answers, hard=False)),
        "in_scope_accuracy_hard": _share(scores.accuracy_in_scope(answers, hard=True)),
        "out_of_scope_recall": _share(scores.recall(answers, OUT_OF_SCOPE)),
        "out_of_scope_precision": _share(scores.precision(answers, OUT_OF_SCOPE)),
        "macro_f1": round(scores.macro_f1(answers), 4),
        "expected_calibration_error": round(scores.calibration_error(bins), 4),
        "reliability": [{**asdict(each), "right": _share(each.right)} for each in bins],
        "met_in_scope": measured.met_by(in_scope=True),
        "met_out_of_scope": measured.met_by(in_scope=False),
        "by_intent": {intent: _of_intent(answers, intent) for intent in dict.fromkeys(a.expected for a in answers)},
        "confusions": [asdict(answer) for answer in scores.confusions(answers)],
        "entities": _entity_figures(entities),
        "entities_wrong": [_wrong(each) for each in entities.wrong],
    }


def _share(share: Share) -> dict[str, Any]:
    return {"value": round(share.value, 4), "part": share.part, "whole": share.whole}


def _of_intent(answers: tuple[Answer, ...], intent: str) -> dict[str, Any]:
    return {
        "recall": _share(scores.recall(answers, intent)),
        "precision": _share(scores.precision(answers, intent)),
        "f1": round(scores.f1(answers, intent), 4),
    }


def _entity_figures(entities: EntityScores) -> dict[str, Any]:
    return {
        "sentences": len(entities.sentences),
        "f1": round(entities.total.f1, 4),
        "exact_sentences": round(entities.exact_sentences, 4),
        "exact_times": round(entities.exact_times, 4),
        "by_entity": {entity: _of_entity(score) for entity, score in entities.by_entity.items()},
    }


def _of_entity(score: Score) -> dict[str, Any]:
    return {**asdict(score), "f1": round(score.f1, 4)}


def _wrong(each: CaseScore) -> dict[str, Any]:
    missing, surplus = ([f"{named.entity}: {named.value}" for named in part] for part in (each.missing, each.surplus))
    return {"text": each.case.text, "missing": missing, "surplus": surplus}
