"""One change as it was entered in its form. What is wrong raises InvalidInput with the field that it stands in."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.entered import day_in, decimal_in, needed_whole_in
from bot.forms import text_of
from bot.views.admin_forms import fields_of
from bot.views.proposal_wish_forms import REMOVE
from domain.errors import InvalidInput
from domain.proposal_changes import (
    BillingWanted,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WordsWanted,
)
from domain.proposal_edits import with_target
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import BillingFrequency, BillingTime

type Read = Callable[[Mapping[str, Any], ProposalLine | None], list[Wanted]]


def fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """By field; the targets by the keys of their metrics."""
    targets = {key.partition("|")[2]: value for key, value in values.items() if key.startswith("target|")}
    return {**fields_of({key: value for key, value in values.items() if "|" not in key}), "targets": targets}


def _of_line(values: Mapping[str, Any], line: ProposalLine | None) -> list[Wanted]:
    if line is None:
        return []
    if REMOVE in (values.get("remove") or []):
        return [RemovalWanted(line.id)]
    quantity = needed_whole_in(values, "quantity")
    found: list[Wanted] = [QuantityWanted(line.id, quantity)] if quantity != line.quantity else []
    for metric in line.metrics:
        try:
            target = decimal_in(values["targets"], metric.key)
            with_target(line, metric.key, metric.target if target is None else target)
        except InvalidInput as error:
            raise replace_field(error, f"target|{metric.key}") from error
        if target is not None and target != metric.target:
            found.append(TargetWanted(line.id, metric.key, target))
    return found


def replace_field(error: InvalidInput, field: str) -> InvalidInput:
    return InvalidInput(field, str(error))


def _of_service(values: Mapping[str, Any], line: ProposalLine | None) -> list[Wanted]:
    service = text_of(values, "service")
    if not service:
        raise InvalidInput("service", "Choose a service.")
    return [ServiceWanted(service, needed_whole_in(values, "quantity"))]


def _of_term(values: Mapping[str, Any], line: ProposalLine | None) -> list[Wanted]:
    return [TermWanted(day_in(values, "start"), day_in(values, "end"))]


def _of_billing(values: Mapping[str, Any], line: ProposalLine | None) -> list[Wanted]:
    frequency, _, time = text_of(values, "billing").partition(" ")
    try:
        return [BillingWanted(BillingFrequency(frequency), BillingTime(time))]
    except ValueError as error:
        raise InvalidInput("billing", "Choose how often and when CEC bills.") from error


def _of_words(values: Mapping[str, Any], line: ProposalLine | None) -> list[Wanted]:
    text = text_of(values, "words").strip()
    if not text:
        raise InvalidInput("words", "Say in words what should be changed.")
    return [WordsWanted(text)]


#: By the kind of the form.
READ: Mapping[str, Read] = {
    "line": _of_line,
    "service": _of_service,
    "term": _of_term,
    "billing": _of_billing,
    "words": _of_words,
}
