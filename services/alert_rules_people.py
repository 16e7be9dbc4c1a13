"""Alerts about people and needs of an agreement: somebody left, contacts changed, the customer changed a need."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.agreements import Agreement
from domain.alerts import AlertKind, Looked, Wanted
from domain.history import Change
from domain.needs import NeedState
from domain.people import Side
from services.agreement_status import change_words
from services.alert_facts import about
from services.alert_levels import lead_levels, lead_only
from services.alert_times import NEWS_DAYS, business_days_after, until_then
from services.cards import people_cards
from services.context import Context
from storage.unit_of_work import UnitOfWork

_WAITS_FOR_STAFF = (NeedState.CORRECTED, NeedState.ADDED)
_HISTORY_READ = 50
_OLDEST_NEWS = timedelta(days=NEWS_DAYS + 10)
"""No run of weekends and holidays among the business days of news is longer."""


def people_alerts(work: UnitOfWork, context: Context, agreement: Agreement, now: datetime) -> Looked:
    news = [until_then(each, _ends(work, each), now) for each in _contacts_changed(work, agreement, now)]
    wanted = (*_left(work, agreement), *_needs_changed(work, agreement), *(one for each in news for one in each.wanted))
    return Looked(wanted, min((each.again_at for each in news if each.again_at), default=None))


def _ends(work: UnitOfWork, news: Wanted) -> datetime:
    return business_days_after(work, news.since, NEWS_DAYS)


def _left(work: UnitOfWork, agreement: Agreement) -> Iterator[Wanted]:
    """One for each who left and still has a role."""
    for person in work.people.several(contact.person_id for contact in agreement.contacts):
        if not person.active:
            roles = [c.role.label for c in agreement.contacts if c.person_id == person.id]
            facts = {"person": person.name, "side": person.side.value, "roles": ", ".join(roles)}
            since, levels = _left_at(work, person.id, agreement), lead_levels(work, agreement)
            yield about(agreement, AlertKind.PERSON_LEFT, f"{agreement.id}:{person.id}", levels, since, facts)


def _left_at(work: UnitOfWork, person_id: str, agreement: Agreement) -> datetime:
    changes = work.history.of("person", person_id, _HISTORY_READ)
    return next((change.at for change in changes if change.field == "active"), agreement.opened_at)


def _needs_changed(work: UnitOfWork, agreement: Agreement) -> Iterator[Wanted]:
    """One for all lines that the customer changed or added and staff have not taken over."""
    waiting = [need for need in work.needs.of_agreement(agreement.id) if need.state in _WAITS_FOR_STAFF]
    if waiting:
        since = min(need.answered_at or need.at for need in waiting)
        facts = {"count": len(waiting), "text": waiting[0].content.text[:200]}
        key, levels = f"{agreement.id}:{since.isoformat()}", lead_levels(work, agreement)
        yield about(agreement, AlertKind.NEED_CHANGED, key, levels, since, facts, said=True)


def _contacts_changed(work: UnitOfWork, agreement: Agreement, now: datetime) -> Iterator[Wanted]:
    """News of the last days: the customer changed who does what."""
    recent = [
        change
        for change in work.history.of("agreement", agreement.id, _HISTORY_READ)
        if change.field == "contact" and change.at > now - _OLDEST_NEWS
    ]
    people = people_cards(work, {_person_of(change) for change in recent} | {change.by for change in recent})
    own = [change for change in recent if change.by in people and people[change.by].side is Side.CUSTOMER]
    for at in dict.fromkeys(change.at for change in own):
        same = [change for change in own if change.at == at]
        said = "; ".join(change_words(change, people) for change in same)
        facts = {"by": people[same[0].by].name, "said": said}
        key, levels = f"{agreement.id}:{at.isoformat()}", lead_only(work, agreement)
        yield about(agreement, AlertKind.CONTACT_CHANGED, key, levels, at, facts, passing=True, said=True)


def _person_of(change: Change) -> str:
    return (change.new or change.old or "").partition(": ")[2]
