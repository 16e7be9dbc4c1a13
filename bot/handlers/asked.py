"""What a sentence about agreements names: numbers, organizations, steps, roles, owners, whose turn, closed ones."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.context import Turn
from bot.said import value, word_set
from bot.understanding.readers.number_words import BELOW_HUNDRED, counted
from domain.agreement_numbers import agreement_number
from domain.people import Role, Side
from domain.stages import SEQUENCE, Stage
from services.cards import PersonCard

_ROLE_WORDS: tuple[tuple[str, Role], ...] = (
    (r"budget", Role.BUDGET_OFFICER),
    (r"security|isso|issm", Role.SECURITY_OFFICER),
    (r"program official", Role.PROGRAM_OFFICIAL),
    (r"funding official|funds? certif\w+", Role.FUNDING_OFFICIAL),
    (r"program manager|project manager", Role.PROGRAM_MANAGER),
    (r"tech(nical)? lead|technical (poc|contact|point of contact)", Role.TECHNICAL_LEAD),
    (r"sml|service.level manager|account (manager|lead|rep\w*)|our account|engagement lead", Role.SML),
    (r"specialists?|expert|engineer", Role.TECHNICAL_SPECIALIST),
    (r"agreements? coordinator|coordinat\w+", Role.AGREEMENTS_COORDINATOR),
    (r"financ\w+ officer|finance", Role.FINANCE_OFFICER),
)
_SIGNS = re.compile(r"\bsign(s|er|ers|atory|atories|ing)?\b", re.I)
_BILLS = re.compile(r"\b(invoic\w*|bill(s|ing|ed)?)\b", re.I)
_MONEY = re.compile(r"\b(fund(s|ing)?|money|pay(s|ing|ments?)?)\b", re.I)
_PROGRAM = re.compile(r"\bprogram (part|side)\b", re.I)
_CALLS = re.compile(
    r"\bwho(m)? (do|should|can|must) (i|we) (call|ask|contact|e-?mail|write|talk|speak|reach|turn)\b", re.I
)
_MINE = re.compile(
    r"\b(mine|my (own|agreements?|slas?|accounts?|customers?|list|queue|plate|renewals?|ones|portfolio|work)"
    r"|i (own|lead|manage|run)|(do|that|which|what) i have|assigned to me|i'm leading|am i leading)\b",
    re.I,
)
_WAITS = r"\b(wait\w*|stuck|pending|sit\w*|depend\w*) (for|on|with)"
#: "Us" is CEC when staff say it, the customer when a customer does.
_OUR_TURN = re.compile(rf"{_WAITS} (us|me|our)\b|\bour (turn|court|action)\b|\bwe owe\b", re.I)
_CEC_TURN = re.compile(rf"{_WAITS} (cec|you|your)\b|\b(cec's|your) (turn|court|action)\b", re.I)
_CUSTOMER_TURN = re.compile(
    rf"{_WAITS} (the |a |our )?(customers?|clients?|agenc\w+|them|their)\b"
    r"|\b(customer|client|their)('s)? (turn|court|action)\b",
    re.I,
)
_STATE_OF = re.compile(
    r"\b(is|are|was|were|has|have|did|when)\b.*"
    r"\b(done|finish\w*|complete\w*|through|past|pass\w*|over|reach\w*|began|begun|started)\b",
    re.I,
)
_UNFUNDED = re.compile(r"\b(not (yet )?(been )?funded|unfunded|without funds|awaiting (the )?fund\w*)\b", re.I)
_LATE = re.compile(
    r"\b(overdue|past due|behind schedule|late)\b"
    r"(?!\s+(next|this|last|in|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.I,
)
_DUE = re.compile(r"\b(due|deadlines?)\b", re.I)
_BY_HOW_MUCH = re.compile(rf"(?<![\w.])(\d{{1,4}}|an?|{BELOW_HUNDRED})\+?\s+(day|week|fortnight|month)s?\b", re.I)
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
_CLOSED = re.compile(
    r"\b(closed|ended|finished|past(?! due| (?:the|step|stage|phase)\b| \d)|old|former|archived|expired"
    r"|including closed)\b",
    re.I,
)
_EVERY = re.compile(r"\b(all|every|each|list|agreements|slas|which of|customers|organizations|agencies)\b", re.I)
#: "What do you need from us" and "what waits for CEC" do not ask about the agreement that was spoken of.
_IN_GENERAL = re.compile(
    r"\b(i|me|my|mine|we|us|our|ours|everything|anything|everyone|everybody|else|today|waits?|waiting|overdue|plate|"
    r"others?)\b",
    re.I,
)
#: A customer who asks whether anything runs with CEC at all.
_GOING_ON = re.compile(
    r"\b(?:anything|something|what(?:['’]?s)?|any (?:open )?(?:agreements?|slas?|contracts?))\b.{0,30}"
    r"\b(?:going on|in the works|in progress|under ?way|running|open)\b.{0,20}\b(?:with|at) (?:you|cec)\b",
    re.IGNORECASE,
)
_CEC_SIDE = re.compile(r"\bcec('s)?\b|\b(on|at) your (side|end)\b|\byour\b", re.I)
_OWN_SIDE = re.compile(r"\b(our|my|we)\b|\b(on|at) our (side|end)\b", re.I)
#: What comes after "led by" or before "'s" is a name, also when it is an everyday word or in small letters.
_OWNS = re.compile(
    r"\b(?:owned|led|managed|run|handled|held)\s+by\s+([^\W\d_]+)|\bassigned\s+to\s+([^\W\d_]+)"
    r"|\b([^\W\d_]+)['’]s\b|\b([^\W\d_]+s)['’](?!\w)",
    re.I,
)
#: First or last names that are also everyday words: such a name counts only together with the other one.
EVERYDAY = word_set(
    "will may mark art grace rose bill pat drew june april august hope faith joy dale cliff bob rich price page "
    "long short young white black brown green gray west north day small law case banks fields rivers"
)


def number_asked(turn: Turn) -> str | None:
    """The agreement number that the sentence names, in its canonical form."""
    named = value(turn.understanding, "agreement_number")
    return (agreement_number(named) or named) if named else None


def agreement_spoken_of(turn: Turn) -> str | None:
    """The agreement that was named or shown last, unless the sentence asks about all or about one's own things."""
    general = says_all(turn.text) or _IN_GENERAL.search(turn.text) or not turn.text.strip()
    return None if general else turn.memory.agreement


def stage_asked(turn: Turn) -> Stage | None:
    """The step that the sentence names. Reports and meetings are held while services run."""
    named = value(turn.understanding, "stage")
    return next((stage for stage in Stage if stage == named), None)


def step_asked(turn: Turn) -> Stage | None:
    """The step whose state is asked for: "is the survey done" names it, "send me the survey" does not."""
    if stage_asked(turn) or not _STATE_OF.search(turn.text):
        return stage_asked(turn)
    return _step_after(turn, ("",))


def list_stage_asked(turn: Turn) -> Stage | None:
    """The step of the agreements to list: "those in the survey step", "those waiting on funding"."""
    leads = ("in", "in the", "at", "at the", "waiting on", "waiting for", "waiting on the", "waiting for the")
    named = stage_asked(turn) or _step_after(turn, leads)
    return as_list_stage(named or (Stage.AGREEMENT_FUNDING if _UNFUNDED.search(turn.text) else None))


def due_asked(turn: Turn) -> date | None:
    """The day before which something was due: of what is overdue, or due by a day or within a time that is named."""
    today = turn.asker.at.astimezone(turn.asker.zone).date()
    if _LATE.search(turn.text):
        least = _BY_HOW_MUCH.search(turn.text)
        if not least:
            return today
        return today - timedelta(days=counted(least[1]) * _DAYS[least[2].casefold()])
    named = value(turn.understanding, "time")
    return _day_after(named, turn.text) if named and _DUE.search(turn.text) else None


def _day_after(named: str, text: str) -> date | None:
    """The day after a time, an interval or a day; a day after "before" is itself the first that is too late."""
    start, _, end = named.partition("/")
    try:
        last = date.fromisoformat((end or start)[:10])
    except ValueError:
        return None
    return last if end or re.search(r"\bbefore\b", text, re.I) else last + timedelta(days=1)


def _step_after(turn: Turn, leads: Sequence[str]) -> Stage | None:
    """The step of which a name or alias follows one of these words, the longest name first."""
    said = f" {' '.join(re.findall(r'[a-z]+', turn.text.casefold()))} "
    steps = sorted(turn.services.knowledge.knowledge.step_aliases.items(), key=lambda step: -len(step[0]))
    return next((Stage(key) for name, key in steps if any(f"{lead} {name} " in said for lead in leads)), None)


def as_list_stage(stage: Stage | None) -> Stage | None:
    """The step that agreements can stand at."""
    return stage if stage is None or stage in SEQUENCE else Stage.OPERATIONS


def says_mine(text: str) -> bool:
    return bool(_MINE.search(text))


def says_closed(text: str) -> bool:
    return bool(_CLOSED.search(text))


def says_all(text: str) -> bool:
    """Whether several agreements are asked for, not one."""
    return bool(_EVERY.search(text))


def asks_what_runs(text: str) -> bool:
    """Whether a customer asks if anything runs with CEC at all: then all of it is meant."""
    return bool(_GOING_ON.search(text))


def turn_asked(text: str, reader_is_staff: bool) -> Side | None:
    """For whom the agreements asked for should be waiting."""
    if _CUSTOMER_TURN.search(text):
        return Side.CUSTOMER
    if _OUR_TURN.search(text):
        return Side.CEC if reader_is_staff else Side.CUSTOMER
    return Side.CEC if _CEC_TURN.search(text) else None


def roles_asked(text: str, side: Side | None = None) -> tuple[Role, ...]:
    """The roles that the words name, on `side` where one is meant; who signs are the two officials."""
    named = tuple(role for words, role in _ROLE_WORDS if re.search(rf"\b({words})\b", text, re.I))
    if _SIGNS.search(text):
        only = (
            Role.FUNDING_OFFICIAL if _MONEY.search(text) else Role.PROGRAM_OFFICIAL if _PROGRAM.search(text) else None
        )
        return (only,) if only else (Role.PROGRAM_OFFICIAL, Role.FUNDING_OFFICIAL)
    if named:
        return named[:2]
    officer = Role.FINANCE_OFFICER if side is Side.CEC else Role.BUDGET_OFFICER
    if _BILLS.search(text):
        return (officer,)
    return (officer, Role.FUNDING_OFFICIAL) if _MONEY.search(text) else ()


def asks_whom_to_call(text: str) -> bool:
    """Whether somebody wants to turn to whoever is in charge."""
    return bool(_CALLS.search(text))


def handles_account(text: str) -> bool:
    """Whether the sentence asks who at CEC is in charge."""
    words = r"handl\w+|in charge|responsible|leads?|our (poc|contact|rep\w*)|takes care|looks? after|account"
    return bool(re.search(rf"\b({words})\b", text, re.I))


def side_asked(text: str, reader_is_staff: bool) -> Side | None:
    """Whose side a contact is asked on: "your finance officer" is CEC's when a customer says it."""
    if re.search(r"\bcec('s)?\b", text, re.I):
        return Side.CEC
    if reader_is_staff:
        return Side.CEC if _OWN_SIDE.search(text) else None
    if _CEC_SIDE.search(text):
        return Side.CEC
    return Side.CUSTOMER if _OWN_SIDE.search(text) else None


def owner_asked(text: str, staff: Sequence[PersonCard]) -> PersonCard | None:
    """The one person of CEC whom the words name: by full name, or by a first or last name that only one has."""
    words = set(re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.replace("'s", " ").replace("’s", " ").casefold()))
    full = [person for person in staff if _parts(person) and _parts(person) <= words]
    if full:
        return _only(full)
    capital = {word.casefold() for word in re.findall(r"\b[A-Z][\w'’-]+", text.replace("'s", "").replace("’s", ""))}
    named = {word.casefold() for words in _OWNS.findall(text) for word in words if word}
    return _only(person for person in staff if _parts(person) & (capital - EVERYDAY | named))


def _parts(person: PersonCard) -> set[str]:
    return {part for part in person.name.casefold().split() if len(part) > 1 and not part.endswith(".")}


def _only(people: Iterable[PersonCard]) -> PersonCard | None:
    found = list(people)
    return found[0] if len(found) == 1 else None
