"""What the documents about a submitted survey are made from."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class DocumentAnswer:
    """A question and its answer, both in words; `words` is None for a question that nobody answered.

    `value` is a number, an amount or a day as such, for the spreadsheet; a number has its `unit`, an amount
    `is_money`. `by` and `at` tell who answered and when.
    """

    question: str
    words: str | None = None
    value: Decimal | date | None = None
    is_money: bool = False
    unit: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class DocumentSection:
    title: str
    answers: tuple[DocumentAnswer, ...]


@dataclass(frozen=True)
class DocumentService:
    """A recommended service; `level` and `reason` in words, a line for each.

    Prices in USD for a year and once. Where they are None, CEC quotes it.
    """

    name: str
    quantity: int
    unit: str
    level: str
    price_a_year: Decimal | None
    price_once: Decimal | None
    reason: str


@dataclass(frozen=True)
class SurveyDocument:
    """A submitted survey. `sections` hold the questions that were asked, in order; `zone` is for its moments.

    The totals sum the prices that are known; `price_note` says that they are illustrative.
    """

    organization: str
    agreement_number: str
    agreement_title: str
    title: str
    version: int
    submitted_by: str
    submitted_at: datetime
    sections: tuple[DocumentSection, ...]
    services: tuple[DocumentService, ...]
    total_a_year: Decimal
    total_once: Decimal
    price_note: str
    zone: ZoneInfo

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return sum(len(section.answers) for section in self.sections)

    @property
    def unanswered(self) -> tuple[tuple[DocumentSection, DocumentAnswer], ...]:
        """Each with its section."""
        return tuple(
            (section, answer) for section in self.sections for answer in section.answers if answer.words is None
        )

    @property
    def answered(self) -> int:
        return self.asked - len(self.unanswered)
