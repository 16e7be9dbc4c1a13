"""One agreement: where it stands, step by step, what is next and whose turn it is, and its history."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.replies import Block
from bot.views.agreement_buttons import agreement_buttons
from bot.views.blocks import actions, clip, context, fields, header, safe, section
from bot.views.meeting_words import meeting_words
from bot.views.sections import sections
from bot.views.steps import MARKS, STEP_NAMES, WORDS, due, step, turn_of
from bot.views.text import capital, day, instant_day, join_and, money, plural
from bot.views.zones import zone_words
from domain.people import Role, Side
from domain.stages import Stage
from domain.tracker import StepState
from services.agreement_cards import (
    AgreementStatus,
    Pause,
    RequirementView,
    StepView,
    WhoseTurn,
)
from services.cards import PersonCard

NOTE = 120
#: Blanks at the beginning of a line are dropped; these are not.
INDENT = "\u2003\u2003"
WITHDRAWN = "Open: CEC withdrew the last version"


@dataclass(frozen=True)
class Reader:
    """For whom it is shown: staff are told otherwise than customers; `today` is the day in their zone.

    In a channel Slack shows each reader the moments in a zone of their own, so none is named there.
    """

    is_staff: bool
    today: date
    zone: ZoneInfo
    person_id: str | None = None
    in_channel: bool = False

    @property
    def whose_time(self) -> str:
        """What is said beside moments: as in Eastern Time."""
        return "in your own time" if self.in_channel else zone_words(self.zone)


def status_sentence(status: AgreementStatus, reader: Reader) -> str:
    """Where it stands, whose turn it is since when, and by when: the answer in a few short sentences."""
    if status.closed_at:
        why = f": {safe(status.closed_reason)}" if status.closed_reason else ""
        return f"Closed {instant_day(status.closed_at, reader.zone)}{why}."
    if status.pause and status.turn is None:
        return f"{capital(step(status.stage))}. {pause_sentence(status.pause, reader)}"
    ends = f" It is not renewed. Reason: {safe(status.not_renewing)}" if status.not_renewing else ""
    return f"{capital(step(status.stage))}. {turn_sentence(status.turn, status.stage, reader)}{ends}"


def pause_sentence(pause: Pause, reader: Reader) -> str:
    """Who paused it since when, and what follows for who reads it."""
    since, reason = instant_day(pause.since, reader.zone), f" Reason: {safe(pause.reason)}" if pause.reason else ""
    follows = "Resume it to go on." if reader.is_staff else "Nothing is expected of you until CEC resumes it."
    return f"The negotiation is paused since {since} by {safe(pause.by)}. {follows}{reason}"


def turn_sentence(turn: WhoseTurn | None, stage: Stage, reader: Reader) -> str:
    """Whose turn it is, since when, what is to be done by whom, and by when."""
    if turn is None:
        return "Services run; nobody is waited for." if stage is Stage.OPERATIONS else "Nobody is waited for."
    since = instant_day(turn.since, reader.zone)
    when = due(turn.due_on, reader.today)
    late = f" {capital(when)}." if when else ""
    if turn.person and turn.person.id == reader.person_id:
        return f"It is your turn since {since}: {turn.own_action}.{late}"
    whose = turn_of(turn.side, reader.is_staff)
    return f"It is {whose} since {since}: {turn.action} ({who_acts(turn)}).{late}"


def who_acts(turn: WhoseTurn) -> str:
    """As in Dana Reyes, SML. Says so where somebody stands in for a role that nobody has."""
    if turn.person is None:
        return f"{turn.role.label}, not named yet"
    if turn.stands_in:
        return f"{safe(turn.person.name)}, as no {turn.role.label} is named yet"
    return f"{safe(turn.person.name)}, {turn.role.label}"


def step_sentence(status: AgreementStatus, stage: Stage, reader: Reader) -> str:
    """The answer to a question about one of its steps."""
    found = next(each for each in status.tracker if each.stage is stage)
    return f"Step {found.number}, {STEP_NAMES[stage]}: {_state(found, reader)}."


def signatures_sentence(status: AgreementStatus, reader: Reader) -> str:
    """The answer to whether it is signed: by how many, and who is still missing."""
    funding = next(each for each in status.tracker if each.stage is Stage.AGREEMENT_FUNDING)
    signatures = [each for each in funding.requirements if each.requirement.key.startswith("signed_")]
    open_ones = [each.requirement.missing for each in signatures if not each.met]
    if not open_ones:
        last = max((each.at for each in signatures if each.at), default=None)
        return f"Yes, all have signed{f', the last one {instant_day(last, reader.zone)}' if last else ''}."
    if funding.state is StepState.AHEAD:
        return f"Not signed yet: that comes with step {funding.number}, {STEP_NAMES[funding.stage]}."
    done = len(signatures) - len(open_ones)
    return f"Not signed by all yet: {done} of {len(signatures)} have signed. Missing: {join_and(open_ones)}."


def tracker_text(status: AgreementStatus, reader: Reader, answer: str = "") -> str:
    """Everything that the blocks say, for those who hear it or see only a notification."""
    steps = "; ".join(f"{each.number} {STEP_NAMES[each.stage]}, {_state(each, reader)}" for each in status.tracker)
    left = f", {plural(status.days_left, 'day')} left" if status.term.start <= reader.today <= status.term.end else ""
    meeting = status.needs_meeting
    parts = [
        answer,
        f"{status.number}, {safe(status.title)}, {safe(status.organization.name)}.",
        status_sentence(status, reader),
        *([f"{WITHDRAWN}."] if status.withdrawn else _offered_text(status, left)),
        f"Meeting about the needs: {meeting_words(meeting, reader.zone, reader.whose_time)}." if meeting else "",
        f"Steps: {steps}.",
    ]
    return "\n".join(part for part in parts if part)


def _offered_text(status: AgreementStatus, left: str) -> list[str]:
    return [
        f"Term: {_term(status)}{left}.",
        f"Amount a year: {money(status.annual_amount)}." if status.annual_amount else "",
        f"Paid once: {money(status.paid_once)}." if status.paid_once else "",
    ]


def tracker_blocks(status: AgreementStatus, reader: Reader, notice: str, answer: str = "") -> list[Block]:
    """`answer` is said first: what was asked about one step. `notice` is the catalog's, as amounts are shown."""
    blocks = [header(f"{status.number}: {status.title}")]
    if answer:
        blocks.append(section(answer))
    blocks.append(section(status_sentence(status, reader)))
    blocks.extend(sections(step_lines(status, reader)))
    blocks.append(fields(_facts(status, reader)))
    blocks.append(actions(agreement_buttons(status)))
    if notice and status.lines and not status.withdrawn:
        blocks.append(context(notice))
    return blocks


def step_lines(status: AgreementStatus, reader: Reader) -> list[str]:
    """The ten steps, each with its mark and its state in words, and below the current one what it needs."""
    lines: list[str] = []
    for each in status.tracker:
        lines.append(f"{MARKS[each.state]} *{each.number}. {STEP_NAMES[each.stage]}*: {_state(each, reader)}")
        if each.state in (StepState.CURRENT, StepState.STOPPED):
            lines.extend(_requirement_line(requirement, reader) for requirement in each.requirements)
    return lines


def marks_of(status: AgreementStatus) -> str:
    """The marks of all ten steps in a row; words must stand beside it."""
    return " ".join(MARKS[each.state] for each in status.tracker)


def lead_of(status: AgreementStatus) -> PersonCard | None:
    """CEC's SML."""
    return next((c.person for c in status.contacts if c.side is Side.CEC and c.role is Role.SML), None)


# -- pieces ------------------------------------------------------------------------------------------------------


def _state(each: StepView, reader: Reader) -> str:
    word = WORDS[each.state]
    if each.state is StepState.DONE and each.done_at:
        by = f" by {safe(each.done_by)}" if each.done_by else ""
        return f"{word} {instant_day(each.done_at, reader.zone)}{by}"
    if each.state is StepState.CURRENT and each.since:
        return f"{word}, since {instant_day(each.since, reader.zone)}"
    if each.state is StepState.ONGOING:
        return f"{word} while services run" if each.stage is Stage.REPORTS else f"{word}, at any time"
    return word


def _requirement_line(view: RequirementView, reader: Reader) -> str:
    what = capital(view.requirement.missing)
    if not view.met:
        return f"{INDENT}{MARKS[StepState.AHEAD]} {what}: open, {turn_of(view.requirement.side, reader.is_staff)}"
    when = f" {instant_day(view.at, reader.zone)}" if view.at else ""
    by = f" by {safe(view.by)}" if view.by else ""
    note = f" ({safe(clip(view.note, NOTE))})" if view.note else ""
    return f"{INDENT}{MARKS[StepState.DONE]} {what}: done{when}{by}{note}"


def _facts(status: AgreementStatus, reader: Reader) -> list[tuple[str, str]]:
    lead = lead_of(status)
    facts = [
        ("Organization", safe(status.organization.name)),
        ("CEC's SML", safe(lead.name) if lead else "Not named yet"),
        *([("Term and amount", WITHDRAWN)] if status.withdrawn else _offered_facts(status, reader)),
    ]
    if status.needs_meeting:
        facts.append(("Meeting about the needs", meeting_words(status.needs_meeting, reader.zone, reader.whose_time)))
    if status.predecessor:
        facts.append(("Follows", status.predecessor))
    if status.successor:
        facts.append(("Followed by", status.successor))
    return facts


def _offered_facts(status: AgreementStatus, reader: Reader) -> list[tuple[str, str]]:
    facts = [
        ("Term", f"{_term(status)}\n{_left(status, reader)}"),
        ("Amount a year", money(status.annual_amount) if status.lines else "Not agreed yet"),
    ]
    if status.paid_once:
        facts.append(("Paid once", money(status.paid_once)))
    if status.lines:
        facts.append(("Services", clip(join_and([safe(line.name) for line in status.lines]), 400)))
    return facts


def _left(status: AgreementStatus, reader: Reader) -> str:
    if reader.today < status.term.start:
        return f"Starts in {plural((status.term.start - reader.today).days, 'day')}"
    left = (status.term.end - reader.today).days
    return f"Ended {plural(-left, 'day')} ago" if left < 0 else f"{plural(left, 'day')} left"


def _term(status: AgreementStatus) -> str:
    return f"{day(status.term.start)} to {day(status.term.end)}"
