"""The forms of the draft: lines added, changed, priced and removed, and the terms."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.context import Asker, Click, Submission
from bot.entered import amount_in, day_in, days_in, decimal_in, needed_whole_in
from bot.forms import after_form, at_field, is_own_form, number_in, submitted, text_of
from bot.handlers.proposal_refusals import or_refused
from bot.handlers.proposal_staff import changed_reply, draft_of, kept_of, line_of, number_of
from bot.replies import Block, Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import option, read_value
from bot.views.proposal_staff import PAGE
from bot.views.proposal_staff_forms import SERVICES, add_form, custom_form, terms_form
from domain.catalog import Charge
from domain.errors import InvalidInput
from domain.fiscal import Period
from domain.permissions import Action
from domain.proposal_edits import CustomLine, LineEdit, with_target
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import BillingFrequency, BillingTime, Terms
from services import Services
from services.access import require
from services.proposal_cards import ProposalView

#: Slack takes a hundred choices.
OFFERED = 100

# -- lines added -------------------------------------------------------------------------------------------------


def add(click: Click) -> Outcome:
    require(click.actor, Action.EDIT_PROPOSAL)
    kept = kept_of(click)
    return Modal(add_form(number_of(kept), kept))


def offered(services: Services, asker: Asker, typed: str) -> list[Block]:
    """Services with what was typed in their name, then those that fit otherwise; all before anything is typed."""
    require(asker.actor, Action.EDIT_PROPOSAL)
    words = typed.strip().casefold()
    named = {each.key: each.name for each in services.catalog.current().catalog.services}
    found = {key: name for key, name in named.items() if words in name.casefold()}
    if words:
        hits = services.catalog.search(asker.actor, typed).hits
        found |= {hit.row.key: hit.row.name for hit in hits if hit.row.key not in found}
    return [option(name, key) for key, name in list(found.items())[:OFFERED]]


def added(submission: Submission) -> Outcome:
    """The page that shows the new line, which is the last one."""

    def save(kept: dict[str, Any], values: Mapping[str, Any]) -> ProposalView:
        service = text_of(values, "service")
        if not service:
            raise InvalidInput("service", "Choose a service.")
        quantity, notes = needed_whole_in(values, "quantity"), text_of(values, "notes")
        drafts, line = submission.services.proposal_drafts, text_of(kept, "id")
        return drafts.add_line(submission.actor, number_of(kept), service, quantity, number_in(kept, "v"), notes, line)

    return _saved(submission, save, "The service is added.", at_end=True)


def add_custom(click: Click) -> Outcome:
    require(click.actor, Action.EDIT_PROPOSAL)
    return Modal(custom_form(None, kept_of(click)))


def custom_saved(submission: Submission) -> Outcome:
    """A new line, or one that is changed."""
    if text_of(submitted(submission), "l"):
        return _saved(submission, lambda *given: _custom_changed(submission, *given), "The line is changed.")

    def save(kept: dict[str, Any], values: Mapping[str, Any]) -> ProposalView:
        drafts, custom, notes = submission.services.proposal_drafts, _custom(values), text_of(values, "notes")
        line, seen = text_of(kept, "id"), number_in(kept, "v")
        return drafts.add_custom_line(submission.actor, number_of(kept), custom, seen, notes, line)

    return _saved(submission, save, "The line is added.", at_end=True)


def _custom_changed(submission: Submission, kept: dict[str, Any], values: Mapping[str, Any]) -> ProposalView:
    line = _line(submission, kept)
    targets = _targets(line, values)
    edit = LineEdit(notes=text_of(values, "notes"), targets=targets, custom=_custom(values))
    return _changed(submission, kept, line, edit)


def _custom(values: Mapping[str, Any]) -> CustomLine:
    return CustomLine(
        name=text_of(values, "name"),
        quantity=needed_whole_in(values, "quantity"),
        unit=text_of(values, "unit"),
        unit_plural=text_of(values, "unit_plural"),
        unit_price=amount_in(values, "unit_price"),
        one_time_fee=amount_in(values, "one_time_fee"),
        quote=text_of(values, "quote"),
        reason=text_of(values, "reason"),
        charge=Charge.PER_UNIT if values.get("charge") == Charge.PER_UNIT else Charge.PER_YEAR,
    )


# -- lines changed -----------------------------------------------------------------------------------------------


def line_saved(submission: Submission) -> Outcome:
    def save(kept: dict[str, Any], values: Mapping[str, Any]) -> ProposalView:
        line = _line(submission, kept)
        edit = LineEdit(needed_whole_in(values, "quantity"), text_of(values, "notes"), _targets(line, values))
        return _changed(submission, kept, line, edit)

    return _saved(submission, save, "The line is changed.")


def _line(submission: Submission, kept: dict[str, Any]) -> ProposalLine:
    return line_of(submission.services.proposals.view(submission.actor, number_of(kept)), text_of(kept, "l"))


def _changed(submission: Submission, kept: dict[str, Any], line: ProposalLine, edit: LineEdit) -> ProposalView:
    drafts = submission.services.proposal_drafts
    return drafts.change_line(submission.actor, number_of(kept), line.id, edit, number_in(kept, "v"))


def _targets(line: ProposalLine, values: Mapping[str, Any]) -> dict[str, Decimal]:
    """Of each metric; what is wrong stands at its own field."""
    found: dict[str, Decimal] = {}
    for metric in line.metrics:
        field = f"target.{metric.key}"
        target = decimal_in(values, field)
        if target is None:
            continue
        try:
            with_target(line, metric.key, target)
        except InvalidInput as error:
            raise InvalidInput(field, str(error)) from error
        found[metric.key] = target
    return found


def price_saved(submission: Submission) -> Outcome:
    def save(kept: dict[str, Any], values: Mapping[str, Any]) -> ProposalView:
        price, reason = amount_in(values, "unit_price"), text_of(values, "reason")
        drafts, line = submission.services.proposal_drafts, text_of(kept, "l")
        return drafts.override_price(submission.actor, number_of(kept), line, price, reason, number_in(kept, "v"))

    return _saved(submission, save, "The price is set.")


def removed(submission: Submission) -> Outcome:
    def save(kept: dict[str, Any], _: Mapping[str, Any]) -> ProposalView:
        drafts = submission.services.proposal_drafts
        return drafts.remove_line(submission.actor, number_of(kept), text_of(kept, "l"), number_in(kept, "v"))

    return _saved(submission, save, "The line is removed.")


# -- terms -------------------------------------------------------------------------------------------------------


def open_terms(click: Click) -> Outcome:
    value = read_value(click.value)
    view = click.services.proposals.view(click.actor, number_of(value))
    return Modal(terms_form(draft_of(view).draft.terms, view.amendment > 0, kept_of(click)))


def terms_saved(submission: Submission) -> Outcome:
    def save(kept: dict[str, Any], values: Mapping[str, Any]) -> ProposalView:
        services, number = submission.services, number_of(kept)
        before = draft_of(services.proposals.view(submission.actor, number)).draft.terms
        terms = _terms(before, values)
        return services.proposal_drafts.set_terms(submission.actor, number, terms, number_in(kept, "v"))

    return _saved(submission, save, "The terms are changed.")


def _terms(before: Terms, values: Mapping[str, Any]) -> Terms:
    start = day_in(values, "start") or before.period.start
    end = day_in(values, "end") or before.period.end
    try:
        period = Period(start, end)
    except InvalidInput as error:
        raise InvalidInput("end", str(error)) from error
    return replace(
        before,
        period=period,
        billing=next((each for each in BillingFrequency if each == values.get("billing")), before.billing),
        billed_in=next((each for each in BillingTime if each == values.get("billed_in")), before.billed_in),
        own_dates=days_in(values, "own_dates"),
        payment_days=needed_whole_in(values, "payment_days"),
        cancellation_days=needed_whole_in(values, "cancellation_days"),
        effective_on=day_in(values, "effective_on") or before.effective_on,
        special=text_of(values, "special") + text_of(values, "special_more"),
    )


# -- pieces ------------------------------------------------------------------------------------------------------


def _saved(
    submission: Submission,
    save: Callable[[dict[str, Any], Mapping[str, Any]], ProposalView],
    said: str,
    at_end: bool = False,
) -> Outcome:
    """Errors stand at their fields; else the proposal as it is now, in the place of the message with the button."""
    kept = submitted(submission)
    if text_of(kept, "id") and not is_own_form(submission):
        return Reply(STALE, private=True)
    try:
        view = save(kept, submission.values)
    except InvalidInput as error:
        return at_field(submission, error)
    if draft_of(view).revision == number_in(kept, "v"):
        said = "Nothing was changed."
    last = (len(draft_of(view).draft.lines) - 1) // PAGE
    page = max(last, 0) if at_end else number_in(kept)
    return after_form(submission, changed_reply(submission, view, said, page))


def register(routes: Routes) -> None:
    routes.action("proposal.add", add)
    routes.options(SERVICES, lambda asker, typed: offered(routes.services, asker, typed))
    routes.submission("proposal.add", added)
    routes.action("proposal.custom", add_custom)
    routes.submission("proposal.custom", custom_saved)
    routes.submission("proposal.line", line_saved)
    routes.submission("proposal.price", price_saved)
    routes.submission("proposal.remove", or_refused(removed))
    routes.action("proposal.terms", open_terms)
    routes.submission("proposal.terms", terms_saved)
