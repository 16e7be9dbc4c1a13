"""The order of a survey's questions: conditions look back, never forward."""

from collections.abc import Mapping

from domain.circles import way
from domain.survey_conditions import Condition, mentioned
from services.data_files import Entry
from services.survey_entries import ReadSection


def check_order(sections: tuple[ReadSection, ...]) -> None:
    """Report conditions about the question itself, about later ones, and questions that wait for each other."""
    keys = [[question.key for question in read.section.questions] for read in sections]
    waits_for = _waits_for(sections)
    seen: set[str] = set()
    for read, own in zip(sections, keys, strict=True):
        for key in mentioned(read.section.when):
            if key not in seen:
                where = "in this section" if key in own else "in a later section"
                message = f"{read.entry.label}: its condition is about “{key}”, which comes {where}."
                read.entry.report("when", message, "Use a question of an earlier section.")
        for entry, question in zip(read.questions, read.section.questions, strict=True):
            _check_question(entry, question.key, question.when, seen, waits_for)
            seen.add(question.key)


def _check_question(
    entry: Entry, own: str, when: Condition | None, seen: set[str], waits_for: Mapping[str, tuple[str, ...]]
) -> None:
    for key in mentioned(when):
        if key in seen:
            continue
        if key == own:
            entry.report("when", f"{entry.label}: its condition is about the question itself.", _EARLIER)
        elif circle := way(waits_for, key, own):
            around = " waits for ".join(f"“{place}”" for place in (own, *circle))
            entry.report("when", f"{entry.label}: the conditions go in a circle: {around}.", "Remove one of them.")
        else:
            entry.report("when", f"{entry.label}: its condition is about “{key}”, which comes later.", _EARLIER)


_EARLIER = "Use a question that stands before it, or move this one down."


def _waits_for(sections: tuple[ReadSection, ...]) -> dict[str, tuple[str, ...]]:
    """For each question, those that its condition and its section's are about."""
    return {
        question.key: (*mentioned(question.when), *mentioned(read.section.when))
        for read in sections
        for question in read.section.questions
    }
