"""What organizations and people must be like, whoever enters them: a form in Slack or a file."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from domain.catalog import plain_words
from domain.errors import InvalidInput
from domain.organizations import Organization
from domain.people import Person, Side
from services.matching import best_names
from services.zones import is_zone

LONGEST_NAME = 120
LONGEST_TEXT = 200
MOST_NAMES = 30
_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
_DOMAIN = re.compile(r"(?=.{4,190}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII)
_LOCAL = re.compile(r"[^\s@<>\"(),:;\[\]\\]{1,64}")
_PHONE = re.compile(r"[-+0-9 ().x/#,ext]{0,40}", re.ASCII | re.IGNORECASE)


def checked_organization(given: Organization, others: Iterable[Organization]) -> Organization:
    """Trimmed, with a lower-case key and domains. `others` are all organizations but this one.

    Raises InvalidInput, with the field's name, for what cannot be kept and for a name that another one has.
    """
    made = replace(
        given,
        key=given.key.strip().lower(),
        name=given.name.strip(),
        abbreviation=given.abbreviation.strip(),
        aliases=_tidy(given.aliases),
        email_domains=tuple(domain.lower().removeprefix("@") for domain in _tidy(given.email_domains)),
    )
    if not _KEY.fullmatch(made.key) or len(made.key) > 40:
        raise InvalidInput("key", "Give a short key of small letters, digits and underscores, such as nrcs.")
    _needed("name", made.name, LONGEST_NAME)
    _needed("abbreviation", made.abbreviation, 30)
    for alias in made.aliases:
        _needed("aliases", alias, LONGEST_NAME)
    for domain in made.email_domains:
        if not _DOMAIN.fullmatch(domain):
            raise InvalidInput("email_domains", f"“{domain[:60]}” is not a domain. Give one such as nrcs.example.gov.")
    _unused(made, others)
    return made


def checked_person(given: Person, organizations: Collection[Organization], areas: Collection[str]) -> Person:
    """Trimmed, with a lower-case e-mail. Raises InvalidInput, with the field's name, for what cannot be kept.

    `areas` are the keys of the catalog's areas of expertise.
    """
    made = replace(
        given,
        name=" ".join(given.name.split()),
        email=checked_email(given.email),
        title=given.title.strip(),
        phone=checked_phone(given.phone),
        time_zone=given.time_zone.strip(),
        areas=_tidy(given.areas),
    )
    _needed("name", made.name, LONGEST_NAME)
    if len(made.title) > LONGEST_TEXT:
        raise InvalidInput("title", f"Shorten the title to {LONGEST_TEXT} characters.")
    if not is_zone(made.time_zone):
        raise InvalidInput("time_zone", f"“{made.time_zone[:40]}” is not a time zone. Give one: America/New_York.")
    _checked_side(made, organizations)
    for area in made.areas:
        if area not in areas:
            raise InvalidInput("areas", f"There is no area “{area[:40]}”.{_did_you_mean(area, areas)}")
    return made


def checked_email(email: str) -> str:
    """In small letters. Raises InvalidInput for what is no e-mail address."""
    made = email.strip().lower()
    local, _, domain = made.rpartition("@")
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise InvalidInput(
            "email", f"“{email.strip()[:60]}” is not an e-mail address. Give one such as name@agency.gov."
        )
    return made


def checked_phone(phone: str) -> str:
    """Trimmed, "" for none. Raises InvalidInput for what is no phone number."""
    made = phone.strip()
    if not _PHONE.fullmatch(made):
        raise InvalidInput("phone", f"“{made[:40]}” is not a phone number. Give one such as 202-555-0143.")
    return made


def _checked_side(person: Person, organizations: Collection[Organization]) -> None:
    keys = [organization.key for organization in organizations]
    if person.side is Side.CEC:
        if person.organization is not None:
            raise InvalidInput("organization", "People of CEC have no customer organization. Leave it empty.")
        return
    if person.administrator:
        raise InvalidInput("administrator", "Only people of CEC can be administrators.")
    if person.areas:
        raise InvalidInput("areas", "Only people of CEC have areas of expertise. Leave them empty.")
    if person.organization is None:
        raise InvalidInput("organization", "A customer's person needs an organization. Give its key.")
    if person.organization not in keys:
        near = _did_you_mean(person.organization, keys)
        raise InvalidInput("organization", f"There is no organization “{person.organization[:40]}”.{near}")


def _unused(made: Organization, others: Iterable[Organization]) -> None:
    for other in others:
        taken = {plain_words(name) for name in (other.key, *other.names)}
        for field, names in (
            ("key", (made.key,)),
            ("name", (made.name,)),
            ("abbreviation", (made.abbreviation,)),
            ("aliases", made.aliases),
        ):
            for name in names:
                if plain_words(name) in taken:
                    raise InvalidInput(field, f"“{name[:60]}” already means {other.name}. Choose another name.")
        for domain in made.email_domains:
            if domain in other.email_domains:
                raise InvalidInput("email_domains", f"The domain {domain} already belongs to {other.name}.")


def _needed(field: str, value: str, longest: int) -> None:
    if not value:
        raise InvalidInput(field, f"The {field} is missing. Fill it in.")
    if len(value) > longest:
        raise InvalidInput(field, f"Shorten the {field} to {longest} characters.")
    if any(not char.isprintable() for char in value):
        raise InvalidInput(field, f"The {field} holds a character that cannot be shown. Type it again.")


def _tidy(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))[:MOST_NAMES]


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    near = best_names(word, {key: (key,) for key in known})
    return f" Did you mean “{near[0].key}”?" if near else ""
