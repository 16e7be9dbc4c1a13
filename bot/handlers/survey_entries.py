"""What was entered in the survey's forms, made into answers."""

from collections.abc import Mapping
from typing import Any, cast

from bot.context import Asker
from bot.understanding.said_answers import Hearing, said_answer
from bot.views.survey_inputs import NONE_OF_THESE, question_of
from domain.errors import InvalidInput, NotFound
from domain.people import Side
from domain.survey_reading import checked
from domain.survey_values import AnsweredFile, NamedPerson, Value
from domain.surveys import Question, QuestionKind, Survey
from services.survey_cards import ResponseView

#: Question key -> what stands in its input: text, an option's value, a list of them, files; None for nothing.
type Typed = Mapping[str, Any]

#: What stands in an input that is empty.
NOTHING = (None, "", [])
NONE_AND_MORE = "Choose either “None of these” or others, not both."


def typed_in(survey: Survey, values: Mapping[str, Any]) -> Typed:
    """What stands in the inputs that ask questions of this survey. A forged question is left out."""
    found: dict[str, Any] = {}
    for block, raw in values.items():
        key = question_of(block)
        try:
            survey.question(key)
        except NotFound:
            continue
        found[key] = raw
    return found


def read_entries(
    view: ResponseView, typed: Typed, hearing: Hearing
) -> tuple[dict[str, Value], tuple[str, ...], dict[str, str]]:
    """The answers that can be read, the keys of answers that were emptied, and what is wrong with the others."""
    values: dict[str, Value] = {}
    empty: list[str] = []
    errors: dict[str, str] = {}
    for key, raw in typed.items():
        question = view.survey.question(key)
        if raw in NOTHING:
            # Files cannot be put back into a form: an empty input leaves them as they are.
            if key in view.response.answers and question.kind is not QuestionKind.FILES:
                empty.append(key)
            continue
        try:
            values[key] = _value(view, question, raw, hearing)
        except InvalidInput as error:
            errors[key] = str(error)
    return values, tuple(empty), errors


def hearing_of(asker: Asker, view: ResponseView) -> Hearing:
    """Among whom it is said: the people of the customer who have something to do with this survey."""
    person = asker.actor.person
    people = tuple(
        NamedPerson(card.name, card.email, card.id) for card in view.people.values() if card.side is Side.CUSTOMER
    )
    speaker = NamedPerson(person.name, person.email, person.id) if person else None
    return Hearing(asker.at, asker.zone, people, speaker)


def _value(view: ResponseView, question: Question, raw: object, hearing: Hearing) -> Value:
    match question.kind:
        case QuestionKind.YES_NO | QuestionKind.ONE_OF | QuestionKind.DATE:
            return checked(question, raw)
        case QuestionKind.SEVERAL_OF:
            return checked(question, _chosen(question, raw))
        case QuestionKind.FILES:
            return checked(question, (*_given(view, question), *_files(raw)))
        case _:
            return said_answer(question, str(raw), hearing)


def _chosen(question: Question, raw: object) -> list[object]:
    chosen = cast(list[object], raw) if isinstance(raw, list) else []
    if NONE_OF_THESE not in chosen:
        return chosen
    if len(chosen) > 1:
        raise InvalidInput(question.key, NONE_AND_MORE)
    return []


def _given(view: ResponseView, question: Question) -> tuple[AnsweredFile, ...]:
    given = view.response.answers.get(question.key)
    value = given.value if given else ()
    return tuple(file for file in value if isinstance(file, AnsweredFile)) if isinstance(value, tuple) else ()


def _files(raw: object) -> tuple[AnsweredFile, ...]:
    """From the objects in which Slack tells about files."""
    files = [cast(dict[str, Any], each) for each in cast(list[object], raw) if isinstance(each, dict)]
    return tuple(
        AnsweredFile(
            id=str(file.get("id") or ""),
            name=str(file.get("name") or ""),
            size=int(file.get("size") or 0),
            kind=str(file.get("name") or "").rpartition(".")[2].lower(),
        )
        for file in files
    )
