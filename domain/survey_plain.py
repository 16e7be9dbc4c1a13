"""Answers as JSON keeps them, and back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import cast

from domain.survey_values import AnsweredFile, NamedPerson, Value
from domain.surveys import QuestionKind

type Plain = bool | str | list[Plain] | dict[str, Plain] | int | None


def to_plain(value: Value) -> Plain:
    """Numbers and days become text, people and files objects, tuples lists."""
    match value:
        case bool() | str():
            return value
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case NamedPerson(name, email, person_id):
            return {"name": name, "email": email, "person_id": person_id}
        case tuple():
            return [_plain_item(item) for item in value]


def _plain_item(item: str | AnsweredFile) -> Plain:
    if isinstance(item, str):
        return item
    return {"id": item.id, "name": item.name, "size": item.size, "kind": item.kind}


def from_plain(kind: QuestionKind, plain: object) -> Value | None:
    """What `to_plain` made of the answer to a question of this kind; None for anything else."""
    return _READERS[kind](plain)


def _flag(plain: object) -> bool | None:
    return plain if isinstance(plain, bool) else None


def _text(plain: object) -> str | None:
    return plain if isinstance(plain, str) else None


def _number(plain: object) -> Decimal | None:
    try:
        number = Decimal(plain) if isinstance(plain, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _day(plain: object) -> date | None:
    try:
        return date.fromisoformat(plain) if isinstance(plain, str) else None
    except ValueError:
        return None


def _texts(plain: object) -> tuple[str, ...] | None:
    items = _items(plain)
    texts = [item for item in items if isinstance(item, str)]
    return tuple(texts) if isinstance(plain, list | tuple) and len(texts) == len(items) else None


def _person(plain: object) -> NamedPerson | None:
    match _fields(plain):
        case {"name": str(name), "email": str(email), **rest}:
            person_id = rest.get("person_id")
            return NamedPerson(name, email, person_id if isinstance(person_id, str) else None)
        case _:
            return None


def _files(plain: object) -> tuple[AnsweredFile, ...] | None:
    items = _items(plain)
    files = [file for item in items if (file := _file(item))]
    return tuple(files) if isinstance(plain, list | tuple) and len(files) == len(items) else None


def _file(item: object) -> AnsweredFile | None:
    if isinstance(item, AnsweredFile):
        return item
    match _fields(item):
        case {"id": str(id), "name": str(name), "size": int(size), "kind": str(kind)}:
            return AnsweredFile(id, name, size, kind)
        case _:
            return None


def _items(plain: object) -> Sequence[object]:
    return cast(Sequence[object], plain) if isinstance(plain, list | tuple) else ()


def _fields(plain: object) -> Mapping[str, object]:
    return cast(Mapping[str, object], plain) if isinstance(plain, Mapping) else {}


_READERS: dict[QuestionKind, Callable[[object], Value | None]] = {
    QuestionKind.YES_NO: _flag,
    QuestionKind.ONE_OF: _text,
    QuestionKind.SEVERAL_OF: _texts,
    QuestionKind.NUMBER: _number,
    QuestionKind.MONEY: _number,
    QuestionKind.DATE: _day,
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.PERSON: _person,
    QuestionKind.SITES: _texts,
    QuestionKind.FILES: _files,
}
