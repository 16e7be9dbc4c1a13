"""What somebody gave as the answer to a question, made into its value, or refused with a sentence that helps.

Taken are the values themselves, what JSON keeps of them (`survey_plain`), and what a form gives: texts.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from domain.errors import InvalidInput
from domain.money import cents
from domain.survey_files import checked_files
from domain.survey_plain import from_plain
from domain.survey_values import NamedPerson, Value
from domain.survey_words import bound_in_words
from domain.surveys import Question, QuestionKind

LARGEST = Decimal("999999999999.99")
MOST_ITEMS = 100
LONGEST_NAME = 120
_DIGITS = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?", re.ASCII)
_EMAIL = re.compile(r"[^\s@<>\"(),:;\[\]\\]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII)
_YES = {"yes": True, "true": True, "no": False, "false": False}


def checked(question: Question, raw: object) -> Value:
    """The value of an answer. Raises InvalidInput, with the question's key, for what cannot be taken."""
    return _READERS[question.kind](question, raw)


def _refused(question: Question, sentence: str) -> InvalidInput:
    return InvalidInput(question.key, sentence)


def _yes_no(question: Question, raw: object) -> bool:
    read = _YES.get(raw.strip().casefold()) if isinstance(raw, str) else raw
    if not isinstance(read, bool):
        raise _refused(question, "Answer yes or no.")
    return read


def _one_of(question: Question, raw: object) -> str:
    if not isinstance(raw, str) or raw not in {choice.key for choice in question.choices}:
        raise _refused(question, f"Choose one of: {_labels(question)}.")
    return raw


def _several_of(question: Question, raw: object) -> tuple[str, ...]:
    """In the order of the question's choices. Nothing chosen means none of these."""
    chosen = _texts(raw)
    known = [choice.key for choice in question.choices]
    if chosen is None or any(key not in known for key in chosen):
        raise _refused(question, f"Choose among: {_labels(question)}.")
    return tuple(key for key in known if key in chosen)


def _number(question: Question, raw: object) -> Decimal:
    read = _decimal(raw)
    if read is None:
        raise _refused(question, "Write a number in digits, such as 1,200.")
    if read != round(read, question.decimals):
        most = "1 decimal" if question.decimals == 1 else f"{question.decimals} decimals"
        raise _refused(question, f"Use at most {most}." if question.decimals else "Write a whole number.")
    return _number_in_range(question, read)


def _money(question: Question, raw: object) -> Decimal:
    read = _decimal(raw, sign="$")
    if read is None:
        raise _refused(question, "Write an amount in dollars, such as 12,500.")
    if cents(read) != read:
        raise _refused(question, "Write whole cents: at most 2 decimals.")
    return _number_in_range(question, cents(read))


def _date(question: Question, raw: object) -> date:
    if isinstance(raw, datetime):
        raise _refused(question, "Give a day without a time.")
    try:
        read = date.fromisoformat(raw.strip()) if isinstance(raw, str) else raw
    except ValueError:
        read = None
    if not isinstance(read, date):
        raise _refused(question, "Give a day, such as 2027-03-31.")
    if isinstance(question.lowest, date) and read < question.lowest:
        raise _refused(question, f"Give {bound_in_words(question, question.lowest)} or a later day.")
    if isinstance(question.maximum, date) and read > question.maximum:
        raise _refused(question, f"Give {bound_in_words(question, question.maximum)} or an earlier day.")
    return read


def _short_text(question: Question, raw: object) -> str:
    return _text(question, " ".join(raw.split()) if isinstance(raw, str) else raw)


def _text(question: Question, raw: object) -> str:
    text = _legible(raw) if isinstance(raw, str) else ""
    if not text:
        raise _refused(question, "Write an answer.")
    if len(text) > question.longest:
        raise _refused(question, f"Shorten this to {question.longest:,} characters. It has {len(text):,}.")
    return text


def _person(question: Question, raw: object) -> NamedPerson:
    given = raw if isinstance(raw, NamedPerson) else from_plain(QuestionKind.PERSON, raw)
    if not isinstance(given, NamedPerson):
        raise _refused(question, "Give a name and an e-mail address.")
    name, email = _legible(" ".join(given.name.split())), given.email.strip().lower()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise _refused(question, f"Give the person's name, in at most {LONGEST_NAME} characters.")
    if not _EMAIL.fullmatch(email):
        raise _refused(question, "Give the person's e-mail address, such as name@agency.gov.")
    return NamedPerson(name, email, given.person_id)


def _sites(question: Question, raw: object) -> tuple[str, ...]:
    """From a list, or from a text with one site on each line."""
    given = _texts(raw.splitlines() if isinstance(raw, str) else raw) or ()
    cleaned = (_legible(" ".join(site.split())) for site in given)
    sites = tuple(dict.fromkeys(site for site in cleaned if site))
    if not sites:
        raise _refused(question, "Name at least one site, each on a line of its own.")
    if len(sites) > MOST_ITEMS:
        raise _refused(question, f"Name at most {MOST_ITEMS} sites here, and attach a file with all of them.")
    if any(len(site) > LONGEST_NAME for site in sites):
        raise _refused(question, f"Write each site on a line of its own, in at most {LONGEST_NAME} characters.")
    return sites


_READERS: dict[QuestionKind, Callable[[Question, object], Value]] = {
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.ONE_OF: _one_of,
    QuestionKind.SEVERAL_OF: _several_of,
    QuestionKind.NUMBER: _number,
    QuestionKind.MONEY: _money,
    QuestionKind.DATE: _date,
    QuestionKind.SHORT_TEXT: _short_text,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.PERSON: _person,
    QuestionKind.SITES: _sites,
    QuestionKind.FILES: checked_files,
}


def _decimal(raw: object, sign: str = "") -> Decimal | None:
    """A number as people write it, "1,200.5"; None for anything else, True and NaN among it."""
    if isinstance(raw, Decimal):
        return raw if raw.is_finite() and abs(raw) <= LARGEST else None
    text = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
    if not isinstance(text, str):
        return None
    digits = text.strip().removeprefix(sign).strip()
    if len(digits) > 40 or not _DIGITS.fullmatch(digits) or not any(map(str.isdigit, digits)):
        return None
    read = Decimal(digits.replace(",", ""))
    return read if abs(read) <= LARGEST else None


def _number_in_range(question: Question, value: Decimal) -> Decimal:
    low, high = question.lowest, question.maximum
    if isinstance(low, Decimal) and value < low:
        raise _refused(question, f"Give {bound_in_words(question, low)} or more.")
    if isinstance(high, Decimal) and value > high:
        raise _refused(question, f"Give {bound_in_words(question, high)} or less.")
    return value


def _texts(raw: object) -> tuple[str, ...] | None:
    given = from_plain(QuestionKind.SITES, raw)
    return tuple(text for text in given if isinstance(text, str)) if isinstance(given, tuple) else None


def _labels(question: Question) -> str:
    return ", ".join(choice.label for choice in question.choices)


def _legible(text: str) -> str:
    """Without what nobody sees and no file can keep: control characters, and signs that turn the text around."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or not _is_unseen(sign)).strip()


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs") or unicodedata.bidirectional(sign) in _TURNING


_TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
