"""Recommended services, money first, each with its reason."""

from collections.abc import Mapping

from bot.replies import Block
from bot.views.blocks import actions, button, clip, confirmation, context, safe, section
from bot.views.sections import sections
from bot.views.text import join_and, money, plural
from services.catalog_comparison import target_words
from services.survey_cards import ProposalMade, RecommendedLine, ServicesRecommended

LINES = 40
REASON = 400


def recommended_text(found: ServicesRecommended) -> str:
    lines = (_line(line).replace("*", "") for line in found.lines[:LINES])
    return "\n".join([recommended_head(found), *lines, safe(found.notice)])


def recommended_blocks(found: ServicesRecommended, may_propose: bool) -> list[Block]:
    blocks = [section(f"*{recommended_head(found)}*"), *sections((_line(line) for line in found.lines[:LINES]), "\n\n")]
    if len(found.lines) > LINES:
        blocks.append(context(f"{plural(len(found.lines) - LINES, 'other service')} stand in the downloaded files."))
    blocks.append(context(safe(found.notice)))
    meta = {"n": found.agreement}
    ways = [button("Make the first proposal", "survey.make_proposal", meta, style="primary")] if may_propose else []
    ways.append(button("All answers", "survey.answers", meta))
    return [*blocks[:48], actions(ways)]


def made_text(made: ProposalMade) -> str:
    if not made.changed and made.as_recommended:
        return f"{made.agreement} has the recommended services in its draft already. Nothing was changed."
    if not made.changed:
        names = join_and([safe(line.name) for line in made.lines[:LINES]])
        return f"{made.agreement} has {plural(len(made.lines), 'line')} already: {names}. Nothing was changed."
    names = join_and([safe(name) for name in made.left_out])
    left = f" Without a price now, so left out: {names}." if names else ""
    return f"The first proposal of {made.agreement} stands, with {plural(len(made.lines), 'line')}.{left}"


def made_blocks(made: ProposalMade) -> list[Block]:
    return [section(made_text(made)), actions(made_buttons(made, {"n": made.agreement}))]


def made_buttons(made: ProposalMade, meta: Mapping[str, object]) -> list[Block]:
    """The way to the draft, and one to replace lines that were there before and are others than the answers
    recommend."""
    value, label = {"number": made.agreement}, f"Open the draft of {made.agreement}"
    opened = button("Open the draft", "proposal.open:draft", value, style="primary", label=label)
    if made.changed or made.as_recommended:
        return [opened]
    sure = confirmation(
        "Replace the lines", "The lines of the agreement are replaced by the recommended services.", "Replace"
    )
    name = "Replace them with the recommended ones"
    return [opened, button(name, "survey.make_proposal:again", {**meta, "replace": True}, confirm=sure)]


def recommended_head(found: ServicesRecommended) -> str:
    if not found.lines:
        return f"The answers for {found.agreement} recommend no service yet."
    once = f" and {money(found.amount_once)} once" if found.amount_once else ""
    return (
        f"Recommended for {found.agreement}: {money(found.amount_a_year)} a year{once}, "
        f"{plural(len(found.lines), 'service')}."
    )


def _line(line: RecommendedLine) -> str:
    levels = [f"\n{safe(metric.measure)}: {safe(target_words(metric))}." for metric in line.agreed_metrics]
    head = f"*{line.quantity:,} {safe(line.unit)}, {safe(line.name)}*: {_price(line)}"
    return f"{head}{''.join(levels)}\n{safe(clip(line.reason, REASON))}"


def _price(line: RecommendedLine) -> str:
    if line.amount_a_year is None:
        return "no price at the moment"
    amounts = ((line.amount_a_year, "a year"), (line.amount_once, "once"))
    return ", ".join(f"{money(amount)} {span}" for amount, span in amounts if amount) or "no charge"
