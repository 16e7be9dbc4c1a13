"""Edits of a working draft, kept so that the last ones can be undone one by one."""

from dataclasses import dataclass, replace

from domain.proposal_edits import Draft
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import Terms

MOST_KEPT = 30


@dataclass(frozen=True)
class DraftStep:
    """What a draft said before an edit. `agreement` is an id, `revision` the draft's that the edit led to, `words` say
    what it changed."""

    agreement: str
    amendment: int
    revision: int
    words: str
    lines: tuple[ProposalLine, ...]
    terms: Terms
    catalog_version: int

    def undone(self, draft: Draft) -> Draft:
        """The draft as it was before."""
        return replace(draft, lines=self.lines, terms=self.terms, catalog_version=self.catalog_version)
