"""The ten steps, the words of the field and how pricing works, explained in Slack."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import actions, button, clip, context, header, safe, section
from bot.views.talk import PERSON, PRICE, ask_button, quoted
from bot.views.text import bullets, join_and, plural
from domain.knowledge import GlossaryTerm, PricingTopic, ProcessStep
from services.knowledge import StageCard, TermCard, TermPage

# -- the ten steps ----------------------------------------------------------------------------------------------


def process_text(steps: Sequence[StageCard]) -> str:
    lines = [f"{card.number}. {safe(card.step.name)}: {safe(card.step.what_happens)}" for card in steps]
    return "Working with CEC takes ten steps:\n" + "\n".join(lines)


def process_blocks(steps: Sequence[StageCard]) -> list[Block]:
    lines = [f"*{card.number}. {safe(card.step.name)}*\n{safe(clip(card.step.what_happens, 240))}" for card in steps]
    picks = [_step_button(card.step, f"{card.number}. {card.step.name}") for card in steps]
    return [
        section("Working with CEC takes *ten steps*, from the first contact to the renewal."),
        section("\n".join(lines[:5])),
        section("\n".join(lines[5:])),
        context("Services begin once the agreement is signed by everyone who must sign and the funds are transferred."),
        actions([*picks, ask_button(PERSON)]),
    ]


def stage_text(card: StageCard) -> str:
    return "\n".join(
        [f"Step {card.number} of 10: {safe(card.step.name)}", *(f"{a}: {b}" for a, b in _stage_parts(card))]
    )


def stage_blocks(card: StageCard) -> list[Block]:
    step = card.step
    body = [f"*{label}*\n{text}" for label, text in _stage_parts(card)[1:]]
    neighbours = [_step_button(each, f"{word}: {each.name}") for word, each in _neighbours(card)]
    return [
        header(f"Step {card.number} of 10: {step.name}"),
        section(safe(step.what_happens)),
        *(section(part) for part in body),
        actions([*neighbours, button("All ten steps", "knowledge.process"), ask_button(PERSON)]),
    ]


def _stage_parts(card: StageCard) -> list[tuple[str, str]]:
    step = card.step
    parts = [
        ("What happens", safe(step.what_happens)),
        ("Who takes part", join_and([safe(each) for each in step.who_takes_part])),
        ("What you do", safe(step.customer_does)),
        ("What CEC does", safe(step.cec_does)),
        ("It is done when", safe(step.needed_to_finish)),
        ("How long it usually takes", safe(step.typical_duration)),
    ]
    return parts + ([("Then comes", safe(card.after.name))] if card.after else [])


def _neighbours(card: StageCard) -> list[tuple[str, ProcessStep]]:
    found = (("Before", card.before), ("Next", card.after))
    return [(word, step) for word, step in found if step]


def _step_button(step: ProcessStep, label: str) -> Block:
    return button(label, f"knowledge.stage:{step.key}", {"k": step.key})


# -- the glossary -----------------------------------------------------------------------------------------------


def term_text(card: TermCard) -> str:
    also = f"\nSee also: {join_and([safe(term.name) for term in card.related])}." if card.related else ""
    return f"{safe(card.term.name)}: {safe(card.term.meaning)}{also}"


def term_blocks(card: TermCard) -> list[Block]:
    aliases = f"Also: {safe(', '.join(card.term.aliases))}" if card.term.aliases else ""
    blocks = [section(f"*{safe(card.term.name)}*\n{safe(card.term.meaning)}")]
    if aliases:
        blocks.append(context(aliases))
    related = [_term_button(term) for term in card.related[:6]]
    return [*blocks, actions([*related, button("All terms", "knowledge.terms", {"p": 0})])]


def terms_text(page: TermPage) -> str:
    where = f", page {page.page + 1} of {page.pages}" if page.pages > 1 else ""
    lines = bullets([f"{safe(term.name)}: {safe(clip(term.meaning, 140))}" for term in page.terms])
    return f"{plural(page.count, 'term')}{where}:\n{lines}"


def terms_blocks(page: TermPage) -> list[Block]:
    turns: list[Block] = []
    if page.page:
        turns.append(button("Previous page", "knowledge.turn:back", {"p": page.page - 1}))
    if page.has_next:
        turns.append(button("Next page", "knowledge.turn:next", {"p": page.page + 1}))
    blocks = [section(terms_text(page)), actions([_term_button(term) for term in page.terms])]
    return [*blocks, actions(turns)] if turns else blocks


def unknown_term_text(words: str, nearest: Sequence[GlossaryTerm]) -> str:
    start = f"“{quoted(words, 60)}” is not in the glossary."
    if nearest:
        return f"{start} Did you mean {join_and([safe(term.name) for term in nearest], 'or')}?"
    return f"{start} See the list of terms, or ask a person at CEC."


def unknown_term_blocks(words: str, nearest: Sequence[GlossaryTerm]) -> list[Block]:
    row = [_term_button(term) for term in nearest]
    everything = button("All terms", "knowledge.terms", {"p": 0})
    return [section(unknown_term_text(words, nearest)), actions([*row, everything, ask_button(PERSON)])]


def _term_button(term: GlossaryTerm) -> Block:
    return button(term.name, f"knowledge.term:{term.key}", {"k": term.key})


# -- how pricing works ------------------------------------------------------------------------------------------


def topic_text(topic: PricingTopic, notice: str) -> str:
    return f"{safe(topic.title)}\n{safe(topic.text)}\n{safe(notice)}"


def topic_blocks(topic: PricingTopic, others: Sequence[PricingTopic], notice: str) -> list[Block]:
    return [
        section(f"*{safe(topic.title)}*\n{safe(topic.text)}"),
        actions([*_topic_buttons(others), ask_button(PRICE), ask_button(PERSON)]),
        context(safe(notice)),
    ]


def topics_text(topics: Sequence[PricingTopic], notice: str) -> str:
    return f"How pricing works. I can explain:\n{bullets([safe(topic.title) for topic in topics])}\n{safe(notice)}"


def topics_blocks(topics: Sequence[PricingTopic], notice: str) -> list[Block]:
    rows = [f"*{safe(topic.title)}*\n{safe(_first_sentence(topic.text))}" for topic in topics]
    return [
        section("Here is how pricing works, in short. Each button tells more."),
        *(section("\n".join(rows[start : start + 4])) for start in range(0, len(rows), 4)),
        actions([*_topic_buttons(topics), ask_button(PRICE)]),
        context(safe(notice)),
    ]


def _topic_buttons(topics: Sequence[PricingTopic]) -> list[Block]:
    return [button(topic.title, f"knowledge.topic:{topic.key}", {"k": topic.key}) for topic in topics[:20]]


def _first_sentence(text: str) -> str:
    return clip(text.partition(". ")[0].rstrip(".") + ".", 240)
