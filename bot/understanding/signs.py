"""A yes or a no without words: a message of nothing but emoji.

Slack sends most emoji by name, `:+1:`, with the skin after it, `:+1::skin-tone-3:`; some clients send the character.
"""

import re

_YES = {"+1", "thumbsup", "white_check_mark", "heavy_check_mark", "ballot_box_with_check", "ok_hand", "ok", "100"}
_NO = {"-1", "thumbsdown", "x", "negative_squared_cross_mark", "no_entry", "no_entry_sign", "no_good"}
_CHARACTERS = {**dict.fromkeys("👍✅✔☑👌🆗💯", "yes"), **dict.fromkeys("👎❌❎✖⛔🚫🙅", "no")}
_WORDS = {**dict.fromkeys(_YES, "yes"), **dict.fromkeys(_NO, "no")}

_NAME = re.compile(r":([a-z0-9_+'-]+):")
#: What changes how an emoji looks: skins, and the mark that it is to be shown in colour.
_LOOKS = re.compile(r":skin-tone-[2-6]:|[\U0001f3fb-\U0001f3ff\ufe0f\u200d\s]")


def in_words(text: str) -> str:
    """`text` itself, or of nothing but emoji what they say: "yes", "no", or nothing when they say neither or both."""
    bare = _LOOKS.sub("", text)
    names, others = _NAME.findall(bare), _NAME.sub("", bare)
    if any(character.isalnum() for character in others) or not (names or others):
        return text
    said = {_WORDS.get(name, "") for name in names} | {_CHARACTERS.get(character, "") for character in others}
    return said.pop() if len(said) == 1 else ""
