"""Sentences that were not understood, kept for a time to learn from."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from domain.unclear_sentences import Decision, UnclearSentence
from storage.conversation_tables import unclear_sentences as table
from storage.people import words_of_names
from storage.transaction import Transaction

#: More than anybody reviews at a time.
MOST_READ = 10_000


class UnclearSentences:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def add(self, sentence: UnclearSentence) -> None:
        """Raises Conflict when one with this id was added before."""
        self._db.insert(
            table,
            [
                {
                    "id": sentence.id,
                    "text": sentence.text,
                    "words": sentence.words,
                    "ranking": [list(each) for each in sentence.ranking],
                    "at": sentence.at,
                    "chosen": sentence.chosen,
                    "decided": sentence.decided,
                }
            ],
        )

    def choose(self, sentence_id: str, intent: str) -> bool:
        """Keep which button was chosen, the last one where several were. False when the sentence is gone."""
        return bool(self._db.run(table.update().where(table.c.id == sentence_id).values(chosen=intent)))

    def undecided(self) -> tuple[UnclearSentence, ...]:
        """Those whose words nobody decided about, the oldest first."""
        decided = select(table.c.words).where(table.c.decided.is_not(None))
        open_ones = select(table).where(table.c.decided.is_(None), table.c.words.not_in(decided))
        return tuple(_built(row) for row in self._db.rows(open_ones.order_by(table.c.at, table.c.id).limit(MOST_READ)))

    def decide(self, words: str, decision: Decision) -> bool:
        """For all with these words. False when someone decided before, or they are gone."""
        before = self._db.rows(self._db.locked(select(table).where(table.c.words == words).order_by(table.c.id)))
        if not before or any(row.decided for row in before):
            return False
        self._db.run(table.update().where(table.c.words == words).values(decided=decision.value))
        return True

    def forget_before(self, instant: datetime) -> int:
        """How many sentences were erased."""
        return self._db.run(table.delete().where(table.c.at < instant))

    def forget_all(self) -> int:
        return self._db.run(table.delete())

    def names_among(self, words: Iterable[str]) -> frozenset[str]:
        """Those of the words, in small letters, that are words of a known person's name."""
        return words_of_names(self._db, words)


def _built(row: Row[Any]) -> UnclearSentence:
    return UnclearSentence(
        id=row.id,
        text=row.text,
        ranking=tuple((str(intent), float(confidence)) for intent, confidence in row.ranking),
        at=row.at,
        chosen=row.chosen,
        decided=Decision(row.decided) if row.decided else None,
    )
