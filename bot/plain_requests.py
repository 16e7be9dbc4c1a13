"""Sentences whose own words leave no doubt what is asked, whatever the understanding guessed."""

import re
from collections.abc import Callable

from bot.contact_words import gives_contact, names_role, someone_leaves, wants_to_start
from bot.context import Turn
from bot.handlers.alerts_meant import asks_alerts
from bot.handlers.asked import asks_what_runs
from bot.handlers.people_named import means_same_person
from bot.handlers.startup_find import goes_on_with_tasks, speaks_of_task
from bot.intent_names import OUT_OF_SCOPE, TALK_TO_HUMAN
from bot.plain_agreements import (
    asks_how_it_stands,
    asks_its_payments,
    asks_its_term,
    asks_late_payments,
    asks_what_is_late,
    asks_what_is_past,
    asks_what_is_there,
    asks_who_leads,
    asks_who_signs,
    knows_agreements,
    points_at_one,
)
from bot.plain_documents import asks_documents, speaks_of_deputies
from bot.plain_meetings import (
    asks_when_meeting,
    calls_off_meeting,
    cannot_come_to_meeting,
    moves_meeting,
    proposes_other_times,
    wants_meeting,
)
from bot.plain_proposals import (
    asks_for_proposal,
    asks_its_news,
    asks_its_total,
    asks_to_amend,
    tells_billing,
    tells_budget,
    tells_customers_wish,
    tells_term,
)
from bot.plain_renewals import asks_for_extension, tells_it_is_not_renewed
from bot.plain_words import (
    asks_how_to_start,
    asks_price_of,
    asks_where_cec_is,
    is_annoyed,
    is_personnel_matter,
    wants_to_end,
)
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
_ASKS_PRICE = re.compile(r"^\W*(?:how much|prices?|costs?|quote|estimate)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"^\W*what(?:['’]?s| is| comes) next\b(?! (?:fiscal |calendar )?(?:year|quarter|month|week))", re.IGNORECASE
)
_FAR_IS_SURVEY = re.compile(
    r"\bhow far\b.{0,40}\b(?:survey|questionnaire)\b"
    r"|\bhow (?:is|are) .{1,40} (?:doing|getting on|coming along) (?:with|on) (?:the|their|our|its) survey\b"
    r"|\b(?:survey|questionnaire)(?:['’]s)? progress\b"
    r"|\bprogress (?:of|on|with|in) .{0,20}\b(?:survey|questionnaire)\b",
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
    if knows_agreements(turn) and (someone_leaves(turn.text) or names_role(turn.text)):
        return True
    return _read_as(turn, "find_contact", "share_contacts") and gives_contact(turn.text)


def _asks_a_price(turn: Turn) -> bool:
    """What was read as a change of the draft, or a comparison of services."""
    if _read_as(turn, "request_change") and _ASKS_PRICE.search(turn.text) and asks_price_of(turn.text):
        return True
    return asks_cheaper(turn.text) and len(values(turn.understanding, "service")) > 1


def _read_as(turn: Turn, *intents: str) -> bool:
    return turn.understanding.intent in intents


#: The first that holds counts.
_RULES: tuple[tuple[str, Callable[[Turn], bool]], ...] = (
    (TALK_TO_HUMAN, _wants_a_person),
    ("share_contacts", lambda turn: wants_to_start(turn.text) and not turn.actor.is_staff),
    ("find_contact", lambda turn: bool(turn.memory.person) and means_same_person(turn.text)),
    (OUT_OF_SCOPE, _vents),
    ("explain_process", _asks_to_start),
    (OUT_OF_SCOPE, _is_no_matter_of_ours),
    ("sign_agreement", speaks_of_deputies),
    ("view_proposal", asks_documents),
    ("next_step", asks_alerts),
    ("cancel_meeting", calls_off_meeting),
    ("reschedule_meeting", moves_meeting),
    ("reschedule_meeting", proposes_other_times),
    ("reschedule_meeting", cannot_come_to_meeting),
    ("schedule_meeting", wants_meeting),
    ("list_meetings", asks_when_meeting),
    ("request_change", lambda turn: wants_to_end(turn.text)),
    ("start_renewal", asks_for_extension),
    ("start_renewal", tells_it_is_not_renewed),
    ("request_change", tells_budget),
    ("request_change", tells_billing),
    ("request_change", tells_term),
    ("request_change", tells_customers_wish),
    ("view_proposal", asks_its_total),
    ("view_proposal", asks_its_news),
    ("view_proposal", asks_for_proposal),
    ("view_proposal", asks_to_amend),
    ("payment_schedule", _asks_others_money),
    ("share_contacts", _names_contacts),
    ("report_issue", lambda turn: bool(_BROKEN.search(turn.text)) and _may_report(turn)),
    ("payment_schedule", lambda turn: _read_as(turn, "ask_price") and _asks_what_is_paid(turn)),
    ("sign_agreement", asks_who_signs),
    ("startup_tasks", lambda turn: goes_on_with_tasks(turn) or speaks_of_task(turn)),
    ("survey_progress", lambda turn: bool(_FAR_IS_SURVEY.search(turn.text))),
    ("agreement_status", asks_how_it_stands),
    ("find_contact", asks_who_leads),
    ("ask_renewals", asks_its_term),
    (
        "next_step",
        lambda turn: _read_as(turn, "agreement_status", "next_step") and bool(_NEXT.search(turn.text)),
    ),
    ("ask_price", _asks_a_price),
    ("agreement_status", lambda turn: knows_agreements(turn) and points_at_one(turn)),
    ("agreement_status", lambda turn: bool(turn.actor.organization) and asks_what_runs(turn.text)),
    ("payment_schedule", asks_late_payments),
    ("payment_schedule", asks_its_payments),
    ("list_agreements", asks_what_is_late),
    ("list_agreements", lambda turn: turn.actor.is_staff and asks_what_is_past(turn)),
    (
        "list_agreements",
        lambda turn: _read_as(turn, "explain_process") and turn.actor.is_staff and asks_what_is_there(turn),
    ),
    (
        "ask_price",
        lambda turn: _read_as(turn, OUT_OF_SCOPE) and (asks_price_of(turn.text) or _counts_after_price(turn)),
    ),
    ("browse_catalog", lambda turn: _read_as(turn, OUT_OF_SCOPE) and bool(_ON_OFFER.search(turn.text))),
)
