"""What was not understood and which button was then chosen: kept without people, to learn from, for a limited time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.errors import Conflict
from domain.masking import masked, words_in
from domain.permissions import Action, Actor
from domain.unclear_sentences import Decision, Proposal, UnclearSentence, proposals
from services.access import require
from services.context import Context
from services.vocabulary import VocabularyUseCases

#: Unless a setting says otherwise.
KEPT_DAYS = 90
#: So much of the understanding's ranking is kept, and of a text: the understanding reads no more.
RANKED = 3
LONGEST_READ = 1_000


@dataclass(frozen=True)
class LearningUseCases:
    """`days` is how long a sentence is kept; 0 keeps nothing."""

    context: Context
    vocabulary: VocabularyUseCases
    days: int = KEPT_DAYS

    def keep(self, text: str, ranking: Sequence[tuple[str, float]], speaker: str) -> str | None:
        """Keep a sentence that was not clear, the names, numbers and amounts in it masked. Returns its id, None when
        nothing is kept. `speaker` is the name of who said it: it is masked and not kept."""
        if not self.days:
            return None
        text, known = text[:LONGEST_READ], self._known_words()
        with self.context.unit_of_work() as work:
            names = work.unclear_sentences.names_among(words_in(text)) | frozenset(words_in(speaker))
            said = masked(text, names, known)
            ranked = tuple((intent, round(confidence, 4)) for intent, confidence in ranking[:RANKED])
            if not any(char.isalnum() for char in said):
                return None
            kept = UnclearSentence(self.context.new_id(), said, ranked, self.context.clock())
            work.unclear_sentences.add(kept)
            work.commit()
        return kept.id

    def chosen(self, sentence_id: str, intent: str) -> None:
        """What the person chose instead. Nothing happens when the sentence was erased meanwhile."""
        with self.context.unit_of_work() as work:
            if work.unclear_sentences.choose(sentence_id, intent):
                work.commit()

    def proposals(self, actor: Actor) -> tuple[Proposal, ...]:
        """What may become training data and nobody has decided about, the most frequent first. For the operator only,
        as the decisions are."""
        require(actor, Action.OPERATE)
        with self.context.reading() as work:
            return proposals(work.unclear_sentences.undecided())

    def accept(self, actor: Actor, proposal: Proposal, write: Callable[[], None]) -> None:
        """`write` puts the sentence into the training data; when that fails nothing is decided. It must be quick:
        nobody else writes to the database meanwhile.

        Raises Conflict when someone else decided meanwhile.
        """
        self._decide(actor, proposal, Decision.ACCEPTED, write)

    def drop(self, actor: Actor, proposal: Proposal) -> None:
        """Do not propose these words again while they are kept; what is said after they are erased is proposed anew.

        Raises Conflict when someone else decided meanwhile.
        """
        self._decide(actor, proposal, Decision.DROPPED, lambda: None)

    def forget_old(self) -> int:
        """Erase what was kept long enough; run once a day. Returns how many sentences were erased."""
        with self.context.unit_of_work() as work:
            before = self.context.clock() - timedelta(days=self.days)
            repository = work.unclear_sentences
            erased = repository.forget_before(before) if self.days else repository.forget_all()
            work.commit()
            return erased

    def _decide(self, actor: Actor, proposal: Proposal, decision: Decision, write: Callable[[], None]) -> None:
        require(actor, Action.OPERATE)
        with self.context.unit_of_work() as work:
            if not work.unclear_sentences.decide(proposal.words, decision):
                raise Conflict("Someone else has decided about this sentence already.")
            write()
            work.commit()

    def _known_words(self) -> frozenset[str]:
        """Words of services, organizations, steps and terms: none of them is a person's name by itself."""
        names = self.vocabulary.current()
        return frozenset(
            word for keys in names.values() for each in keys.values() for name in each for word in words_in(name)
        )
