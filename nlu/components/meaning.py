"""Whether a name that was found is meant: many names are everyday words too.

The configuration of an entity says in which sentences it counts:

    entities:
      service: {plain_only_for: [ask_price, ...]}   an everyday word counts in these intents only
      term: {only_for: [explain_term], first_for: [explain_term]}
      stage: {context: true}                        an everyday word counts in a phrase of steps only
      organization: {plain_never: true, not_after: [a, an], not_before: [number, form]}

An intent is one of the sentence's when its confidence is at least `likely` of the configuration.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.exceptions import InvalidConfigException

from components.names import Found, overlap

_STEP = r"(?:stages?|steps?|phases?)"
_STAGE_BEFORE = re.compile(
    rf"(?:\b(?:in|into|at|past|through|for|to|reached|during)|\b{_STEP}(?: of| is| called)?|"
    r"\b(?:after|before|until|following|between|and)(?: the| our| their)?)\s+[\"“']?$",
    re.IGNORECASE,
)
_STAGE_AFTER = re.compile(rf"^[\"”']?\s+{_STEP}\b", re.IGNORECASE)
_OBJECT = re.compile(r"^\s+(?:me|us|him|her|them|you|it|everyone)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"([\w']+)\W*$")
_NEXT_WORD = re.compile(r"^\W*([\w']+)")


@dataclass(frozen=True)
class EntityRules:
    """When names of one entity count. Empty sets mean: no condition."""

    only_for: frozenset[str] = frozenset()
    plain_only_for: frozenset[str] = frozenset()
    first_for: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    plain_never: bool = False
    context: bool = False


@dataclass(frozen=True)
class Meaning:
    """The rules of all entities; entities stand in order of precedence over the same words."""

    rules: Mapping[str, EntityRules] = field(default_factory=dict)
    likely: float = 0.15

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Meaning:
        """Raises InvalidConfigException for a rule that is not known."""
        rules = {entity: _rules(entity, given or {}) for entity, given in config.get("entities", {}).items()}
        return cls(rules, float(config.get("likely", 0.15)))

    def meant(self, text: str, found: Sequence[Found], ranking: Sequence[Mapping[str, Any]]) -> list[Found]:
        """Those of `found` that count in this sentence; where two share words, the entity with precedence."""
        intents = frozenset(one["name"] for one in ranking if one["confidence"] >= self.likely)
        counting = [each for each in found if self._counts(text, each, intents)]
        order = {entity: place for place, entity in enumerate(self.rules)}
        kept: list[Found] = []
        for each in sorted(counting, key=lambda one: self._precedence(one, intents, order)):
            if not any(overlap(each, other) for other in kept):
                kept.append(each)
        return sorted(kept, key=lambda one: one.start)

    def _precedence(self, found: Found, intents: frozenset[str], order: dict[str, int]) -> tuple:
        first = bool(self._of(found).first_for & intents)
        return (not first, -found.length, -found.likeness, order.get(found.entity, len(order)))

    def _of(self, found: Found) -> EntityRules:
        return self.rules.get(found.entity, EntityRules())

    def _counts(self, text: str, found: Found, intents: frozenset[str]) -> bool:
        rules = self._of(found)
        before, after = text[: found.start], text[found.end :]
        if rules.only_for and not rules.only_for & intents:
            return False
        if _word(_LAST_WORD, before) in rules.not_after or _word(_NEXT_WORD, after) in rules.not_before:
            return False
        return not found.plain or self._plain_counts(rules, before, after, intents)

    def _plain_counts(self, rules: EntityRules, before: str, after: str, intents: frozenset[str]) -> bool:
        if rules.plain_never or _OBJECT.match(after):  # "email me" asks for a message, not for a mailbox
            return False
        if rules.context:
            return bool(_STAGE_BEFORE.search(before) or _STAGE_AFTER.match(after))
        return not rules.plain_only_for or bool(rules.plain_only_for & intents)


def _rules(entity: str, given: Mapping[str, Any]) -> EntityRules:
    unknown = set(given) - set(EntityRules.__dataclass_fields__)
    if unknown:
        raise InvalidConfigException(f"Unknown rules for the entity {entity}: {', '.join(sorted(unknown))}.")
    return EntityRules(**{name: frozenset(v) if isinstance(v, list) else bool(v) for name, v in given.items()})


def _word(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1).lower() if match else ""
