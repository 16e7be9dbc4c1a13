"""What tests of the use cases of needs share."""

from domain.needs import NeedContent, Source, SourceKind
from domain.notices import NoticeKind
from domain.stages import Stage
from services.needs_cards import NeedsView
from tests.services.office import Office

FS = "SLA-2027-0048"
LAPTOPS = NeedContent("end_user_support", "40 laptops for the field office", "managed_laptop", 40)
BACKUP = NeedContent("storage_and_backup", "Backup of incident maps every night")
TALK = Source(SourceKind.MEETING, "Kickoff")


def recorded(office: Office, *contents: NeedContent, number: str = FS) -> NeedsView:
    """Needs that staff recorded and have not sent."""
    for content in contents or (LAPTOPS, BACKUP):
        view = office.services.needs.record(office.actor("james"), number, content, TALK).view
    return view  # pyright: ignore[reportPossiblyUnboundVariable]


def sent(office: Office, *contents: NeedContent) -> NeedsView:
    recorded(office, *contents)
    return office.services.needs.complete(office.actor("james"), FS).view


def stage(office: Office) -> Stage:
    return office.services.agreements.status(office.actor("james"), FS).stage


def told(office: Office, kind: NoticeKind) -> list[tuple[str | None, str]]:
    return [(n.to.slack_user_id, str(n.facts["what"])) for n in office.notices() if n.kind is kind]
