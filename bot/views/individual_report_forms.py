"""The forms of individual reports: ask for one, send it, acknowledge it, comment, have it made anew."""

from typing import Any

from bot.replies import Block, View
from bot.views.blocks import field, modal, option, section, select, text_input
from bot.views.individual_reports import named
from domain.reports import LONGEST_COMMENT, LONGEST_NOTE, ReportKind, period_words
from services.report_cards import ReportCard, ReportList


def want_form(found: ReportList, metadata: Any) -> View:
    options = [
        option(f"{kind.label}, {period_words(kind, period)}", f"{kind.value} {period.start}")
        for kind, period in found.choices
    ]
    monthly = [each for each in options if each["value"].startswith(ReportKind.MONTHLY.value)]
    blocks = [
        section(f"A report of *{found.number}* of a month or quarter that is over, as PDF, DOCX and spreadsheet."),
        field("period", "Period", select("value", "Choose a period", options, (monthly or options)[0])),
    ]
    return modal("individual.want", "Ask for a report", blocks, "Ask", metadata)


def send_form(card: ReportCard, metadata: Any) -> View:
    says = f"*{named(card.report)}* of {card.number} goes to the customer as it is."
    words = _words("A comment that goes with it", optional=True)
    return modal("individual.send", "Send the report", [section(says), words], "Send", metadata)


def acknowledge_form(card: ReportCard, metadata: Any) -> View:
    says = f"You have read *{named(card.report)}* of {card.number}. CEC is told."
    words = _words("A comment", optional=True)
    return modal("individual.acknowledge", "Acknowledge", [section(says), words], "Acknowledge", metadata)


def comment_form(card: ReportCard, metadata: Any) -> View:
    who = "The other side is told." if card.report.was_sent else "CEC alone sees it until the report is sent."
    says = f"A comment on *{named(card.report)}* of {card.number}. {who}"
    return modal("individual.comment", "Comment", [section(says), _words("Comment")], "Send", metadata)


def anew_form(card: ReportCard, metadata: Any) -> View:
    says = (
        f"The next edition of *{named(card.report)}* of {card.number} is made from what is measured now. It takes the "
        "place of this one, which is kept."
    )
    reason = field(
        "note", "Reason", text_input(multiline=True, max_length=LONGEST_NOTE), hint="It stands in the report."
    )
    return modal("individual.anew", "Make it anew", [section(says), reason], "Make it", metadata)


def _words(label: str, optional: bool = False) -> Block:
    return field("text", label, text_input(multiline=True, max_length=LONGEST_COMMENT), optional=optional)
