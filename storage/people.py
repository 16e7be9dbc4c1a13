"""People on both sides."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, select

from domain.errors import NotFound
from domain.people import Person, Side
from domain.words import folded
from storage.columns import cleaned
from storage.tables import people, person_words
from storage.transaction import Transaction

_LONGEST_WORD = 60
_LAST_CHARACTER = chr(0x10FFFF)
_SEVERAL = select(people).where(people.c.id.in_(bindparam("ids", expanding=True)))


class People:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self._read: dict[str, Person | None] = {}

    def get(self, person_id: str) -> Person:
        """Raises NotFound."""
        found = self.find(person_id)
        if found is None:
            raise NotFound("There is no such person.")
        return found

    def find(self, person_id: str) -> Person | None:
        self._read_missing([person_id])
        return self._read[person_id]

    def hold(self, ids: Iterable[str]) -> None:
        """Let nobody else change these people (ids) until the transaction ends; to refer to them stays possible."""
        self._read.clear()
        wanted = select(people.c.id).where(people.c.id.in_(set(ids))).order_by(people.c.id)
        self._db.rows(self._db.locked(wanted, key_share=True))

    def held(self, person_id: str) -> Person | None:
        """As `find`, and nobody else changes them until the transaction ends."""
        self.hold([person_id])
        return self.find(person_id)

    def by_email(self, email: str) -> Person | None:
        """In any case of letters."""
        return self._one(people.c.email == email.strip().lower())

    def by_slack_id(self, slack_user_id: str) -> Person | None:
        return self._one(people.c.slack_user_id == slack_user_id)

    def several(self, ids: Iterable[str]) -> tuple[Person, ...]:
        """Those that exist of these ids, by name."""
        wanted = set(ids)
        self._read_missing(wanted)
        found = (self._read[each] for each in wanted)
        return tuple(sorted(filter(None, found), key=lambda person: (person.name, person.id)))

    def of_organization(self, key: str) -> tuple[Person, ...]:
        """Everyone of a customer organization, also people who left (`active`), by name."""
        return self._all(select(people).where(people.c.organization == key))

    def staff(self) -> tuple[Person, ...]:
        """Everyone of CEC, also people who left (`active`), by name."""
        return self._all(select(people).where(people.c.side == Side.CEC))

    def named(self, words: str, limit: int = 10) -> tuple[Person, ...]:
        """People whose name has a word beginning with each of these words, by name. Case and accents do not count."""
        wanted = name_words(words)
        if not wanted:
            return ()
        return self._all(select(people).where(and_(*(_has_word(word) for word in wanted))).limit(limit))

    def homes_at(self, domain: str) -> frozenset[str | None]:
        """The organizations (keys, None for CEC) whose people have an address at exactly this domain."""
        at_domain = people.c.email.endswith(f"@{domain.lower()}", autoescape=True)
        return frozenset(row.organization for row in self._db.rows(select(people.c.organization).where(at_domain)))

    def save(self, person: Person) -> None:
        """Insert or update. Raises Conflict when another person has the e-mail or the Slack account."""
        self._read.pop(person.id, None)
        self._db.upsert(people, _row(person))
        self._db.run(person_words.delete().where(person_words.c.person == person.id))
        self._db.insert(person_words, [{"word": word, "person": person.id} for word in name_words(person.name)])

    def _read_missing(self, ids: Iterable[str]) -> None:
        """Each is read once in a transaction, unless held or changed: the same few are asked for again and again."""
        missing = [each for each in ids if each not in self._read]
        if missing:
            self._read |= dict.fromkeys(missing)
            self._read |= {row.id: built_person(row) for row in self._db.rows(_SEVERAL, ids=missing)}

    def _one(self, condition: ColumnElement[bool]) -> Person | None:
        row = self._db.row(select(people).where(condition))
        return None if row is None else built_person(row)

    def _all(self, statement: Select[Any]) -> tuple[Person, ...]:
        return tuple(built_person(row) for row in self._db.rows(statement.order_by(people.c.name, people.c.id)))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: case folded, without accents."""
    return tuple(dict.fromkeys(word[:_LONGEST_WORD] for word in re.findall(r"[^\W_]+", folded(cleaned(name)))))


def has_words(name: str, words: str) -> bool:
    """Whether the name has a word beginning with each of these, as `People.named` finds it."""
    wanted, known = name_words(words), name_words(name)
    return bool(wanted) and all(any(word.startswith(each) for word in known) for each in wanted)


def words_of_names(db: Transaction, words: Iterable[str]) -> frozenset[str]:
    """Those of the words that are words of somebody's name, case and accents aside."""
    as_compared: dict[str, set[str]] = {}
    for word in words:
        for compared in name_words(word):
            as_compared.setdefault(compared, set()).add(word)
    known = db.rows(select(person_words.c.word).where(person_words.c.word.in_(as_compared)).distinct())
    return frozenset(word for row in known for word in as_compared[row.word])


def _has_word(beginning: str) -> ColumnElement[bool]:
    word = person_words.c.word
    # A range, because both databases answer it from the index; LIKE they do not.
    return people.c.id.in_(select(person_words.c.person).where(word >= beginning, word < beginning + _LAST_CHARACTER))


def _row(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email.strip().lower(),
        "side": person.side.value,
        "organization": person.organization,
        "title": person.title,
        "phone": person.phone,
        "time_zone": person.time_zone,
        "areas": list(person.areas),
        "administrator": person.administrator,
        "active": person.active,
        "slack_user_id": person.slack_user_id,
    }


def built_person(row: Row[Any]) -> Person:
    values = dict(row._mapping)
    return Person(**{**values, "side": Side(values["side"]), "areas": tuple(values["areas"])})
