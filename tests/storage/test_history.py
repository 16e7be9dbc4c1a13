"""History only grows, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from domain.history import Change
from storage.unit_of_work import Storage
from tests.builders import NOON
from tests.storage.texts import TEXTS


def a_change(**changes: object) -> Change:
    values = {
        "subject_type": "agreement",
        "subject_id": "a-1",
        "organization": "nrcs",
        "field": "stage",
        "old": None,
        "new": "survey",
        "at": NOON,
        "by": "staff",
        **changes,
    }
    return Change(**values)  # pyright: ignore[reportArgumentType]


def append(storage: Storage, *changes: Change) -> None:
    with storage.unit_of_work() as work:
        work.history.append(*changes)
        work.commit()


def test_the_latest_changes_come_first(storage: Storage):
    changes = [a_change(new=str(place), at=NOON + timedelta(minutes=place)) for place in range(5)]
    append(storage, *changes[:3])
    append(storage, *changes[3:])
    with storage.reading() as work:
        assert work.history.of("agreement", "a-1") == tuple(reversed(changes))
        assert work.history.of("agreement", "a-1", limit=2, offset=1) == (changes[3], changes[2])


def test_the_history_of_one_thing_holds_no_other(storage: Storage):
    own, other = a_change(), a_change(subject_id="a-2")
    append(storage, own, other, a_change(subject_type="person"))
    with storage.reading() as work:
        assert work.history.of("agreement", "a-1") == (own,)
        assert work.history.of("agreement", "none") == ()


def test_appending_nothing_is_fine(storage: Storage):
    append(storage)


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_every_text_comes_back(storage: Storage, words: str):
    change = a_change(old=words, new=words, note=words)
    append(storage, change)
    with storage.reading() as work:
        assert work.history.of("agreement", "a-1") == (change,)


FORBIDDEN = {
    "update": "UPDATE history SET note = 'forged'",
    "update of some": "UPDATE history SET note = 'forged' WHERE id = 1",
    "delete": "DELETE FROM history",
    "replace": "INSERT OR REPLACE INTO history SELECT id, 'x', 'x', 'x', 'x', 'x', 'x', at, 'x', 'x' FROM history",
    "truncate": "TRUNCATE history",
    "truncate with others": "TRUNCATE history, settings CASCADE",
}
_ONLY_ON = {"replace": "sqlite", "truncate": "postgresql", "truncate with others": "postgresql"}


@pytest.mark.parametrize("way", FORBIDDEN)
def test_the_database_refuses_to_change_or_delete_history(storage: Storage, engine: Engine, way: str):
    append(storage, a_change())
    with engine.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(text(FORBIDDEN[way]))
    if _ONLY_ON.get(way, engine.dialect.name) == engine.dialect.name:
        assert "history only grows" in str(refused.value)
    with storage.reading() as work:
        assert work.history.of("agreement", "a-1") == (a_change(),)
