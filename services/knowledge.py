"""What can be explained: words, the ten steps, and how pricing works."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.errors import NotFound
from domain.knowledge import GlossaryTerm, Knowledge, PricingTopic, ProcessStep
from domain.permissions import Action, Actor
from domain.stages import Stage
from services.access import require
from services.matching import best_names

PAGE_SIZE = 12


@dataclass(frozen=True)
class TermCard:
    """A word explained, with the words to look at next."""

    term: GlossaryTerm
    related: tuple[GlossaryTerm, ...]


@dataclass(frozen=True)
class TermPage:
    """A page of the glossary in alphabetical order, counted from 0."""

    terms: tuple[GlossaryTerm, ...]
    page: int
    pages: int
    count: int

    @property
    def has_next(self) -> bool:
        return self.page + 1 < self.pages


@dataclass(frozen=True)
class StageCard:
    """One of the ten steps, `number` 1 to 10, with its neighbours in the process."""

    number: int
    stage: Stage
    step: ProcessStep
    before: ProcessStep | None
    after: ProcessStep | None


@dataclass(frozen=True)
class KnowledgeUseCases:
    """Raises NotFound, with the keys of the nearest things, for whatever is not known."""

    knowledge: Knowledge

    def term(self, actor: Actor, words: str) -> TermCard:
        """A word by key, name or alias, with slips of typing."""
        require(actor, Action.READ_PROCESS)
        key = _named(words, self.knowledge.term_aliases, "glossary")
        term = self.knowledge.term(key)
        return TermCard(term, tuple(self.knowledge.term(other) for other in term.see_also))

    def terms(self, actor: Actor, page: int = 0, size: int = PAGE_SIZE) -> TermPage:
        """A page of all words. A page beyond the last one is the last one."""
        require(actor, Action.READ_PROCESS)
        ordered = sorted(self.knowledge.terms, key=lambda term: term.name.casefold())
        pages = max(1, -(-len(ordered) // size))
        page = min(max(page, 0), pages - 1)
        return TermPage(tuple(ordered[page * size : (page + 1) * size]), page, pages, len(ordered))

    def process(self, actor: Actor) -> tuple[StageCard, ...]:
        """The ten steps, in order."""
        require(actor, Action.READ_PROCESS)
        return tuple(self._card(place) for place in range(len(self.knowledge.steps)))

    def stage(self, actor: Actor, words: str) -> StageCard:
        """One step by its key, name or alias, with slips of typing."""
        require(actor, Action.READ_PROCESS)
        key = _named(words, self.knowledge.step_aliases, "list of steps")
        return self._card(next(place for place, step in enumerate(self.knowledge.steps) if step.key == key))

    def topics(self, actor: Actor) -> tuple[PricingTopic, ...]:
        """Everything about prices that can be explained."""
        require(actor, Action.READ_PROCESS)
        return self.knowledge.topics

    def topic(self, actor: Actor, words: str) -> PricingTopic:
        """One thing about prices by key, title or alias, with slips of typing."""
        require(actor, Action.READ_PROCESS)
        return self.knowledge.topic(_named(words, self.knowledge.topic_aliases, "list of pricing topics"))

    def stage_name(self, stage: Stage) -> str:
        """How people call a step, such as "Customer survey"."""
        return self.knowledge.step(stage).name

    def _card(self, place: int) -> StageCard:
        steps = self.knowledge.steps
        return StageCard(
            number=place + 1,
            stage=Stage(steps[place].key),
            step=steps[place],
            before=steps[place - 1] if place else None,
            after=steps[place + 1] if place + 1 < len(steps) else None,
        )


def _named(words: str, aliases: Mapping[str, str], where: str) -> str:
    """The key that the words mean. Raises NotFound with the nearest keys."""
    found = best_names(words, _names_by_key(aliases.items()))
    if found and found[0].certain:
        return found[0].key
    raise NotFound(f"“{words.strip()[:60]}” is not in the {where}.", tuple(match.key for match in found[:3]))


def _names_by_key(aliases: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for name, key in aliases:
        names[key] = (*names.get(key, ()), name)
    return names
