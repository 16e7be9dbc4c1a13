"""What the assistant can explain: words of the field, the ten steps, and how pricing works."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from domain.catalog import plain_words
from domain.errors import NotFound


@dataclass(frozen=True)
class GlossaryTerm:
    """A word and what it means; `see_also` holds keys of related terms."""

    key: str
    name: str
    aliases: tuple[str, ...]
    meaning: str
    see_also: tuple[str, ...]


@dataclass(frozen=True)
class ProcessStep:
    """One of the ten steps; `key` is the stage's key, `next` the key of the step after it, if one follows."""

    key: str
    name: str
    aliases: tuple[str, ...]
    what_happens: str
    who_takes_part: tuple[str, ...]
    customer_does: str
    cec_does: str
    needed_to_finish: str
    typical_duration: str
    next: str | None


@dataclass(frozen=True)
class PricingTopic:
    """One thing about prices that people ask, explained."""

    key: str
    title: str
    aliases: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Knowledge:
    """All explanations; the steps stand in the order of the process."""

    terms: tuple[GlossaryTerm, ...]
    steps: tuple[ProcessStep, ...]
    topics: tuple[PricingTopic, ...]

    def term(self, key: str) -> GlossaryTerm:
        """Raises NotFound with the nearest keys."""
        return _of_key(self.terms, key, "glossary")

    def step(self, key: str) -> ProcessStep:
        """Raises NotFound with the nearest keys."""
        return _of_key(self.steps, key, "list of steps")

    def topic(self, key: str) -> PricingTopic:
        """Raises NotFound with the nearest keys."""
        return _of_key(self.topics, key, "list of pricing topics")

    @cached_property
    def term_aliases(self) -> Mapping[str, str]:
        """Every key, name and alias, as `plain_words` writes it, to the term's key."""
        return _names_to_keys((term.key, (term.name, *term.aliases)) for term in self.terms)

    @cached_property
    def step_aliases(self) -> Mapping[str, str]:
        """Every key, name and alias, as `plain_words` writes it, to the step's key."""
        return _names_to_keys((step.key, (step.name, *step.aliases)) for step in self.steps)

    @cached_property
    def topic_aliases(self) -> Mapping[str, str]:
        """Every key, title and alias, as `plain_words` writes it, to the topic's key."""
        return _names_to_keys((topic.key, (topic.title, *topic.aliases)) for topic in self.topics)

    def find_term(self, words: str) -> GlossaryTerm:
        """By key, name or alias, any case, with or without hyphens. Raises NotFound with the nearest keys."""
        wanted = plain_words(words)
        if wanted in self.term_aliases:
            return self.term(self.term_aliases[wanted])
        near = get_close_matches(wanted[:80], self.term_aliases, n=6, cutoff=0.6)
        raise _not_found(words, "glossary", (self.term_aliases[name] for name in near))


def _names_to_keys(entries: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, str]:
    return {plain_words(name): key for key, names in entries for name in (key, *names)}


def _of_key[T: GlossaryTerm | ProcessStep | PricingTopic](entries: tuple[T, ...], key: str, where: str) -> T:
    for entry in entries:
        if entry.key == key:
            return entry
    keys = [entry.key for entry in entries]
    raise _not_found(key, where, get_close_matches(key[:80], keys, n=3, cutoff=0.6))


def _not_found(asked: str, where: str, nearest: Iterable[str]) -> NotFound:
    near = tuple(dict.fromkeys(nearest))[:3]
    return NotFound(f"“{asked[:60]}” is not in the {where}.", near)
