"""Menus that stay within Slack's limits, however many choices there are."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import option, plain, select

OPTIONS = 100
GROUPS = 100


def menu(
    action_id: str, placeholder: str, choices: Sequence[tuple[str, str]], chosen: str | None = None, first: int = 0
) -> Block:
    """A menu of (text, value). More than 100 choices are grouped by where they begin in the alphabet.

    `chosen` is the value that is set. The `first` choices stand in front in any case ("any organization").
    """
    options = [option(text, value) for text, value in choices]
    initial = next((each for each in options if each["value"] == chosen), None)
    if len(options) <= OPTIONS:
        return select(action_id, placeholder, options, initial)
    element = select(action_id, placeholder, (), initial)
    del element["options"]
    element["option_groups"] = _groups(options, first)
    return element


def _groups(options: list[Block], first: int) -> list[Block]:
    """At most 100 groups of 100: the first choices by themselves, then the others in their order."""
    front = [{"label": plain("All", 75), "options": options[:first]}] if first else []
    rest = options[first:]
    chunks = [rest[start : start + OPTIONS] for start in range(0, len(rest), OPTIONS)][: GROUPS - len(front)]
    return [*front, *({"label": plain(_span(chunk), 75), "options": chunk} for chunk in chunks)]


def _span(chunk: list[Block]) -> str:
    return f"{chunk[0]['text']['text'][:30]} to {chunk[-1]['text']['text'][:30]}"
