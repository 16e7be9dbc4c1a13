"""Sentences whose own words leave no doubt what is asked, whatever the understanding guessed."""

import re
from collections.abc import Callable

from bot.contact_words import gives_contact, wants_to_start
from bot.context import Turn
from bot.follow_tables import ABOUT_AGREEMENTS
from bot.handlers.asked import asks_what_runs
from bot.handlers.people_named import means_same_person
from bot.handlers.titles import agreement_by_subject, names_one
from bot.intent_names import OUT_OF_SCOPE, TALK_TO_HUMAN
from bot.plain_words import asks_how_to_start, asks_where_cec_is, is_annoyed, is_personnel_matter, wants_to_end
from bot.price_words import asks_cheaper
from bot.said import has_any, values
from bot.understanding.thresholds import SURE

_PERSON = re.compile(
    r"\b(?:speak|talk|chat)(?:ing)? (?:to|with) (?:(?:an? |some)?(?:real |actual |live )?"
    r"(?:person|human|agent|representative)|somebody|someone|anybody|anyone)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"\b(?:don['’]?t|do not|no need to|not|without)\b", re.IGNORECASE)
#: What is paid now is a question about agreements; what would be paid is one about prices.
_PAID_NOW = re.compile(
    r"\b(?:are we|we are|we['’]re|do we)(?: (?:currently|already|now))? (?:pay|spend)(?:ing)?\b", re.IGNORECASE
)
_MONEY_OF = re.compile(
    r"\b(?:pay|pays|paid|paying|payments?|spends?|spent|owes?|charged?|billed|bills?)\b", re.IGNORECASE
)
_SPOKEN_OF = re.compile(r"\b(?:it|that|this|those|these|them)\b", re.IGNORECASE)
_PRICE_OF = re.compile(
    r"\b(?:how much (?:is|are|for|does|do|would|will)|(?:price|cost|quote|estimate) (?:of|for))\b", re.IGNORECASE
)
_ASKS_PRICE = re.compile(r"^\W*(?:how much|prices?|costs?|quote|estimate)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"^\W*what(?:['’]?s| is| comes) next\b(?! (?:fiscal |calendar )?(?:year|quarter|month|week))", re.IGNORECASE
)

_IN_A_STEP = re.compile(
    r"\b(?:what|which|who|anything|anyone)(?:['’]?s| is| are| do we have)?(?: currently| now| still)? (?:in|at)\b",
    re.IGNORECASE,
)

#: "What's past step 4", "who is beyond the survey": staff mean the agreements.
_PAST_A_STEP = re.compile(
    r"^\W*(?:what|which|who|everything|everyone|anything|list|show)\b.{0,60}\b(?:past|beyond)\b"
    r"(?:\s+(?:the|step|stage|phase|number))*\s*(?P<step>\d{1,2}\b)?",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:sign(?:ed)?|far|status|stands?|doing|going|stuck|progress|done|finished|waiting)\b", re.IGNORECASE
)
#: "Maria Lopez is leaving us": someone by name.
_LEAVES = re.compile(
    r"\b[A-Z][\w'’-]+ [A-Z][\w'’-]+ (?:has left|left us|is leaving|leaves us|is retiring|has retired|no longer works|"
    r"doesn['’]t work here)\b"
)
_FAR_IS_SURVEY = re.compile(
    r"\bhow far\b.{0,40}\b(?:survey|questionnaire)\b"
    r"|\bhow (?:is|are) .{1,40} (?:doing|getting on|coming along) (?:with|on) (?:the|their|our|its) survey\b"
    r"|\b(?:survey|questionnaire)(?:['’]s)? progress\b"
    r"|\bprogress (?:of|on|with|in) .{0,20}\b(?:survey|questionnaire)\b",
    re.IGNORECASE,
)
_OVERDUE = re.compile(
    r"^\W*(?:(?:and|so|ok)\s+)?(?:what|which|who|anything|everything|show|list|give|is|are|do)\b.{0,80}"
    r"\b(?:overdue|past due|behind schedule)\b",
    re.IGNORECASE,
)
#: "Everything at the proposal stage", "only those in step 1".
_ALL_IN_A_STEP = re.compile(
    r"^\W*(?:(?:show|list|give|get|see)(?: me| us)?\s+)?"
    r"(?:only|just|everything|everyone|all|those|these|agreements|slas)\b.{0,80}\b(?:in|at|on|with)\b",
    re.IGNORECASE,
)
_HOW_IT_GOES = re.compile(
    r"\bhow(?:['’]?s| is| are)\b.{0,80}\b(?:doing|going|coming along|coming|getting on|progressing|faring)\b",
    re.IGNORECASE,
)
#: Of the agreement that was spoken of.
_WHO_LEADS = re.compile(
    r"^\W*(?:and )?who(?:['’]?s| is)? (?:leads?|leading|runs?|handles?|handling|in charge of)\b", re.IGNORECASE
)
_ITS_TERM = re.compile(
    r"\bwhen (?:does|do|did|will|is|are) (?:it|that|this|the term|services?)\b.{0,80}"
    r"\b(?:start|begin|end|expire|run out|over)(?:s|ed|ing)?\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"^\W*where(?:['’]?s| is| are| do| does)\b", re.IGNORECASE)
_SIGNS_NEXT = re.compile(
    r"\bwho(?:['’]?s| is)?\b.{0,80}\bsign(?:s|ing|ature)?\b.{0,80}\b(?:next|now|still|left|missing)\b"
    r"|\bwho (?:still |else )?(?:has|needs|have|must|is left|is next)\b.{0,80}\bsign\b|\bwhose signature\b"
    r"|^\W*when (?:did|was|were|will) .{0,80}\bsign(?:ed)?\b",
    re.IGNORECASE,
)

_ON_OFFER = re.compile(r"\b(?:do|does|can) (?:you|cec) (?:sell|offer|provide|supply|carry)\b", re.IGNORECASE)
_BROKEN = re.compile(
    r"\boutages?\b|\b(?:is|are|went|been) (?:all )?(?:down|offline|broken|frozen)\b|\bcrash(?:ed|es|ing)\b"
    r"|\b(?:not|stopped|n['’]t) work(?:ing)?\b",
    re.IGNORECASE,
)
#: A counted thing after an estimate ("5 drones") is short; a longer sentence speaks of something else.
_MOST_WORDS_OF_A_COUNT = 5


def plain_intent(turn: Turn) -> str | None:
    """The intent that the words name by themselves; None leaves it to the understanding."""
    return next((intent for intent, is_meant in _RULES if is_meant(turn)), None)


def _asks_what_is_past(turn: Turn) -> bool:
    past = _PAST_A_STEP.search(turn.text)
    return bool(past and (past["step"] or has_any(turn.understanding, ("stage",))))


def _points_at_one(turn: Turn) -> bool:
    """ "Has anyone signed the circuits one", where that is not clear already, and is no service that is spoken of."""
    meant = turn.understanding
    clear = meant.intent in ABOUT_AGREEMENTS and meant.confidence >= SURE
    of_services = turn.memory.intent in ("ask_price", "describe_service", "browse_catalog")
    asks = _WHERE.search(turn.text) or _STATE.search(turn.text) or not of_services
    if clear or not asks or _PRICE_OF.search(turn.text) or not names_one(turn.text):
        return False
    return agreement_by_subject(turn) is not None


def _knows_agreements(turn: Turn) -> bool:
    return turn.actor.is_staff or turn.actor.organization is not None


def _asks_others_money(turn: Turn) -> bool:
    """What another organization pays is no question about prices: it is refused where agreements are looked up."""
    others = set(values(turn.understanding, "organization")) - {turn.actor.organization}
    named = has_any(turn.understanding, ("service", "category"))
    return bool(others) and not named and not turn.actor.is_staff and bool(_MONEY_OF.search(turn.text))


def _may_report(turn: Turn) -> bool:
    """Whether what does not work was taken for news about a request, or for nothing sure."""
    meant = turn.understanding
    if meant.intent == "request_status":
        return not has_any(meant, ("request_number",))
    return meant.intent == OUT_OF_SCOPE and meant.confidence < SURE


def _asks_what_is_there(turn: Turn) -> bool:
    """Staff who ask what is in a step mean the agreements, not how the step goes."""
    in_a_step = _IN_A_STEP.search(turn.text) or _ALL_IN_A_STEP.search(turn.text)
    return has_any(turn.understanding, ("stage",)) and bool(in_a_step)


def _asks_how_it_stands(turn: Turn) -> bool:
    """ "How is RMA doing", "where's FNS with endpoint protection"."""
    if not has_any(turn.understanding, ("organization", "agreement_number")):
        return False
    return bool(_HOW_IT_GOES.search(turn.text) or (_WHERE.search(turn.text) and turn.actor.is_staff))


def _counts_after_price(turn: Turn) -> bool:
    counted = turn.memory.intent == "ask_price" and has_any(turn.understanding, ("quantity",))
    return counted and len(turn.text.split()) <= _MOST_WORDS_OF_A_COUNT


def _asks_what_is_paid(turn: Turn) -> bool:
    named = has_any(turn.understanding, ("service", "category", "quantity"))
    return bool(_PAID_NOW.search(turn.text)) and not named and not _SPOKEN_OF.search(turn.text)


def _wants_a_person(turn: Turn) -> bool:
    return bool(_PERSON.search(turn.text)) and not _REFUSES.search(turn.text)


def _vents(turn: Turn) -> bool:
    reports = turn.understanding.intent == "report_issue" and turn.understanding.confidence >= SURE
    return is_annoyed(turn.text) and not reports


def _asks_to_start(turn: Turn) -> bool:
    named = has_any(turn.understanding, ("service", "stage"))
    return not turn.actor.is_staff and asks_how_to_start(turn.text) and not named


def _is_no_matter_of_ours(turn: Turn) -> bool:
    personal = is_personnel_matter(turn.text) and _read_as(turn, "request_status", "agreement_status")
    return personal or asks_where_cec_is(turn.text)


def _names_contacts(turn: Turn) -> bool:
    leaves = bool(_LEAVES.search(turn.text)) and _knows_agreements(turn)
    return leaves or (_read_as(turn, "find_contact", "share_contacts") and gives_contact(turn.text))


def _asks_what_is_late(turn: Turn) -> bool:
    one = has_any(turn.understanding, ("agreement_number",))
    return bool(_OVERDUE.search(turn.text)) and _knows_agreements(turn) and not one


def _asks_a_price(turn: Turn) -> bool:
    """What was read as a change of the draft, or a comparison of services."""
    if _read_as(turn, "request_change") and _ASKS_PRICE.search(turn.text) and _PRICE_OF.search(turn.text):
        return True
    return asks_cheaper(turn.text) and len(values(turn.understanding, "service")) > 1


def _read_as(turn: Turn, *intents: str) -> bool:
    return turn.understanding.intent in intents


def _of_the_one_spoken_of(turn: Turn, words: re.Pattern[str]) -> bool:
    named = has_any(turn.understanding, ("agreement_number", "organization"))
    return bool(turn.memory.agreement) and not named and bool(words.search(turn.text))


#: The first that holds counts.
_RULES: tuple[tuple[str, Callable[[Turn], bool]], ...] = (
    (TALK_TO_HUMAN, _wants_a_person),
    ("share_contacts", lambda turn: wants_to_start(turn.text) and not turn.actor.is_staff),
    ("find_contact", lambda turn: bool(turn.memory.person) and means_same_person(turn.text)),
    (OUT_OF_SCOPE, _vents),
    ("explain_process", _asks_to_start),
    (OUT_OF_SCOPE, _is_no_matter_of_ours),
    ("request_change", lambda turn: wants_to_end(turn.text)),
    ("payment_schedule", _asks_others_money),
    ("share_contacts", _names_contacts),
    ("report_issue", lambda turn: bool(_BROKEN.search(turn.text)) and _may_report(turn)),
    ("payment_schedule", lambda turn: _read_as(turn, "ask_price") and _asks_what_is_paid(turn)),
    ("sign_agreement", lambda turn: bool(_SIGNS_NEXT.search(turn.text))),
    ("survey_progress", lambda turn: bool(_FAR_IS_SURVEY.search(turn.text))),
    ("agreement_status", _asks_how_it_stands),
    ("find_contact", lambda turn: _of_the_one_spoken_of(turn, _WHO_LEADS)),
    ("ask_renewals", lambda turn: _of_the_one_spoken_of(turn, _ITS_TERM)),
    (
        "next_step",
        lambda turn: _read_as(turn, "agreement_status", "next_step") and bool(_NEXT.search(turn.text)),
    ),
    ("ask_price", _asks_a_price),
    ("agreement_status", lambda turn: _knows_agreements(turn) and _points_at_one(turn)),
    ("agreement_status", lambda turn: bool(turn.actor.organization) and asks_what_runs(turn.text)),
    ("list_agreements", _asks_what_is_late),
    ("list_agreements", lambda turn: turn.actor.is_staff and _asks_what_is_past(turn)),
    (
        "list_agreements",
        lambda turn: _read_as(turn, "explain_process") and turn.actor.is_staff and _asks_what_is_there(turn),
    ),
    (
        "ask_price",
        lambda turn: _read_as(turn, OUT_OF_SCOPE) and (bool(_PRICE_OF.search(turn.text)) or _counts_after_price(turn)),
    ),
    ("browse_catalog", lambda turn: _read_as(turn, OUT_OF_SCOPE) and bool(_ON_OFFER.search(turn.text))),
)
