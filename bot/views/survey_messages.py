"""The survey in messages: a card that says how far it is, and one question at a time."""

import json
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.replies import Block
from bot.views.blocks import actions, button, clip, context, divider, header, safe, section
from bot.views.survey_words import needed_answered, progress_sentence
from bot.views.text import plural
from domain.survey_answers import to_plain
from domain.survey_values import Value
from domain.survey_words import in_words
from domain.surveys import Question, QuestionKind
from services.survey_cards import ResponseView

#: So many choices are buttons; more are numbered in the text.
MOST_BUTTONS = 5
MISSING_SHOWN = 5
LONGEST_VALUE = 1800
CHOICES_SHOWN = 25
FORM = "Open the form"


def card_text(view: ResponseView, zone: ZoneInfo) -> str:
    lines = [f"{safe(view.survey.title)} for {view.agreement}, {safe(view.title)}.", progress_sentence(view, zone)]
    if not view.response.submitted_at:
        lines += missing_lines(view)
        lines += [_assigned(view)] if _assigned(view) else []
    return "\n".join(lines)


def missing_lines(view: ResponseView) -> list[str]:
    """What stands in the way of submitting the survey."""
    lines = ["Still needed:"] if view.missing else []
    lines += [f"• {safe(question.text)}" for question in view.missing[:MISSING_SHOWN]]
    more = len(view.missing) - MISSING_SHOWN
    lines += [f"and {plural(more, 'other question')}"] if more > 0 else []
    return lines + [safe(sentence) for _, sentence in view.failed_checks]


def card_blocks(
    view: ResponseView, zone: ZoneInfo, said: str = "", here: bool = True, first_section: str = ""
) -> list[Block]:
    """`said` stands above: what has just been done. `here`: whether there is a conversation to answer in. The form
    opens at `first_section` (its key), else at the first with something missing."""
    first = [section(said)] if said else []
    return [*first, section(card_text(view, zone)), actions(card_buttons(view, here, first_section))]


def card_buttons(view: ResponseView, here: bool, first_section: str = "") -> list[Block]:
    meta = {"n": view.agreement}
    opened = {**meta, "s": first_section} if first_section and view.section(first_section) else meta
    ways: list[Block] = []
    if view.may_answer and not view.response.submitted_at:
        if view.missing:
            ways.append(button("Go on in a form", "survey.open", opened, style="primary"))
            ways += [button("Answer here, one by one", "survey.talk", meta)] if here else []
        else:
            ways.append(button("Review and submit", "survey.overview", meta, style="primary"))
    ways.append(button("All sections", "survey.overview:card", meta))
    ways.append(button("All answers", "survey.answers", meta))
    if view.response.submitted_at:
        ways.append(button("Recommended services", "survey.recommended", meta))
        ways.append(button("Download the answers", "survey.download", meta))
        if view.may_reopen:
            ways.append(button("Reopen", "survey.reopen", meta))
    return ways


def survey_button(number: str) -> Block:
    """Into the survey of an agreement; it is started if nobody has done so yet."""
    label = f"Go to the survey of {number}"
    return button("Go to the survey", f"survey.start:{number}", {"n": number}, style="primary", label=label)


def _assigned(view: ResponseView) -> str:
    parts = [
        f"{safe(state.section.title)}: {safe(state.assigned.name)}"
        for state in view.by_section
        if state.assigned and not state.progress.complete
    ]
    return f"Assigned: {'; '.join(parts)}." if parts else ""


def choose_text(views: Sequence[ResponseView], zone: ZoneInfo) -> str:
    lines = [f"{view.agreement}, {safe(view.title)}: {progress_sentence(view, zone)}" for view in views]
    return "\n".join(["There are several surveys. Which one do you mean?", *lines])


def choose_blocks(views: Sequence[ResponseView], zone: ZoneInfo) -> list[Block]:
    blocks = [section("There are several surveys. Which one do you mean?")]
    for view in views:
        who = f"{safe(view.organization.abbreviation)}, {safe(view.title)}"
        opens = button(
            "Open", f"survey.card:{view.agreement}", {"n": view.agreement}, label=f"Open the survey of {view.agreement}"
        )
        blocks.append(section(f"*{view.agreement}*  {who}\n{progress_sentence(view, zone)}", opens))
    return blocks


def home_surveys(views: Sequence[ResponseView], zone: ZoneInfo) -> list[Block]:
    """On Home: each survey with how far it is and the way into it; nothing where there is none."""
    return [divider(), header("Surveys"), *choose_blocks(views, zone)[1:]] if views else []


# -- one question at a time --------------------------------------------------------------------------------------


def question_text(view: ResponseView, question: Question, said: str = "") -> str:
    return "\n".join(
        part for part in (said, _place(view, question), _asked(view, question), _choices(question)) if part
    )


def question_blocks(view: ResponseView, question: Question, said: str = "") -> list[Block]:
    """The question with what can be pressed instead of written."""
    blocks = [section(said)] if said else []
    blocks.append(context(_place(view, question)))
    blocks.append(section("\n".join(part for part in (_asked(view, question), _choices(question)) if part)))
    answers = _answer_buttons(view, question)
    blocks += [actions(answers, "survey.choices")] if answers else []
    meta = {"n": view.agreement, "q": question.key}
    ways = [button(name, f"survey.way:{way}", {**meta, "w": way}) for name, way in STEERING]
    return [*blocks, actions([*ways, button(FORM, "survey.open:form", meta)], "survey.ways")]


STEERING = (("Skip", "skip"), ("Back", "back"), ("Why is this asked", "why"), ("Pause", "pause"))


def _place(view: ResponseView, question: Question) -> str:
    title = safe(view.survey.section_of(question.key).title)
    skipped = "" if question.required else " This question may be skipped."
    return f"{title}. {needed_answered(view.progress)}.{skipped}"


def _asked(view: ResponseView, question: Question) -> str:
    given = view.response.answers.get(question.key)
    text = f"*{safe(question.text)}*"
    if given is None:
        return text
    answer = safe(clip(in_words(question, given.value), 300))
    if given.prefilled:
        return f"{text}\nFilled in from what CEC knows already: {answer}. Say yes to keep it, or give another answer."
    return f"{text}\nThe answer so far: {answer}. Say skip to keep it."


def _choices(question: Question) -> str:
    """Numbered; of a long list the beginning."""
    lines = [f"{place}. {safe(each.label)}" for place, each in enumerate(question.choices[:CHOICES_SHOWN], start=1)]
    more = len(question.choices) - len(lines)
    lines += [f"and {more} more, which stand in the form"] if more > 0 else []
    if question.kind is QuestionKind.SEVERAL_OF:
        lines.append("Name one or several of them, by name or number, or say none.")
    return "\n".join(lines)


def _answer_buttons(view: ResponseView, question: Question) -> list[Block]:
    if question.kind is QuestionKind.YES_NO:
        offered: list[tuple[str, Any]] = [("Yes", True), ("No", False)]
    elif question.kind is QuestionKind.ONE_OF and len(question.choices) <= MOST_BUTTONS:
        offered = [(choice.label, choice.key) for choice in question.choices]
    else:
        return []
    meta = {"n": view.agreement, "q": question.key, "r": view.response.revision}
    return [button(label, f"survey.pick:{place}", {**meta, "v": value}) for place, (label, value) in enumerate(offered)]


# -- changing one answer -----------------------------------------------------------------------------------------


def change_text(question: Question, before: Value | None, after: Value) -> str:
    new = safe(clip(in_words(question, after), 300))
    if before is None:
        return f"Answer “{safe(question.text)}” with {new}?"
    return f"Change “{safe(question.text)}” from {safe(clip(in_words(question, before), 300))} to {new}?"


def change_blocks(view: ResponseView, question: Question, before: Value | None, after: Value) -> list[Block]:
    meta = {"n": view.agreement, "q": question.key}
    change = {**meta, "v": to_plain(after), "r": view.response.revision}
    ways = [button("Keep it", "survey.keep", meta), button(FORM, "survey.change", meta)]
    # What a button cannot carry is changed in the form.
    if len(json.dumps(change)) <= LONGEST_VALUE:
        ways = [button("Change it", "survey.apply", change, style="primary"), *ways]
    return [section(change_text(question, before, after)), actions(ways)]


def which_blocks(view: ResponseView, questions: Sequence[Question], asked: str) -> list[Block]:
    """Answers that could be meant, each with a button to its form."""
    meta = {"n": view.agreement}
    rows = [
        section(
            f"*{safe(question.text)}*\n{_answer_of(view, question)}",
            button("Change", f"survey.change:{question.key}", {**meta, "q": question.key}),
        )
        for question in questions
    ]
    return [section(asked), *rows, actions([button("All answers", "survey.answers", meta)])]


def which_text(view: ResponseView, questions: Sequence[Question], asked: str) -> str:
    return "\n".join([asked, *(f"{safe(q.text)} {_answer_of(view, q)}" for q in questions)])


def _answer_of(view: ResponseView, question: Question) -> str:
    given = view.response.answers.get(question.key)
    return safe(clip(in_words(question, given.value), 300)) if given else "No answer yet."
