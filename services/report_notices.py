"""The notices about individual reports: that one is wanted, what happened to it, and its files for who asks."""

from datetime import datetime
from zlib import crc32

from domain.agreements import Agreement
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Side
from domain.permissions import Actor
from domain.reports import Report
from services.recipients import destinations
from storage.unit_of_work import UnitOfWork

LANES = 2
#: What happened, as facts name it.
SENT, ACKNOWLEDGED, COMMENTED = "sent", "acknowledged", "commented"


def want_files(work: UnitOfWork, report: Report) -> None:
    """Made where the notice is delivered: it takes some seconds. Those of all agreements have a few lanes of their own,
    so that the end of a quarter holds up no message."""
    key, lane = f"report-wanted:{report.id}", crc32(report.agreement.encode()) % LANES
    to = Destination(work=f"report-{lane}")
    work.notices.enqueue(Notice(key, NoticeKind.REPORT_WANTED, to, {"report": report.id}))


def tell(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    report: Report,
    what: str,
    side: Side,
    key: str = "",
    text: str = "",
) -> None:
    """One side of the agreement; `key` sets it apart among the notices about the report."""
    facts = {
        "report": report.id,
        "what": what,
        "by": actor.person.name if actor.person else "",
        "text": text,
    }
    for to in destinations(work, agreement, side):
        if to.slack_user_id is None or to.slack_user_id != actor.slack_user_id:
            lasting = f"report:{report.id}:{what}:{key}:{to.partition}"
            work.notices.enqueue(Notice(lasting, NoticeKind.REPORT_CHANGED, to, facts))


def tell_files(work: UnitOfWork, actor: Actor, report: Report, at: datetime) -> None:
    """In their direct messages. A second time within a minute changes nothing."""
    key = f"report-files:{report.id}:{actor.id}:{at:%Y%m%d%H%M}"
    to = Destination(slack_user_id=actor.slack_user_id)
    work.notices.enqueue(Notice(key, NoticeKind.REPORT_FILES, to, {"report": report.id}))
