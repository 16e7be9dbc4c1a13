"""Individual reports in Slack: those of an agreement, and one with what its reader can do."""

from collections.abc import Sequence
from typing import Any

from bot.replies import Block
from bot.views.blocks import actions, button, context, option, safe, section, select
from bot.views.sections import sections
from bot.views.text import instant, plural
from bot.views.tracker import Reader
from domain.fiscal import FiscalYear
from domain.reports import Report, ReportComment, ReportState, period_words
from services.report_cards import ReportCard, ReportList

SHOWN_COMMENTS = 10
AS_USUAL, REVIEWED, AUTOMATIC = "usual", "reviewed", "automatic"
_MODES = {
    AS_USUAL: "As usual in the office",
    REVIEWED: "Reviewed before they go out",
    AUTOMATIC: "Go out as they are made",
}


def reports_button(number: str, text: str = "Reports as files") -> Block:
    """The individual reports of an agreement."""
    return button(text, f"individual.list:{number}", {"number": number}, label=f"{text}: {number}")


def report_button(report_id: str, text: str, style: str | None = None, label: str | None = None) -> Block:
    return button(text, f"individual.open:{report_id}", {"r": report_id}, style, label=label)


def named(report: Report) -> str:
    """ "Monthly report, October 2026"."""
    edition = f", edition {report.edition}" if report.edition > 1 else ""
    return f"{report.kind.label}, {period_words(report.kind, report.period)}{edition}"


def state_words(report: Report, reader: Reader) -> str:
    """How it stands, in a sentence."""

    def on(at: Any) -> str:
        return f" {instant(at, reader.zone)}" if at else ""

    return {
        ReportState.WANTED: "Its files are being made. That takes a minute.",
        ReportState.REVIEW: f"Made{on(report.made_at)}. CEC reviews it before it goes to the customer.",
        ReportState.SENT: f"Sent{on(report.sent_at)}. Not acknowledged yet.",
        ReportState.ACKNOWLEDGED: f"Acknowledged{on(report.acknowledged_at)}.",
        ReportState.REPLACED: "Another edition took its place.",
    }[report.state]


# -- those of an agreement


def list_text(found: ReportList, reader: Reader, said: str = "") -> str:
    lines = [f"{named(each)}: {state_words(each, reader)}" for each in found.reports]
    return "\n".join([*([said] if said else []), _heading(found), *lines])


def list_blocks(found: ReportList, reader: Reader, said: str = "") -> list[Block]:
    rows = [_row(each, reader) for each in found.reports]
    turn = [
        button(text, f"individual.list:page{page}", {"number": found.number, "p": page})
        for text, page, there in (("Newer", found.page - 1, found.page > 0), ("Older", found.page + 1, found.has_next))
        if there
    ]
    want = [_form("Ask for a report", "want", {"number": found.number}, "primary")] if found.choices else []
    mode = [_mode_menu(found)] if found.may_choose else []
    row = [*turn, *want, *mode]
    return [
        *([section(said)] if said else []),
        section(_heading(found)),
        *rows,
        *([context(_mode_words(found))] if reader.is_staff else []),
        *([actions(row)] if row else []),
    ]


def _heading(found: ReportList) -> str:
    of = f"{found.number}, {safe(found.title)}"
    if found.reports or found.page:
        return f"*Individual reports of {of}*"
    asked = " Ask for one of a month or quarter that is over." if found.choices else ""
    return f"*Individual reports of {of}*\nThere are none yet.{asked}"


def _row(report: Report, reader: Reader) -> Block:
    open_it = report_button(report.id, "Open", label=f"Open: {named(report)}")
    return section(f"*{named(report)}*\n{state_words(report, reader)}", open_it)


def _mode_words(found: ReportList) -> str:
    how = "go out as they are made" if found.automatic else "are reviewed before they go out"
    why = "chosen for this agreement" if found.chosen else "as usual in the office"
    return f"Reports of this agreement {how} ({why})."


def _mode_menu(found: ReportList) -> Block:
    chosen = (AUTOMATIC if found.automatic else REVIEWED) if found.chosen else AS_USUAL
    options = [option(text, f"{mode} {found.number}") for mode, text in _MODES.items()]
    initial = next(each for each in options if each["value"].startswith(chosen))
    return select("individual.mode", "How they go out", options, initial)


# -- one


def card_text(card: ReportCard, reader: Reader, said: str = "") -> str:
    parts = [said, f"{named(card.report)} of {card.number}.", state_words(card.report, reader)]
    return " ".join([each for each in parts if each] + [_comment(each, reader) for each in card.comments[-3:]])


def card_blocks(card: ReportCard, reader: Reader, said: str = "") -> list[Block]:
    report = card.report
    head = [f"*{named(report)}*", f"{card.number}, {safe(card.title)}", state_words(report, reader)]
    if report.note:
        head.append(f"Why this edition was made: {safe(report.note)}")
    if report.state is ReportState.REVIEW and card.lead and not card.may_send:
        head.append(f"{safe(card.lead)} reviews it.")
    comments = [_comment(each, reader) for each in card.comments[-SHOWN_COMMENTS:]]
    earlier = len(card.comments) - len(comments)
    return [
        *([section(said)] if said else []),
        section("\n".join(head)),
        *sections(comments),
        *([context(f"{plural(earlier, 'earlier comment')} not shown.")] if earlier else []),
        *_fingerprints(card),
        *([actions(row)] if (row := _buttons(card)) else []),
        actions([reports_button(card.number, "All its reports")]),
    ]


def _comment(comment: ReportComment, reader: Reader) -> str:
    side = "CEC" if comment.from_staff else "customer"
    return f"*{safe(comment.author)}* ({side}), {instant(comment.at, reader.zone)}: {safe(comment.text)}"


def _fingerprints(card: ReportCard) -> list[Block]:
    """By which everyone can check that a file is the one that was kept."""
    if not card.files:
        return []
    lines = [f"{file.name}: `{file.sha256}`" for file in card.files]
    return [context("SHA-256 of its files\n" + "\n".join(lines))]


def _buttons(card: ReportCard) -> Sequence[Block]:
    value = {"r": card.report.id, "v": card.report.revision}
    row: list[Block] = []
    if card.files:
        row.append(button("Send me the files", "individual.files", value))
    if card.may_send:
        row.append(_form("Send to the customer", "send", value, "primary"))
    if card.may_acknowledge:
        row.append(_form("Acknowledge", "acknowledge", value, "primary"))
    if card.may_comment:
        row.append(_form("Comment", "comment", value))
    if card.may_make_anew:
        row.append(_form("Make it anew", "anew", value))
    return row


def _form(text: str, form: str, value: dict[str, Any], style: str | None = None) -> Block:
    return button(text, f"individual.form:{form}", value, style)


def annual_button(year: FiscalYear) -> Block:
    """CEC's own summary of a year, for staff."""
    return button(f"Annual summary {year}", f"individual.annual:{year.name}", {"year": year.name})
