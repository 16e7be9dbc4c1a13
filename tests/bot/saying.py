"""Turns, clicks and submissions for tests of handlers: say only what matters to the test."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.context import Asker, Click, Submission, Turn
from bot.understanding.model import Entity, Understanding, Value
from domain.channels import ChannelBinding, Place
from domain.permissions import Actor
from services import Services
from services.memory import Memory
from tests.builders import a_stranger

AT = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
DIRECT = Place("D1", direct=True)
OPEN_CHANNEL = Place("C1")
STAFF_CHANNEL = Place("C2", binding=ChannelBinding("C2", None, "p-dana", AT))

Named = tuple[str, str, Value]
"""Kind, the words in the text, value: ("service", "laptops", "managed_laptop")."""


def an_asker(actor: Actor | None = None, place: Place = DIRECT, name: str = "Maria Lopez") -> Asker:
    who = actor or a_stranger()
    return Asker(who, who.slack_user_id or "U9", name, place, AT, ZONE)


def understood(text: str, intent: str, *named: Named, confidence: float = 0.95) -> Understanding:
    """An understanding with the entities where their words stand in the text, each found after the one before."""
    entities: list[Entity] = []
    start = 0
    for kind, words, value in named:
        at = text.index(words, start)
        entities.append(Entity(kind, words, value, at, at + len(words)))
        start = at + len(words) if kind != "time" else at
    return Understanding(text, intent, confidence, ((intent, confidence),), tuple(entities))


def a_turn(
    services: Services,
    text: str,
    intent: str,
    *named: Named,
    memory: Memory | None = None,
    asker: Asker | None = None,
    confidence: float = 0.95,
) -> Turn:
    meaning = understood(text, intent, *named, confidence=confidence)
    return Turn(asker or an_asker(), text, meaning, memory or Memory(), services)


def a_click(services: Services, element: Mapping[str, Any], asker: Asker | None = None, **changes: Any) -> Click:
    """A button pressed, with the value that it carries."""
    made = Click(
        asker=asker or an_asker(),
        action_id=element["action_id"],
        value=element.get("value", ""),
        services=services,
        memory=Memory(),
        message={"ts": "1700000000.000100"},
    )
    return replace(made, **changes)


def submitted(
    services: Services, view: Mapping[str, Any], values: Mapping[str, Any], asker: Asker | None = None
) -> Submission:
    """A modal sent with these values."""
    return Submission(
        asker=asker or an_asker(),
        callback_id=view["callback_id"],
        values=values,
        metadata=view.get("private_metadata", ""),
        services=services,
    )


def value_of(element: Mapping[str, Any]) -> dict[str, Any]:
    return json.loads(element.get("value") or "{}")
