"""Contact cards as files that every address book reads: vCard 4.0, RFC 6350."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from services.cards import PersonCard

LONGEST_LINE = 75
"""Bytes of a line, its end not counted (RFC 6350, 3.2)."""

KIND = "text/vcard"


def vcard(person: PersonCard, organization: str, roles: Sequence[str], at: datetime) -> str:
    """One person. `organization` is its name, `roles` what they are in its agreements, `at` when it was written.

    The name stays in one piece: nobody knows which part of it is the family's.
    """
    values = [
        ("BEGIN", "VCARD"),
        ("VERSION", "4.0"),
        ("UID;VALUE=text", _text(f"cec-{person.id}")),
        ("FN", _text(person.name)),
        ("ORG", _text(organization)),
        ("TITLE", _text(person.title)),
        ("ROLE", _text(", ".join(roles))),
        ("EMAIL;TYPE=work", _text(person.email)),
        ("TEL;TYPE=work;VALUE=text", _text(person.phone)),
        ("TZ;VALUE=text", _text(person.time_zone)),
        ("REV", at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")),
        ("END", "VCARD"),
    ]
    return "".join(f"{folded(f'{name}:{value}')}\r\n" for name, value in values if value)


def sheet(cards: Iterable[str]) -> str:
    """Several people in one file (RFC 6350, 3.3)."""
    return "".join(cards)


def file_name(words: str) -> str:
    """A name for the file that every system takes: "Maria López" gives Maria-Lopez.vcf."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")
    return f"{plain[:60] or 'contact'}.vcf"


def folded(line: str) -> str:
    """A long line continued on the next ones, never in the middle of a character (RFC 6350, 3.2)."""
    parts: list[str] = []
    part, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + char, size + width
    return "\r\n".join([*parts, part])


def _text(value: str) -> str:
    """Backslash, comma, semicolon and line breaks escaped (RFC 6350, 3.4)."""
    escaped = re.sub(r"([\\,;])", r"\\\1", value.strip())
    return re.sub(r"\r\n|\r|\n", r"\\n", escaped)
