"""Names that may stand only once over all files of a check."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.catalog import plain_words
from services.data_files import Entry
from services.yaml_tree import Source, Text


@dataclass(frozen=True)
class _Place:
    owner: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.owner} in {self.file}:{self.line}" if self.line else f"{self.owner} in {self.file}"


class Names:
    """Each name with the place of its first use; a second use is reported with the place of the first."""

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}

    def claim(self, name: Text, owner: str, source: Source) -> None:
        """Take a name for `owner`, for example "service laptop". Names are compared as `plain_words`."""
        if not name.value:
            return
        claimed = _Place(owner, source.file, name.line)
        first = self._places.setdefault(plain_words(name.value), claimed)
        if first is not claimed:
            message = f"“{name.value}” of {owner} is already used by {first}."
            source.report(name.line, message, "Change or remove one of the two.")


def claim(names: Names, owner: str, source: Source, key: Text, called: Sequence[Text]) -> None:
    """Take the key and all that an entry is called; it may be called as its key spells it."""
    names.claim(key, owner, source)
    for name in called:
        if plain_words(name.value) != plain_words(key.value):
            names.claim(name, owner, source)


def claim_entry(names: Names, kind: str, entry: Entry, name_key: str = "name") -> None:
    """Take the key, the name and the aliases of an entry of a file."""
    key = entry.peek("key")
    owner = f"{kind} {key.value}" if key.value else f"a {kind} without a key"
    claim(names, owner, entry.source, key, [entry.peek(name_key), *entry.peek_all("aliases")])
