"""What becomes of a sentence by its confidences alone: it is answered, asked about, or not understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.intent_names import OUT_OF_SCOPE, SMALL_TALK
from bot.understanding.model import Understanding
from bot.understanding.thresholds import close_intents, is_understood
from bot.views.talk import MEANINGS

#: Nobody wants to be asked whether they meant one of these. "Help" and "stop" are worth a button.
NEVER_A_CHOICE = (SMALL_TALK - {"help", "cancel"}) | {OUT_OF_SCOPE}


@dataclass(frozen=True)
class Verdict:
    """A sentence that is understood is answered, unless there are `choices` to ask about."""

    understood: bool
    choices: tuple[str, ...] = ()


def verdict(meant: Understanding) -> Verdict:
    """What becomes of a sentence that is understood like this."""
    close = close_intents(meant)
    choices = offerable(close)
    if not is_understood(meant) or (not choices and contradict(close)):
        return Verdict(understood=False)
    return Verdict(understood=True, choices=() if choices == (meant.intent,) else choices)


def says_yes(meant: Understanding) -> bool:
    """Whether the sentence is a yes, and not perhaps a no or something that was not understood."""
    return meant.intent == "affirm" and is_understood(meant) and not contradict(close_intents(meant))


def offerable(close: Sequence[str]) -> tuple[str, ...]:
    """Of the intents that a sentence may mean, those that are worth a button."""
    return tuple(intent for intent in close if intent in MEANINGS and intent not in NEVER_A_CHOICE)


def contradict(close: Sequence[str]) -> bool:
    """Whether a sentence may as well be a yes as a no: then it is neither."""
    return {"affirm", "deny"} <= set(close)
