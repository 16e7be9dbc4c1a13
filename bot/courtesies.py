"""Greetings, thanks and closings around what a message is about."""

import re

_END = r"(?:\s*:[\w+-]+:)*[\s,.!…–-]*"
_GREETING = (
    r"hi+|hello|hey|howdy|greetings|good (?:morning|afternoon|evening|day)|dear (?:all|team|colleagues|cec)"
    r"|happy \w+day|how are you(?: all| doing)?(?: today)?\??"
    r"|(?:i )?hope (?:you(?:['’]re| are)|all is|everyone is)(?: all)? (?:doing )?well(?: (?:today|over there))?"
)
_THANKS = (
    r"(?:many |ok )?thank(?:s| you)(?: so much| very much| a lot| a bunch| a million| again| all| everyone)?"
    r"(?: in advance| for (?:your|the|all your) (?:help|time|support|patience)(?: yesterday| today)?)?"
    r"|thx|ty|much appreciated"
)
_LEAVE = (
    r"(?:(?:best|kind|warm|many)(?: and kind)? )?regards|best(?: wishes)?|cheers|sincerely|respectfully"
    r"|(?:good)?bye(?: now)?|have a (?:nice|good|great|lovely) (?:day|one|evening|weekend)"
)
#: To whom: "hi there", "hello CEC team", "good morning James".
_WHOM = r"(?:,? (?:there|all|team|everyone|everybody|folks|again|cec|concierge|cec team|(?-i:[A-Z][a-z]+)))?"
_COURTESY = re.compile(rf"\W*(?:{_GREETING}|{_THANKS}|{_LEAVE}){_WHOM}{_END}", re.IGNORECASE)
#: After one of these a line of at most three words is the sender's name.
_CLOSING = re.compile(rf"\W*(?:{_THANKS}|{_LEAVE}){_END}", re.IGNORECASE)
_PIECE = re.compile(r"[^\n]+?(?:(?<=[.?!])(?=\s)|(?=\n)|$)", re.MULTILINE)
_NAME_WORDS = 3
#: No message has more courtesies than this at either end; a longer one is only looked at there.
_LOOKED_AT = 2_000


def is_courtesy(piece: str) -> bool:
    """Whether a line or sentence only greets, thanks or takes leave."""
    return len(piece) <= _LOOKED_AT and bool(_COURTESY.fullmatch(piece))


def without_courtesies(text: str) -> str:
    """What is asked, as if it had been written alone; the text itself where it holds nothing else."""
    if len(text) > _LOOKED_AT:
        return text
    pieces = [piece for piece in _PIECE.finditer(text) if piece[0].strip()]
    said = list(pieces)
    while said and (is_courtesy(said[-1][0]) or _is_signature(said)):
        said.pop()
    while said and is_courtesy(said[0][0]):
        said.pop(0)
    return text[said[0].start() : said[-1].end()].strip() if said and len(said) < len(pieces) else text


def _is_signature(pieces: list[re.Match[str]]) -> bool:
    """ "Maria Lopez" below "best regards,"."""
    if len(pieces) < 2 or not _CLOSING.fullmatch(pieces[-2][0]):
        return False
    words = pieces[-1][0].split()
    return len(words) <= _NAME_WORDS and all(word[:1].isupper() for word in words)
