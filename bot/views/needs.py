"""The needs of an agreement: every line with its state and where it comes from, and what the reader can do with it."""

from collections.abc import Sequence

from bot.replies import Block, View
from bot.views.blocks import (
    actions,
    button,
    clip,
    confirmation,
    context,
    header,
    modal,
    option,
    safe,
    section,
    verbatim,
)
from bot.views.meeting_buttons import new_button
from bot.views.meeting_words import meeting_words
from bot.views.sections import sections
from bot.views.steps import step
from bot.views.text import instant, plural
from bot.views.tracker import Reader
from domain.meetings import Meeting, MeetingKind
from domain.needs import NeedState, SourceKind
from services.needs_cards import NeedEntry, NeedLine, NeedsChanged, NeedsView

#: Lines of one page: each has up to five blocks, a message has fifty.
PAGE = 8
LONGEST_LINK = 500
#: Slack takes 40,000 characters as the text of a message.
LONGEST_MESSAGE = 39_000
STATES: dict[NeedState, str] = {
    NeedState.RECORDED: "waits for confirmation",
    NeedState.CONFIRMED: "confirmed",
    NeedState.CORRECTED: "corrected and with CEC",
    NeedState.ADDED: "added by the customer and with CEC",
    NeedState.NOT_NEEDED: "not needed",
    NeedState.REMOVED: "removed",
}
SOURCES: dict[SourceKind, str] = {
    SourceKind.MEETING: "a meeting",
    SourceKind.MESSAGE: "a message",
    SourceKind.CONVERSATION: "a conversation",
    SourceKind.CUSTOMER: "the customer",
}
EDIT, REMOVE, HISTORY = "edit", "remove", "history"
_CONFIRM, _CORRECT, _DECLINE = "Confirm", "Correct", "Not needed"
_ANSWERS: dict[NeedState, tuple[str, ...]] = {
    NeedState.RECORDED: (_CONFIRM, _CORRECT, _DECLINE),
    NeedState.CONFIRMED: (_CORRECT, _DECLINE),
    NeedState.CORRECTED: (_CORRECT,),
    NeedState.ADDED: (_CORRECT, _DECLINE),
    NeedState.NOT_NEEDED: (_CONFIRM,),
}
_ACTIONS = {_CONFIRM: "needs.confirm", _CORRECT: "needs.correct", _DECLINE: "needs.decline"}


def needs_text(view: NeedsView, reader: Reader, page: int, done: str = "") -> str:
    """Everything that the blocks say."""
    lines = [_line_text(line, place, view, reader) for place, line in _shown(view, page)]
    meeting = [_meeting(view.meeting, reader)] if view.meeting else []
    head = f"{view.number}, {safe(view.title)}. {needs_sentence(view, reader)}"
    return clip("\n".join([*([done] if done else []), head, *lines, *meeting]), LONGEST_MESSAGE)


def needs_blocks(view: NeedsView, reader: Reader, page: int, done: str = "") -> list[Block]:
    blocks = [header(f"{view.number}: Needs")]
    if done:
        blocks.append(section(f"*{done}*"))
    blocks.append(section(f"{safe(view.title)}. {needs_sentence(view, reader)}"))
    for place, line in _shown(view, page):
        blocks += _line_blocks(line, place, view, reader, page)
    if view.meeting:
        value, label = {"m": view.meeting.id}, f"Open the meeting about {view.number}"
        blocks.append(section(_meeting(view.meeting, reader), button("Open", "meetings.open", value, label=label)))
    return [*blocks, actions(_below(view, page), "needs.below")]


def _meeting(meeting: Meeting, reader: Reader) -> str:
    return f"Meeting about the needs: {meeting_words(meeting, reader.zone, reader.whose_time)}"


def needs_sentence(view: NeedsView, reader: Reader) -> str:
    """How far it is, and what is to be done."""
    if not view.lines:
        return "No needs are recorded yet."
    count = plural(len(view.lines), "need")
    if not view.sent:
        return (
            f"{count} recorded, not sent yet. Press “Needs are complete” to send them to the customer."
            if reader.is_staff
            else f"{count} recorded so far. CEC staff tell you when they are ready for you to confirm."
        )
    states = [line.need.state for line in view.lines]
    counted = [_counted(states.count(state), words) for state, words in STATES.items() if state in states]
    ask = " Confirm each line, correct it, or say that it is not needed." if view.may_confirm and view.waiting else ""
    return f"{count}: {', '.join(counted)}.{ask}"


def _counted(count: int, words: str) -> str:
    return f"{count} {words if count == 1 else words.replace('waits', 'wait')}"


def done_sentence(changed: NeedsChanged, said: str) -> str:
    """What was done, and where the agreement stands once the last line is settled."""
    if not changed.changed:
        return "Nothing was changed: this was done before."
    view = changed.view
    if not changed.told:
        return f"{said} Nobody of the other side is in Slack to be told: please let them know."
    settled = (
        view.sent
        and view.lines
        and all(line.need.state in (NeedState.CONFIRMED, NeedState.NOT_NEEDED) for line in view.lines)
    )
    return f"{said} All needs are settled; {view.number} is at {step(view.stage)}." if settled else said


def history_modal(number: str, entries: Sequence[NeedEntry], reader: Reader) -> View:
    """Every change of one line, the newest first."""
    title = f"Every change of this need of {number}, the newest first."
    return modal("needs.history", "History", [section(title), *sections([_entry(e, reader) for e in entries])])


# -- lines -------------------------------------------------------------------------------------------------------


def _shown(view: NeedsView, page: int) -> list[tuple[int, NeedLine]]:
    return list(enumerate(view.lines, start=1))[page * PAGE : (page + 1) * PAGE]


def _state(line: NeedLine, view: NeedsView) -> str:
    return STATES[line.need.state] if view.sent else "not sent yet"


def _head(line: NeedLine, place: int, view: NeedsView) -> str:
    what = [f"{place}. {line.area}", line.service or "", line.amount]
    return f"{safe(', '.join(part for part in what if part))}: {_state(line, view)}"


def _origin(line: NeedLine, reader: Reader) -> str:
    source = line.need.source
    where = f": {_link_or_words(source.reference)}" if source.reference else ""
    by, at = safe(line.author), instant(line.need.at, reader.zone)
    answered = ""
    if line.answered_by and line.need.answered_at not in (None, line.need.at):  # who adds a line has answered it
        answered = f" Answered by {safe(line.answered_by)}, {instant(line.need.answered_at, reader.zone)}."
    return f"From {SOURCES[source.kind]}{where}. Recorded by {by}, {at}.{answered}"


def _line_text(line: NeedLine, place: int, view: NeedsView, reader: Reader) -> str:
    correction = line.need.correction
    corrected = f" Correction: {_said(correction.text, line.corrected_amount)}" if correction else ""
    return f"{_head(line, place, view)}. {safe(line.need.content.text)}{corrected} {_origin(line, reader)}"


def _line_blocks(line: NeedLine, place: int, view: NeedsView, reader: Reader, page: int) -> list[Block]:
    need, correction = line.need, line.need.correction
    value = {"n": need.id, "v": need.revision, "p": page}
    menu = _menu(value) if view.may_record else None
    blocks = [section(f"*{_head(line, place, view)}*", menu), verbatim(need.content.text)]
    if correction:
        by = f" by {safe(line.answered_by)}" if line.answered_by else ""
        amount = f", {safe(line.corrected_amount)}" if line.corrected_amount else ""
        blocks += [section(f"*Correction{by}*{amount}"), verbatim(correction.text)]
    else:
        blocks.append(context(_origin(line, reader)))
    buttons = _line_buttons(line, place, view, value)
    return [*blocks, actions(buttons)] if buttons else blocks


def _line_buttons(line: NeedLine, place: int, view: NeedsView, value: dict[str, object]) -> list[Block]:
    need = line.need
    if view.may_record and need.state in (NeedState.CORRECTED, NeedState.ADDED):
        what = f"the correction of line {place}" if need.correction else f"line {place}, which the customer added"
        label = f"Take over {what}"
        return [button("Take it over", f"needs.take_over:{need.id}", value, style="primary", label=label)]
    if not view.may_confirm:
        return []
    return [
        button(text, f"{_ACTIONS[text]}:{need.id}", value, label=f"{text}: line {place}")
        for text in _ANSWERS.get(need.state, ())
    ]


def _menu(value: dict[str, object]) -> Block:
    """For staff: what is done seldom stands in a menu, so that a phone shows the lines."""
    choices = (("Edit", EDIT), ("Remove", REMOVE), ("History", HISTORY))
    options = [option(text, f"{do} {value['v']} {value['p']} {value['n']}") for text, do in choices]
    return {"type": "overflow", "action_id": f"needs.line:{value['n']}", "options": options}


def _said(text: str, amount: str) -> str:
    return f"{safe(text)}{f' ({safe(amount)})' if amount else ''}"


def _link_or_words(reference: str) -> str:
    is_link = reference.startswith("https://") and len(reference) <= LONGEST_LINK and not set(reference) & set(" <>|")
    return f"<{reference.replace('&', '&amp;')}|open it>" if is_link else safe(reference)


def _entry(entry: NeedEntry, reader: Reader) -> str:
    change = entry.change
    field = change.field.replace("_", " ")
    old = f" from “{safe(change.old[:300])}”" if change.old else ""
    new = f" to “{safe(change.new[:300])}”" if change.new else " to nothing"
    said = f"recorded “{safe((change.new or '')[:300])}”" if change.field == "recorded" else f"{field}{old}{new}"
    return f"{instant(entry.at, reader.zone)}, {safe(entry.by)}: {said}"


# -- below the lines ---------------------------------------------------------------------------------------------


def _below(view: NeedsView, page: int) -> list[Block]:
    number = view.number
    made = [*_whole_buttons(view), *_page_buttons(view, page)]
    if view.may_arrange and not (view.meeting and not view.meeting.time):
        made.append(new_button(number, kind=MeetingKind.NEEDS))
    opened = button("Open the agreement", "agreements.open", {"number": number}, label=f"Open the agreement {number}")
    return [*made, opened]


def _whole_buttons(view: NeedsView) -> list[Block]:
    number = view.number
    if view.may_confirm:
        value, label = {"number": number, "v": view.edition}, f"Confirm all needs of {number}"
        confirm = [button("Confirm all", "needs.confirm_all", value, style="primary", label=label)]
        add = button("Add a need", "needs.add", {"number": number}, label=f"Add a need to {number}")
        return [*(confirm if view.waiting else []), add]
    if not view.may_record:
        return []
    made = [button("Record a need", "needs.record", {"number": number}, label=f"Record a need of {number}")]
    if view.lines and not view.sent:
        ask = confirmation("Send the needs?", "The customer is asked to confirm every line.", "Send them")
        made.append(button("Needs are complete", "needs.complete", {"number": number}, style="primary", confirm=ask))
    return made


def _page_buttons(view: NeedsView, page: int) -> list[Block]:
    turns = [("Previous", page - 1)] * (page > 0) + [("Next", page + 1)] * (len(view.lines) > (page + 1) * PAGE)
    return [
        button(text, f"needs.page:{text}", {"number": view.number, "p": to}, label=f"{text} needs of {view.number}")
        for text, to in turns
    ]
