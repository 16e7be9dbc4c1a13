"""Edits of the working drafts of proposals, to be undone; the last ones alone are kept."""

from sqlalchemy import ColumnElement, select

from domain.draft_steps import MOST_KEPT, DraftStep
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import Terms
from storage.plain import from_plain, to_plain
from storage.proposal_tables import draft_steps
from storage.transaction import Transaction

_PLAIN = ("agreement", "amendment", "revision", "words", "catalog_version")


class DraftSteps:
    """`agreement` is an id; each negotiation of it (`amendment`) has steps of its own."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def last_words(self, agreement: str, amendment: int, revision: int) -> str:
        """What the edit changed that led to this revision of the draft; empty where that cannot be undone."""
        c = draft_steps.c
        return self._db.value(select(c.words).where(_of(agreement, amendment), c.revision == revision)) or ""

    def find(self, agreement: str, amendment: int, revision: int) -> DraftStep | None:
        """The edit that led to this revision."""
        row = self._db.row(select(draft_steps).where(_of(agreement, amendment), draft_steps.c.revision == revision))
        if row is None:
            return None
        return DraftStep(
            **{name: row._mapping[name] for name in _PLAIN},
            lines=from_plain(tuple[ProposalLine, ...], row.lines),
            terms=from_plain(Terms, row.terms),
        )

    def add(self, step: DraftStep) -> None:
        """Earlier ones are dropped when the draft was changed by something else meanwhile."""
        c, same = draft_steps.c, _of(step.agreement, step.amendment)
        if not self.last_words(step.agreement, step.amendment, step.revision - 1):
            self._db.run(draft_steps.delete().where(same))
        kept = select(c.revision).where(same).order_by(c.revision.desc()).offset(MOST_KEPT - 2).limit(1)
        oldest = self._db.value(kept)
        if oldest is not None:
            self._db.run(draft_steps.delete().where(same, c.revision < oldest))
        self._db.insert(
            draft_steps,
            [
                {
                    **{name: getattr(step, name) for name in _PLAIN},
                    "lines": to_plain(step.lines),
                    "terms": to_plain(step.terms),
                }
            ],
        )

    def take_back(self, step: DraftStep, revision: int) -> None:
        """The step was undone, which led to this revision: the one before it is the last now."""
        c, same = draft_steps.c, _of(step.agreement, step.amendment)
        self._db.run(draft_steps.delete().where(same, c.revision == step.revision))
        before = self._db.value(select(c.revision).where(same).order_by(c.revision.desc()).limit(1))
        if before is not None:
            self._db.run(draft_steps.update().where(same, c.revision == before).values(revision=revision))


def _of(agreement: str, amendment: int) -> ColumnElement[bool]:
    return (draft_steps.c.agreement == agreement) & (draft_steps.c.amendment == amendment)
