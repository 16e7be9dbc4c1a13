"""A question of the survey as an input of a form: what stands in it before, and what comes back from it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bot.replies import Block
from bot.views.blocks import field, option, plain, text_input
from domain.survey_files import FILE_KINDS, LARGEST_FILE, MOST_FILES
from domain.survey_values import AnsweredFile, NamedPerson, Value
from domain.survey_words import bound_in_words, number_in_words
from domain.surveys import Choice, Question, QuestionKind

#: Slack's limits for options side by side, and in one group of a menu.
SIDE_BY_SIDE, IN_A_GROUP = 10, 100
#: Chosen instead of any of the choices.
NONE_OF_THESE = "-none-"
#: Slack adds "(optional)" to every input that may be left empty for now: these words tell which may stay so.
NEEDED, NOT_NEEDED = "Needed before you submit.", "May stay empty."
#: Inputs whose question shows or hides others have this action id: what they hold is looked at as soon as it changes.
WATCHED = "survey.changed"
_LONG = frozenset({QuestionKind.LONG_TEXT, QuestionKind.SITES})


def block_id(question: Question) -> str:
    return f"q:{question.key}"


def question_of(block: str) -> str:
    """The key of the question that an input asks, "" for other blocks."""
    return block.removeprefix("q:") if block.startswith("q:") else ""


def question_input(question: Question, stands: str | list[str] | None, watched: bool) -> Block:
    """`stands` is what is in it already: see `as_entered`."""
    element = _element(question, stands)
    element["action_id"] = WATCHED if watched else "value"
    return field(block_id(question), question.text, element, optional=True, hint=_hint(question), dispatch=watched)


def as_entered(question: Question, value: Value) -> str | list[str] | None:
    """An answer as it stands in its input: text, an option's value or a list of them."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:,.2f}" if question.kind is QuestionKind.MONEY else number_in_words(value)
        case date():
            return value.isoformat()
        case NamedPerson(name, email):
            return f"{name}, {email}"
        case str():
            return value
        case tuple() if question.kind is QuestionKind.SITES:
            return "\n".join(item for item in value if isinstance(item, str))
        case tuple() if question.kind is QuestionKind.FILES:
            return [item.id for item in value if isinstance(item, AnsweredFile)]
        case tuple():
            return [item for item in value if isinstance(item, str)] or [NONE_OF_THESE]


def _element(question: Question, stands: str | list[str] | None) -> Block:
    match question.kind:
        case QuestionKind.YES_NO:
            return _single((Choice("yes", "Yes"), Choice("no", "No")), stands)
        case QuestionKind.ONE_OF:
            return _single(question.choices, stands)
        case QuestionKind.SEVERAL_OF:
            return _several((*question.choices, Choice(NONE_OF_THESE, "None of these")), stands)
        case QuestionKind.DATE:
            return {"type": "datepicker", **({"initial_date": stands} if stands else {})}
        case QuestionKind.FILES:
            return {"type": "file_input", "max_files": MOST_FILES}
        case _:
            longest = question.longest if question.kind is QuestionKind.SHORT_TEXT else 3000
            return text_input(str(stands or ""), multiline=question.kind in _LONG, max_length=longest)


def _single(choices: Sequence[Choice], chosen: object) -> Block:
    options = [option(choice.label, choice.key) for choice in choices]
    initial = next((each for each in options if each["value"] == chosen), None)
    element: Block = {"type": "radio_buttons" if len(options) <= SIDE_BY_SIDE else "static_select", **_offered(options)}
    return {**element, "initial_option": initial} if initial else element


def _several(choices: Sequence[Choice], chosen: object) -> Block:
    options = [option(choice.label, choice.key) for choice in choices]
    picked = chosen if isinstance(chosen, list) else []
    initial = [each for each in options if each["value"] in picked]
    kind = "checkboxes" if len(options) <= SIDE_BY_SIDE else "multi_static_select"
    element: Block = {"type": kind, **_offered(options)}
    return {**element, "initial_options": initial} if initial else element


def _offered(options: list[Block]) -> dict[str, Any]:
    """Menus hold 100 options, or groups of 100: a longer list is divided, each group named by its first and last."""
    if len(options) <= IN_A_GROUP:
        return {"options": options}
    parts = [options[start : start + IN_A_GROUP] for start in range(0, len(options), IN_A_GROUP)]
    groups = [
        {"label": plain(f"{part[0]['text']['text'][:34]} to {part[-1]['text']['text'][:34]}", 75), "options": part}
        for part in parts
    ]
    return {"option_groups": groups}


def _hint(question: Question) -> str:
    needed = NEEDED if question.required else NOT_NEEDED
    return " ".join(part for part in (needed, question.help, _how(question)) if part)


def _how(question: Question) -> str:
    """What to write, where the input does not show it."""
    match question.kind:
        case QuestionKind.NUMBER | QuestionKind.MONEY | QuestionKind.DATE:
            return _between(question)
        case QuestionKind.PERSON:
            return "Name and e-mail address, such as Ana Ruiz, ana.ruiz@agency.gov."
        case QuestionKind.SITES:
            return "One site on each line."
        case QuestionKind.FILES:
            kinds = ", ".join(FILE_KINDS)
            return f"Up to {MOST_FILES} files of at most {LARGEST_FILE // 1_000_000} MB: {kinds}."
        case _:
            return ""


def _between(question: Question) -> str:
    low, high = question.lowest, question.maximum
    if low is not None and high is not None:
        return f"From {bound_in_words(question, low)} to {bound_in_words(question, high)}."
    if high is not None:
        return f"At most {bound_in_words(question, high)}."
    if low:
        return f"At least {bound_in_words(question, low)}."
    return f"In {question.unit}." if question.unit else ""
