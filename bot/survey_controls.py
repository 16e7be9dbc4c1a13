"""What steers the survey in conversation: skip, back, why, pause, what is missing, submit, go on, change an answer."""

import re

from bot.understanding.readers.plain import plain

_OURS = r"(?:the|our|my|this) survey"
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
    "missing": re.compile(
        r"(?:please )?(?:(?:show|tell|list)(?: me| us)? )?(?:what(?:'?s| is| are| else is)?|which questions(?: are)?)"
        r"(?: (?:still|yet))*"
        r"(?: (?:missing|open|left|needed|unanswered|outstanding)| do (?:we|i) (?:still )?have to answer)"
        rf"(?: (?:to answer|to do|yet|now|(?:in|for|of) {_OURS}))*|"
        r"how many(?: questions)? are(?: still)? (?:left|missing|open)|how far (?:are we|am i)(?: along)?|"
        rf"(?:what(?:'?s| is) the )?(?:survey )?(?:status|progress)(?: of {_OURS})?",
        re.IGNORECASE,
    ),
    "review": re.compile(
        r"(?:please )?(?:(?:(?:can|may) (?:i|we)|(?:i|we)(?:'d like| would like| want|(?:'re|'m| are| am) ready) to|"
        r"let'?s|let (?:me|us)) )?(?:submit|send(?: in| off)?|hand in|finish|review|look (?:over|through)|show(?: me)?)"
        rf" (?:{_OURS}|(?:all )?(?:of )?(?:the|our|my) answers)(?: now)?(?: please)?|"
        r"(?:please )?(?:submit|review)(?: it| and submit)?(?: now)?(?: please)?",
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
    bare = plain(words).replace(",", "")
    return next((name for name, said in WAYS.items() if said.fullmatch(bare)), "")
