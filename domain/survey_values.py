"""What an answer to a survey question may be, in plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class NamedPerson:
    """Someone named in an answer; `person_id` where it is a person that we know."""

    name: str
    email: str
    person_id: str | None = None


@dataclass(frozen=True)
class AnsweredFile:
    """A file given as an answer. `size` is in bytes, `kind` its ending in small letters ("pdf")."""

    id: str
    name: str
    size: int
    kind: str


type Value = bool | str | Decimal | date | NamedPerson | tuple[str, ...] | tuple[AnsweredFile, ...]
"""yes_no bool; one_of and texts str; number and money (in cents) Decimal; date date; several_of and sites
tuple of str (empty: none of these); person NamedPerson; files tuple of AnsweredFile."""


def files_in(value: Value) -> tuple[AnsweredFile, ...]:
    """The files of an answer; none in an answer of another kind."""
    return tuple(each for each in value if isinstance(each, AnsweredFile)) if isinstance(value, tuple) else ()


type Answers = Mapping[str, Value]
"""Question key -> value; a question without an answer is not in it."""

type Bound = Decimal | date
