"""What CEC's finance officer says of a transfer: it arrived, arrived otherwise, did not arrive, or went back."""

from collections.abc import Callable

from bot.context import Click, Submission
from bot.entered import needed_day_in
from bot.forms import after_form, at_field, number_in, submitted, text_of
from bot.handlers.agreement_replies import reader_of
from bot.handlers.payments_replies import changed_reply, payments_reply
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value
from bot.views.payments_forms import correct_form, settle_form
from bot.views.payments_transfers import CORRECT, REJECT, REVERSE
from domain.errors import InvalidInput
from domain.permissions import Actor
from services.funding_cards import FundingView, TransferView


def confirmed(click: Click) -> Outcome:
    value, funding = read_value(click.value), click.services.funding
    number, transfer = text_of(value, "number"), text_of(value, "t")
    done = "The transfer is confirmed. The customer is told."
    return changed_reply(click, number, lambda: funding.confirm(click.actor, transfer, number_in(value, "v")), done)


def chosen(click: Click) -> Outcome:
    """The menu of a transfer: the form to correct, reject or reverse it; one that changed is shown as it is."""
    do, seen, transfer, number = (*click.value.split(" "), "", "", "", "")[:4]
    if do not in (CORRECT, REJECT, REVERSE) or not seen.isdecimal():
        return Reply(STALE, private=True)
    view = click.services.funding.schedule(click.actor, number)
    found = next((each for each in view.transfers if each.transfer.id == transfer), None)
    if found is None or not _may(found, do) or found.transfer.revision != int(seen):
        said = "Nothing was changed: this is how it stands now."
        return payments_reply(click.asker, click.services, view, click.memory, said)
    metadata = {"number": number, "t": transfer, "v": int(seen), "at": click.origin}
    reader = reader_of(click.asker)
    form = correct_form(found, reader, metadata) if do == CORRECT else settle_form(found, do, reader, metadata)
    return Modal(form)


def _may(view: TransferView, do: str) -> bool:
    return {CORRECT: view.may_correct, REJECT: view.may_reject, REVERSE: view.may_reverse}[do]


def corrected(submission: Submission) -> Outcome:
    values, funding = submission.values, submission.services.funding

    def change(actor: Actor, transfer: str, reason: str, seen: int) -> FundingView:
        amount, reference = str(values.get("amount") or ""), str(values.get("reference") or "")
        on = needed_day_in(values, "on")
        return funding.correct(actor, transfer, amount, on, reference, reason, seen)

    return _settled(submission, change, "The transfer is corrected. The customer is told.")


def rejected(submission: Submission) -> Outcome:
    done = "The transfer is rejected. The customer is told why."
    return _settled(submission, submission.services.funding.reject, done)


def reversed_(submission: Submission) -> Outcome:
    done = "The transfer is reversed. The customer is told why."
    return _settled(submission, submission.services.funding.reverse, done)


def _settled(submission: Submission, change: Callable[[Actor, str, str, int], FundingView], done: str) -> Outcome:
    kept = submitted(submission)
    transfer, seen = text_of(kept, "t"), number_in(kept, "v")
    reason = str(submission.values.get("reason") or "")
    try:
        reply = changed_reply(
            submission, text_of(kept, "number"), lambda: change(submission.actor, transfer, reason, seen), done
        )
    except InvalidInput as error:
        return at_field(submission, error)
    return after_form(submission, reply)


def register(routes: Routes) -> None:
    routes.action("payments.confirm", confirmed)
    routes.action("payments.transfer", chosen)
    routes.submission("payments.correct", corrected)
    routes.submission("payments.reject", rejected)
    routes.submission("payments.reverse", reversed_)
