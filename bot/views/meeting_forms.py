"""The form that sets up a meeting: kind, people, times, repetition, place and agenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import clip, field, modal, option, plain, safe, section, select, text_input
from bot.views.meeting_times import TimesShown, times_blocks
from bot.views.meetings import KINDS
from bot.views.needs_forms import agreement_field
from bot.views.text import dated_in_words, day, join_and, plural
from domain.meetings import (
    LENGTHS,
    LONGEST_AGENDA,
    LONGEST_LINK,
    LONGEST_PLACE,
    LONGEST_REASON,
    LONGEST_TITLE,
    MeetingKind,
)
from services.agreement_list_cards import AgreementRow
from services.cards import PersonCard
from services.meeting_planning import MeetingForm

MOST_PEOPLE_SHOWN = 100
CHANGED = "meetings.plan"
"""What elements of the form do that change what it proposes."""
NEVER = "never"
PLANNED_SHOWN = 2
#: How a meeting can repeat: value, words.
RHYTHMS = (
    (NEVER, "Does not repeat"),
    ("weekly day", "Weekly"),
    ("monthly day", "Monthly, on the same day"),
    ("monthly weekday", "Monthly, on the same weekday"),
    ("quarterly day", "Quarterly"),
)


@dataclass(frozen=True)
class Chosen:
    """What stands in the form besides what its kind says."""

    minutes: int
    required: Sequence[str]
    invited: Sequence[str]
    repeats: str = NEVER
    until: date | None = None


def which_form(rows: Sequence[AgreementRow], metadata: Any) -> View:
    """The agreement that it is about, where several may be meant."""
    return modal("meetings.which", "Set up a meeting", [agreement_field(rows, "")], "Go on", metadata)


def meeting_form(form: MeetingForm, chosen: Chosen, times: TimesShown, is_staff: bool, metadata: Any) -> View:
    """Fields that a kind fills in have an id of that kind: with another kind they stand there anew."""
    kind = form.kind.value
    without = "" if is_staff else " Leave out all times to have CEC propose some."
    asked = f"About {form.number}, {safe(form.about)}. Everyone is asked, and reads the times in their own zone."
    blocks = [
        *_planned(form, times),
        section(f"{asked} The first time that suits all who have to come is booked.{without}"),
        field("kind", "What kind of meeting", _kinds(form.kind), dispatch=True),
        field(f"title|{kind}", "Title", text_input(form.title, max_length=LONGEST_TITLE)),
        field(f"minutes|{kind}", "How long", lengths_menu(chosen.minutes), dispatch=True),
        *people_fields(form.people, chosen.required, chosen.invited, kind, dispatch=True),
        *times_blocks(times),
        field("repeats", "Repeats", _rhythms(chosen.repeats)),
        field("until", "Repeats until", _until(chosen.until), optional=True, hint=_until_hint(form)),
        *place_fields("", ""),
        field(f"agenda|{kind}", "Agenda", text_input(form.agenda, True, LONGEST_AGENDA), optional=True),
    ]
    if not is_staff:
        words = text_input(multiline=True, max_length=LONGEST_REASON)
        blocks.append(field("words", "What is wanted", words, optional=True, hint="If CEC is to propose times."))
    return modal("meetings.new", "Set up a meeting", blocks, "Propose", metadata)


def _planned(form: MeetingForm, times: TimesShown) -> list[Block]:
    """That one of the kind is there already, before a second one is made by mistake."""
    if not form.planned:
        return []
    booked = sorted(each.time for each in form.planned if each.time)
    waiting, later = len(form.planned) - len(booked), len(booked) - PLANNED_SHOWN
    times_said = [dated_in_words(each, times.zone) for each in booked[:PLANNED_SHOWN]]
    times_said += [plural(later, "later one")] if later > 0 else []
    parts = [join_and(times_said)] if booked else []
    parts += [f"{waiting} without a time yet"] if waiting else []
    said = (
        f"There is one already. {KINDS[form.kind]} of {form.number}: {'; '.join(parts)}. To change it, open that one."
    )
    return [section(said)]


def people_fields(
    people: Sequence[PersonCard], required: Sequence[str], invited: Sequence[str], kind: str, dispatch: bool = False
) -> list[Block]:
    """Those who have to come, and those who may."""
    asked = {*required, *invited}
    first = sorted(people, key=lambda person: person.id not in asked)[:MOST_PEOPLE_SHOWN]
    options = [option(_named(person), person.id) for person in first]
    shown = (("required", "Who has to come", required), ("invited", "Who may come", invited))
    return [
        field(
            f"{name}|{kind}",
            label,
            _several(options, ids, f"{CHANGED}:{name}" if dispatch else "value"),
            optional=name == "invited",
            dispatch=dispatch,
        )
        for name, label, ids in shown
    ]


def place_fields(place: str, link: str) -> list[Block]:
    hint = "Begins with https://"
    return [
        field("place", "Place", text_input(place, max_length=LONGEST_PLACE), optional=True),
        field("link", "Link of a video call", text_input(link, max_length=LONGEST_LINK), optional=True, hint=hint),
    ]


def lengths_menu(minutes: int) -> Block:
    options = [option(plural(each, "minute"), str(each)) for each in LENGTHS]
    usual = next((each for each in options if each["value"] == str(minutes)), None)
    return select(f"{CHANGED}:minutes", "Length", options, usual)


def _kinds(kind: MeetingKind) -> Block:
    options = [option(words, each.value) for each, words in KINDS.items()]
    return select(f"{CHANGED}:kind", "Kind", options, next(each for each in options if each["value"] == kind))


def _several(options: Sequence[Block], chosen: Sequence[str], action_id: str) -> Block:
    initial = [each for each in options if each["value"] in chosen]
    element: Block = {
        "type": "multi_static_select",
        "action_id": action_id,
        "placeholder": plain("Choose people"),
        "options": list(options),
    }
    return {**element, "initial_options": initial} if initial else element


def _named(person: PersonCard) -> str:
    return clip(f"{person.name}, {person.title}" if person.title else person.name, 75)


def _rhythms(chosen: str) -> Block:
    options = [option(words, value) for value, words in RHYTHMS]
    return select("value", "Repeats", options, next((e for e in options if e["value"] == chosen), options[0]))


def _until(until: date | None) -> Block:
    element: Block = {"type": "datepicker", "action_id": "value"}
    return {**element, "initial_date": until.isoformat()} if until else element


def _until_hint(form: MeetingForm) -> str:
    return f"For one that repeats. Without a day it ends with the term, on {day(form.term_end)}."
