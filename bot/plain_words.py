"""Words that leave no doubt: the speaker is annoyed, wants an agreement to end, or asks where CEC is. Pure."""

import re

_ANNOYED = re.compile(
    r"\b(?:you['’]?re|you are|ur|this (?:bot|thing|assistant|program)(?:['’]?s| is)?|that was|this is)(?: \w+){0,2} "
    r"(?:useless|worthless|hopeless|stupid|dumb|terrible|awful|horrible|garbage|rubbish|ridiculous|pathetic"
    r"|no (?:help|good|use)"
    r"|unacceptable|a joke|a waste|annoying|not helpful|unhelpful|a disgrace)\b"
    r"|^\W*(?:useless|worthless|hopeless|stupid bot|ridiculous|unacceptable|waste of (?:my )?time)\W*$"
    r"|\bwaste of (?:my |our |everyone['’]?s )?time\b|\b(?:fed up|sick of|tired of)\b"
    r"|\b(?:no ?body|no one)(?: \w+){0,3} (?:answers?|answered|repl(?:y|ies|ied)|responds?|responded|calls?"
    r"|called|listens?"
    r"|listened|cares?|helps?|helped)\b"
    r"|\b(?:second|third|fourth|fifth|tenth|hundredth|\d+(?:nd|rd|th)) time (?:that )?(?:i|we)(?:['’]?m"
    r"|['’]?ve| am| have)? "
    r"(?:ask\w*|writ\w*|try\w*|tell\w*|said|say\w*|request\w*)\b"
    r"|\b(?:asked|told you|written|tried)(?: \w+){0,4} (?:twice|(?:two|three|four|five|ten|\d+|many|several"
    r"|hundred) times)\b"
    r"|\b(?:still|yet) (?:no|haven['’]?t (?:had|got|gotten|heard) (?:any|an|a)) (?:answer|reply|response)\b"
    r"|\byou (?:don['’]?t|do not|never) (?:help|listen|understand (?:me|anything))\b",
    re.IGNORECASE,
)
_ENDING = (
    r"(?:cancel|terminat(?:e|ing)|discontinu(?:e|ing)|end(?:ing)?|quit(?:ting)?|leav(?:e|ing)|exit(?:ing)?"
    r"|wind(?:ing)? down|clos(?:e|ing) out|drop(?:ping)?|stop(?:ping)?)"
)
#: What stands before a verb by which somebody wants something done.
WANTS = (
    r"(?:^\W*|\b(?:to|please|can (?:you|we|i)|could (?:you|we|i)|let['’]?s|must|should|(?:we|i) (?:will|are|am)"
    r"|(?:we|i)['’](?:ll|re|m)|by|about|start)\s+)(?:please\s+|just\s+|now\s+)?"
)
_ENDS = re.compile(
    rf"{WANTS}{_ENDING}\b.{{0,60}}\b(?:agreements?|contracts?|slas?\b)|{WANTS}(?:cancel|terminate"
    rf"|discontinue)\b.{{0,40}} one\b"
    r"|\b(?:pull(?:ing)?|get(?:ting)?|back(?:ing)?|opt(?:ing)?|step(?:ping)?|tak(?:e|ing) us) out of\b.{0,60}"
    r"\b(?:agreements?|contracts?|slas?|one)\b"
    r"|\bwithdraw(?:ing)? from\b.{0,60}\b(?:agreements?|contracts?|slas?|one)\b"
    r"|\b(?:give|giving) notice\b.{0,60}\b(?:agreements?|contracts?|slas?|one)\b"
    r"|\b(?:won['’]?t|will not|not) (?:continue|go on|carry on) with\b.{0,60}\b(?:agreements?|contracts?|slas?|one)\b",
    re.IGNORECASE,
)
_NOT_AN_AGREEMENT = re.compile(
    r"\b(?:meetings?|calls?|reviews?|sync|appointments?|survey|questionnaire|form|requests?|tickets?|estimate|drafts?"
    r"|proposals?|messages?|reminders?)\b|\bto \d|^\W*(?:when|which|who|what|list|show)\b",
    re.IGNORECASE,
)

_WHERE_IS_CEC = re.compile(
    r"\bwhere(?:['’]?s| is| are|['’]re) (?:you|you guys|cec|your (?:office|building|headquarters|team))(?: guys)?\b"
    r"(?=(?:\s+(?:located|based|at|situated|physically|sitting))?\W*$)"
    r"|\b(?:what(?:['’]?s| is)|give me|need) (?:your|cec['’]?s) (?:\w+ )?address\b|\bwhich (?:city|building"
    r"|street)\b.{0,30}\b(?:you|cec)\b",
    re.IGNORECASE,
)

_PERSONNEL = re.compile(
    r"\b(?:my|our) (?:\w+ )?(?:pto|vacation|leave|time off|comp time|overtime|time ?sheets?|pay ?checks?"
    r"|payslips?|salary|raise"
    r"|travel (?:vouchers?|orders?|claim)|per diem|telework|promotion|reimbursements?)\b",
    re.IGNORECASE,
)
_HOW_TO_START = re.compile(
    r"\bhow (?:do|can|does|would|should) (?:we|i|one|a bureau|an agency|an office|our \w+) (?:even )?"
    r"(?:get|go about getting) (?:started|going|on board)\b"
    r"|\bwhere (?:do|can|should) (?:we|i) (?:start|begin)\b",
    re.IGNORECASE,
)
_PRICE_OF = re.compile(
    r"\b(?:how much (?:is|are|for|does|do|would|will)|(?:price|cost|quote|estimate) (?:of|for))\b", re.IGNORECASE
)


def asks_price_of(text: str) -> bool:
    """What something costs: "how much is ...", "a quote for ..."."""
    return bool(_PRICE_OF.search(text))


def is_annoyed(text: str) -> bool:
    """Whether the sentence vents at the assistant or at answers that never came."""
    return bool(_ANNOYED.search(text))


def wants_to_end(text: str) -> bool:
    """Whether an agreement is to be left or ended early; when one ends is another question."""
    return bool(_ENDS.search(text)) and not _NOT_AN_AGREEMENT.search(text)


def asks_where_cec_is(text: str) -> bool:
    """Whether CEC's place or address is asked for."""
    return bool(_WHERE_IS_CEC.search(text))


def is_personnel_matter(text: str) -> bool:
    """Whether it is about the speaker's own leave, pay or travel, which no agreement with CEC holds."""
    return bool(_PERSONNEL.search(text))


def asks_how_to_start(text: str) -> bool:
    """Whether someone new asks how one becomes a customer."""
    return bool(_HOW_TO_START.search(text))
