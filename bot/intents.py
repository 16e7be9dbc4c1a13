"""Which handler answers which intent. A new capability adds its rows here, no `if` anywhere."""

from collections.abc import Callable

from bot.context import Turn
from bot.handlers import (
    agreements,
    catalog,
    custom_requests,
    elsewhere,
    handoffs,
    knowledge,
    meeting_moved,
    meeting_wanted,
    meeting_words,
    payments,
    prices,
    proposal_accepting,
    proposals,
    renewal_talk,
    report_words,
    signing,
    support,
    support_reports,
    surveys,
    talk,
)
from bot.handlers.share_contacts import share_contacts
from bot.handlers.startup_words import startup_tasks
from bot.replies import Outcome

Handler = Callable[[Turn], Outcome]

INTENTS: dict[str, Handler] = {
    "greet": talk.greet,
    "goodbye": talk.goodbye,
    "thank": talk.thank,
    "help": talk.help_,
    "affirm": talk.affirm,
    "deny": talk.deny,
    "cancel": talk.cancel,
    "out_of_scope": talk.out_of_scope,
    "talk_to_human": handoffs.talk_to_human,
    "browse_catalog": catalog.browse,
    "describe_service": catalog.describe,
    "ask_price": prices.ask_price,
    "explain_pricing": knowledge.explain_pricing,
    "request_custom_service": custom_requests.request,
    "explain_process": knowledge.explain_process,
    "explain_term": knowledge.explain_term,
    "find_contact": agreements.find_contact,
    "agreement_status": agreements.status,
    "next_step": agreements.next_step,
    "list_agreements": agreements.list_agreements,
    **renewal_talk.INTENTS,
    "share_contacts": share_contacts,
    **elsewhere.INTENTS,
    **report_words.INTENTS,
    **surveys.INTENTS,
    **signing.INTENTS,
    **payments.INTENTS,
    **proposals.INTENTS,
    **proposal_accepting.INTENTS,
    "startup_tasks": startup_tasks,
    "schedule_meeting": meeting_wanted.schedule,
    "list_meetings": meeting_words.list_meetings,
    "reschedule_meeting": meeting_moved.reschedule,
    "cancel_meeting": meeting_moved.cancel,
    "request_change": surveys.request_change,
    "report_issue": support_reports.report_issue,
    "request_status": support.request_status,
}
