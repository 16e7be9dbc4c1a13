"""What people ask while the time is taken: people of the sample, real questions, a word of the right answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

CUSTOMERS = (
    "U0MARIA", "U0ERIK", "U0FATIMA", "U0BEATRIZ", "U0INGRID", "U0AMARA", "U0ROBERT", "U0NAOMI", "U0JORGE", "U0KWAME",
    "U0DMITRI", "U0PETER",
)  # fmt: skip
STAFF = ("U0JAMES", "U0PRIYA", "U0GRACE", "U0VICTOR", "U0DANA", "U0SAMUEL", "U0LUIS", "U0MEILING")
STRANGERS = ("U0NINA", "U0OMAR")

#: A question, and what its answer must hold.
_EVERYBODY = (
    ("how much for 40 mailboxes a year?", "40 mailboxes at $"),
    ("what services do you offer?", "services in"),
    ("what comes with a managed laptop?", "Managed laptop"),
    ("price of 120 laptops and 60 smartphones for FY27", "60 phones at $"),
    ("what is a GT&C?", "GT&amp;C"),
    ("what happens after the survey?", "Proposal and negotiation"),
    ("how does pricing work?", "Volume tiers"),
    ("what do you have for mobility?", "Managed smartphone"),
)
_CUSTOMERS = (
    ("where do our agreements stand?", "SLA-2027-0031"),
    ("what do you need from us?", "Step "),
    ("who handles our account?", "James Okafor"),
    ("when do our agreements expire?", "SLA-2026-0007"),
)
_STAFF = (
    ("which agreements are in negotiation?", "SLA-2027-0031"),
    ("where does SLA-2027-0041 stand?", "Soil maps"),
    ("what is waiting for CEC?", "for other CEC staff"),
    ("which agreements expire in the next 90 days?", "SLA-2026-0015"),
    ("show me the agreements of NRCS", "SLA-2027-0041"),
    ("who is the budget officer of RMA?", "Yuki Tanaka"),
)


@dataclass(frozen=True)
class Question:
    person: str
    text: str
    expected: str


def every_question() -> list[Question]:
    """Each kind of question once."""
    asked = [(("U0NINA", "U0MARIA", "U0JAMES"), _EVERYBODY), (("U0MARIA",), _CUSTOMERS), (("U0JAMES",), _STAFF)]
    return [
        Question(people[place % len(people)], *question)
        for people, questions in asked
        for place, question in enumerate(questions)
    ]


def in_turn() -> Iterator[Question]:
    """Without end: one person after the other, each with the next question of their own list."""
    people = [
        *((person, _CUSTOMERS + _EVERYBODY) for person in CUSTOMERS),
        *((person, _STAFF + _EVERYBODY) for person in STAFF),
        *((person, _EVERYBODY) for person in STRANGERS),
    ]
    for turn in count():
        for place, (person, questions) in enumerate(people):
            yield Question(person, *questions[(turn + place) % len(questions)])
