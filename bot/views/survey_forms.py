"""The survey in forms: a section page by page, and one question. Each form takes the place of the last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from bot.replies import Block, View
from bot.views.blocks import actions, button, clip, context, header, modal, safe, section
from bot.views.survey_inputs import as_entered, question_input
from bot.views.survey_words import overtaken_sentence, section_facts
from domain.survey_conditions import mentioned
from domain.survey_values import files_in
from domain.surveys import Question, Survey
from services.survey_cards import Overtaken, ResponseView, SectionState

#: A modal holds 100 blocks; so many questions are still a short page on a phone.
PAGE = 10
TITLE = "Customer survey"


@dataclass(frozen=True)
class Entered:
    """What stands in a form beside the kept answers: `typed` by question key, what others gave meanwhile, a remark.

    `seen` is the revision of the answers that the person has seen, where it is not the present one. `theirs` are the
    keys of the questions at which the person was shown someone else's answer before: emptied, they keep it.
    """

    typed: Mapping[str, Any] = field(default_factory=dict[str, Any])
    overtaken: Sequence[Overtaken] = ()
    remark: str = ""
    seen: int | None = None
    theirs: Sequence[str] = ()


def page_of(state: SectionState, question: str) -> int:
    """The page on which a question stands, the first where it is hidden."""
    keys = [each.key for each in state.questions]
    return keys.index(question) // PAGE if question in keys else 0


def section_form(
    view: ResponseView,
    state: SectionState,
    page: int,
    questions: Sequence[Question],
    entered: Entered,
    zone: ZoneInfo,
    at: Mapping[str, str],
) -> View:
    """A page of a section's questions. `questions` are those to show, what is typed counted in."""
    place = list(view.by_section).index(state) + 1
    shown = questions[page * PAGE : (page + 1) * PAGE]
    pages = max(1, -(-len(questions) // PAGE))
    blocks: list[Block] = [header(clip(f"{place}. {state.section.title}", 150))]
    if entered.remark:
        blocks.append(section(f"*{entered.remark}*"))
    if state.section.help and page == 0:
        blocks.append(section(safe(state.section.help)))
    where = f"Section {place} of {len(view.by_section)}" + (f", page {page + 1} of {pages}" if pages > 1 else "")
    assigned = f" Assigned to {safe(state.assigned.name)}." if state.assigned else ""
    blocks.append(context(f"{where}.{assigned} Any answer can wait: save what you have, even half a page."))
    watched = watched_in(view.survey)
    taken = {each.question.key: each for each in entered.overtaken}
    failed = dict(view.failed_checks)
    for question in shown:
        if question.key in taken:
            blocks.append(section(overtaken_sentence(taken[question.key], zone)))
        if question.key in failed:
            blocks.append(section(f"*Please check:* {safe(failed[question.key])}"))
        blocks.append(_input(view, question, entered, question.key in watched))
        blocks += [*_given_files(view, question, meta_of(view, at)), *_who(view, question, zone)]
    blocks.append(actions([overview_button(view, at), *_page_buttons(view, state, page, pages, at)], "survey.ways"))
    last = page + 1 >= pages
    metadata = {**meta_of(view, at), "s": state.section.key, "p": page, **_standing(view, entered)}
    return modal("survey.section", TITLE, blocks, "Save" if last else "Save and go on", metadata)


def question_form(
    view: ResponseView, question: Question, entered: Entered, zone: ZoneInfo, meta: dict[str, Any]
) -> View:
    """One question alone. `meta` says where to go afterwards."""
    taken = [overtaken_sentence(each, zone) for each in entered.overtaken]
    blocks = [*(section(sentence) for sentence in taken), _input(view, question, entered, watched=False)]
    blocks += [*_given_files(view, question, meta), *_who(view, question, zone)]
    if question.key in view.response.answers:
        clear = button("Take the answer back", "survey.clear", {**meta, "q": question.key})
        blocks.append(actions([clear], "survey.ways"))
    metadata = {**meta, "q": question.key, **_standing(view, entered)}
    return modal("survey.question", TITLE, blocks, "Save", metadata, close="Cancel")


def watched_in(survey: Survey) -> frozenset[str]:
    """The questions whose answers show or hide others."""
    conditions = [each.when for each in (*survey.questions, *survey.sections) if each.when]
    return frozenset(key for condition in conditions for key in mentioned(condition))


# -- pieces ------------------------------------------------------------------------------------------------------


def meta_of(view: ResponseView, at: Mapping[str, str]) -> dict[str, Any]:
    """`at` is where the first form was opened: what is said afterwards is said there."""
    return {"n": view.agreement, **({"at": dict(at)} if at else {})}


def _standing(view: ResponseView, entered: Entered) -> dict[str, Any]:
    """What a save must know: the revision that was seen, and the questions in which something typed stands, or which
    someone else answered.
    """
    theirs = [*entered.theirs, *(each.question.key for each in entered.overtaken)]
    return {"r": entered.seen or view.response.revision, "t": list(entered.typed), "o": theirs}


def _input(view: ResponseView, question: Question, entered: Entered, watched: bool) -> Block:
    given = view.response.answers.get(question.key)
    kept = as_entered(question, given.value) if given else None
    return question_input(question, entered.typed.get(question.key, kept), watched)


def _given_files(view: ResponseView, question: Question, meta: Mapping[str, Any]) -> list[Block]:
    """Those that stand already, with a way to remove each: an input cannot hold them."""
    given = view.response.answers.get(question.key)
    files = files_in(given.value) if given else ()
    state = view.section(view.survey.section_of(question.key).key)
    may_answer = bool(state and state.may_answer)
    return [
        section(
            f"Given already: {safe(file.name)}",
            button(
                "Remove",
                f"survey.unfile:{question.key}:{place}",
                {**meta, "q": question.key, "f": file.id},
                label=clip(f"Remove {file.name}", 75),
            )
            if may_answer
            else None,
        )
        for place, file in enumerate(files)
    ]


def _who(view: ResponseView, question: Question, zone: ZoneInfo) -> list[Block]:
    facts = section_facts(view, question.key, zone)
    return [context(facts)] if facts else []


def overview_button(view: ResponseView, at: Mapping[str, str]) -> Block:
    return button("All sections", "survey.overview", meta_of(view, at))


def _page_buttons(view: ResponseView, state: SectionState, page: int, pages: int, at: Mapping[str, str]) -> list[Block]:
    """Back without saving what is typed would lose it: only forward by saving, back by this."""
    if page == 0:
        return []
    return [button("Page before", "survey.open:before", {**meta_of(view, at), "s": state.section.key, "p": page - 1})]
