"""Individual reports on their way: made and kept, told to the other side, their files sent to who asks."""

import logging
from dataclasses import replace

from bot.notice_documents import share
from bot.outgoing import Outgoing, Sender, post_once, reader_of, seen_by_reader
from bot.slack import Slack
from bot.views.blocks import actions, safe, section
from bot.views.individual_reports import named, report_button
from domain.errors import InvalidInput, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.permissions import OPERATOR
from services import Services
from services.report_cards import ReportCard

log = logging.getLogger("cec.notices")

_SAID = {
    "sent": "Here is the {named} of {of}. Please read it and acknowledge it.",
    "acknowledged": "{by} acknowledged the {named} of {of}.",
    "commented": "{by} wrote about the {named} of {of}.",
}


def report_wanted(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """Make and keep its files. Says nothing itself: what follows is told by an alert, or by a notice of its own."""
    report = str(outgoing.facts["report"])
    try:
        services.report_making.make(OPERATOR, report)
    except InvalidInput as wrong:  # a template of the office: nothing is made until somebody mends it
        log.error("report %s: %s", report, wrong)
        channel = services.channels.staff_channel()
        if channel:
            post_once(replace(outgoing, channel_id=channel), slack, f"A report can't be made. {safe(str(wrong))}")
    except NotFound as refused:
        log.warning("report %s: %s", report, refused)


def report_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    card = _seen(outgoing, services)
    if card is None:
        return
    facts, of = outgoing.facts, f"{card.number}, {safe(card.title)}"
    what = named(card.report)
    said = _SAID[str(facts["what"])].format(
        by=safe(str(facts["by"] or "CEC")), named=what[:1].lower() + what[1:], of=of
    )
    text = f"{said}\n“{safe(str(facts['text']))}”" if facts.get("text") else said
    blocks = [section(text), actions([report_button(card.report.id, "Open the report", "primary")])]
    if facts["what"] == "sent":
        contents = {file.name: file.content for file in services.reports.files(OPERATOR, card.report.id)}
        share(outgoing, slack, contents, text, blocks=blocks)
    else:
        post_once(outgoing, slack, text, blocks)


def report_files(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To who asked, if they still may have them."""
    card = _seen(outgoing, services)
    if card:
        found = services.reports.files(reader_of(outgoing, services), card.report.id)
        said = f"{named(card.report)} of {card.number}."
        share(outgoing, slack, {file.name: file.content for file in found}, said)


def annual_summary(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To who asked, if they still may have it."""
    year = str(outgoing.facts["year"])
    try:
        found = services.annual_summaries.files(reader_of(outgoing, services), year)
    except (InvalidInput, NotAllowed) as refused:
        post_once(outgoing, slack, safe(str(refused)))
        return
    share(outgoing, slack, {file.name: file.content for file in found}, f"The annual summary FY{year} as it stands.")


def _seen(outgoing: Outgoing, services: Services) -> ReportCard | None:
    reader = reader_of(outgoing, services)
    return seen_by_reader(outgoing, lambda: services.reports.view(reader, str(outgoing.facts["report"])))


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.REPORT_WANTED: report_wanted,
    NoticeKind.REPORT_CHANGED: report_changed,
    NoticeKind.REPORT_FILES: report_files,
    NoticeKind.ANNUAL_SUMMARY: annual_summary,
}
