"""What both sides are told of a survey, as it is when it is said."""

import logging
from collections.abc import Iterator

from bot.carried_files import Carried, carry_files
from bot.notice_documents import attach_survey_files
from bot.outgoing import Outgoing, Sender
from bot.outgoing import post_once as post
from bot.places import zone_known
from bot.slack import Slack
from bot.views.blocks import safe
from bot.views.survey_messages import card_blocks, card_text
from bot.views.survey_replaced import replaced_blocks, replaced_text
from bot.views.survey_summary import submitted_sentence, summary_blocks, summary_text
from domain.errors import NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.people import Side
from domain.permissions import OPERATOR, Actor
from domain.survey_files import LARGEST_FILE
from domain.survey_values import Value, files_in
from domain.surveys import QuestionKind
from services import Services
from services.survey_cards import ResponseView

log = logging.getLogger("cec.notices")


def survey_told(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To a person of the customer: what happened, how far the survey is, and the way into it."""
    actor = services.directory.actor(str(outgoing.notice.to.slack_user_id))
    view = _view(outgoing, services, actor)
    if view is None or (outgoing.notice.kind is NoticeKind.SURVEY_REMINDER and view.response.submitted_at):
        return
    zone = zone_known(actor)
    said = _said(outgoing)
    blocks = card_blocks(view, zone, said, first_section=str(outgoing.facts.get("section") or ""))
    post(outgoing, slack, f"{said}\n{card_text(view, zone)}", blocks)


def answers_replaced(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To who had given them; nothing of those that this person answered anew meanwhile."""
    actor = services.directory.actor(str(outgoing.notice.to.slack_user_id))
    view = _view(outgoing, services, actor)
    if view is None:
        return
    own: dict[str, Value] = {}
    known = {question.key for question in view.survey.questions}
    for key in known.intersection(str(outgoing.facts["questions"]).split()):
        *earlier, last = (story.change for story in services.surveys.history(actor, view.agreement, key))
        values = [change.value for change in earlier if change.by == actor.id and change.value is not None]
        if last.by != actor.id and values:
            own[key] = values[-1]
    if own:
        by = str(outgoing.facts["by"])
        post(outgoing, slack, replaced_text(view, own, by), replaced_blocks(view, own, by))


def survey_submitted(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To staff: the answers that matter most, what stayed open, what it leads to.

    In its thread all answers as documents, and a copy of each file that was given as an answer.
    """
    if outgoing.facts["side"] != Side.CEC:
        survey_told(outgoing, slack, services)
        return
    view = _view(outgoing, services, OPERATOR)
    if view is None:
        return
    recommended = services.surveys.recommendation(OPERATOR, view.agreement)
    said = _said(outgoing)
    ts = post(outgoing, slack, summary_text(view, recommended, said), summary_blocks(view, recommended, said))
    attach_survey_files(outgoing, slack, services, ts)
    if view.response.submitted_at:
        carry_files(outgoing, slack, _files_given(view), ts, ts, LARGEST_FILE)


def _files_given(view: ResponseView) -> Iterator[Carried]:
    """The files that are answers to questions that are shown."""
    answers = view.response.answers
    shown = (question for state in view.by_section for question in state.questions)
    for question in shown:
        if question.kind is QuestionKind.FILES and question.key in answers:
            for file in files_in(answers[question.key].value):
                yield Carried(file.id, file.name, f"{safe(file.name)}, given as an answer to: {safe(question.text)}")


def _view(outgoing: Outgoing, services: Services, actor: Actor) -> ResponseView | None:
    try:
        return services.surveys.view(actor, str(outgoing.facts["number"]))
    except (NotFound, NotAllowed):
        log.info("notice %s is not said: its reader may not see this survey any more", outgoing.notice.key)
        return None


def _said(outgoing: Outgoing) -> str:
    facts = outgoing.facts
    by, number = safe(str(facts["by"])), facts["number"]
    match outgoing.notice.kind:
        case NoticeKind.SURVEY_STARTED:
            return f"{by} opened the survey of {number}. You and your colleagues can answer it in pieces."
        case NoticeKind.SURVEY_ASSIGNED:
            return f"{by} asks you to answer “{safe(str(facts['section_title']))}” in the survey of {number}."
        case NoticeKind.SURVEY_SUBMITTED:
            return submitted_sentence(by, str(number), str(facts["organization_name"]))
        case NoticeKind.SURVEY_REOPENED:
            return f"{by} opened the survey of {number} again: {safe(str(facts['reason']))}"
        case _:
            own = f" Yours to answer: {safe(str(facts['sections']))}." if facts.get("sections") else ""
            return f"The survey of {number} has not moved for some days.{own}"


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.SURVEY_STARTED: survey_told,
    NoticeKind.SURVEY_ASSIGNED: survey_told,
    NoticeKind.SURVEY_REMINDER: survey_told,
    NoticeKind.SURVEY_REOPENED: survey_told,
    NoticeKind.SURVEY_SUBMITTED: survey_submitted,
    NoticeKind.SURVEY_REPLACED: answers_replaced,
}
