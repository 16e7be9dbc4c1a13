"""Recommended services, money first, each with its reason."""

from bot.replies import Block
from bot.views.blocks import actions, button, clip, confirmation, context, safe, section
from bot.views.sections import sections
from bot.views.text import join_and, money, plural
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
    if not made.changed:
        return f"{made.agreement} has {plural(len(made.lines), 'line')} already. Nothing was changed."
    names = join_and([safe(name) for name in made.left_out])
    left = f" Without a price now, so left out: {names}." if names else ""
    return f"The first proposal of {made.agreement} stands, with {plural(len(made.lines), 'line')}.{left}"


def made_blocks(made: ProposalMade) -> list[Block]:
    """With a way to replace lines that were there before the survey."""
    if made.changed:
        return [section(made_text(made))]
    sure = confirmation(
        "Replace the lines", "The lines of the agreement are replaced by the recommended services.", "Replace"
    )
    name = "Replace them with the recommended ones"
    meta = {"n": made.agreement, "replace": True}
    return [section(made_text(made)), actions([button(name, "survey.make_proposal:again", meta, confirm=sure)])]


def recommended_head(found: ServicesRecommended) -> str:
    if not found.lines:
        return f"The answers for {found.agreement} recommend no service yet."
    once = f" and {money(found.one_time_fees)} once" if found.one_time_fees else ""
    return (
        f"Recommended for {found.agreement}: {money(found.annual_amount)} a year{once}, "
        f"{plural(len(found.lines), 'service')}."
    )


def _line(line: RecommendedLine) -> str:
    price = f"{money(line.line.annual_amount)} a year" if line.line else "no price at the moment"
    fee = f", {money(line.line.one_time_fee)} once" if line.line and line.line.one_time_fee else ""
    levels = [f"{level.metric.replace('_', ' ')} {level.target}" for level in line.levels]
    agreed = f"\nLevel: {join_and(levels)}." if levels else ""
    head = f"*{line.quantity:,} {safe(line.unit)}, {safe(line.name)}*: {price}{fee}"
    return f"{head}{agreed}\n{safe(clip(line.reason, REASON))}"
