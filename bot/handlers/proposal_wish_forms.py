"""The form in which a customer asks for changes: gathered one by one, priced together, then sent."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.context import Click, Submission
from bot.entered import day_in, decimal_in, needed_whole_in
from bot.forms import after_form, at_field, form_id, is_own_form, number_in, submitted, text_of
from bot.handlers.proposal_changes import priced, sent_reply
from bot.handlers.proposal_versions import number_of
from bot.packed_wishes import packed, together, unpacked
from bot.replies import Modal, Outcome, Reply, View
from bot.routes import STALE, Routes
from bot.views.admin_forms import fields_of
from bot.views.blocks import clip, read_value
from bot.views.proposal_changes import Wishes, changes_form
from bot.views.proposal_wish_forms import (
    REMOVE,
    billing_form,
    choose_line_form,
    line_form,
    service_form,
    term_form,
    words_form,
)
from bot.views.proposal_wishes import names_of
from domain.errors import Conflict, InvalidInput
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
from domain.proposal_states import Move
from domain.proposal_terms import BillingFrequency, BillingTime
from domain.proposal_versions import ProposalVersion
from services import Services
from services.proposal_cards import ProposalView

#: Of the note so much goes along while another form is open.
KEPT_NOTE = 500


# -- the form of all changes -------------------------------------------------------------------------------------


def ask(click: Click) -> Outcome:
    """From the proposal, or from what was read of a sentence: then its changes stand in it."""
    value = read_value(click.value)
    view = click.services.proposals.view(click.actor, number_of(value))
    if view.current is None or Move.REQUEST not in view.moves:
        raise Conflict(view.why)
    current = view.current.version.number
    if number_in(value, "ver") not in (0, current):
        raise Conflict(f"Version {current} is on the table now. Open the proposal again, then ask for changes of it.")
    kept = {"number": view.number, "ver": current, "id": form_id(click.asker), "at": click.origin}
    note, wanted = text_of(value, "note"), unpacked(value.get("w") or [])
    return _all_changes(click.services, click, kept, wanted, note)


def _all_changes(
    services: Services, asked: Click | Submission, kept: Mapping[str, Any], wanted: tuple[Wanted, ...], note: str = ""
) -> Modal:
    view = services.proposals.view(asked.actor, number_of(dict(kept)))
    wishes = Wishes(view, wanted, text_of(kept, "id"), note)
    problem = ""
    try:
        wishes = priced(services, asked.actor, wishes)
    except InvalidInput as error:
        problem = str(error)
    name_of = names_of(services.catalog.current().catalog)
    in_place = not isinstance(asked, Click) or bool(asked.metadata)
    return Modal(changes_form(wishes, name_of, {**kept, "note": clip(note, KEPT_NOTE)}, problem), update=in_place)


def taken_out(click: Click) -> Outcome:
    kept = _kept(click)
    wanted = list(unpacked(kept.get("w") or []))
    place = int(click.value) if click.value.isdecimal() else len(wanted)
    del wanted[place : place + 1]
    return _all_changes(click.services, click, kept, tuple(wanted), text_of(kept, "note"))


def requested(submission: Submission) -> Outcome:
    """Sent to CEC; the same form again changes nothing."""
    kept = submitted(submission)
    if not is_own_form(submission):
        return Reply(STALE, private=True)
    note = str(submission.values.get("note") or "")
    number, version, wanted = number_of(kept), number_in(kept, "ver"), unpacked(kept.get("w") or [])
    try:
        moved = submission.services.proposals.request_changes(
            submission.actor, number, version, wanted, note, text_of(kept, "id")
        )
    except InvalidInput as error:
        return at_field(submission, replace_field(error, "note"))
    return after_form(submission, sent_reply(submission, moved, wanted))


# -- one change --------------------------------------------------------------------------------------------------


def one_more(click: Click) -> Outcome:
    """The form of one kind of change, in the place of the one of all."""
    kept = _kept(click)
    view = click.services.proposals.view(click.actor, number_of(kept))
    if click.value == "back":
        return _all_changes(click.services, click, kept, unpacked(kept.get("w") or []), text_of(kept, "note"))
    version = _version(view)
    forms: dict[str, Callable[[], View]] = {
        "line": lambda: choose_line_form(version, kept),
        "service": lambda: service_form(click.services.catalog.current().catalog, kept),
        "term": lambda: term_form(version, kept),
        "billing": lambda: billing_form(version, kept),
        "words": lambda: words_form(kept),
    }
    form = forms.get(click.value)
    return Modal(form(), update=True) if form else Reply(STALE, private=True)


def line_chosen(click: Click) -> Outcome:
    kept = _kept(click)
    version = _version(click.services.proposals.view(click.actor, number_of(kept)))
    line = version.offer.line(click.value)
    return Modal(line_form(line, {**kept, "l": line.id}), update=True)


def _version(view: ProposalView) -> ProposalVersion:
    """Raises Conflict where none is on the table."""
    if view.current is None:
        raise Conflict(view.why)
    return view.current.version


def _kept(click: Click) -> dict[str, Any]:
    """What the open form keeps, with the note as it is typed at the moment."""
    kept = read_value(click.metadata)
    typed = click.state.get("note", {}).get("value", {}).get("value")
    return {**kept, "note": clip(typed, KEPT_NOTE)} if isinstance(typed, str) else kept


type Read = Callable[[Mapping[str, Any], ProposalLine | None], list[Wanted]]


def _added(read: Read) -> Callable[[Submission], Outcome]:
    """The handler of a form of one change: what is wrong stands at its field, what is right joins the others."""

    def handler(submission: Submission) -> Outcome:
        kept, services = submitted(submission), submission.services
        version = _version(services.proposals.view(submission.actor, number_of(kept)))
        line_id = text_of(kept, "l")
        try:
            more = read(fields(submission.values), version.offer.line(line_id) if line_id else None)
            if not more:
                raise InvalidInput("quantity", "Nothing is changed yet. Give another quantity or target.")
            priced_ones = [each for each in more if not isinstance(each, WordsWanted)]
            if priced_ones:
                services.proposals.price_of_change(submission.actor, number_of(kept), priced_ones)
        except InvalidInput as error:
            return at_field(submission, error)
        wanted = together(unpacked(kept.get("w") or []), more)
        kept = {key: value for key, value in kept.items() if key != "l"}
        return _all_changes(services, submission, {**kept, "w": packed(wanted)}, wanted, text_of(kept, "note"))

    return handler


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


def register(routes: Routes) -> None:
    routes.action("proposal.ask", ask)
    routes.action("proposal.untake", taken_out)
    routes.action("proposal.wish", one_more)
    routes.action("proposal.wish_line", line_chosen)
    routes.submission("proposal.request", requested)
    for kind, read in (
        ("line", _of_line),
        ("service", _of_service),
        ("term", _of_term),
        ("billing", _of_billing),
        ("words", _of_words),
    ):
        routes.submission(f"proposal.wish_{kind}", _added(read))
