"""Sentences with what they mean, for tests of conversations without the understanding server."""

from dataclasses import replace

from bot.understanding.model import Understanding
from tests.bot.saying import understood

MAILBOXES = ("service", "mailboxes", "mailbox")
FORTY = ("quantity", "40", 40)
PRICE_AND_MEETING = "price for 40 mailboxes and when do we meet next"
KNOWN = {
    PRICE_AND_MEETING: understood(PRICE_AND_MEETING, "ask_price", FORTY, MAILBOXES),
    "price for 40 mailboxes": understood("price for 40 mailboxes", "ask_price", FORTY, MAILBOXES),
    "when do we meet next": understood("when do we meet next", "list_meetings"),
    "where does our agreement stand": understood("where does our agreement stand", "agreement_status"),
    "where does SLA-2027-0031 stand": understood(
        "where does SLA-2027-0031 stand", "agreement_status", ("agreement_number", "SLA-2027-0031", "SLA-2027-0031")
    ),
    "where does SLA-2027-0044 stand": understood(
        "where does SLA-2027-0044 stand", "agreement_status", ("agreement_number", "SLA-2027-0044", "SLA-2027-0044")
    ),
    "who is our SML": understood("who is our SML", "find_contact"),
    "can I talk to a person": understood("can I talk to a person", "talk_to_human"),
    "yes": understood("yes", "affirm"),
    "no": understood("no", "deny"),
}


def unsure(text: str, *ranking: tuple[str, float]) -> Understanding:
    return Understanding(text, ranking[0][0], ranking[0][1], ranking)


CLOSE = replace(
    unsure("numbers of mailboxes", ("ask_price", 0.5), ("view_report", 0.45), ("describe_service", 0.4)),
    entities=understood("numbers of mailboxes", "", MAILBOXES).entities,
)
UNCLEAR = unsure("the zebra and the umbrella", ("view_report", 0.3), ("payment_schedule", 0.2), ("greet", 0.1))
