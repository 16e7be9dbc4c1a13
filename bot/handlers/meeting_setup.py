"""A meeting set up: the form, with times at which all can, and what was entered in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission
from bot.entered import day_in
from bot.forms import after_form, at_field, form_id, is_own_form, submitted, text_of
from bot.handlers.agreement_replies import is_known
from bot.handlers.meetings import meeting_reply
from bot.meeting_entries import as_day, at_time, instant_of, local_day, looked_from, own_times, times_given
from bot.meeting_particulars import minutes_said, people_said
from bot.payloads import entered
from bot.replies import Modal, Outcome, Reply, View
from bot.routes import STALE, Routes
from bot.views.admin_forms import field_of, fields_of
from bot.views.blocks import read_value
from bot.views.meeting_forms import CHANGED, NEVER, Chosen, meeting_form, which_form
from bot.views.meeting_times import CHOSEN_FIRST, OWN_TIMES, TimesShown
from domain.agreement_lists import AgreementFilter
from domain.agreement_numbers import agreement_number
from domain.errors import InvalidInput, NotFound
from domain.meetings import LENGTHS, MOST_SLOTS, MeetingKind, Plan, Repeats
from domain.recurrences import MonthlyOn, Recurrence, Rhythm
from services import Services
from services.agreement_list_cards import AgreementRow
from services.meeting_planning import MeetingForm

CHOICES = 100
LONGEST_CARRIED = 300
"""Of the words that a button carries into the form: whom they name, and for how long."""
PROPOSED = "The times are proposed. Who has to answer is asked, and everyone hears once it is booked."
ASKED = "CEC is asked to propose times. You hear as soon as there are some."

# -- opened ------------------------------------------------------------------------------------------------------


def opened(click: Click) -> Outcome:
    """The button may carry times, a rhythm and a kind that were said."""
    value = read_value(click.value)
    return form_for(click.asker, click.services, text_of(value, "number")[:40], value, click.origin)


def command(command: Command) -> Outcome:
    """`/cec meet`, with a number or in words."""
    words = command.words
    if words and not agreement_number(words):
        return command.conversation.answer_as("schedule_meeting", command.asker, words)
    memory = {} if words else {"number": ""}
    return form_for(command.asker, command.services, words, memory, {})


def form_for(
    asker: Asker, services: Services, number: str, said: Mapping[str, Any], origin: Mapping[str, str]
) -> Modal:
    """The form, or first the question which agreement it is about."""
    kept = {key: said[key] for key in ("t", "k", "r", "u", "f", "w") if key in said}
    metadata = {"id": form_id(asker), "n": number, "at": dict(origin), "said": kept}
    if number:
        return Modal(first_view(asker, services, metadata))
    rows = _agreements(asker, services)
    if len(rows) == 1:
        return Modal(first_view(asker, services, {**metadata, "n": rows[0].summary.number}))
    return Modal(which_form(rows, metadata))


def _agreements(asker: Asker, services: Services) -> tuple[AgreementRow, ...]:
    """Those to choose from; none where they are too many for a menu. Staff first choose of those that they lead."""
    if not asker.actor.is_staff:
        return services.agreements.own(asker.actor, size=CHOICES).rows
    person = asker.actor.person
    own = services.agreements.list(asker.actor, AgreementFilter(owner=person.id if person else None), size=CHOICES)
    found = own if own.rows else services.agreements.list(asker.actor, AgreementFilter(), size=CHOICES)
    return () if found.has_next else found.rows


def chosen(submission: Submission) -> Outcome:
    """The agreement was chosen: its form comes in the place of the question."""
    metadata = {**submitted(submission), "n": str(submission.values.get("agreement") or "")}
    try:
        return Modal(first_view(submission.asker, submission.services, metadata), update=True)
    except NotFound as error:
        return at_field(submission, InvalidInput("agreement", str(error)))


def first_view(asker: Asker, services: Services, metadata: dict[str, Any]) -> View:
    said = metadata.get("said") or {}
    kind = _kind(said.get("k"))
    form = services.meeting_planning.form(asker.actor, text_of(metadata, "n"), kind)
    own = [at for at in said.get("t") or () if isinstance(at, int)][:OWN_TIMES]
    start = as_day(said.get("f")) or local_day(asker)
    repeats, until = text_of(said, "r") or NEVER, as_day(said.get("u"))
    words = text_of(said, "w")[:LONGEST_CARRIED]
    named = tuple(dict.fromkeys([*_self(asker), *(each.id for each in people_said(words, form.people))]))
    required = named if len(named) > len(_self(asker)) else form.required
    invited = tuple(each for each in form.invited if each not in required)
    filled = Chosen(minutes_said(words) or form.minutes, required, invited, repeats, until)
    picked = () if own else None
    return _view(asker, services, form, filled, start, picked, own, metadata)


def _self(asker: Asker) -> tuple[str, ...]:
    return (asker.actor.person.id,) if asker.actor.person else ()


# -- changed while it is open ------------------------------------------------------------------------------------


def planned(click: Click) -> Outcome:
    """Who comes, for how long and from when on decides what is proposed: the form is shown anew."""
    metadata, blocks = read_value(click.metadata), entered(click.state)
    values = fields_of(blocks)
    kind = _kind(values.get("kind")) or MeetingKind.AD_HOC
    form = click.services.meeting_planning.form(click.actor, text_of(metadata, "n"), kind)
    of_kind = any(block.endswith(f"|{kind.value}") for block in blocks)
    if of_kind:
        filled = Chosen(
            _minutes(values) or form.minutes, tuple(values.get("required") or ()), tuple(values.get("invited") or ())
        )
    else:
        filled = Chosen(form.minutes, form.required, form.invited)
    filled = replace(filled, repeats=str(values.get("repeats") or NEVER), until=as_day(values.get("until")))
    picked = _ticked(blocks, own_times(values)) if of_kind and "slots" in values else None
    start = as_day(values.get("from")) or local_day(click.asker)
    return Modal(
        _view(click.asker, click.services, form, filled, start, picked, own_times(values), metadata), update=True
    )


def _ticked(blocks: Mapping[str, Any], own: Sequence[int]) -> list[int]:
    """The ticks of the form. Those that were there from the start go where someone gives a time of their own."""
    block = next(each for each in blocks if field_of(each) == "slots")
    ticked = [str(each) for each in blocks[block] or ()]
    first = block.partition("|")[2].split(".")[:CHOSEN_FIRST]
    return [] if own and ticked == first else [int(each) for each in ticked]


def _view(
    asker: Asker,
    services: Services,
    form: MeetingForm,
    filled: Chosen,
    start: date,
    picked: Sequence[int] | None,
    own: Sequence[int],
    metadata: Mapping[str, Any],
) -> View:
    plan = Plan(form.kind, minutes=filled.minutes, required=tuple(filled.required), invited=tuple(filled.invited))
    after = looked_from(asker, start)
    planning = services.meeting_planning
    free = services.meetings.times_for_new(asker.actor, form.number, plan, after)
    given = replace(plan, slots=tuple(instant_of(at) for at in own))
    doubts = planning.doubts_of_new(asker.actor, form.number, given) if own else ()
    times = TimesShown(free, start, asker.zone, CHANGED, picked, own, doubts)
    return meeting_form(form, filled, times, asker.actor.is_staff, metadata)


# -- sent --------------------------------------------------------------------------------------------------------


def sent(submission: Submission) -> Outcome:
    kept, values = submitted(submission), fields_of(submission.values)
    if not is_own_form(submission):
        return Reply(STALE, private=True)
    given = times_given(submission.values)
    meetings, number, meeting_id = submission.services.meetings, text_of(kept, "n"), text_of(kept, "id")
    try:
        plan = _plan(submission, number, values, [at for _, at in given])
        asks = not given and not submission.actor.is_staff
        do = meetings.ask if asks else meetings.propose
        card = do(submission.actor, number, plan, meeting_id)
    except InvalidInput as error:
        return at_time(submission, error, [block for block, _ in given])
    said = ASKED if asks else PROPOSED
    return after_form(submission, meeting_reply(submission.asker, card, submission.memory, said))


def _plan(submission: Submission, number: str, values: Mapping[str, Any], slots: Sequence[datetime]) -> Plan:
    """Raises InvalidInput naming the field."""
    if len(slots) > MOST_SLOTS:
        raise InvalidInput("time1", f"Give up to {MOST_SLOTS} times.")
    required = tuple(values.get("required") or ())
    if not required:
        raise InvalidInput("required", "Choose at least one person who has to come.")
    return Plan(
        kind=_kind(values.get("kind")) or MeetingKind.AD_HOC,
        slots=tuple(slots),
        minutes=_minutes(values),
        required=required,
        invited=tuple(each for each in values.get("invited") or () if each not in required),
        repeats=_repeats(submission, number, values),
        **{name: str(values.get(name) or "") for name in ("title", "place", "link", "agenda", "words")},
    )


def _repeats(submission: Submission, number: str, values: Mapping[str, Any]) -> Repeats | None:
    """Without a last day it ends with the term."""
    rhythm, _, on = str(values.get("repeats") or NEVER).partition(" ")
    if rhythm not in list(Rhythm):
        return None
    monthly = MonthlyOn(on) if on in list(MonthlyOn) else MonthlyOn.DAY
    until = day_in(values, "until")
    until = until or submission.services.meeting_planning.form(submission.actor, number).term_end
    return Repeats(Recurrence(Rhythm(rhythm), until, monthly), submission.asker.zone.key)


# -- read --------------------------------------------------------------------------------------------------------


def _kind(given: object) -> MeetingKind | None:
    return next((kind for kind in MeetingKind if kind == given), None)


def _minutes(values: Mapping[str, Any]) -> int | None:
    return next((each for each in LENGTHS if str(each) == values.get("minutes")), None)


def register(routes: Routes) -> None:
    routes.action("meetings.new", opened)
    routes.submission("meetings.which", chosen)
    routes.action("meetings.plan", planned)
    routes.submission("meetings.new", sent)


SUBCOMMANDS = (Subcommand("meet", "[number, or when]", "Set up a meeting of both sides", command, is_known),)
