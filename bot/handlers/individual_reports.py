"""Individual reports: listed, opened, asked for, reviewed, sent, commented and acknowledged, by buttons and forms."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission
from bot.forms import after_form, at_field, form_id, is_own_form, number_in, submitted, text_of
from bot.handlers.agreement_replies import is_known, reader_of, told
from bot.replies import Modal, Outcome, Reply, View
from bot.routes import STALE, Routes
from bot.views.blocks import actions, read_value, section
from bot.views.individual_report_forms import acknowledge_form, anew_form, comment_form, send_form, want_form
from bot.views.individual_reports import (
    AUTOMATIC,
    REVIEWED,
    annual_button,
    card_blocks,
    card_text,
    list_blocks,
    list_text,
    named,
)
from domain.errors import Conflict, InvalidInput
from domain.fiscal import fiscal_year_of
from domain.permissions import Actor
from domain.reports import Report, ReportKind, ReportState
from services import Services
from services.report_cards import ReportCard, ReportList

AS_IT_IS = "Nothing was changed: this is how it stands now."
WHICH = "Give the number of an agreement, such as `/cec reports SLA-2027-0031`."
_WANTED = "it is being made. You are told when you can have it."
_WANTED_BY_STAFF = "it is being made. Look here again in a minute; who leads the agreement is told to review it."

#: Whether the person may do it as things stand, and the form.
_FORMS: dict[str, tuple[Callable[[ReportCard], bool], Callable[[ReportCard, Any], View]]] = {
    "send": (lambda card: card.may_send, send_form),
    "acknowledge": (lambda card: card.may_acknowledge, acknowledge_form),
    "comment": (lambda card: card.may_comment, comment_form),
    "anew": (lambda card: card.may_make_anew, anew_form),
}


def list_reply(asker: Asker, found: ReportList, said: str = "") -> Reply:
    reader = reader_of(asker)
    about = frozenset({found.organization})
    return Reply(list_text(found, reader, said), list_blocks(found, reader, said), about)


def report_reply(asker: Asker, card: ReportCard, said: str = "") -> Reply:
    reader = reader_of(asker)
    return Reply(card_text(card, reader, said), card_blocks(card, reader, said), frozenset({card.organization}))


def command(command: Command) -> Outcome:
    """Those of the agreement that is named."""
    if not command.words:
        return _which(command.asker)
    return told(command.asker, lambda: _listed(command.asker, command.services, command.words))


def _which(asker: Asker) -> Reply:
    """Staff get CEC's own summary of the year here too."""
    if not asker.actor.is_staff:
        return Reply(WHICH, private=True)
    year = fiscal_year_of(reader_of(asker).today)
    row = actions([annual_button(each) for each in (year, year.previous())])
    return Reply(WHICH, [section(WHICH), row], private=True)


def _listed(asker: Asker, services: Services, number: str, page: int = 0, said: str = "") -> Reply:
    return list_reply(asker, services.reports.of_agreement(asker.actor, number, page), said)


# -- buttons


def listed(click: Click) -> Outcome:
    value = read_value(click.value)
    number, page = text_of(value, "number"), number_in(value)
    reply = told(click.asker, lambda: _listed(click.asker, click.services, number, page))
    return replace(reply, replace=":page" in click.action_id)


def opened(click: Click) -> Outcome:
    return report_reply(click.asker, click.services.reports.view(click.actor, _report(click)))


def files(click: Click) -> Outcome:
    click.services.reports.send_files(click.actor, _report(click))
    return Reply("The files will be in your direct messages with me.", private=True)


def mode(click: Click) -> Outcome:
    """How the reports to come go out."""
    chosen, _, number = click.value.partition(" ")
    automatic = {AUTOMATIC: True, REVIEWED: False}.get(chosen)
    found = click.services.reports.choose(click.actor, number, automatic)
    return replace(list_reply(click.asker, found, "This is kept for the reports to come."), replace=True)


def annual(click: Click) -> Outcome:
    year = click.services.annual_summaries.send(click.actor, text_of(read_value(click.value), "year") or None)
    return Reply(f"The annual summary {year} will be in your direct messages with me.", private=True)


def form(click: Click) -> Outcome:
    """As things are now; what cannot be done by now is answered with how it stands."""
    name = click.action_id.rpartition(":")[2]
    if name == "want":
        found = click.services.reports.of_agreement(click.actor, text_of(read_value(click.value), "number"))
        if not found.choices:
            return list_reply(click.asker, found, AS_IT_IS)
        return Modal(want_form(found, {"number": found.number, **_kept(click)}))
    if name not in _FORMS:
        return Reply(STALE, private=True)
    card, (may, made) = click.services.reports.view(click.actor, _report(click)), _FORMS[name]
    if not may(card):
        return replace(report_reply(click.asker, card, AS_IT_IS), private=not click.asker.place.direct)
    return Modal(made(card, {"r": card.report.id, "v": card.report.revision, **_kept(click)}))


def _kept(click: Click) -> dict[str, Any]:
    return {"id": form_id(click.asker), "at": click.origin}


def _report(click: Click) -> str:
    return text_of(read_value(click.value), "r")


# -- forms that were sent


def wanted(submission: Submission) -> Outcome:
    kind, _, start = text_of(submission.values, "period").partition(" ")
    making, number = submission.services.report_making, text_of(submitted(submission), "number")
    try:
        report = making.ask(submission.actor, number, ReportKind(kind), date.fromisoformat(start))
    except InvalidInput as error:
        return at_field(submission, error)
    except ValueError:  # a forged choice
        return Reply(STALE, private=True)
    return after_form(
        submission, _listed(submission.asker, submission.services, number, said=_asked_words(submission.actor, report))
    )


def _asked_words(actor: Actor, report: Report) -> str:
    if report.state is ReportState.WANTED:
        return f"{named(report)}: {_WANTED_BY_STAFF if actor.is_staff else _WANTED}"
    if report.state is ReportState.REVIEW and not actor.is_staff:
        return f"{named(report)}: CEC reviews it. You are told when it is sent."
    return f"{named(report)} is there already. Open it below."


def sent(submission: Submission) -> Outcome:
    return _changed(
        submission,
        lambda kept, text: submission.services.reports.send(
            submission.actor, text_of(kept, "r"), text, number_in(kept, "v")
        ),
        "The report is sent. The customer is told.",
    )


def acknowledged(submission: Submission) -> Outcome:
    return _changed(
        submission,
        lambda kept, text: submission.services.reports.acknowledge(
            submission.actor, text_of(kept, "r"), text, number_in(kept, "v")
        ),
        "Thank you. CEC is told that you have read it.",
    )


def commented(submission: Submission) -> Outcome:
    return _changed(
        submission,
        lambda kept, text: submission.services.reports.comment(
            submission.actor, text_of(kept, "r"), text, text_of(kept, "id")
        ),
        "Your comment is kept.",
    )


def made_anew(submission: Submission) -> Outcome:
    def change(kept: dict[str, Any], text: str) -> ReportCard:
        note = text_of(submission.values, "note")
        making = submission.services.report_making
        return making.make_anew(submission.actor, text_of(kept, "r"), note, number_in(kept, "v"))

    return _changed(submission, change, "The next edition is being made.")


def _changed(submission: Submission, change: Callable[[dict[str, Any], str], ReportCard], said: str) -> Outcome:
    if not is_own_form(submission):
        return Reply(STALE, private=True)
    kept = submitted(submission)
    try:
        card = change(kept, text_of(submission.values, "text"))
    except InvalidInput as error:
        return at_field(submission, error)
    except Conflict as error:
        card = submission.services.reports.view(submission.actor, text_of(kept, "r"))
        said = f"{error} {AS_IT_IS}"
    return after_form(submission, report_reply(submission.asker, card, said))


SUBCOMMANDS = (Subcommand("reports", "[agreement]", "Monthly and quarterly reports as files", command, is_known),)


def register(routes: Routes) -> None:
    routes.action("individual.list", listed)
    routes.action("individual.open", opened)
    routes.action("individual.files", files)
    routes.action("individual.mode", mode)
    routes.action("individual.annual", annual)
    routes.action("individual.form", form)
    routes.submission("individual.want", wanted)
    routes.submission("individual.send", sent)
    routes.submission("individual.acknowledge", acknowledged)
    routes.submission("individual.comment", commented)
    routes.submission("individual.anew", made_anew)
