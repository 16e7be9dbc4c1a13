"""What the assistant is asked to do for others and cannot: said plainly, with who can, beside what it can answer."""

import re
from dataclasses import replace

from bot.context import Turn
from bot.handlers.asked import number_asked
from bot.handlers.organization_names import unknown_organization
from bot.replies import Reply
from bot.said import value
from bot.views.blocks import safe, section
from bot.views.contacts import those_with
from bot.views.talk import AGREEMENTS, PERSON, STATUS, with_offers
from bot.views.text import join_and
from domain.errors import CecError
from domain.people import Role, Side

_ASKS = r"^\W*(?:(?:please|also|and|then|can you|could you|would you|i want you to|go ahead and)\W+)*"
_OTHERS = r"(?!me\b|us\b|my\b|our\b|you\b|in\b)"
_REFUSES = re.compile(
    r"\b(?:do not|don['’]?t|never)\s+(?:\w+\s+)?(?:send|e-?mail|notify|remind|contact|forward|write)\b"
    r"|\bsend nothing\b",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:put|place)\b.{1,80}\bon (?:hold|ice|pause)\b|"
    rf"{_ASKS}(?:pause|suspend|freeze)\b.{{1,60}}\b(?:agreement|sla|contract)s?\b",
    re.IGNORECASE,
)
_REMINDS = re.compile(rf"{_ASKS}(?:remind|nudge|chase|notify|ping)\s+{_OTHERS}\w", re.IGNORECASE)
_SENDS = re.compile(
    rf"{_ASKS}(?:send|forward|e-?mail)\s+(?!me\b|us\b).{{0,60}}?\bto\s+{_OTHERS}\w"
    rf"|{_ASKS}(?:send|forward|e-?mail)\s+(?:them|him|her|the customer)\b",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:anything|something|what(?:['’]?s| is)?) new\b.*\b(?:since|today|yesterday|lately|week|month)\b"
    r"|\bwhat(?:['’]?s| has| have)? changed\b.*\b(?:since|today|yesterday|lately|week|month)\b",
    re.IGNORECASE,
)
#: What is new in a proposal can be told.
_OF_PROPOSAL = re.compile(
    r"\b(?:drafts?|proposals?|versions?|last time|(?:i|we) last (?:looked|saw|read)|(?:my|our) last look)\b",
    re.IGNORECASE,
)
_CANNOT = (
    (_HOLDS, "I can't put an agreement on hold."),
    (_REMINDS, "I can't remind or notify others for you."),
    (_SENDS, "I can't send anything to others for you."),
)
_NOTHING_SENT = "I have sent nothing: I send nothing to others for you."
_NO_NEWS = "I can't list what is new since a day. The full history of an agreement shows its changes."
_PARTS = re.compile(r"(?<=[.;!?])\s+|,\s*|\s+(?:but|just|and then|and)\s+", re.IGNORECASE)
_LEAST_WORDS = 3


def what_cannot_be_done(turn: Turn) -> str | None:
    """The sentence that says so, with who can do it; None where nothing of the kind is asked."""
    if _REFUSES.search(turn.text):
        return _NOTHING_SENT
    if _NEWS.search(turn.text) and (turn.actor.is_staff or turn.actor.organization) and not _of_proposal(turn):
        return _NO_NEWS
    said = next((sentence for asked, sentence in _CANNOT if asked.search(turn.text)), None)
    return f"{said} {_who_can(turn)}" if said else None


def _of_proposal(turn: Turn) -> bool:
    return turn.understanding.intent == "view_proposal" and bool(_OF_PROPOSAL.search(turn.text))


def other_part(text: str) -> str:
    """What is asked beside it; empty where nothing is."""
    every = (_REFUSES, _NEWS, *(asked for asked, _ in _CANNOT))
    parts = [part.strip() for part in _PARTS.split(text)]
    left = [part for part in parts if part and not any(asked.search(part) for asked in every)]
    rest = ", ".join(left)
    return rest if len(left) < len([part for part in parts if part]) and len(rest.split()) >= _LEAST_WORDS else ""


def says_all_of_it(sentence: str) -> bool:
    """Whether nothing is left to answer where nothing else was asked."""
    return sentence in (_NOTHING_SENT, _NO_NEWS)


def beside(sentence: str, reply: Reply) -> Reply:
    """The answer to the other part below what cannot be done."""
    blocks = list(reply.blocks) or [section(reply.text)]
    return replace(reply, text=f"{sentence}\n{reply.text}", blocks=[section(sentence), *blocks])


def alone(turn: Turn, sentence: str) -> Reply:
    """Where nothing else was asked that could be answered."""
    offers = [AGREEMENTS if turn.actor.is_staff else STATUS, PERSON]
    known = turn.actor.is_staff or turn.actor.organization
    return Reply(sentence, with_offers(sentence, offers if known else [PERSON]), private=True)


def _who_can(turn: Turn) -> str:
    """The SML of what is named or spoken of, by name where the asker may know."""
    unsure = "The SML of the agreement can, or a person at CEC."
    if unknown_organization(turn):
        return unsure
    named = value(turn.understanding, "organization")
    number = number_asked(turn) or (None if named else turn.memory.agreement)
    organization = named or turn.actor.organization
    try:
        contacts = turn.services.agreements.contacts
        sheets = contacts(turn.actor, agreement=number) if number else contacts(turn.actor, organization=organization)
    except CecError:
        return unsure
    leads = [holder.person for holder in those_with(sheets, Role.SML, Side.CEC)]
    who = join_and([f"{safe(person.name)} ({safe(person.email)})" for person in leads[:2]], "or")
    return f"The SML can: {who}." if who else unsure
