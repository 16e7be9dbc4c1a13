"""The modals of an estimate: opened from its buttons, read when they are submitted."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.context import Click, Submission
from bot.estimates import MOST_LINES, Draft, DraftLine, pack, unpack
from bot.handlers.estimating import Desk, answer, priced, priced_term
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import STALE
from bot.views.blocks import read_value
from bot.views.price_questions import add_modal, change_modal
from domain.catalog import Service
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period, fiscal_year_of
from domain.pricing import whole_quantity

FULL = f"One estimate holds up to {MOST_LINES} services. Remove one, or ask for the others in a second estimate."
_DIGITS = re.compile(r"[-−]?\d{1,15}(?:\.\d{1,6})?", re.ASCII)


def desk_of(asked: Click | Submission) -> Desk:
    return Desk(asked.actor, asked.services, asked.memory)


# -- opening ----------------------------------------------------------------------------------------------------


def open_ask(click: Click) -> Outcome:
    """ "Get a price" on a service's card, or for several services at once."""
    named = read_value(click.value).get("s")
    keys = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    lines = tuple(DraftLine(key, None) for key in keys if isinstance(key, str))[:MOST_LINES]
    return _change_modal(click, Draft(lines), replaces=False)


def open_change(click: Click) -> Outcome:
    return _change_modal(click, unpack(read_value(click.value)), replaces=True)


def _change_modal(click: Click, draft: Draft, replaces: bool) -> Outcome:
    if not draft.lines:
        return Reply(STALE, private=True)
    now = click.services.catalog.current()
    services = [click.services.catalog.service(click.actor, key).service for key in draft.keys]
    years = sorted(set[str].intersection(*(set(service.prices) for service in services)))
    kept = draft.spans_years or draft.fiscal_year in years
    shown = draft if kept else replace(draft, fiscal_year=now.year if now.year in years else None)
    return Modal(change_modal(shown, services, years, _metadata(click, shown, replaces)))


def open_add(click: Click) -> Outcome:
    draft = unpack(read_value(click.value))
    if not draft.lines:
        return Reply(STALE, private=True)
    if len(draft.lines) >= MOST_LINES:
        return Reply(FULL, private=True)
    return Modal(add_modal(click.services.catalog.current().catalog, _metadata(click, draft, replaces=True)))


def _metadata(click: Click, draft: Draft, replaces: bool) -> dict[str, Any]:
    return {"d": pack(draft), "at": click.origin, "r": int(replaces)}


# -- submitted --------------------------------------------------------------------------------------------------


def changed(submission: Submission) -> Outcome:
    """New quantities, year and term."""
    draft = unpack(_kept(submission).get("d") or {})
    if not draft.lines:
        return Reply(STALE, private=True)
    services = [submission.services.catalog.service(submission.actor, key).service for key in draft.keys]
    errors, lines = _quantities(submission.values, services)
    year = submission.values.get("fiscal_year")
    of_a_term = draft.spans_years
    draft = replace(draft, lines=lines, fiscal_year=year if isinstance(year, str) else draft.fiscal_year)
    try:
        draft = _in_period(draft, _period(submission.values, draft.fiscal_year), of_a_term)
    except InvalidInput as error:
        errors["end"] = str(error)
    return FieldErrors(errors) if errors else _shown(submission, draft, priced_term if of_a_term else priced)


def _in_period(draft: Draft, period: Period | None, of_a_term: bool) -> Draft:
    """A term begins in the fiscal year of its first day; else the year was chosen, and the period must be in it."""
    year = fiscal_year_of(period.start).name if period and of_a_term else draft.fiscal_year
    return replace(draft, period=period, fiscal_year=year)


def added(submission: Submission) -> Outcome:
    """One more service."""
    draft = unpack(_kept(submission).get("d") or {})
    key = submission.values.get("service")
    if not draft.lines or not isinstance(key, str):
        return Reply(STALE, private=True)
    service = submission.services.catalog.service(submission.actor, key).service
    try:
        number = read_quantity(str(submission.values.get("quantity") or ""), service)
    except InvalidInput as error:
        return FieldErrors({"quantity": str(error)})
    price = priced_term if draft.spans_years else priced
    return _shown(submission, draft.with_line(service.key, number), price, at_fault="service")


def read_quantity(text: str, service: Service) -> int:
    """A number typed into a field, commas allowed. Raises InvalidInput saying what to give."""
    plain = text.strip().replace(",", "").replace("−", "-")
    if not _DIGITS.fullmatch(plain):
        raise InvalidInput("quantity", f"Give the number of {service.unit_plural} in digits, for example 40.")
    return whole_quantity(Decimal(plain), service)


def _quantities(values: Mapping[str, Any], services: list[Service]) -> tuple[dict[str, str], tuple[DraftLine, ...]]:
    """The fields in error with what to do, and the lines that could be read. Of several, an empty one is left out."""
    errors: dict[str, str] = {}
    lines: list[DraftLine] = []
    typed = {service.key: str(values.get(f"q:{service.key}") or "") for service in services}
    any_typed = any(text.strip() for text in typed.values())
    for service in services:
        block_id = f"q:{service.key}"
        if any_typed and not typed[service.key].strip():
            continue
        try:
            lines.append(DraftLine(service.key, read_quantity(typed[service.key], service)))
        except InvalidInput as error:
            errors[block_id] = str(error)
    return errors, tuple(lines)


def _period(values: Mapping[str, Any], fiscal_year: str | None) -> Period | None:
    """From the dates entered; one alone runs from the start, or to the end, of the fiscal year."""
    start, end = values.get("start"), values.get("end")
    if not fiscal_year or not (start or end):
        return None
    year = FiscalYear(fiscal_year)
    period = Period(date.fromisoformat(start) if start else year.start, date.fromisoformat(end) if end else year.end)
    return None if period == year.period else period


def _shown(
    submission: Submission, draft: Draft, price: Callable[[Desk, Draft], object], at_fault: str = "fiscal_year"
) -> Outcome:
    """The card; what cannot be priced is said at its field, so that nothing typed is lost."""
    desk = desk_of(submission)
    try:
        price(desk, draft)
    except InvalidInput as error:
        return FieldErrors({"end" if error.field == "period" else at_fault: str(error)})
    reply = answer(desk, draft)
    at = _kept(submission).get("at") or {}
    replaces = bool(_kept(submission).get("r")) and "message_ts" in at
    only_asker = not submission.asker.place.direct and "message_ts" not in at
    return replace(reply, replace=replaces, private=only_asker)


def _kept(submission: Submission) -> dict[str, Any]:
    return read_value(submission.metadata)
