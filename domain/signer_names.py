"""Whether a typed name is a person's own: case, blanks and accents do not matter."""

from domain.words import folded

#: Letters that Unicode does not take apart into a letter and an accent.
_WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "’": "'"})


def same_name(typed: str, name: str) -> bool:
    """Nothing typed is nobody's name."""
    return bool(_bare(typed)) and _bare(typed) == _bare(name)


def _bare(name: str) -> str:
    return " ".join(folded(name).translate(_WHOLE).split())
