"""What a list of agreements was asked for. It travels in the values of the list's own menus and buttons."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from domain.agreement_lists import AgreementFilter
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear
from domain.people import Side
from domain.stages import SEQUENCE, Stage

#: Slack's limit for the value of a menu's option.
LONGEST = 150
PAGES = 1_000_000


@dataclass(frozen=True)
class ListQuestion:
    """What None leaves open. `owner` is a person id; `fiscal_year` is the year in which the term ends.

    `due_before` (a day) leaves what should have been done earlier than that day.
    """

    organization: str | None = None
    stage: Stage | None = None
    owner: str | None = None
    waiting_for: Side | None = None
    fiscal_year: str | None = None
    due_before: date | None = None
    closed: bool = False
    page: int = 0

    @property
    def filter(self) -> AgreementFilter:
        year = FiscalYear(self.fiscal_year) if self.fiscal_year else None
        return AgreementFilter(
            organization=self.organization,
            stage=self.stage,
            owner=self.owner,
            waiting_for=self.waiting_for,
            ends_from=year.start if year else None,
            ends_before=year.end + timedelta(days=1) if year else None,
            due_before=self.due_before,
            include_closed=self.closed,
        )

    @property
    def is_open(self) -> bool:
        """Whether nothing was asked for but agreements."""
        return replace(self, page=0, closed=False) == ListQuestion()

    def at(self, page: int) -> "ListQuestion":
        return replace(self, page=page)

    def but(self, **changes: Any) -> "ListQuestion":
        """The same with another choice, from its first page."""
        return replace(self, page=0, **changes)


def pack(question: ListQuestion) -> str:
    """As short text, within Slack's limit for options. What does not fit is left out, the owner first."""
    parts = {
        "o": question.organization,
        "s": question.stage,
        "w": question.waiting_for,
        "y": question.fiscal_year,
        "d": question.due_before,
        "c": "1" if question.closed else None,
        "n": str(question.page) if question.page else None,
        "p": question.owner,
    }
    given = {key: str(value) for key, value in parts.items() if value}
    packed = urlencode(given)
    while len(packed) > LONGEST:
        given.popitem()
        packed = urlencode(given)
    return packed or "-"


def unpack(packed: str) -> ListQuestion:
    """Back from text that may be old or forged: what it cannot mean is left open."""
    parts = dict(parse_qsl(packed[:2000]))
    return ListQuestion(
        organization=parts.get("o"),
        stage=_stage(parts.get("s", "")),
        owner=parts.get("p"),
        waiting_for=Side(parts["w"]) if parts.get("w") in set(Side) else None,
        fiscal_year=_year(parts.get("y", "")),
        due_before=_day(parts.get("d", "")),
        closed=parts.get("c") == "1",
        page=_page(parts.get("n", "")),
    )


def _stage(key: str) -> Stage | None:
    return next((stage for stage in SEQUENCE if stage == key), None)


def _year(text: str) -> str | None:
    try:
        return FiscalYear(text).name
    except InvalidInput:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _page(text: str) -> int:
    return min(int(text), PAGES) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
