"""Needs of an agreement: shown to both sides, recorded, changed, removed and sent by staff."""

from collections.abc import Mapping
from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission, memory_key
from bot.forms import after_form, at_field, form_id, is_own_form, number_in, submitted, text_of
from bot.handlers.agreement_replies import is_known, list_reply, reader_of, told
from bot.handlers.needs_replies import changed_reply, needs_reply, quantity_in
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value, section
from bot.views.list_question import ListQuestion
from bot.views.needs import EDIT, HISTORY, REMOVE, done_sentence, history_modal
from bot.views.needs_forms import agreement_field, need_form, remove_form
from domain.agreement_lists import AgreementFilter
from domain.errors import InvalidInput, NotFound
from domain.needs import NeedContent, Source, SourceKind
from domain.permissions import Action
from domain.stages import Stage
from services import Services
from services.access import require
from services.agreement_list_cards import AgreementRow
from services.needs_cards import NeedLine

#: Of more agreements than a menu holds, the number is typed.
CHOICES = 100

# -- shown -------------------------------------------------------------------------------------------------------


def show(asker: Asker, services: Services, number: str, page: int = 0) -> Reply:
    """The needs of an agreement, or why they can't be shown."""
    memory = services.memory.read(memory_key(asker))
    return told(asker, lambda: needs_reply(asker, services.needs.view(asker.actor, number), memory, page))


def opened(click: Click) -> Outcome:
    return show(click.asker, click.services, _number(click))


def turned(click: Click) -> Outcome:
    value = read_value(click.value)
    view = click.services.needs.view(click.actor, _number(click))
    reply = needs_reply(click.asker, view, click.memory, number_in(value))
    return Reply(reply.text, reply.blocks, reply.about, memory=reply.memory, replace=True)


def command(command: Command) -> Outcome:
    """Without a number: the agreement spoken of, else the only one at this step, else those to choose from."""
    services, asker = command.services, command.asker
    memory = services.memory.read(memory_key(asker))
    if command.words or memory.agreement:
        return show(asker, services, command.words or str(memory.agreement))
    here = ListQuestion(stage=Stage.UNDERSTAND_NEEDS)
    rows = services.agreements.list(asker.actor, here.filter, size=2).rows
    if len(rows) == 1:
        return show(asker, services, rows[0].summary.number)
    return list_reply(asker, services, here, memory)


# -- recorded ----------------------------------------------------------------------------------------------------


def record_form(click: Click) -> Outcome:
    """An empty form; `needs_notes` opens filled ones."""
    content, source = NeedContent("", ""), Source(SourceKind.MEETING)
    return form_for(click.asker, click.services, content, source, _number(click), click.origin, is_sure=True)


def form_for(
    asker: Asker,
    services: Services,
    content: NeedContent,
    source: Source,
    likely: str,
    origin: Mapping[str, str],
    is_sure: bool = False,
    organization: str | None = None,
) -> Modal:
    """The form; it asks for the agreement, where `likely` (a number or nothing) is not sure: one of the organization.

    Raises NotAllowed for who is not of CEC.
    """
    require(asker.actor, Action.RECORD_NEEDS)
    metadata = {"id": form_id(asker), "number": likely if is_sure else "", "at": origin}
    catalog, filled = services.catalog.current().catalog, _with_area(services, content)
    if is_sure:
        return Modal(need_form(catalog, filled, source, metadata, [section(f"A need of {likely}.")]))
    choices = _choices(asker, services, None if likely else organization or _bound(asker))
    return Modal(need_form(catalog, filled, source, metadata, [agreement_field(choices, likely)]))


def _with_area(services: Services, content: NeedContent) -> NeedContent:
    """A service that is named has its areas: the first one stands in the form already."""
    services_known = services.catalog.current().catalog.services
    service = next((each for each in services_known if each.key == content.service), None)
    if content.area or service is None or not service.areas:
        return content
    return NeedContent(service.areas[0], content.text, content.service, content.quantity)


def _bound(asker: Asker) -> str | None:
    return asker.place.binding.organization if asker.place.binding else None


def _choices(asker: Asker, services: Services, organization: str | None) -> tuple[AgreementRow, ...]:
    """The open agreements of the customer, else all; none where they are too many for a menu."""
    found = services.agreements.list(asker.actor, AgreementFilter(organization=organization), size=CHOICES)
    return () if found.has_next else found.rows


def recorded(submission: Submission) -> Outcome:
    kept, values = submitted(submission), submission.values
    if not is_own_form(submission):
        return Reply(STALE, private=True)
    number = text_of(kept, "number") or str(values.get("agreement") or "")
    try:
        content, source = _entered(values)
        changed = submission.services.needs.record(submission.actor, number, content, source, text_of(kept, "id"))
    except InvalidInput as error:
        return at_field(submission, error)
    except NotFound as error:
        return at_field(submission, InvalidInput("agreement", str(error)))
    said = done_sentence(changed, "The need is recorded.")
    last = len(changed.view.lines)
    return after_form(submission, needs_reply(submission.asker, changed.view, submission.memory, last, said))


def _entered(values: Mapping[str, Any]) -> tuple[NeedContent, Source]:
    content = NeedContent(
        area=str(values.get("area") or ""),
        text=str(values.get("text") or ""),
        service=values.get("service") or None,
        quantity=quantity_in(values),
    )
    kind = next((kind for kind in SourceKind if kind == values.get("source")), None)
    if kind is None:
        raise InvalidInput("source", "Choose where it was said.")
    return content, Source(kind, str(values.get("reference") or ""))


# -- changed -----------------------------------------------------------------------------------------------------


def line(click: Click) -> Outcome:
    """The menu of a line: change it, remove it, or see its history."""
    do, _, rest = click.value.partition(" ")
    seen, _, rest = rest.partition(" ")
    page, _, need_id = rest.partition(" ")
    if do not in (EDIT, REMOVE, HISTORY) or not seen.isdecimal() or not page.isdecimal():
        return Reply(STALE, private=True)
    if do == HISTORY:
        number = click.services.needs.number_of(click.actor, need_id)
        entries = click.services.needs.history(click.actor, need_id)
        return Modal(history_modal(number, entries, reader_of(click.asker)))
    require(click.actor, Action.RECORD_NEEDS)
    need = line_shown(click, need_id).need
    metadata = {"n": need.id, "v": int(seen), "p": int(page), "at": click.origin}
    if do == REMOVE:
        return Modal(remove_form(need, metadata))
    catalog = click.services.catalog.current().catalog
    return Modal(need_form(catalog, need.content, need.source, metadata, (), known=need))


def line_shown(click: Click, need_id: str) -> NeedLine:
    """Raises NotFound when it was removed meanwhile."""
    view = click.services.needs.view(click.actor, click.services.needs.number_of(click.actor, need_id))
    found = next((each for each in view.lines if each.need.id == need_id), None)
    if found is None:
        raise NotFound("This line was removed meanwhile. Open the needs again.")
    return found


def edited(submission: Submission) -> Outcome:
    kept = submitted(submission)
    try:
        content, source = _entered(submission.values)
        changed = submission.services.needs.edit(
            submission.actor, text_of(kept, "n"), content, source, number_in(kept, "v")
        )
    except InvalidInput as error:
        return at_field(submission, error)
    return after_form(submission, changed_reply(submission, changed, "The need is changed.", number_in(kept)))


def removed(submission: Submission) -> Outcome:
    kept = submitted(submission)
    changed = submission.services.needs.remove(submission.actor, text_of(kept, "n"), number_in(kept, "v"))
    return after_form(submission, changed_reply(submission, changed, "The need is removed.", number_in(kept)))


def taken_over(click: Click) -> Outcome:
    value = read_value(click.value)
    changed = click.services.needs.take_over(click.actor, text_of(value, "n"), number_in(value, "v"))
    return changed_reply(click, changed, "The customer's words are taken over.", number_in(value))


def completed(click: Click) -> Outcome:
    changed = click.services.needs.complete(click.actor, _number(click))
    return changed_reply(click, changed, "The needs are sent to the customer.")


def _number(click: Click) -> str:
    return text_of(read_value(click.value), "number")[:40]


def register(routes: Routes) -> None:
    routes.action("needs.open", opened)
    routes.action("needs.page", turned)
    routes.action("needs.record", record_form)
    routes.submission("needs.record", recorded)
    routes.action("needs.line", line)
    routes.submission("needs.edit", edited)
    routes.submission("needs.remove", removed)
    routes.action("needs.take_over", taken_over)
    routes.action("needs.complete", completed)


SUBCOMMANDS = (Subcommand("needs", "[number]", "What the customer needs: record, confirm, correct", command, is_known),)
