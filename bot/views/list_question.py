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

#: Slack's limits for the value of a menu's option and of a button.
LONGEST = 150
LONGEST_OF_BUTTON = 2000
PAGES = 1_000_000


@dataclass(frozen=True)
class ListQuestion:
    """What None leaves open. `owner` is a person id; `fiscal_year` is the year in which the term ends.

    `due_before` (a day) leaves what should have been done earlier than that day. Of `organizations` and `stages`, where
    several were asked for, any; of `services` (keys) every one is in the agreement.
    """

    organization: str | None = None
    stage: Stage | None = None
    owner: str | None = None
    waiting_for: Side | None = None
    fiscal_year: str | None = None
    due_before: date | None = None
    organizations: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    services: tuple[str, ...] = ()
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
            organizations=self.organizations,
            stages=self.stages,
            services=self.services,
            include_closed=self.closed,
        )

    @property
    def is_open(self) -> bool:
        """Whether nothing was asked for but agreements."""
        return replace(self, page=0, closed=False) == ListQuestion()

    def at(self, page: int) -> "ListQuestion":
        return replace(self, page=page)

    def but(self, **changes: Any) -> "ListQuestion":
        """The same with another choice, from its first page. One organization or step takes the place of several."""
        several = {f"{name}s": () for name in ("organization", "stage") if name in changes}
        return replace(self, page=0, **{**several, **changes})

    def narrowed(self, other: "ListQuestion") -> "ListQuestion":
        """The same with what the other one asks for; what that leaves open stays as it is."""
        given = {name: value for name, value in vars(other).items() if value}
        several = {name.removesuffix("s"): None for name in ("organizations", "stages") if name in given}
        return self.but(**{**several, **given})


def of_organizations(keys: tuple[str, ...]) -> ListQuestion:
    """The agreements of these organizations; of all where none is given."""
    return ListQuestion(organization=keys[0]) if len(keys) == 1 else ListQuestion(organizations=keys)


def pack(question: ListQuestion, longest: int = LONGEST) -> str:
    """As short text, within Slack's limit for options. What does not fit is left out, the owner first."""
    parts = {
        "o": question.organization,
        "s": question.stage,
        "w": question.waiting_for,
        "y": question.fiscal_year,
        "d": question.due_before,
        "c": "1" if question.closed else None,
        "n": str(question.page) if question.page else None,
        "t": " ".join(question.stages),
        "m": " ".join(question.organizations),
        "v": " ".join(question.services),
        "p": question.owner,
    }
    given = {key: str(value) for key, value in parts.items() if value}
    packed = urlencode(given)
    while len(packed) > longest:
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
        organizations=tuple(parts.get("m", "").split()),
        stages=tuple(stage for key in parts.get("t", "").split() if (stage := _stage(key))),
        services=tuple(parts.get("v", "").split()),
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
