"""Whom to ask about a service or a subject, and who has a title such as CFO."""

import re
from collections.abc import Iterable, Sequence

from bot.context import Turn
from bot.said import value
from bot.views.blocks import safe
from bot.views.contacts import Holder, holders, those_with
from bot.views.text import join_and
from domain.catalog import Catalog
from domain.errors import NotFound
from domain.people import Role, Side
from services.agreement_cards import ContactSheet
from services.cards import PersonCard

_ABOUT = re.compile(r"\b(about|regarding|concerning)\b", re.IGNORECASE)
_TITLES = {
    "cfo": "chief financial officer",
    "cio": "chief information officer",
    "ciso": "chief information security officer",
    "cto": "chief technology officer",
    "coo": "chief operating officer",
}
_ROLE_LABELS = frozenset(role.label.casefold() for role in Role)

Topic = tuple[str, tuple[str, ...]]
"""The name of a service, category or area, and the areas of expertise that it belongs to, the nearest first."""


def topic_asked(turn: Turn) -> Topic | None:
    """What advice is wanted about; without a name and areas where the catalog does not know the subject."""
    try:
        found = _known_topic(turn, turn.services.catalog.current().catalog)
    except NotFound:
        found = None
    return found or (("", ()) if _ABOUT.search(turn.text) else None)


def _known_topic(turn: Turn, catalog: Catalog) -> Topic | None:
    service, category = value(turn.understanding, "service"), value(turn.understanding, "category")
    if service:
        found = catalog.service(service)
        return found.name, found.areas
    text = turn.text.casefold()
    area = next((area for area in catalog.areas if area.name.casefold() in text), None)
    if area:
        return area.name, (area.key,)
    if category:
        areas = (area for each in catalog.services if each.category == category for area in each.areas)
        return catalog.category(category).name, tuple(dict.fromkeys(areas))
    return None


def expert_ids(people: Iterable[PersonCard], areas: Sequence[str]) -> frozenset[str]:
    """Those who know the first of the areas that anybody knows."""
    known = list(people)
    found = (frozenset(person.id for person in known if area in person.areas) for area in areas)
    return next((ids for ids in found if ids), frozenset())


def advice(sheets: Sequence[ContactSheet], topic: Topic) -> tuple[list[str], list[Holder]]:
    """The specialists for it among CEC's contacts, else the SML; nothing where there is neither."""
    name, areas = topic
    specialists = those_with(sheets, Role.TECHNICAL_SPECIALIST, Side.CEC)
    ids = expert_ids((holder.person for holder in specialists), areas)
    found = [holder for holder in specialists if holder.person.id in ids]
    found = found or list(those_with(sheets, Role.SML, Side.CEC))
    return ([advice_sentence(name, [holder.person for holder in found], bool(ids))] if found else []), found


def advice_sentence(name: str, people: Sequence[PersonCard], specialists: bool) -> str:
    """As in "For managed laptop, ask Luis Herrera, technical specialist at CEC."."""
    who = (Role.TECHNICAL_SPECIALIST if specialists else Role.SML).label
    names = join_and([safe(person.name) for person in people], "or")
    return f"For {safe(name) if name else 'that'}, ask {names}, {who} at CEC."


def titled(text: str, sheets: Sequence[ContactSheet]) -> tuple[list[str], list[Holder]]:
    """Who has the title that the words name, or that nobody has it. Titles that are roles are found as roles."""
    said = f" {' '.join(_full(word) for word in re.findall(r'[\w&-]+', text.casefold().replace("'s", ' ')))} "
    found = [h for side in Side for h in holders(sheets, side) if any(f" {t} " in said for t in _titles(h.person))]
    missing = next((title for title in _TITLES.values() if f" {title} " in said), None)
    if found or missing is None:
        return [], found
    return [f"I find no {missing} among these contacts."], []


def _full(word: str) -> str:
    return _TITLES.get(word, word)


def _titles(person: PersonCard) -> list[str]:
    """The parts of a title, in small letters, that say more than one word and are no role of an agreement."""
    parts = [part.strip().casefold() for part in person.title.split(",")]
    return [part for part in parts if " " in part and part not in _ROLE_LABELS]
