"""An answer to a question of the survey in natural words, read by the question's kind.

`said_answer` gives the value that a form would give, or says what to write instead.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.understanding.readers import times
from bot.understanding.readers.number_words import number_in_words
from bot.understanding.readers.plain import FLAGS, plain
from bot.understanding.said_numbers import WORDS, read_number
from domain.errors import InvalidInput
from domain.survey_reading import checked
from domain.survey_values import NamedPerson, Value
from domain.surveys import Question, QuestionKind
from services.matching import best_names, same_words

_YES = re.compile(
    r"\W*(?:oh\W+|well\W+)?(?:y|yes|yeah|yea|yep|yup|sure|correct|right|true|mostly|largely|definitely|absolutely|"
    r"certainly|of course|indeed|affirmative|(?:we|they|it|i) (?:do|does|are|is|have|has|will)\b(?! not)|"
    r"i (?:think|guess|believe|suppose) so)\b",
    FLAGS,
)
_NO = re.compile(
    r"\W*(?:oh\W+|well\W+)?(?:n|no|nope|nah|not|never|none|false|negative|neither|hardly|"
    r"(?:we|they|it|i) (?:don'?t|doesn'?t|aren'?t|isn'?t|haven'?t|hasn'?t|won'?t|do not|does not|are not|is not|have "
    r"not|has not)|i don'?t think so)\b",
    FLAGS,
)
_NONE = re.compile(r"\W*(?:none|neither|nothing|no|zero|nil)(?: of (?:these|those|them|the above))?\W*", FLAGS)
_ALL = re.compile(r"\W*(?:all|everything|each)(?: of)?(?: (?:these|those|them|the above|it))?\W*", FLAGS)
_ALL_BUT = re.compile(
    r"\W*(?:all|everything)(?: of)?(?: (?:these|those|them))?,? (?:but|except(?: for)?|without) ", FLAGS
)
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_PLACE = re.compile(
    rf"\W*(?:(?:the|number|option|no\.?|#)\s*)*(?P<place>\d{{1,2}}|{'|'.join(_PLACES)}|last)(?: one)?\W*", FLAGS
)
_PARTS = re.compile(r"\s*(?:[,;&+\n]|\band\b|\bplus\b)\s*", FLAGS)
_EMAIL = re.compile(r"[^\s@<>\"(),:;\[\]|]+@[^\s@<>\"(),:;\[\]|]+\.[a-z]{2,24}", FLAGS)
_OF_NAMES = re.compile(r"\b(?:it'?s|it is|is|that would be|would be|contact|e-?mail|mailto|at|the|our)\b", FLAGS)
_ME = re.compile(r"\W*(?:me|myself|that'?s me|i am|i do|it'?s me)\W*", FLAGS)
#: "Denver, CO" is one place.
_BETWEEN_SITES = re.compile(r"\s*(?:,(?!\s*[A-Z]{2}\b)|\band\b|&)\s*")

#: Of these the lines count, and what was written is kept.
_AS_WRITTEN = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT, QuestionKind.SITES})


@dataclass(frozen=True)
class Hearing:
    """When, where and among whom it was said. `people` may be named without their address; `speaker` is one of them."""

    at: datetime
    zone: ZoneInfo
    people: Sequence[NamedPerson] = ()
    speaker: NamedPerson | None = None


def said_answer(question: Question, text: str, hearing: Hearing) -> Value:
    """Raises InvalidInput, with the question's key and what to say instead, for what cannot be read as an answer."""
    kept = text if question.kind in _AS_WRITTEN else plain(text)
    return checked(question, _READERS[question.kind](question, kept.strip(), hearing))


def _yes_no(question: Question, text: str, hearing: Hearing) -> bool:
    if _NO.match(text):
        return False
    if _YES.match(text):
        return True
    raise InvalidInput(question.key, "I could not tell whether that is a yes or a no. Say yes or no.")


def _number(question: Question, text: str, hearing: Hearing) -> object:
    if _NONE.fullmatch(text):
        return Decimal(0)
    number = read_number(question, text)
    return text if number is None else number


def _date(question: Question, text: str, hearing: Hearing) -> object:
    found = times.read(text, hearing.at, hearing.zone, "start_survey")
    days = [str(entity.value).partition("/")[0][:10] for entity in found]
    if len(set(days)) > 1:
        raise InvalidInput(question.key, "I read more than one day. Give a single one, such as March 31, 2027.")
    try:
        return date.fromisoformat(days[0]) if days else text
    except ValueError:
        return text


def _one_of(question: Question, text: str, hearing: Hearing) -> str:
    found = _choice(question, text)
    if found is None:
        raise InvalidInput(question.key, f"I could not tell which one you mean. Say one of: {_numbered(question)}.")
    return found


def _several_of(question: Question, text: str, hearing: Hearing) -> tuple[str, ...]:
    keys = tuple(choice.key for choice in question.choices)
    if _NONE.fullmatch(text):
        return ()
    if _ALL.fullmatch(text):
        return keys
    but = _ALL_BUT.match(text)
    chosen = _several(question, text[but.end() :] if but else text)
    return tuple(key for key in keys if (key in chosen) is not bool(but))


def _several(question: Question, text: str) -> set[str]:
    """Labels may hold "and" or a comma themselves: those that stand in the text as they are come first."""
    chosen: set[str] = set()
    for choice in sorted(question.choices, key=lambda each: -len(each.label)):
        inside = re.compile(rf"(?<!\w)(?:{_beginnings(choice.label)})(?!\w)", re.IGNORECASE)
        if inside.search(text):
            chosen.add(choice.key)
            text = inside.sub(",", text)
    for part in filter(None, _PARTS.split(text)):
        if not any(character.isalnum() for character in part):
            continue
        found = _choice(question, part)
        if found is None:
            sentence = (
                f"I could not tell what “{part[:60]}” is. Name one or several of: {_numbered(question)}. Or: none."
            )
            raise InvalidInput(question.key, sentence)
        chosen.add(found)
    return chosen


def _beginnings(label: str) -> str:
    """The label, or as much of its beginning as holds an "and" or a comma: "phones and tablets" is one choice."""
    words = label.split()
    shorter = [" ".join(words[:count]) for count in range(len(words) - 1, 1, -1)]
    divided = [part for part in shorter if len(list(filter(None, _PARTS.split(part)))) > 1]
    return "|".join(re.escape(part) for part in (label, *divided))


def _choice(question: Question, words: str) -> str | None:
    """The choice meant: by its name, with slips of typing, or by its place in the list."""
    exact = [each.key for each in question.choices if same_words(_in_digits(each.label), _in_digits(words))]
    if exact:
        return exact[0]
    place = _PLACE.fullmatch(words)
    if place:
        return _at_place(question, place["place"].lower())
    inside = [c.key for c in question.choices if re.search(rf"(?<!\w){re.escape(c.label)}(?!\w)", words, re.IGNORECASE)]
    if len(inside) == 1:
        return inside[0]
    near = best_names(words, {choice.key: (choice.label,) for choice in question.choices})
    return near[0].key if near and (near[0].certain or _stands_alone(near[0].likeness, near[1:])) else None


def _in_digits(text: str) -> str:
    """ "Seven years" and "7 years" are the same choice."""
    return WORDS.sub(lambda match: str(number_in_words(match[0])), text)


def _stands_alone(likeness: float, others: Sequence[object]) -> bool:
    """A single choice that is worth offering, with all other ones far from it."""
    return likeness >= 0.7 and not others


def _at_place(question: Question, place: str) -> str | None:
    keys = [choice.key for choice in question.choices]
    if place == "last":
        return keys[-1]
    number = int(place) if place.isdigit() else _PLACES.index(place) + 1
    return keys[number - 1] if 1 <= number <= len(keys) else None


def _numbered(question: Question) -> str:
    return ", ".join(f"{place} {choice.label}" for place, choice in enumerate(question.choices, start=1))


def _person(question: Question, text: str, hearing: Hearing) -> NamedPerson:
    if _ME.fullmatch(text) and hearing.speaker:
        return hearing.speaker
    address = _EMAIL.search(text)
    if address:
        rest = _OF_NAMES.sub(" ", f"{text[: address.start()]} {text[address.end() :]}")
        name = " ".join(re.sub(r"[^\w\s.'-]", " ", rest).split()).strip(".- ")
        known = next((each for each in hearing.people if each.email == address[0].lower()), None)
        return known or NamedPerson(name, address[0])
    near = best_names(_OF_NAMES.sub(" ", text), {person.email: (person.name,) for person in hearing.people})
    if near and near[0].likeness >= 0.8 and (len(near) == 1 or near[1].likeness < near[0].likeness):
        return next(person for person in hearing.people if person.email == near[0].key)
    raise InvalidInput(
        question.key, "Give the person's name and e-mail address, such as Ana Ruiz, ana.ruiz@agency.gov."
    )


def _sites(question: Question, text: str, hearing: Hearing) -> tuple[str, ...]:
    parts = re.split(r"\s*[\n;]\s*", text) if re.search(r"[\n;]", text) else _BETWEEN_SITES.split(text)
    sites = tuple(part.strip(" .") for part in parts if part.strip(" ."))
    if sites and not any(character.isalpha() for site in sites for character in site):
        raise InvalidInput(question.key, "Give the sites by name, such as Denver, CO; each on a line of its own.")
    return sites


def _text(question: Question, text: str, hearing: Hearing) -> str:
    return text


def _files(question: Question, text: str, hearing: Hearing) -> object:
    raise InvalidInput(question.key, "A file is added in the form. Press “Open the form”, or say skip.")


_READERS: dict[QuestionKind, Callable[[Question, str, Hearing], object]] = {
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.ONE_OF: _one_of,
    QuestionKind.SEVERAL_OF: _several_of,
    QuestionKind.NUMBER: _number,
    QuestionKind.MONEY: _number,
    QuestionKind.DATE: _date,
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.PERSON: _person,
    QuestionKind.SITES: _sites,
    QuestionKind.FILES: _files,
}
