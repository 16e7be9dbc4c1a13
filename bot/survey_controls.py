"""What steers the survey in conversation: skip, back, why, pause, go on, change another answer."""

import re

WAYS: dict[str, re.Pattern[str]] = {
    "skip": re.compile(
        r"(?:please )?(?:skip|pass|next)(?: (?:this|that|it))?(?: (?:one|question))?(?: please)?|later|"
        r"(?:i )?(?:don'?t know|do not know)(?: yet)?|not sure(?: yet)?|no idea|i'?ll come back to (?:this|that|it)",
        re.IGNORECASE,
    ),
    "back": re.compile(r"(?:please )?(?:go )?back|previous(?: (?:one|question))?|the (?:question|one) before", re.I),
    "why": re.compile(
        r"why|why (?:do you (?:ask|need|want)|is (?:this|that) (?:asked|needed)).*|what(?:'s| is) (?:this|that) for|"
        r"what (?:does (?:this|that) mean|do you mean)|explain(?: (?:this|that))?|help",
        re.IGNORECASE,
    ),
    "pause": re.compile(
        r"(?:please )?(?:pause|stop|quit|exit|cancel|enough|done for (?:now|today)|take a break|not now|"
        r"that'?s (?:enough|all) for (?:now|today)|let'?s (?:stop|pause)(?: here)?|(?:i'?ll )?continue later)"
        r"(?: (?:the survey|here|for now|for today|please))*",
        re.IGNORECASE,
    ),
}
RESUMES = re.compile(
    r"(?:please )?(?:(?:continue|go on|resume|carry on)(?: (?:with )?(?:the|our|my) survey)?|back to the survey|"
    r"next question)(?: please)?",
    re.IGNORECASE,
)
#: Said about another answer, not as this one: a change of something.
ABOUT_ANOTHER = re.compile(
    r"\W*(?:please )?(?:change|correct|fix|update|edit)\s+(?:my|our|the|that|this|what|answer)\b", re.IGNORECASE
)
#: A question, which is no answer even when a number stands in it.
ASKS = re.compile(
    r"\W*(?:(?:and|so|but|ok|hey|hi|by the way|btw)\W+)*"
    r"(?:what|how|when|where|who|which|can|could|does|is|are|show|tell)\b|.*\?\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
CHANGES_TO = re.compile(r"\b(?:to|into|should be)\b", re.IGNORECASE)
#: "No, I meant 45": the answer before this question.
MEANT_BEFORE = re.compile(
    r"\W*(?:(?:no|nope|sorry|oops|wait|actually)\W+)*(?:(?:i|we) meant(?: to say)?|correction|make (?:it|that))\b\W*|"
    r"\W*(?:no|nope|sorry|oops|wait)\b[\s,:;-]+",
    re.IGNORECASE,
)
#: Nothing but a yes: what was filled in stays.
KEEPS = re.compile(
    r"\W*(?:yes|yeah|yep|correct|right|keep(?: it)?|that'?s (?:right|correct)|ok|okay|looks good|fine)"
    r"(?:\W+(?:please|thanks|thank you|keep it|it is|that'?s (?:right|correct)|correct|right))*\W*",
    re.IGNORECASE,
)


def way_said(words: str) -> str:
    """Which of `WAYS` these bare words are, "" for none."""
    return next((name for name, said in WAYS.items() if said.fullmatch(words)), "")
