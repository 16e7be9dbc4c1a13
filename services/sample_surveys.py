"""Sample answers to the customer survey as a file, and the responses made of them by the rules of the domain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.agreements import Agreement
from domain.permissions import OPERATOR
from domain.survey_answers import Answers, checked
from domain.survey_responses import SurveyResponse, answer, assign, prefill, started
from domain.surveys import Survey
from services.context import plain_change
from services.data_files import Entry
from services.sample_days import day_of, morning_of
from services.survey_prefill import known_answers
from services.yaml_tree import Items, Node, Record
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class SampleAnswers:
    """What a person (id) answered on one day. `given` is by question key, as it was written."""

    day: int
    by: str
    given: Mapping[str, object]


@dataclass(frozen=True)
class SampleSurvey:
    """A response to the survey for an agreement (number); days count from the day of loading."""

    agreement: str
    started: int
    by: str
    sections: Mapping[str, str]
    answers: tuple[SampleAnswers, ...]


def read_sample_survey(entry: Entry) -> SampleSurvey:
    entry.expect(("agreement", "started", "by", "answers"), ("sections",))
    return SampleSurvey(
        agreement=entry.text("agreement"),
        started=day_of(entry, "started"),
        by=entry.text("by"),
        sections={key: str(person) for key, person in _record(entry, "sections").items()},
        answers=tuple(_answers(each) for each in entry.entries("answers", "answers")),
    )


def add_responses(work: UnitOfWork, samples: tuple[SampleSurvey, ...], day: date) -> int:
    """Those whose agreement has none yet. Raises InvalidInput when a sample answer is wrong. Returns how many."""
    survey = work.surveys.current()
    new = 0
    for sample in samples:
        agreement = work.agreements.by_number(sample.agreement)
        if agreement and work.survey_responses.of_agreement(agreement.id) is None:
            _add(work, agreement, survey, sample, day)
            new += 1
    return new


def _add(work: UnitOfWork, agreement: Agreement, survey: Survey, sample: SampleSurvey, day: date) -> None:
    at = morning_of(day + timedelta(days=sample.started))
    empty = started(f"s-{sample.agreement[4:]}", agreement, survey, sample.by, at)
    response = prefill(empty, survey, known_answers(work, agreement, survey), sample.by, at)
    for section, person in sample.sections.items():
        response = assign(response, survey.section(section).key, person, sample.by, at)
    work.survey_responses.add(response)
    subject = ("survey_response", response.id)
    work.history.append(plain_change(OPERATOR, subject, "state", None, "open", at, agreement.organization))
    for each in sample.answers:
        after = _answered(response, survey, each, day)
        work.survey_responses.save(response, after)
        response = after


def _answered(response: SurveyResponse, survey: Survey, sample: SampleAnswers, day: date) -> SurveyResponse:
    values: Answers = {key: checked(survey.question(key), raw) for key, raw in sample.given.items()}
    return answer(response, survey, values, sample.by, morning_of(day + timedelta(days=sample.day)))


def _answers(entry: Entry) -> SampleAnswers:
    entry.expect(("day", "by", "given"))
    return SampleAnswers(day_of(entry, "day"), entry.text("by"), _record(entry, "given"))


def _record(entry: Entry, key: str) -> Mapping[str, object]:
    found = entry.record.values.get(key)
    return {name: _plain(node) for name, node in found.values.items()} if isinstance(found, Record) else {}


def _plain(node: Node) -> object:
    if isinstance(node, Items):
        return [_plain(item) for item in node.values]
    if isinstance(node, Record):
        return {key: _plain(value) for key, value in node.values.items()}
    return node.value
