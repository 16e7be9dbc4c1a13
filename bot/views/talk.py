"""Words and buttons of small talk: greeting, help, what could be meant, and what works without a sentence."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.replies import Block
from bot.views.blocks import actions, button, clip, safe, section
from bot.views.text import bullets

#: A button's value holds 2,000 characters, intent and JSON's own marks included.
LONGEST_KEPT_TEXT = 1800

#: What each intent does for the person, as a button says it. Also the list of what a button may ask.
MEANINGS: dict[str, str] = {
    "greet": "Say hello",
    "goodbye": "End here",
    "thank": "Say thanks",
    "help": "See what I can do",
    "affirm": "Yes",
    "deny": "No",
    "cancel": "Stop",
    "talk_to_human": "Talk to a person",
    "browse_catalog": "See the services",
    "describe_service": "Read about a service",
    "ask_price": "Get a price",
    "explain_pricing": "How pricing works",
    "request_custom_service": "Request a custom service",
    "explain_process": "How working with CEC goes",
    "explain_term": "Explain a term",
    "share_contacts": "Share contacts",
    "find_contact": "Find a contact",
    "start_survey": "Start or resume the survey",
    "survey_progress": "See the survey's progress",
    "change_answer": "Change a survey answer",
    "agreement_status": "See where an agreement stands",
    "next_step": "See what is next for me",
    "list_agreements": "List agreements",
    "view_proposal": "See the proposal",
    "request_change": "Ask for a change of the proposal",
    "accept_proposal": "Accept the proposal",
    "sign_agreement": "Sign the agreement",
    "payment_schedule": "See the payments",
    "record_funding": "Report a funding transfer",
    "startup_tasks": "See the startup work",
    "report_issue": "Report a problem",
    "request_status": "See a support request",
    "view_report": "See the performance",
    "schedule_meeting": "Schedule a meeting",
    "list_meetings": "See the meetings",
    "reschedule_meeting": "Move a meeting",
    "cancel_meeting": "Cancel a meeting",
    "ask_renewals": "See upcoming renewals",
    "start_renewal": "Start a renewal",
    "out_of_scope": "None of these",
}


@dataclass(frozen=True)
class Offer:
    """Something that the person may want next: a button that asks `intent` about `words`.

    `learned` names the kept sentence that it explains when it is chosen: see `services/learning.py`.
    """

    label: str
    intent: str
    words: str = ""
    learned: str = ""

    @property
    def value(self) -> dict[str, str]:
        """What its button carries."""
        kept_sentence = {"learned": self.learned} if self.learned else {}
        return {"intent": self.intent, "text": kept(self.words), **kept_sentence}


PERSON = Offer("Talk to a person", "talk_to_human")
SERVICES = Offer("See the services", "browse_catalog")
PROCESS = Offer("How it works", "explain_process")
PRICE = Offer("Get a price", "ask_price")
HELP = Offer("What I can do", "help")
ELSE = Offer("Something else", "help")
STATUS = Offer("My agreements", "agreement_status")
NEXT = Offer("What is next for me", "next_step")
WAITING = Offer("What waits for CEC", "next_step")
RENEWALS = Offer("Renewals ahead", "ask_renewals")
AGREEMENTS = Offer("All agreements", "list_agreements")


def ask_button(offer: Offer, style: str | None = None) -> Block:
    """A button that asks an intent as if the words had been written; any module may use it."""
    suffix = re.sub(r"\W+", "_", offer.words)[:60]
    action_id = f"talk.ask:{offer.intent}.{suffix}" if suffix else f"talk.ask:{offer.intent}"
    return button(offer.label, action_id, offer.value, style=style)


def offers_row(offers: Sequence[Offer]) -> Block:
    """A row of such buttons; the same thing is offered once."""
    once = {(offer.intent, offer.words): offer for offer in offers}
    return actions([ask_button(offer) for offer in once.values()])


def with_offers(text: str, offers: Sequence[Offer]) -> list[Block]:
    """The text with a row of buttons below."""
    return [section(text), offers_row(offers)]


def choice_blocks(question: str, choices: Sequence[Offer], otherwise: Offer) -> list[Block]:
    """A question that is answered by a button; the answer takes its place, but not that of `otherwise`."""
    buttons = [button(each.label, f"talk.choose:{each.intent}", each.value) for each in choices]
    return [section(question), actions([*buttons, ask_button(otherwise)])]


def kept(text: str) -> str:
    """As much of what was said as a button can carry: JSON writes some characters with up to twelve."""
    while (size := len(json.dumps(text))) > LONGEST_KEPT_TEXT:
        text = text[: len(text) * LONGEST_KEPT_TEXT // size]
    return text


def quoted(text: str, limit: int = 120) -> str:
    """What someone typed, shortened, on one line and without effect."""
    visible = "".join(char if char.isprintable() else " " for char in text)
    return safe(clip(" ".join(visible.split()), limit))


def quotations(text: str, limit: int, between: str = " ") -> str:
    """What someone typed, shortened, each line of it as a quotation of its own; empty where nothing was."""
    lines = (quoted(line, limit) for line in clip(text, limit).splitlines())
    return between.join(f"“{line}”" for line in lines if line)


CAPABILITIES_ALL = (
    "*Services*: what CEC offers, what each service includes, two or three side by side",
    "*Prices*: an estimate for quantities, a fiscal year or part of it",
    "*How it works*: the ten steps from first contact to renewal, and the terms used",
    "*Something special*: a request for a service that the catalog does not hold",
    "*A person*: someone at CEC who answers you here",
)
CAPABILITIES_CUSTOMER = (
    "*Your agreements*: where they stand, what was done, what is next and whose turn it is",
    "*Your contacts*: who at CEC and on your side does what",
    "*Your needs*: read and confirm what CEC recorded, correct a line, or set up a meeting about them",
    "*Your proposal*: read it, see what changed and what it costs, ask for changes in your own words, accept it",
    "*Support*: say what does not work, or ask for news of a request (`/cec support`, `/cec outages`)",
    *CAPABILITIES_ALL,
)
CAPABILITIES_STAFF = (
    "*Agreements*: by organization, number, step or owner, the most urgent first",
    "*Renewals*: which terms end when",
    "*Contacts*: who does what on both sides of an agreement",
    "*Needs*: record what a customer needs (`/cec needs`, “note: ...”, or “Record as need” on a message) and send it",
    "*Support*: the queue of requests (`/cec queue`), one by its number, and outages (`/cec outages`)",
    *CAPABILITIES_ALL[:3],
)
EXAMPLES_ALL = (
    "What do you offer for phones",
    "How much are 40 laptops and 40 mailboxes a year",
    "What happens after the survey",
    "What is a 7600B",
)
EXAMPLES_CUSTOMER = (
    "Where does our agreement stand",
    "What do you need from us",
    "Who is our SML",
    "What changed in the proposal since last time",
    "How much for 40 more laptops next year",
)
EXAMPLES_STAFF = (
    "Which agreements are in negotiation",
    "Where does SLA-2027-0003 stand",
    "What waits for CEC",
    "Which agreements end this quarter",
)


def help_text(capabilities: Sequence[str], examples: Sequence[str]) -> str:
    said = bullets([f"“{example}”" for example in examples])
    return f"I can help with:\n{bullets(capabilities)}\n\nFor example, write:\n{said}"
