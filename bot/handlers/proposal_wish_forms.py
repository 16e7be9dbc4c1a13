"""The form in which a customer asks for changes: gathered one by one, priced together, then sent."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.context import Asker, Click, Submission
from bot.forms import after_form, at_field, form_id, is_own_form, number_in, submitted, text_of
from bot.handlers.proposal_changes import priced, sent_reply
from bot.handlers.proposal_refusals import cannot, or_refused
from bot.handlers.proposal_staff import UNTOLD
from bot.handlers.proposal_versions import number_of
from bot.handlers.proposal_wishes_read import READ, Read, fields, replace_field
from bot.packed_wishes import packed, together, unpacked
from bot.replies import FieldErrors, Modal, Outcome, Reply, View
from bot.routes import STALE, Routes
from bot.views.blocks import clip, read_value
from bot.views.proposal_changes import Wishes
from bot.views.proposal_changes_form import REPLACE, changes_form
from bot.views.proposal_wish_forms import (
    billing_form,
    choose_line_form,
    line_form,
    service_form,
    term_form,
    words_form,
)
from bot.views.proposal_wishes import names_of
from bot.views.proposal_words import changes_counted
from bot.wish_terms import day_alone
from domain.errors import Conflict, InvalidInput
from domain.permissions import Action
from domain.proposal_changes import (
    Wanted,
    WordsWanted,
)
from domain.proposal_versions import ProposalVersion
from services import Services
from services.proposal_cards import ProposalView

#: Of the note so much goes along while another form is open.
KEPT_NOTE = 500


# -- the form of all changes -------------------------------------------------------------------------------------


def ask(click: Click) -> Outcome:
    """From the proposal, or from what was read of a sentence: then its changes stand in it. An older message opens it
    about the version of now, with what happened meanwhile."""
    value, proposals = read_value(click.value), click.services.proposals
    view = proposals.view(click.actor, number_of(value))
    if view.base is None or not view.may_ask:
        return cannot(click.asker, click.services, view, click.memory, Action.REQUEST_CHANGES)
    current, before = view.base.number, number_in(value, "ver")
    said = ""
    if 0 < before < current:
        changes = proposals.compare(click.actor, view.number, before, current).changes
        said = f"Version {current} took the place of version {before}: {changes_counted(changes)}."
    kept = {"number": view.number, "ver": current, "id": form_id(click.asker), "at": click.origin}
    note, wanted = text_of(value, "note"), unpacked(value.get("w") or [])
    return _all_changes(click.services, click, kept, wanted, note, said)


def _all_changes(
    services: Services,
    asked: Click | Submission,
    kept: Mapping[str, Any],
    wanted: tuple[Wanted, ...],
    note: str = "",
    said: str = "",
) -> Modal:
    view = services.proposals.view(asked.actor, number_of(dict(kept)))
    wishes = Wishes(view, wanted, text_of(kept, "id"), asked.asker.zone, note)
    problem = ""
    try:
        wishes = priced(services, asked.actor, wishes)
    except InvalidInput as error:
        problem = str(error)
    name_of = names_of(services.catalog.current().catalog)
    in_place = not isinstance(asked, Click) or bool(asked.metadata)
    kept = {**kept, "note": clip(note, KEPT_NOTE)}
    return Modal(changes_form(wishes, name_of, kept, problem, said), update=in_place)


def taken_back(click: Click) -> Outcome:
    """A wish that waits is gone; the form that it stood in goes on."""
    kept, value = _kept(click), read_value(click.value)
    moved = click.services.proposals.take_back_wish(click.actor, number_of(value), text_of(value, "i"))
    waits = moved.view.request is not None and moved.view.request.waiting
    said = f"It is taken back.{'' if waits else ' Nothing that you asked for waits any more.'}"
    said = f"{said} CEC is told.{'' if moved.told else UNTOLD}"
    return _all_changes(click.services, click, kept, unpacked(kept.get("w") or []), text_of(kept, "note"), said)


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
    agreed = {each for each in kept.get("r") or () if isinstance(each, str)}
    replaces = REPLACE in (submission.values.get(REPLACE) or [])
    if agreed and not replaces:
        return FieldErrors({REPLACE: "Choose this, or take out your own change above."})
    try:
        moved = submission.services.proposals.request_changes(
            submission.actor, number, version, wanted, note, text_of(kept, "id"), agreed
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
    """The one that changes are asked of. Raises Conflict where there is none."""
    if view.base is None:
        raise Conflict(view.why)
    return view.base


def _kept(click: Click) -> dict[str, Any]:
    """What the open form keeps, with the note as it is typed at the moment."""
    kept = read_value(click.metadata)
    typed = click.state.get("note", {}).get("value", {}).get("value")
    return {**kept, "note": clip(typed, KEPT_NOTE)} if isinstance(typed, str) else kept


def _added(read: Read) -> Callable[[Submission], Outcome]:
    """The handler of a form of one change: what is wrong stands at its field, what is right joins the others."""

    def handler(submission: Submission) -> Outcome:
        kept, services = submitted(submission), submission.services
        view = services.proposals.view(submission.actor, number_of(kept))
        version, line_id = _version(view), text_of(kept, "l")
        try:
            found = read(fields(submission.values), version.offer.line(line_id) if line_id else None)
            more = [_meant(each, view, submission.asker) for each in found]
            if not more:
                raise InvalidInput("quantity", "Nothing is changed yet. Give another quantity or target.")
            priced_ones = [each for each in more if not isinstance(each, WordsWanted)]
            if priced_ones:
                services.proposals.price_of_change(submission.actor, number_of(kept), priced_ones)
        except InvalidInput as error:
            return at_field(submission, replace_field(error, "words") if "words" in submission.values else error)
        wanted = together(unpacked(kept.get("w") or []), more)
        kept = {key: value for key, value in kept.items() if key != "l"}
        return _all_changes(services, submission, {**kept, "w": packed(wanted)}, wanted, text_of(kept, "note"))

    return handler


def _meant(wanted: Wanted, view: ProposalView, asker: Asker) -> Wanted:
    """What was said in words may be no special term, but the day from which an amendment counts."""
    if not (isinstance(wanted, WordsWanted) and view.base_offer and view.base_offer.amends):
        return wanted
    return day_alone(wanted.text, asker.at, asker.zone) or wanted


def register(routes: Routes) -> None:
    routes.action("proposal.ask", or_refused(ask))
    routes.action("proposal.take_back", or_refused(taken_back))
    routes.action("proposal.untake", taken_out)
    routes.action("proposal.wish", one_more)
    routes.action("proposal.wish_line", line_chosen)
    routes.submission("proposal.request", requested)
    for kind, read in READ.items():
        routes.submission(f"proposal.wish_{kind}", _added(read))
