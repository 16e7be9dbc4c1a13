"""Whether a name that was found is meant: many names are everyday words too.

The configuration of an entity says in which sentences it counts:

    entities:
      service:
        plain_only_for: [ask_price, ...]    an everyday word counts in these intents only ...
        counted: true                       ... or with a number before it: "90 laptops"
        sure: [laptop, ...]                 no everyday words after all: they count in every intent but out_of_scope
        acts: true                          not as a verb: "email me", "archive the thread"
        shared_only_for: [ask_price, ...]   a name of several things counts in these intents only
      term: {only_for: [explain_term], first_for: [explain_term], asked: true}
                                            `asked`: also in "define ..." and "what does ... mean", whatever the intent
      stage: {stands_for: [...], ...}       see `components.stages`
      organization: {plain_only_for: [...], capital: true, not_after: [a, an], not_before: [number, form]}
                                            `capital`: an everyday word counts with a capital within a sentence
      category: {not_beside: [service]}     not right after a service: "the case management app"

An intent is one of the sentence's when its confidence is at least `likely` of the configuration. `idioms` lists phrases
whose everyday words name nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.exceptions import InvalidConfigException

from components import stages
from components.names import Found, overlap
from components.words import one_form

_OBJECT = re.compile(r"^\s+(?:me|us|him|her|them|you|it|everyone)\b", re.IGNORECASE)
_DETERMINER = re.compile(r"^\s+(?:the|my|our|your|his|their|this|that|these|those|a|an)\b", re.IGNORECASE)
_BEFORE_VERB = re.compile(
    r"(?:^|[,.;!?]\s*|\b(?:please|pls|to|and|then|just|let's|lets|not|don't|can|could|would|will|shall|should|must|may"
    r"|(?:can|could|would|will|did|do|should)\s+(?:you|we|I|they)|I'll|we'll|you'll)\s+)$",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:\d[\d.,]*\s?[kx]?\+?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|couple|few|several|many)(?:\s+of)?)"
    r"(?:\s+(?:more|extra|additional|new|other|of|our|the|those|managed|government|standard))*\s+$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:^|[,.;:?!(]\s*|\b(?:an?|per|each|the|our|your|my|these|those|and|or|of|for|on|with|are|is|more|some|any|new|all)\s+)$",
    re.IGNORECASE,
)
_ASKED_BEFORE = re.compile(
    r"(?:\b(?:define|definition\s+of|meaning\s+of|what\s+do\s+you\s+mean\s+by)"
    r"|\bwhat(?:\s+(?:on\s+earth|in\s+the\s+world|the\s+\w+))?(?:'?s|\s+is|\s+are)(?:\s+(?:exactly|actually|even|really))?)"
    r"\s+(?:(?:a|an|the|this)\s+)?[\"“'‘]?$",
    re.IGNORECASE,
)
_WHAT_BEFORE = re.compile(r"\bwhat\s+(?:(?:a|an|the|this)\s+)?[\"“'‘]?$", re.IGNORECASE)
_IS_AFTER = re.compile(r"^[\"”'’]?\s+(?:is|are)\s*(?:[?.!,]|$)", re.IGNORECASE)
_ASKED_AFTER = re.compile(r"^[\"”'’]?\s*(?:[?.!,]|$|again\b|anyway\b)", re.IGNORECASE)
_MEANS = re.compile(r"^[\"”'’]?\s+(?:means?|stands?\s+for)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"([\w']+)\W*$")
_NEXT_WORD = re.compile(r"^\W*([\w']+)")
_OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class EntityRules:
    """When names of one entity count. Empty sets mean: no condition."""

    only_for: frozenset[str] = frozenset()
    plain_only_for: frozenset[str] = frozenset()
    shared_only_for: frozenset[str] = frozenset()
    first_for: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_beside: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()
    stands_for: frozenset[str] = frozenset()
    bare_for: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    counted: bool = False
    acts: bool = False
    asked: bool = False
    capital: bool = False


@dataclass(frozen=True)
class Meaning:
    """The rules of all entities; entities stand in order of precedence over the same words."""

    rules: Mapping[str, EntityRules] = field(default_factory=dict)
    likely: float = 0.15
    idioms: re.Pattern[str] | None = None

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Meaning:
        """Raises InvalidConfigException for a rule that is not known."""
        rules = {entity: _rules(entity, given or {}) for entity, given in config.get("entities", {}).items()}
        return cls(rules, float(config.get("likely", 0.15)), _phrases(config.get("idioms", ())))

    def meant(self, text: str, found: Sequence[Found], ranking: Sequence[Mapping[str, Any]]) -> list[Found]:
        """Those of `found` that count in this sentence; where two share words, the entity with precedence."""
        intents = frozenset(one["name"] for one in ranking if one["confidence"] >= self.likely)
        counting = [each for each in found if self._counts(text, each, intents) and not self._in_idiom(text, each)]
        counting = [each for each in counting if not self._beside_another(text, each, counting)]
        order = {entity: place for place, entity in enumerate(self.rules)}
        kept: list[Found] = []
        for each in sorted(counting, key=lambda one: self._precedence(one, intents, order)):
            if not any(overlap(each, other) for other in kept):
                kept.append(each)
        return _once(sorted(kept, key=lambda one: one.start), text)

    def _precedence(self, found: Found, intents: frozenset[str], order: dict[str, int]) -> tuple:
        first = bool(self._of(found).first_for & intents)
        return (not first, -found.length, -found.likeness, order.get(found.entity, len(order)))

    def _of(self, found: Found) -> EntityRules:
        return self.rules.get(found.entity, EntityRules())

    def _counts(self, text: str, found: Found, intents: frozenset[str]) -> bool:
        rules = self._of(found)
        before, after = text[: found.start], text[found.end :]
        if _word(_LAST_WORD, before) in rules.not_after or _word(_NEXT_WORD, after) in rules.not_before:
            return False
        if rules.only_for and not rules.only_for & intents:
            return rules.asked and _is_asked(before, after)
        if len(found.keys) > 1 and rules.shared_only_for and not self._shared_counts(rules, before, intents):
            return False
        if rules.stands_for:
            name = one_form(text[found.start : found.end])
            return stages.counts(rules, name, found.plain, before, after, intents)
        return not found.plain or self._plain_counts(rules, text, found, intents)

    def _shared_counts(self, rules: EntityRules, before: str, intents: frozenset[str]) -> bool:
        """ "Three phones" or "the phones", not "satellite phones", which are something else."""
        return bool(rules.shared_only_for & intents and (_COUNT.search(before) or _ALONE.search(before)))

    def _plain_counts(self, rules: EntityRules, text: str, found: Found, intents: frozenset[str]) -> bool:
        before, after = text[: found.start], text[found.end :]
        if rules.acts and (_OBJECT.match(after) or (_BEFORE_VERB.search(before) and _DETERMINER.match(after))):
            return False
        if not rules.plain_only_for or rules.plain_only_for & intents:
            return True
        if rules.capital and text[found.start].isupper() and before.rstrip(" \"“'‘(")[-1:] not in ("", ".", "!", "?"):
            return True
        if _OUT_OF_SCOPE in intents:
            return False
        is_sure = one_form(text[found.start : found.end]) in rules.sure
        return is_sure or (rules.counted and bool(_COUNT.search(before)))

    def _beside_another(self, text: str, found: Found, all_found: Sequence[Found]) -> bool:
        kinds = self._of(found).not_beside
        return any(
            one.entity in kinds and one.end <= found.start and text[one.end : found.start] == " " for one in all_found
        )

    def _in_idiom(self, text: str, found: Found) -> bool:
        if self.idioms is None or not found.plain:
            return False
        phrases = self.idioms.finditer(text)
        return any(phrase.start() <= found.start and found.end <= phrase.end() for phrase in phrases)


def _once(found: list[Found], text: str) -> list[Found]:
    """ "Three racks of colo" names one service, once."""
    return [
        each
        for before, each in zip([None, *found], found, strict=False)
        if not (
            before
            and (before.entity, before.keys) == (each.entity, each.keys)
            and text[before.end : each.start].strip().lower() in ("", "of")
        )
    ]


def _rules(entity: str, given: Mapping[str, Any]) -> EntityRules:
    unknown = set(given) - set(EntityRules.__dataclass_fields__)
    if unknown:
        raise InvalidConfigException(f"Unknown rules for the entity {entity}: {', '.join(sorted(unknown))}.")
    rules = {name: frozenset(value) if isinstance(value, list) else bool(value) for name, value in given.items()}
    for names in ("sure", "states", "alone"):
        rules[names] = frozenset(one_form(name) for name in given.get(names, ()))
    return EntityRules(**rules)


def _phrases(idioms: Sequence[str]) -> re.Pattern[str] | None:
    if not idioms:
        return None
    longest_first = sorted(idioms, key=len, reverse=True)
    words = "|".join(re.escape(idiom).replace(r"\ ", r"[\s-]+") for idiom in longest_first)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _is_asked(before: str, after: str) -> bool:
    """ "What's a TAS?", "define SOW", "what BETC stands for", but not "what is the amendment's status"."""
    if _MEANS.match(after) or (_WHAT_BEFORE.search(before) and _IS_AFTER.match(after)):
        return True
    return bool(_ASKED_BEFORE.search(before) and _ASKED_AFTER.match(after))


def _word(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1).lower() if match else ""
