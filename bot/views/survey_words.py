"""Sentences about a survey's state, the same in forms, messages and on Home."""

from zoneinfo import ZoneInfo

from bot.views.blocks import clip, safe
from bot.views.text import instant, instant_day, instant_in_words, plural
from domain.survey_answers import Progress
from domain.survey_words import in_words
from services.survey_cards import Overtaken, ResponseView


def name_of(view: ResponseView, person_id: str | None) -> str:
    """A person's name, safe for mrkdwn."""
    card = view.people.get(person_id or "")
    return safe(card.name) if card else "someone"


def needed_answered(done: Progress) -> str:
    """The one way in which it is told how much is done, of the whole survey and of a section."""
    return f"{done.answered} of {plural(done.total, 'needed question')} answered" if done.total else "Nothing is needed"


def progress_sentence(view: ResponseView, zone: ZoneInfo) -> str:
    """How far it is and who moved it last."""
    response, done = view.response, view.progress
    if response.submitted_at:
        by = name_of(view, response.submitted_by)
        return f"Submitted by {by}, {instant(response.submitted_at, zone)}. The answers are locked."
    open_sections = sum(1 for state in view.by_section if not state.progress.complete)
    told = f"{needed_answered(done)} ({done.percent} %)"
    left = f", {plural(open_sections, 'section')} with something missing" if open_sections else ""
    last = f"Last change: {name_of(view, response.moved_by)}, {instant(response.moved_at, zone)}."
    reopened = f" CEC opened it again: “{safe(response.reopened_reason)}”" if response.reopened_at else ""
    newer = " There is a newer version of this survey; nothing is lost by changing to it." if view.newer_version else ""
    return f"{told}{left}. {last}{reopened}{newer}"


def section_facts(view: ResponseView, question: str, zone: ZoneInfo) -> str:
    """As `answer_facts`, in a form that can be saved."""
    confirms = " Saving this page confirms it." if is_prefilled(view, question) else ""
    return f"{answer_facts(view, question, zone)}{confirms}"


def answer_facts(view: ResponseView, question: str, zone: ZoneInfo) -> str:
    """Who gave the answer of a question and when; where it comes from when nobody gave it."""
    given = view.response.answers.get(question)
    if given is None:
        return ""
    if given.prefilled:
        return "Filled in from what CEC knows already."
    return f"Answered by {name_of(view, given.by)}, {instant_day(given.at, zone)}"


def overtaken_sentence(
    each: Overtaken, zone: ZoneInfo, again: str = "Save again", keep: str = "empty the field"
) -> str:
    """Who was quicker, and what to do to have one's own answer all the same, or to leave theirs."""
    by = safe(each.by.name) if each.by else "Someone"
    when = instant(each.at, zone)
    if each.value is None:
        return f"*{by} took the answer back meanwhile* ({when}). {again} to put in yours."
    answer = safe(clip(in_words(each.question, each.value), 300))
    ways = f"{again} to replace it with yours, or {keep} to keep theirs."
    return f"*{by} answered this meanwhile* ({when}): {answer}\n{ways}"


def overtaken_plainly(each: Overtaken, zone: ZoneInfo) -> str:
    """Who was quicker with what, where only plain text can stand."""
    by, when = each.by.name if each.by else "Someone", instant_in_words(each.at, zone)
    if each.value is None:
        return f"{by} took the answer back meanwhile ({when})."
    return f"{by} answered this meanwhile ({when}): {clip(in_words(each.question, each.value), 100)}."


def is_prefilled(view: ResponseView, question: str) -> bool:
    """Whether the answer (by question key) was filled in and no person has looked at it."""
    given = view.response.answers.get(question)
    return given is not None and given.prefilled
