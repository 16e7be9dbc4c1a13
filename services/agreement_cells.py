"""The cells of a file of agreements: what they may hold, and what is reported when they hold something else."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from domain.catalog import Catalog
from domain.errors import NotFound
from domain.fiscal import Period
from domain.people import ROLES_OF, Side
from domain.stages import SEQUENCE, Requirement, Stage
from services.context import DEFAULT_ZONE
from services.csv_rows import Columns, Row, suggestion

CONTACT_COLUMNS = tuple(f"{side}_{role}" for side in (Side.CEC, Side.CUSTOMER) for role in ROLES_OF[side])
AGREEMENT_COLUMNS = Columns(
    ("number", "organization", "title", "stage", "term_start", "term_end"),
    (
        "services",
        "opened_on",
        "due_on",
        "signed_on",
        "funded_on",
        "closed_on",
        "closed_reason",
        "predecessor",
        *CONTACT_COLUMNS,
    ),
)
_SERVICE = re.compile(r"(?P<service>[^:@]+):\s*(?P<quantity>[\d,]+)\s*(?:@\s*\$?(?P<price>[\d,]+(?:\.\d{1,2})?))?")
_OFFICE_MORNING = time(9, 0)


def title_of(row: Row) -> str:
    title = " ".join(row.text("title").split())
    if not title:
        row.report("title", "The title is missing. Say what the agreement is about.")
    if len(title) > 200:
        row.report("title", "Shorten the title to 200 characters.")
    return title


def term_of(row: Row) -> Period | None:
    start, end = row.day("term_start"), row.day("term_end")
    for column, day in (("term_start", start), ("term_end", end)):
        if not row.text(column):
            row.report(column, "The day is missing. Write it as 2026-10-01.")
        elif day and not 2000 <= day.year <= 2098:
            row.report(column, "This year cannot be used. Check the day.")
            return None
    return row.attempt("term_end", lambda: Period(start, end)) if start and end else None


def stage_of(row: Row) -> Stage | None:
    words = row.text("stage").lower().replace(" ", "_").replace("-", "_")
    if words in SEQUENCE:
        return Stage(words)
    hint = suggestion(words, {stage.value: (stage.value,) for stage in SEQUENCE}) if words else ""
    row.report("stage", f"“{words[:30]}” is not a step.{hint} Write one of: {', '.join(SEQUENCE)}.")
    return None


def instant_of(day: date | None, now: datetime) -> datetime:
    """The morning of that day at the office, never later than now."""
    return min(datetime.combine(day, _OFFICE_MORNING, ZoneInfo(DEFAULT_ZONE)), now) if day else now


def day_of(row: Row, requirement: Requirement, today: date) -> date | None:
    """The day on which a signature or the first funds were there; a row that lacks it is reported. None at any other
    step."""
    if requirement.stage is not Stage.AGREEMENT_FUNDING:
        return None
    column = "signed_on" if requirement.key.startswith("signed") else "funded_on"
    on = row.day(column)
    if on is None:
        row.report(column, f"At this step the agreement needs {requirement.missing}. Give the day.")
    elif on > today:
        row.report(column, "This day is still to come. An agreement moves on when it has happened.")
    return on


def _price(text: str | None) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "")).quantize(Decimal("0.01")) if text else None
    except InvalidOperation:
        return None


def services_of(row: Row, catalog: Catalog) -> list[tuple[str, int, Decimal | None]]:
    """Services, quantities and, where given, unit prices; what cannot be read is reported."""
    wanted: list[tuple[str, int, Decimal | None]] = []
    for part in row.texts("services"):
        found = _SERVICE.fullmatch(part)
        quantity = found["quantity"].replace(",", "") if found else ""
        if found is None or not quantity:
            row.report("services", f"“{part[:40]}” cannot be read. Write: managed_laptop: 120; mailbox: 80 @ 110.00")
            continue
        key = _service_key(row, catalog, found["service"].strip())
        if key:
            wanted.append((key, int(quantity[:9]), _price(found["price"])))
    return wanted


def _service_key(row: Row, catalog: Catalog, words: str) -> str | None:
    try:
        return catalog.find_service(words).key
    except NotFound as unknown:
        hint = f" Did you mean “{unknown.nearest[0]}”?" if unknown.nearest else ""
        row.report("services", f"{unknown}{hint}")
        return None
