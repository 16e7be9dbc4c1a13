"""What is known about one step of an agreement: its state, what it needs, what comes next, and whom to write to."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.replies import Block
from bot.views.blocks import actions, button, context, safe, section
from bot.views.steps import MARKS, STEP_NAMES, step_number, turn_of
from bot.views.talk import Offer, ask_button, offers_row
from bot.views.text import bullets, capital, day, instant_day, money, plural
from bot.views.tracker import Reader, lead_of, status_sentence, step_sentence
from domain.agreements import AgreementLine
from domain.people import Role, Side
from domain.stages import Stage
from domain.tracker import StepState
from services.agreement_cards import AgreementStatus, RequirementView, StepView
from services.agreement_list_cards import AgreementRow
from services.cards import PersonCard
from services.catalog_comparison import target_words

LINES_SHOWN = 12


@dataclass(frozen=True)
class Topic:
    """What a question is about: the step, who at CEC sees to it (the first role that somebody has), and `purpose`,
    which completes "To ..., write to ...". `shows` are the facts of the agreement that belong to the answer."""

    stage: Stage
    roles: tuple[Role, ...]
    purpose: str
    shows: tuple[str, ...] = ()


def step_text(status: AgreementStatus, topic: Topic, reader: Reader) -> str:
    """The whole answer in plain lines; also what the blocks show."""
    return "\n".join(_paragraphs(status, topic, reader))


def step_blocks(status: AgreementStatus, topic: Topic, reader: Reader, person: Offer, notice: str) -> list[Block]:
    first, *others = _paragraphs(status, topic, reader)
    opened = button(
        "Open the agreement", "agreements.open", {"number": status.number}, label=f"Open the agreement {status.number}"
    )
    explain = ask_button(Offer(f"What step {step_number(topic.stage)} is", "explain_process", STEP_NAMES[topic.stage]))
    blocks = [section(f"*{first}*"), *(section(part) for part in others)]
    blocks.append(actions([opened, explain, ask_button(person)]))
    return [*blocks, context(safe(notice))] if "amounts" in topic.shows and status.lines else blocks


def _paragraphs(status: AgreementStatus, topic: Topic, reader: Reader) -> list[str]:
    step = next(each for each in status.tracker if each.stage is topic.stage)
    parts = [
        f"{status.number}, {safe(status.title)}. {step_sentence(status, topic.stage, reader)}",
        requirements_text(step, reader),
        *(facts_text(name, status, reader) for name in topic.shows),
        _now(status, step, reader),
        contact_sentence(status, topic),
    ]
    return [part for part in parts if part]


def _now(status: AgreementStatus, step: StepView, reader: Reader) -> str:
    """What goes on at the moment, and how that relates to the step asked about."""
    sentence = status_sentence(status, reader)
    if status.closed_at or step.state is StepState.CURRENT:
        return sentence
    lead = {StepState.AHEAD: "This step comes later. ", StepState.DONE: "This step is behind you. "}.get(step.state, "")
    return f"{lead}Now: {sentence[0].lower()}{sentence[1:]}"


def requirements_text(step: StepView, reader: Reader) -> str:
    """What the step needs: done by whom and when, or open and on whose side."""
    return "\n".join(_requirement(each, reader) for each in step.requirements)


def _requirement(view: RequirementView, reader: Reader) -> str:
    what = capital(view.requirement.missing)
    if not view.met:
        return f"{MARKS[StepState.AHEAD]} {what}: open, {turn_of(view.requirement.side, reader.is_staff)}"
    when = f" {instant_day(view.at, reader.zone)}" if view.at else ""
    by = f" by {safe(view.by)}" if view.by else ""
    return f"{MARKS[StepState.DONE]} {what}: done{when}{by}"


# -- facts that belong to some questions ------------------------------------------------------------------------


def facts_text(name: str, status: AgreementStatus, reader: Reader) -> str:
    """One of `lines`, `amounts`, `levels`, `term`; empty where the agreement holds nothing of the kind."""
    if name == "term":
        return _term(status)
    if not status.lines:
        return "No services are in it yet." if name == "lines" else ""
    if name == "lines":
        return f"Services in it:\n{bullets([_line(line) for line in status.lines[:LINES_SHOWN]])}"
    if name == "levels":
        return _levels(status.lines)
    return f"Amount a year: {money(status.annual_amount)}. Paid once: {money(status.paid_once)}."


def _line(line: AgreementLine) -> str:
    fee = f", plus {money(line.one_time_fee)} once" if line.one_time_fee else ""
    price = f"at {money(line.unit_price)} per {safe(line.unit)}"
    return f"{safe(line.name)}: {line.quantity:,} {price}, {money(line.annual_amount)} a year{fee}"


def _levels(lines: Sequence[AgreementLine]) -> str:
    """The levels that were agreed: what performance is measured by."""
    agreed = [f"{safe(line.name)}: {safe(m.measure)}, {safe(target_words(m))}" for line in lines for m in line.metrics]
    return f"Agreed levels:\n{bullets(agreed[:LINES_SHOWN])}" if agreed else ""


def _term(status: AgreementStatus) -> str:
    left = plural(status.days_left, "day") + " left" if status.days_left >= 0 else "over"
    text = f"Term: {day(status.term.start)} to {day(status.term.end)}, {left}."
    return f"{text} It is followed by {status.successor}." if status.successor else text


# -- whom to write to -------------------------------------------------------------------------------------------


def contact_sentence(status: AgreementStatus, topic: Topic) -> str:
    """Name, role and address of who sees to it at CEC."""
    found = contact_of(status, topic)
    if found is None:
        return f"{topic.purpose}, ask for a person: nobody at CEC is named for this agreement yet."
    person, role = found
    address = f"<mailto:{person.email}|{safe(person.email)}>"
    return f"{topic.purpose}, write to {safe(person.name)}, {role.label} at CEC: {address}."


def contact_of(status: AgreementStatus, topic: Topic) -> tuple[PersonCard, Role] | None:
    """Who at CEC sees to it, and in which role."""
    for role in topic.roles:
        for card in status.contacts:
            if card.side is Side.CEC and card.role is role and card.person.active:
                return card.person, role
    lead = lead_of(status)
    return (lead, Role.SML) if lead else None


# -- several agreements -----------------------------------------------------------------------------------------


def choose_text(rows: Sequence[AgreementRow], more: bool) -> str:
    lines = [_choice(row) for row in rows]
    return f"Which of your agreements do you mean?\n{bullets(lines)}" + ("\nThere are more." if more else "")


def choice_offers(rows: Sequence[AgreementRow], intent: str, said: str = "") -> list[Offer]:
    """`said` goes along with the choice, where the sentence says more than the question."""
    return [Offer(row.summary.number, intent, f"{row.summary.number} {said}".strip()) for row in rows]


def choose_blocks(rows: Sequence[AgreementRow], more: bool, offers: Sequence[Offer], person: Offer) -> list[Block]:
    every = [Offer("All agreements", "agreement_status")] if more else []
    return [section(choose_text(rows, more)), offers_row([*offers, *every, person])]


def _choice(row: AgreementRow) -> str:
    summary = row.summary
    where = f"step {step_number(summary.stage)}, {STEP_NAMES[summary.stage]}"
    return f"{summary.number}, {safe(summary.title)}: {where}"
