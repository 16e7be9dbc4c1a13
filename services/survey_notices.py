"""The notices that tell both sides what happens to a survey response."""

from collections.abc import Iterable, Mapping

from domain.agreements import Agreement
from domain.notices import Destination, Notice, NoticeKind
from domain.people import SURVEY_LEADS, Person, Side
from domain.permissions import Actor
from domain.survey_responses import SurveyResponse
from services.step_notices import in_slack
from services.survey_cards import ResponseView
from storage.unit_of_work import UnitOfWork

type Facts = Mapping[str, str | int | bool | None]


def tell_started(work: UnitOfWork, actor: Actor, view: ResponseView, agreement: Agreement) -> None:
    """To those who lead on the customer's side, but not to who started it."""
    _tell(work, NoticeKind.SURVEY_STARTED, actor, view, _others(actor, leads_of(work, agreement)))


def tell_assigned(work: UnitOfWork, actor: Actor, view: ResponseView, person: Person, section: str) -> None:
    """To the person to whom a section was given, unless they took it themselves."""
    facts = {"section": section, "section_title": view.survey.section(section).title}
    _tell(work, NoticeKind.SURVEY_ASSIGNED, actor, view, _others(actor, in_slack(work, [person.id])), facts)


def tell_submitted(work: UnitOfWork, actor: Actor, view: ResponseView, agreement: Agreement) -> None:
    """To staff in their channel, and to the others who lead on the customer's side."""
    key = f"{NoticeKind.SURVEY_SUBMITTED}:{view.response.id}:{view.response.revision}:staff"
    facts = {**_facts(actor, view), "side": Side.CEC.value}
    work.notices.enqueue(Notice(key, NoticeKind.SURVEY_SUBMITTED, Destination(staff=True), facts))
    _tell(work, NoticeKind.SURVEY_SUBMITTED, actor, view, _others(actor, leads_of(work, agreement)))


def tell_reopened(work: UnitOfWork, actor: Actor, view: ResponseView, agreement: Agreement) -> None:
    """To those who lead on the customer's side, with the reason."""
    facts = {"reason": view.response.reopened_reason}
    _tell(work, NoticeKind.SURVEY_REOPENED, actor, view, leads_of(work, agreement), facts)


def tell_replaced(
    work: UnitOfWork, actor: Actor, view: ResponseView, before: SurveyResponse, changed: Iterable[str]
) -> None:
    """To each person whose own answers are among the `changed` ones (question keys): one notice for what was saved
    together. What had only been filled in is nobody's own.
    """
    replaced: dict[str, list[str]] = {}
    for key in changed:
        given = before.answers.get(key)
        if given and not given.prefilled and given.by != actor.id:
            replaced.setdefault(given.by, []).append(key)
    for person in in_slack(work, replaced):
        _tell(work, NoticeKind.SURVEY_REPLACED, actor, view, [person], {"questions": " ".join(replaced[person.id])})


def tell_reminder(work: UnitOfWork, actor: Actor, view: ResponseView, person: Person) -> None:
    """That it has not moved, with what waits for this person in particular."""
    own = [
        state.section.title
        for state in view.by_section
        if state.missing and view.response.sections.get(state.section.key) == person.id
    ]
    facts = {"sections": "; ".join(own) or None, "round": view.response.reminders.rounds + 1}
    _tell(work, NoticeKind.SURVEY_REMINDER, actor, view, [person], facts)


def leads_of(work: UnitOfWork, agreement: Agreement) -> tuple[Person, ...]:
    """The customer's technical lead and program manager who are in Slack."""
    own = (contact for contact in agreement.contacts if contact.side is Side.CUSTOMER)
    return in_slack(work, (contact.person_id for contact in own if contact.role in SURVEY_LEADS))


def _others(actor: Actor, people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(person for person in people if person.id != actor.id)


def _tell(
    work: UnitOfWork,
    kind: NoticeKind,
    actor: Actor,
    view: ResponseView,
    people: Iterable[Person],
    more: Facts | None = None,
) -> None:
    for person in people:
        # The revision counts up with every change, so each is told once, however often it is tried.
        key = f"{kind}:{view.response.id}:{view.response.revision}:{person.id}"
        facts = {**_facts(actor, view), "side": Side.CUSTOMER.value, **(more or {})}
        work.notices.enqueue(Notice(key, kind, Destination(slack_user_id=person.slack_user_id), facts))


def _facts(actor: Actor, view: ResponseView) -> dict[str, str | int | bool | None]:
    return {
        "number": view.agreement,
        "title": view.title,
        "organization_name": view.organization.name,
        "survey": view.survey.title,
        "by": actor.person.name if actor.person else "CEC",
        "answered": view.progress.answered,
        "total": view.progress.total,
    }
