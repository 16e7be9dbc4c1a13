"""Payments of an agreement: the schedule, what arrived, and transfers that are recorded."""

from dataclasses import replace
from datetime import date

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission, Turn, memory_key
from bot.entered import needed_day_in
from bot.forms import after_form, at_field, form_id, is_own_form, number_in, submitted, text_of
from bot.handlers.agreement_replies import is_known, list_reply, organization_asked, reader_of, told
from bot.handlers.asked import number_asked, says_all
from bot.handlers.elsewhere import Question, answer_about, choose_reply
from bot.handlers.payments_replies import payments_reply, show
from bot.handlers.payments_words import agreement_paid, answer_to, asks_what_waits, day_said, said_transfer
from bot.handlers.titles import agreement_by_subject, names_one
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.said import has_any, value
from bot.views.blocks import actions, button, read_value, section
from bot.views.funding_buttons import payments_button
from bot.views.list_question import ListQuestion
from bot.views.needs_forms import agreement_field
from bot.views.payments_forms import more_than_open, of_agreement, record_form
from bot.views.payments_transfers import transfers_blocks, transfers_text, waiting_blocks, waiting_text
from bot.views.payments_words import transfer_question
from domain.agreement_lists import AgreementFilter
from domain.errors import Conflict, InvalidInput, NotFound
from domain.funding_amounts import amount_from
from domain.stages import SIGNED, Stage
from services import Services
from services.agreement_list_cards import AgreementRow
from services.memory import Memory

#: Where funds may be transferred: from the last signature on.
PAYING = (Stage.AGREEMENT_FUNDING, *sorted(SIGNED))
CHOICES = 100
#: So many agreements are looked through for the one that a transfer fits.
MOST_READ = 10

# -- shown -------------------------------------------------------------------------------------------------------


def payment_schedule(turn: Turn) -> Reply:
    """`payment_schedule`: what is paid, due and next of an agreement; for finance what waits to be confirmed."""
    return told(turn.asker, lambda: _asked(turn))


def _asked(turn: Turn) -> Reply:
    if not number_asked(turn) and asks_what_waits(turn.text) and is_known(turn.actor):
        return waiting_reply(turn.asker, turn.services, turn.memory)
    question = Question("payment_schedule", Stage.AGREEMENT_FUNDING, _of_agreement, keeps_words=True)
    if turn.actor.organization and not number_asked(turn) and not names_one(turn.text):
        organization_asked(turn)  # a customer who names another one is refused
        paid = _paid(turn)
        if paid:
            return _of_agreement(turn, paid[0].summary.number) if len(paid) == 1 else choose_reply(turn, paid, question)
    return answer_about(turn, question)


def _paid(turn: Turn) -> list[AgreementRow]:
    """The customer's agreements that all have signed; of several, the one spoken of."""
    funding = turn.services.funding
    rows = turn.services.agreements.list(turn.actor, _paying(turn), size=MOST_READ).rows
    signed = [row for row in rows if funding.schedule(turn.actor, row.summary.number).in_force]
    spoken_of = [row for row in signed if row.summary.number == turn.memory.agreement and not says_all(turn.text)]
    return spoken_of or signed


def _of_agreement(turn: Turn, number: str) -> Reply:
    return show(turn.asker, turn.services, number, turn.memory, lambda view: answer_to(turn.text, view))


def waiting_reply(asker: Asker, services: Services, memory: Memory) -> Reply:
    """What the asker should pay or confirm, over all agreements."""
    found, reader = services.funding.waiting_of(asker.actor), reader_of(asker)
    about = frozenset(each.organization.key for each in (*found.to_confirm, *found.to_pay))
    return Reply(waiting_text(found, reader), waiting_blocks(found, reader), about, memory=memory)


def opened(click: Click) -> Outcome:
    return told(click.asker, lambda: show(click.asker, click.services, _number(click), click.memory))


def turned(click: Click) -> Outcome:
    view = click.services.funding.schedule(click.actor, _number(click))
    page = number_in(read_value(click.value))
    return replace(payments_reply(click.asker, click.services, view, click.memory, page=page), replace=True)


def transfers(click: Click) -> Outcome:
    """Every transfer of an agreement, in the place of its payments."""
    view = click.services.funding.schedule(click.actor, _number(click))
    reader, page = reader_of(click.asker), number_in(read_value(click.value))
    about = frozenset({view.organization.key})
    text, blocks = transfers_text(view, reader, page), transfers_blocks(view, reader, page)
    return Reply(text, blocks, about, replace=page > 0 or click.action_id != "payments.transfers")


def waiting(click: Click) -> Outcome:
    return waiting_reply(click.asker, click.services, click.memory)


def command(command: Command) -> Outcome:
    """Without a number: what waits for the asker, else the agreement spoken of, else those to choose from."""
    services, asker = command.services, command.asker
    memory = services.memory.read(memory_key(asker))
    if command.words:
        return told(asker, lambda: show(asker, services, command.words, memory))
    found = services.funding.waiting_of(asker.actor)
    if found.to_confirm or found.to_pay:
        return waiting_reply(asker, services, memory)
    if memory.agreement:
        return told(asker, lambda: show(asker, services, str(memory.agreement), memory))
    return list_reply(asker, services, ListQuestion(stage=Stage.AGREEMENT_FUNDING), memory)


# -- recorded ----------------------------------------------------------------------------------------------------


def record_funding(turn: Turn) -> Reply:
    """`record_funding`: a button that opens the form with what was said; nothing is recorded by a sentence alone."""
    return told(turn.asker, lambda: _to_be_recorded(turn))


def _to_be_recorded(turn: Turn) -> Reply:
    number = _number_meant(turn)
    if number is None and not turn.services.agreements.list(turn.actor, _paying(turn), size=1).rows:
        return answer_about(turn, Question("record_funding", Stage.AGREEMENT_FUNDING, _of_agreement))
    if number:
        try:
            view = turn.services.funding.to_record(turn.actor, number)
        except Conflict as not_now:
            return _not_now(turn, number, str(not_now))
        number = view.number
        if turn.actor.is_staff and any(each.may_confirm for each in view.transfers):
            said = "This waits to be confirmed. If another transfer was made, record it."
            return payments_reply(turn.asker, turn.services, view, turn.memory, said)
    said = said_transfer(turn)
    facts = {"number": number, "a": said.amount, "d": said.on.isoformat() if said.on else None, "r": said.reference}
    organization = turn.actor.organization or value(turn.understanding, "organization")
    facts |= {"o": None if number else organization}
    opens = button("Check and record", "payments.said", {k: v for k, v in facts.items() if v}, "primary")
    text = transfer_question(number, said.amount, said.on, said.reference)
    row = [opens, payments_button(number)] if number else [opens]
    about = frozenset({organization}) if organization else frozenset[str]()
    memory = replace(turn.memory, agreement=number) if number else turn.memory
    return Reply(text, [section(text), actions(row)], about, memory=memory, private=True)


def _not_now(turn: Turn, number: str, why: str) -> Reply:
    about = frozenset({turn.services.agreements.status(turn.actor, number).organization.key})
    return Reply(why, [section(why), actions([payments_button(number)])], about)


def _number_meant(turn: Turn) -> str | None:
    """The agreement that is named, spoken of, or fits; None where it is to be chosen."""
    named = number_asked(turn) or (agreement_by_subject(turn) if names_one(turn.text) else None)
    if named:
        return named
    if turn.memory.agreement and not has_any(turn.understanding, ("organization",)):
        status = turn.services.agreements.status(turn.actor, turn.memory.agreement)
        if status.stage in PAYING:
            return status.number
    rows = turn.services.agreements.list(turn.actor, _paying(turn), size=MOST_READ).rows
    views = [turn.services.funding.schedule(turn.actor, row.summary.number) for row in rows]
    return agreement_paid(turn.text, said_transfer(turn).amount, views)


def _paying(turn: Turn) -> AgreementFilter:
    return AgreementFilter(organization=_named_by_staff(turn), stages=PAYING)


def _named_by_staff(turn: Turn) -> str | None:
    return value(turn.understanding, "organization") if turn.actor.is_staff else None


def said(click: Click) -> Outcome:
    """The form with what was said; what is no day or amount by now is left out."""
    facts = read_value(click.value)
    return _form(click, text_of(facts, "a"), text_of(facts, "d"), text_of(facts, "r"), text_of(facts, "o") or None)


def record(click: Click) -> Outcome:
    return _form(click)


def _form(click: Click, amount: str = "", on: str = "", reference: str = "", organization: str | None = None) -> Modal:
    number = _number(click)
    if number:
        view = click.services.funding.to_record(click.actor, number)
        above, today = of_agreement(view), view.today
    else:
        wanted = AgreementFilter(organization=organization, stages=PAYING)
        found = click.services.agreements.list(click.actor, wanted, size=CHOICES)
        above, today = [agreement_field(() if found.has_next else found.rows, "")], reader_of(click.asker).today
    metadata = {"id": form_id(click.asker), "number": number, "at": click.origin}
    return Modal(record_form(above, amount, day_said(on) or today, reference, metadata))


def recorded(submission: Submission) -> Outcome:
    kept, values = submitted(submission), submission.values
    if not is_own_form(submission):
        return Reply(STALE, private=True)
    number = text_of(kept, "number") or str(values.get("agreement") or "")
    amount, reference = str(values.get("amount") or ""), str(values.get("reference") or "")
    try:
        on, funding = needed_day_in(values, "on"), submission.services.funding
        if doubtful := _more_than_open(submission, number, amount, on, reference):
            return doubtful
        view = funding.record(submission.actor, number, amount, on, reference, text_of(kept, "id"))
    except InvalidInput as error:
        return at_field(submission, error)
    except NotFound as error:
        return at_field(submission, InvalidInput("agreement", str(error)))
    done = "The transfer is recorded. CEC's finance officer is told, and confirms it when it arrives."
    return after_form(submission, payments_reply(submission.asker, submission.services, view, submission.memory, done))


def _more_than_open(submission: Submission, number: str, amount: str, on: date, reference: str) -> Modal | None:
    """The form once more, where the amount exceeds what is open and was not sent again as it is."""
    view, exact = submission.services.funding.to_record(submission.actor, number), amount_from(amount)
    kept = {**submitted(submission), "number": view.number}
    if exact <= view.unpaid or kept.get("sure") == str(exact):
        return None
    above = [more_than_open(view, exact), *of_agreement(view)]
    return Modal(record_form(above, amount, on, reference, {**kept, "sure": str(exact)}), update=True)


def _number(click: Click) -> str:
    return text_of(read_value(click.value), "number")[:40]


def register(routes: Routes) -> None:
    routes.action("payments.open", opened)
    routes.action("payments.page", turned)
    routes.action("payments.transfers", transfers)
    routes.action("payments.waiting", waiting)
    routes.action("payments.record", record)
    routes.action("payments.said", said)
    routes.submission("payments.record", recorded)


INTENTS = {"payment_schedule": payment_schedule, "record_funding": record_funding}
SUBCOMMANDS = (
    Subcommand("payments", "[number]", "Payments: the schedule, what arrived, what is next", command, is_known),
)
