"""What every alert about an agreement says."""

from collections.abc import Mapping
from datetime import datetime

from domain.agreements import Agreement
from domain.alerts import AlertKind, Level, Subject, SubjectType, Wanted

type Fact = str | int | bool | None


def about(
    agreement: Agreement,
    kind: AlertKind,
    key: str,
    levels: tuple[Level, ...],
    since: datetime,
    facts: Mapping[str, Fact],
    mark: str = "",
    passing: bool = False,
    said: bool = False,
) -> Wanted:
    """`key` is what sets it apart among the alerts of its kind. Of organizations the bot looks up the name."""
    return Wanted(
        kind=kind,
        key=f"{kind}:{key}",
        subject=Subject(SubjectType.AGREEMENT, agreement.id),
        levels=levels,
        since=since,
        agreement=agreement.id,
        organization=agreement.organization,
        mark=mark,
        passing=passing,
        said=said,
        facts={"number": agreement.number, "title": agreement.title, **facts},
    )
