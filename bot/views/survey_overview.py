"""The survey as a whole in forms: its sections and what is missing, all answers, who answers what, opened again."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.replies import Block, View
from bot.views.blocks import actions, button, clip, context, divider, header, modal, option, safe, section, select
from bot.views.blocks import field as form_field
from bot.views.menus import menu
from bot.views.survey_forms import TITLE, meta_of, overview_button
from bot.views.survey_words import answer_facts, needed_answered, progress_sentence
from bot.views.text import join_and, plural
from domain.survey_words import as_answer
from domain.surveys import Question, Section
from services.cards import PersonCard
from services.survey_cards import ResponseView, SectionState

ANSWERS_A_PAGE = 25
SECTIONS_A_PAGE = 40
MISSING_SHOWN = 12
ANSWER_SHOWN = 300


def overview(view: ResponseView, zone: ZoneInfo, at: Mapping[str, str], remark: str = "", page: int = 0) -> View:
    """All sections with how far they are, what is missing, and what can be done now."""
    blocks: list[Block] = [header(clip(f"{view.survey.title}, {view.agreement}", 150))]
    blocks += [section(f"*{remark}*")] if remark else []
    blocks.append(section(progress_sentence(view, zone)))
    states = view.by_section[page * SECTIONS_A_PAGE : (page + 1) * SECTIONS_A_PAGE]
    for number, state in enumerate(states, start=page * SECTIONS_A_PAGE + 1):
        blocks.append(_section_row(view, number, state, at))
    blocks += [divider(), *_missing(view, at), _overview_buttons(view, at, page)]
    ready = view.ready and view.may_submit
    return modal("survey.overview", TITLE, blocks, "Submit the survey" if ready else None, meta_of(view, at))


def answers_page(view: ResponseView, page: int, zone: ZoneInfo, at: Mapping[str, str]) -> View:
    """Every question that is shown with its answer and who gave it, each with a button to change it."""
    rows = [(state, question) for state in view.by_section for question in state.questions]
    pages = max(1, -(-len(rows) // ANSWERS_A_PAGE))
    page = min(page, pages - 1)
    blocks: list[Block] = [context(f"Answers of {view.agreement}, page {page + 1} of {pages}.")]
    before: Section | None = None
    for state, question in rows[page * ANSWERS_A_PAGE : (page + 1) * ANSWERS_A_PAGE]:
        if state.section != before:
            blocks.append(header(clip(state.section.title, 150)))
        before = state.section
        blocks.append(_answer_row(view, state, question, zone, at, page))
    ways = [overview_button(view, at)]
    for name, to in (("Earlier answers", page - 1), ("More answers", page + 1)):
        if 0 <= to < pages:
            ways.append(button(name, f"survey.answers:{to}", {**meta_of(view, at), "p": to}))
    blocks.append(actions(ways, "survey.ways"))
    return modal("survey.answers", "Survey answers", blocks, metadata=meta_of(view, at))


def assign_form(view: ResponseView, people: Sequence[PersonCard], at: Mapping[str, str]) -> View:
    """Who answers which section."""
    options = [option(clip(f"{number}. {s.section.title}", 75), s.section.key) for number, s in _numbered(view)]
    whom = [("Nobody", "-"), *((f"{card.name}, {card.title}" if card.title else card.name, card.id) for card in people)]
    blocks = [
        section("Ask someone of your organization to answer a section. They are told, and others may still answer it."),
        form_field("section", "Section", select("value", "Choose a section", options)),
        form_field("person", "Who answers it", menu("value", "Choose a person", whom, first=1)),
    ]
    return modal("survey.assign", "Assign a section", blocks, "Assign", meta_of(view, at), close="Cancel")


def reopen_form(view: ResponseView, at: Mapping[str, str]) -> View:
    text = {"type": "plain_text_input", "action_id": "value", "multiline": True, "max_length": 3000}
    blocks = [
        section(f"The answers of {view.agreement} are unlocked, and the customer is told why."),
        form_field("reason", "Why is the survey opened again", text),
    ]
    return modal("survey.reopen", "Reopen the survey", blocks, "Reopen", meta_of(view, at), close="Cancel")


# -- pieces ------------------------------------------------------------------------------------------------------


def _numbered(view: ResponseView) -> list[tuple[int, SectionState]]:
    return list(enumerate(view.by_section, start=1))


def _section_row(view: ResponseView, number: int, state: SectionState, at: Mapping[str, str]) -> Block:
    facts = [needed_answered(state.progress)]
    if state.assigned:
        facts.append(f"Assigned to {safe(state.assigned.name)}")
    if state.answered_by:
        facts.append(f"Answered by {join_and([safe(card.name) for card in state.answered_by[:3]])}")
    text = f"*{number}. {safe(state.section.title)}*\n{'. '.join(facts)}."
    value = {**meta_of(view, at), "s": state.section.key}
    name = "Answer" if state.may_answer and not view.response.submitted_at else "Read"
    return section(text, button(name, f"survey.open:{number}", value, label=f"{name} section {number}"))


def _missing(view: ResponseView, at: Mapping[str, str]) -> list[Block]:
    """What keeps it from being submitted, each with the way to it."""
    if view.response.submitted_at:
        return []
    blocks = [section("*Still needed*" if view.missing else "*Every needed question is answered.*")]
    blocks += [_way_to(view, question.key, question.text, "Answer", at) for question in view.missing[:MISSING_SHOWN]]
    more = len(view.missing) - MISSING_SHOWN
    blocks += [context(f"and {plural(more, 'other question')}")] if more > 0 else []
    wrong = view.failed_checks[:MISSING_SHOWN]
    blocks += [section("*Does not fit together yet*")] if wrong else []
    return [*blocks, *(_way_to(view, key, sentence, "Correct", at) for key, sentence in wrong)]


def _way_to(view: ResponseView, question: str, text: str, name: str, at: Mapping[str, str]) -> Block:
    state = view.section(view.survey.section_of(question).key)
    if state is None or not state.may_answer:
        return section(f"• {safe(text)}")
    value = {**meta_of(view, at), "q": question}
    return section(safe(text), button(name, f"survey.open:{question}", value, label=clip(f"{name}: {text}", 75)))


def _overview_buttons(view: ResponseView, at: Mapping[str, str], page: int) -> Block:
    meta = meta_of(view, at)
    ways: list[Block] = []
    if view.missing and view.may_answer:
        first = {**meta, "q": view.missing[0].key}
        ways.append(button("Answer what is missing", "survey.open:missing", first, style="primary"))
    ways.append(button("All answers", "survey.answers", meta))
    if view.may_organize:
        ways.append(button("Assign a section", "survey.assign", meta))
    if view.newer_version and view.may_organize:
        ways.append(button("Go on with the newer survey", "survey.carry", meta))
    if view.may_reopen and view.response.submitted_at:
        ways.append(button("Reopen", "survey.reopen", meta))
    for name, to in (("Earlier sections", page - 1), ("More sections", page + 1)):
        if to >= 0 and to * SECTIONS_A_PAGE < len(view.by_section):
            ways.append(button(name, f"survey.overview:{to}", {**meta, "p": to}))
    return actions(ways, "survey.ways")


def _answer_row(
    view: ResponseView, state: SectionState, question: Question, zone: ZoneInfo, at: Mapping[str, str], page: int
) -> Block:
    given = view.response.answers.get(question.key)
    answer = safe(clip(as_answer(question, given.value), ANSWER_SHOWN)) if given else "No answer yet"
    who = answer_facts(view, question.key, zone)
    text = f"*{safe(question.text)}*\n{answer}" + (f"\n_{who}_" if who else "")
    if view.response.submitted_at or not state.may_answer:
        return section(text)
    value = {**meta_of(view, at), "q": question.key, "back": page}
    label = f"Change: {question.text}" if given else f"Answer: {question.text}"
    name = "Change" if given else "Answer"
    return section(text, button(name, f"survey.change:{question.key}", value, label=clip(label, 75)))
