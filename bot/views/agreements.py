"""Lists of agreements: rows that say what matters, menus to narrow them, pages; and what is next to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.replies import Block
from bot.views.blocks import actions, button, context, safe, section
from bot.views.list_question import LONGEST_OF_BUTTON, ListQuestion, pack
from bot.views.menus import menu
from bot.views.next_actions import next_actions
from bot.views.steps import STEP_NAMES, due, left_of_term, step, step_number, turn_of
from bot.views.text import capital, day, instant_day, join_and, plural
from bot.views.tracker import Reader, pause_sentence, turn_sentence
from domain.people import Side
from domain.stages import SEQUENCE, Stage
from services.agreement_cards import Todo, Whose
from services.agreement_list_cards import AgreementPage, AgreementRow
from services.cards import OrganizationCard, PersonCard

PAGE_SIZE = 8


@dataclass(frozen=True)
class Choices:
    """What the menus offer. Empty where the place must not show it (organizations in a customer's channel)."""

    organizations: tuple[OrganizationCard, ...] = ()
    owners: tuple[PersonCard, ...] = ()


# -- lists -------------------------------------------------------------------------------------------------------


def list_title(found: AgreementPage, question: ListQuestion, names: dict[str, str]) -> str:
    """As in 12 agreements of NRCS at step 4, Proposal, that wait for CEC.

    `names`: of organization keys, service keys and person ids.
    """
    count = "No agreements" if found.count == 0 else plural(found.count, "agreement")
    if found.count_is_capped:
        count = f"More than {found.count:,} agreements"
    return f"{count}{described(question, names)}."


def described(question: ListQuestion, names: dict[str, str]) -> str:
    """What was asked for, to follow the word agreements."""
    parts: list[str] = []
    organizations = question.organizations or ((question.organization,) if question.organization else ())
    if organizations:
        parts.append(f"of {join_and([safe(names.get(key, key)) for key in organizations], 'or')}")
    stages = question.stages or ((question.stage,) if question.stage else ())
    if stages:
        parts.append(_steps(stages))
    if question.services:
        parts.append(f"with {join_and([safe(names.get(key, key)) for key in question.services])}")
    if question.waiting_for:
        parts.append(f"waiting for {question.waiting_for.label}")
    if question.owner:
        parts.append(f"led by {safe(names.get(question.owner, 'that person'))}")
    if question.fiscal_year:
        parts.append(f"with a term that ends in FY{question.fiscal_year}")
    if question.due_before:
        parts.append(f"due before {day(question.due_before)}")
    if question.closed:
        parts.append("closed ones included")
    return f" {', '.join(parts)}" if parts else ""


def _steps(stages: Sequence[Stage]) -> str:
    """As in at step 4 (Proposal); where most steps are asked for, those that are not."""
    others = [stage for stage in SEQUENCE if stage not in stages]
    left_out = len(others) < len(stages)
    named = [f"{step_number(stage)} ({STEP_NAMES[stage]})" for stage in (others if left_out else stages)]
    return f"{'not ' if left_out else ''}at step {join_and(named, 'or')}"


def list_text(found: AgreementPage, title: str, reader: Reader) -> str:
    """Everything that the blocks say."""
    lines = [title, *(f"{row.summary.number}: {_row_facts(row, reader)}" for row in found.rows)]
    if found.has_next:
        lines.append("There are more on the next page.")
    return "\n".join(lines)


def list_blocks(
    found: AgreementPage, question: ListQuestion, title: str, choices: Choices, reader: Reader
) -> list[Block]:
    """Title, menus, rows with a button each, pages."""
    blocks = [section(f"*{title}*")]
    menus = filter_menus(question, choices) if reader.is_staff or found.has_next or not question.is_open else []
    if menus:
        blocks.append(actions(menus, "agreements.filters"))
    blocks.extend(row_block(row, reader) for row in found.rows)
    if not found.rows:
        blocks.append(section(_nothing(question)))
    turns = page_buttons(found, question)
    if turns:
        blocks.append(actions(turns, "agreements.pages"))
    if found.rows:
        blocks.append(context(_position(found)))
    return blocks


def row_block(row: AgreementRow, reader: Reader) -> Block:
    summary = row.summary
    text = f"*{summary.number}*  {safe(summary.title)}\n{_row_facts(row, reader)}"
    number = summary.number
    return section(text, button("Open", f"agreements.open:{number}", {"number": number}, label=f"Open {number}"))


def filter_menus(question: ListQuestion, choices: Choices) -> list[Block]:
    """One menu for each thing to narrow by; each option carries the whole question with that choice made."""
    here = pack(question.but())
    stages = [("Any step", pack(question.but(stage=None)))]
    stages += [(f"{step_number(s)} {STEP_NAMES[s]}", pack(question.but(stage=s))) for s in SEQUENCE]
    sides = [
        ("Anyone's turn", pack(question.but(waiting_for=None))),
        ("Waits for CEC", pack(question.but(waiting_for=Side.CEC))),
        ("Waits for the customer", pack(question.but(waiting_for=Side.CUSTOMER))),
    ]
    made = [
        menu("agreements.filter:stage", "Step", stages, here),
        menu("agreements.filter:turn", "Whose turn", sides, here),
    ]
    if choices.organizations:
        every = [("Any organization", pack(question.but(organization=None)))]
        every += [(f"{o.abbreviation} {o.name}", pack(question.but(organization=o.key))) for o in choices.organizations]
        made.append(menu("agreements.filter:organization", "Organization", every, here, first=1))
    if choices.owners:
        people = [("Any SML", pack(question.but(owner=None)))]
        people += [(person.name, pack(question.but(owner=person.id))) for person in choices.owners]
        made.append(menu("agreements.filter:owner", "SML", people, here, first=1))
    return made


def page_buttons(found: AgreementPage, question: ListQuestion) -> list[Block]:
    made: list[Block] = []
    if found.page:
        made.append(button("Previous", "agreements.page:previous", _pressed(question.at(found.page - 1)),
                           label="Previous page of agreements"))  # fmt: skip
    if found.has_next:
        made.append(button("Next", "agreements.page:next", _pressed(question.at(found.page + 1)),
                           label="Next page of agreements"))  # fmt: skip
    if not question.closed:
        made.append(button("Include closed ones", "agreements.page:closed", _pressed(question.but(closed=True))))
    if not question.is_open:
        made.append(button("Show all", "agreements.page:all", pack(ListQuestion())))
    return made


def _pressed(question: ListQuestion) -> str:
    return pack(question, LONGEST_OF_BUTTON)


# -- what to do next ---------------------------------------------------------------------------------------------


def todo_line(todo: Todo, reader: Reader, with_organization: bool) -> str:
    """One thing to do: the agreement, its step, whose turn, since when, what and by when."""
    owner = f" ({safe(todo.organization.abbreviation)})" if with_organization else ""
    head = f"*{todo.number}*{owner}  {safe(todo.title)}"
    if todo.turn is None and todo.pause:
        return f"{head}\n{capital(step(todo.stage))}. {pause_sentence(todo.pause, reader)}"
    if todo.turn is None:
        return f"{head}\nServices run; the term has {plural(max(todo.days_left, 0), 'day')} left."
    return f"{head}\n{capital(step(todo.stage))}. {turn_sentence(todo.turn, todo.stage, reader)}"


def todo_blocks(todos: Sequence[Todo], reader: Reader, with_organization: bool) -> list[Block]:
    return [block for todo in todos for block in _todo(todo, reader, with_organization)]


def _todo(todo: Todo, reader: Reader, with_organization: bool) -> list[Block]:
    opened = button("Open", f"agreements.open:{todo.number}", {"number": todo.number}, label=f"Open {todo.number}")
    buttons = next_actions(todo)
    return [section(todo_line(todo, reader, with_organization), opened), *([actions(buttons)] if buttons else [])]


def next_title(todos: Sequence[Todo], reader: Reader, more: bool, of_meetings: int = 0) -> str:
    """The answer to what is next, in one or two sentences; `of_meetings` things wait for the reader besides."""
    yours = sum(todo.whose is Whose.YOURS for todo in todos)
    side = sum(todo.whose is Whose.YOUR_SIDE for todo in todos)
    many = " or more" if more else ""
    if reader.is_staff:
        own = f" {_wait(of_meetings, 'thing')} for you from meetings." if of_meetings else ""
        return _staff_title(yours, side, many) + own
    yours += of_meetings
    if yours:
        others = f", and {_wait(side, 'more thing')} for your organization" if side else ""
        return f"{_wait(yours, 'thing')} for you{others}."
    if side:
        return f"Nothing waits for you yourself; {_wait(side, 'thing')} for your organization."
    if any(todo.whose is Whose.OTHER_SIDE for todo in todos):
        return "Nothing waits for you. It is CEC's turn:"
    return "Nothing waits for you, and nothing waits for CEC." if todos else "Your organization has no open agreements."


def _staff_title(yours: int, side: int, many: str) -> str:
    if not yours and not side:
        return "Nothing waits for CEC at the moment."
    if not yours:
        return f"Nothing waits for you yourself. {_wait(side, 'agreement', many)} for CEC, the most urgent first:"
    rest = f", {side}{many} more for other CEC staff" if side else ""
    return f"{_wait(yours, 'agreement')} for you{rest}. The most urgent first:"


def _wait(count: int, what: str, many: str = "") -> str:
    """As in 1 thing waits; 20 or more agreements wait."""
    return f"{count}{many} {what if count == 1 else what + 's'} {'waits' if count == 1 and not many else 'wait'}"


# -- pieces ------------------------------------------------------------------------------------------------------


def _row_facts(row: AgreementRow, reader: Reader) -> str:
    summary = row.summary
    who = f"{safe(summary.organization_name)}, " if reader.is_staff else ""
    lead = f", SML {safe(summary.owner_name)}" if summary.owner_name else ", no SML named"
    return f"{capital(f'{who}{step(summary.stage)}{lead}')}\n{_row_state(row, reader)}"


def _row_state(row: AgreementRow, reader: Reader) -> str:
    summary = row.summary
    if summary.closed_at:
        return f"Closed {instant_day(summary.closed_at, reader.zone)}."
    left = capital(left_of_term(summary.term.end, summary.term.start, reader.today))
    if summary.waiting_for is None and summary.stage is Stage.PROPOSAL:
        return f"The negotiation is paused since {instant_day(summary.waiting_since, reader.zone)}."
    if summary.waiting_for is None:
        return f"Services run. {left}." if row.days_left >= 0 else f"{left}."
    since = instant_day(summary.waiting_since, reader.zone)
    when = due(summary.due_on, reader.today)
    turn = capital(turn_of(summary.waiting_for, reader.is_staff))
    action = f": {summary.next_action}" if summary.next_action else ""
    return f"{turn} since {since}{action}.{' ' + capital(when) + '.' if when else ''}"


def _nothing(question: ListQuestion) -> str:
    if question.page:
        return "There is nothing on this page any more. Choose Previous or Show all."
    if question.is_open:
        return "There are no open agreements."
    return "Nothing matches this. Choose something else above, or show all."


def _position(found: AgreementPage) -> str:
    first = found.page * PAGE_SIZE + 1
    total = f"more than {found.count:,}" if found.count_is_capped else f"{found.count:,}"
    return f"{first:,} to {first + len(found.rows) - 1:,} of {total}, the most urgent first."
