"""What may follow an answer, and words that say nothing of their own: the tables behind `bot/followup_rules.py`."""

from bot.intent_names import SMALL_TALK
from bot.said import word_set

#: Words that only ask to be told about what is named, and what a name alone then asks.
ASKING_WORDS = word_set(
    "tell show describe explain info information details any anything there find see look offer offers include "
    "describes know learn more list which can could would could you define meaning does"
)
NAMES_ASK = {
    "agreement_number": "agreement_status", "service": "describe_service", "term": "explain_term",
    "category": "browse_catalog",
}  # fmt: skip
#: Below this the understanding's likeliest intent counts for less than a name that is known.
UNSURE = 0.4

#: What may follow an answer, and what is then asked: last intent -> kind of entity -> intent.
AGREEMENT_KINDS = ("agreement_number", "organization")
FOLLOWS: dict[str, dict[str, str]] = {
    "ask_price": dict.fromkeys(("service", "quantity", "fiscal_year", "time"), "ask_price"),
    "describe_service": {
        "service": "describe_service", "category": "browse_catalog",
        "quantity": "ask_price", "fiscal_year": "ask_price",
    },
    "browse_catalog": {"service": "describe_service", "category": "browse_catalog", "quantity": "ask_price"},
    "schedule_meeting": {"time": "schedule_meeting"},
    "explain_pricing": {"service": "ask_price"},
    "explain_term": {"term": "explain_term", "stage": "explain_process"},
    "explain_process": {"stage": "explain_process", "term": "explain_term"},
    "list_agreements": dict.fromkeys((*AGREEMENT_KINDS, "stage", "fiscal_year", "time"), "list_agreements"),
    "ask_renewals": dict.fromkeys((*AGREEMENT_KINDS, "fiscal_year", "time"), "ask_renewals"),
    "view_report": dict.fromkeys(("service", "fiscal_year", "time"), "view_report"),
}  # fmt: skip
FOLLOWS["list_agreements"]["agreement_number"] = "agreement_status"
#: "And 20 phones" goes on with changes of a proposal, and asks for one where it is shown.
FOLLOWS["request_change"] = dict.fromkeys(("service", "quantity", "time"), "request_change")
FOLLOWS["view_proposal"] = {"quantity": "request_change"}

#: Everything else that is asked about an agreement: the same question about another one.
ABOUT_AGREEMENTS = word_set(
    "agreement_status next_step find_contact share_contacts start_survey survey_progress view_proposal "
    "payment_schedule startup_tasks view_report list_meetings sign_agreement start_renewal"
)

#: Intents that answer a question themselves: what was asked must still be there for them.
KEEP_QUESTION = frozenset({"affirm", "deny", "ask_price", "request_change", "report_issue"})
#: What is said beside the matter leaves a list where it is, unless it ends or answers something; so does what goes on
#: with it or looks at one of it.
KEEP_LIST = (SMALL_TALK - {"goodbye", "affirm", "deny", "cancel"}) | {
    "list_agreements", "agreement_status", "next_step",
}  # fmt: skip
