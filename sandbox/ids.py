"""Identifiers in Slack's shape: a prefix that tells the kind, then upper-case letters and digits."""

import random
import string

ALPHABET = string.ascii_uppercase + string.digits


class Ids:
    """Makes identifiers; not secret, so a plain generator is enough."""

    def __init__(self, source: random.Random | None = None) -> None:
        self._random = source or random.Random()

    def new(self, prefix: str, length: int = 10) -> str:
        return prefix + "".join(self._random.choices(ALPHABET, k=length))

    def secret(self, length: int = 24) -> str:
        return "".join(self._random.choices(string.ascii_letters + string.digits, k=length))

    def uuid(self) -> str:
        digits = f"{self._random.getrandbits(128):032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
