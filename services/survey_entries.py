"""Reading the sections and questions of a survey file, all but their conditions."""

from dataclasses import dataclass, replace

from domain.catalog import Catalog
from domain.survey_conditions import in_order
from domain.surveys import (
    LONGEST_LONG_TEXT,
    LONGEST_SHORT_TEXT,
    Choice,
    Question,
    QuestionKind,
    Section,
)
from services.data_files import Entry
from services.survey_defaults import read_default
from services.survey_entry_values import RANGED, TEXTS, check_known, read_bound, read_flag
from services.unique_names import Names, claim

LONGEST_QUESTION = 300
LONGEST_HELP = 1_000
MOST_QUESTIONS = 40
"""Of one section: it is one form in Slack, which takes 100 blocks."""
MOST_CHOICES = 100
"""What a list to choose from shows in Slack."""
MOST_DECIMALS = 4
_LONGEST_UNIT = 30
_WITH_CHOICES = (QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF)
_GOES_WITH: dict[str, tuple[QuestionKind, ...]] = {
    "choices": _WITH_CHOICES,
    "unit": (QuestionKind.NUMBER,),
    "unit_one": (QuestionKind.NUMBER,),
    "decimals": (QuestionKind.NUMBER,),
    "minimum": RANGED,
    "maximum": RANGED,
    "longest": TEXTS,
}
_OPTIONAL = ("help", "required", "matters", "when", "default", *_GOES_WITH)


@dataclass(frozen=True)
class ReadSection:
    """A section with the entries of its questions, in the same order, for what is read later."""

    entry: Entry
    section: Section
    questions: tuple[Entry, ...]

    @property
    def of_unknown_kind(self) -> tuple[str, ...]:
        """Keys of the questions whose kind could not be read."""
        pairs = zip(self.questions, self.section.questions, strict=True)
        return tuple(question.key for entry, question in pairs if entry.peek("kind").value != question.kind)


def read_sections(top: Entry, catalog: Catalog) -> tuple[ReadSection, ...]:
    """Section keys, and question keys over all sections, stand once."""
    section_keys, question_keys = Names(), Names()
    sections: list[ReadSection] = []
    for entry in top.entries("sections", "section"):
        section_keys.claim(entry.peek("key"), entry.label, entry.source)
        sections.append(_section(entry, question_keys, catalog))
    if not sections and "sections" in top.record.values:
        top.report("sections", "The survey has no section.", "Write at least one.")
    return tuple(sections)


def _section(entry: Entry, keys: Names, catalog: Catalog) -> ReadSection:
    entry.expect(("key", "title", "areas", "questions"), ("help", "when"))
    areas = entry.some_texts("areas")
    for area in areas:
        check_known(entry, "areas", "area", area, [known.key for known in catalog.areas])
    questions = list(entry.entries("questions", "question"))
    if "questions" in entry.record.values and not 1 <= len(questions) <= MOST_QUESTIONS:
        what_to_do = f"Write 1 to {MOST_QUESTIONS} in one section."
        entry.report("questions", f"{entry.label}: it has {len(questions)} questions.", what_to_do)
    for question in questions:
        keys.claim(question.peek("key"), question.label, question.source)
    section = Section(
        key=entry.key_name(),
        title=entry.name("title"),
        areas=areas,
        questions=tuple(_question(question, catalog) for question in questions),
        help=_optional_text(entry, "help", LONGEST_HELP),
    )
    return ReadSection(entry, section, tuple(questions))


def _question(entry: Entry, catalog: Catalog) -> Question:
    entry.expect(("key", "text", "kind"), _OPTIONAL)
    kind = entry.choice("kind", QuestionKind, QuestionKind.SHORT_TEXT)
    if entry.peek("kind").value == kind:
        _check_fitting(entry, kind)
    question = Question(
        key=entry.key_name(),
        text=entry.text("text", LONGEST_QUESTION),
        kind=kind,
        help=_optional_text(entry, "help", LONGEST_HELP),
        required=read_flag(entry, "required", True),
        choices=_choices(entry) if kind in _WITH_CHOICES else (),
        unit=_optional_text(entry, "unit", _LONGEST_UNIT),
        unit_one=_optional_text(entry, "unit_one", _LONGEST_UNIT),
        minimum=read_bound(entry, "minimum", kind) if kind in RANGED else None,
        maximum=read_bound(entry, "maximum", kind) if kind in RANGED else None,
        decimals=_whole(entry, "decimals", 0, 0, MOST_DECIMALS),
        longest=_longest(entry, kind),
        matters=read_flag(entry, "matters", False),
    )
    _check_range(entry, question)
    return replace(question, default=read_default(entry, question, catalog))


def _check_fitting(entry: Entry, kind: QuestionKind) -> None:
    for key, kinds in _GOES_WITH.items():
        if key in entry.record.values and kind not in kinds:
            message = f"{entry.label}: “{key}” does not go with a question of kind {kind}."
            entry.report(key, message, f"Remove it, or use the kind {' or '.join(kinds)}.")


def _check_range(entry: Entry, question: Question) -> None:
    """That some answer is in the range."""
    low, high = question.lowest, question.maximum
    if low is not None and high is not None and not in_order(low, high):
        entry.report("maximum", f"{entry.label}: no answer lies from {low} to {high}.", "Raise the maximum.")


def _choices(entry: Entry) -> tuple[Choice, ...]:
    names = Names()
    choices: list[Choice] = []
    for item in entry.entries("choices", "choice"):
        item.expect(("key", "label"))
        choices.append(Choice(item.key_name(), item.name("label")))
        claim(names, item.label, item.source, item.peek("key"), [item.peek("label")])
    if not 2 <= len(choices) <= MOST_CHOICES:
        message = f"{entry.label}: it has {len(choices)} choices."
        entry.report("choices", message, f"Write 2 to {MOST_CHOICES} of them, each with key and label.")
    return tuple(choices)


def _longest(entry: Entry, kind: QuestionKind) -> int:
    usual = LONGEST_SHORT_TEXT if kind is QuestionKind.SHORT_TEXT else LONGEST_LONG_TEXT
    return _whole(entry, "longest", usual, 1, usual)


def _whole(entry: Entry, key: str, otherwise: int, lowest: int, highest: int) -> int:
    number = entry.whole(key)
    if number is None:
        return otherwise
    if not lowest <= number <= highest:
        entry.report(key, f"{entry.label}: “{key}” is {number}.", f"Write {lowest} to {highest:,}.")
    return number


def _optional_text(entry: Entry, key: str, longest: int) -> str:
    return entry.text(key, longest) if key in entry.record.values else ""
