"""The documents of an agreement that are kept: what there is, of which version, who may see it, and how to open it."""

from collections.abc import Sequence
from itertools import groupby

from bot.replies import Block, View
from bot.views.blocks import actions, button, header, modal, safe, section
from bot.views.sections import sections
from bot.views.text import bullets, instant_day, plural
from bot.views.tracker import Reader
from domain.agreement_documents import DocumentFormat, DocumentKind
from services.agreement_document_cards import DocumentCard, DocumentList, FormGaps

#: Of one page: each kind of document of a version has two blocks.
PAGE = 8
#: So much of a hash tells files apart; the whole one stands with the file.
HASH_SHOWN = 12
MISSING_SHOWN = 200
FORMATS: dict[DocumentFormat, str] = {
    DocumentFormat.PDF: "PDF",
    DocumentFormat.DOCX: "Word",
    DocumentFormat.HTML: "Web page",
    DocumentFormat.XLSX: "Excel",
    DocumentFormat.JSON: "JSON",
    DocumentFormat.CSV: "CSV",
}
#: What matters most comes first.
_ORDER = (
    DocumentKind.SIGNED_AGREEMENT,
    DocumentKind.AGREEMENT,
    DocumentKind.SCHEDULE,
    *(DocumentKind.PROPOSAL, DocumentKind.CHANGES, DocumentKind.LINES),
    *(DocumentKind.FORM_7600A, DocumentKind.FORM_7600B),
)
_FORMS = (DocumentKind.FORM_7600A, DocumentKind.FORM_7600B)

type Group = tuple[DocumentCard, ...]


def documents_button(number: str) -> Block:
    return button("Documents", f"documents.open:{number}", {"number": number}, label=f"Documents of {number}")


def file_button(card: DocumentCard) -> Block:
    """Sends the file to who presses it."""
    value = {"number": card.number, "d": card.id}
    return button(FORMATS[card.format], f"documents.file:{card.id}", value, label=f"{card.title}, {in_words(card)}")


def in_words(card: DocumentCard) -> str:
    """As in PDF, 84 KB."""
    return f"{FORMATS[card.format]}, {_size(card.size)}"


def file_sentence(card: DocumentCard) -> str:
    """What is said with a file."""
    return (
        f"{card.title} of {card.number} ({in_words(card)}). It can be seen by {safe(card.seen_by)}.\n"
        f"SHA-256: {card.sha256}"
    )


def documents_text(found: DocumentList, reader: Reader, page: int, done: str = "") -> str:
    """Everything that the blocks say."""
    head = f"{found.number}, {safe(found.title)}. {_sentence(found)}"
    lines = [_group_text(group, reader).replace("*", "").replace("\n", "; ") for group in _shown(found, page)]
    return "\n".join([*([done] if done else []), head, *lines])


def documents_blocks(found: DocumentList, reader: Reader, page: int, done: str = "") -> list[Block]:
    blocks = [header(f"{found.number}: Documents")]
    if done:
        blocks.append(section(f"*{done}*"))
    blocks.append(section(f"{safe(found.title)}. {_sentence(found)}"))
    for group in _shown(found, page):
        gaps = [_gaps_button(group[0])] if group[0].kind in _FORMS else []
        blocks += [section(_group_text(group, reader)), actions([*map(file_button, group), *gaps])]
    return [*blocks, actions(_below(found, page), "documents.below")]


def pages_of(found: DocumentList) -> int:
    return max(-(-len(_groups(found.documents)) // PAGE), 1)


def gaps_modal(gaps: FormGaps) -> View:
    """Which fields of the form somebody must fill in."""
    card, count = gaps.card, len(gaps.missing)
    said = f"{card.title} of {card.number}. " + (
        f"{plural(count, 'field')} that the form requires {'is' if count == 1 else 'are'} not known to CEC. "
        "Fill them in before you use the data in G-Invoicing or on the form."
        if count
        else "Nothing that the form requires is missing. Check it before you use it."
    )
    lines = sections([bullets([safe(field)]) for field in gaps.missing[:MISSING_SHOWN]])
    return modal("documents.gaps", "What is missing", [section(said), *lines])


def _sentence(found: DocumentList) -> str:
    if found.documents:
        said = f"{plural(len(found.documents), 'file')} kept. They can be seen by {safe(found.documents[0].seen_by)}."
    else:
        said = "No documents are kept yet."
    if found.unmade:
        return f"{said} Some documents of version {found.unmade} are not made yet."
    return said if found.documents else f"{said} They are made when a proposal is presented."


def _groups(documents: Sequence[DocumentCard]) -> list[Group]:
    """The files of one kind, version and edition together, in their order; those that were replaced come last."""
    formats = list(FORMATS)

    def same(card: DocumentCard) -> tuple[bool, int, int, int]:
        return card.replaced, -card.version, _ORDER.index(card.kind), -card.edition

    ordered = sorted(documents, key=lambda card: (*same(card), formats.index(card.format)))
    return [tuple(group) for _, group in groupby(ordered, key=same)]


def _shown(found: DocumentList, page: int) -> list[Group]:
    return _groups(found.documents)[page * PAGE : (page + 1) * PAGE]


def _group_text(group: Group, reader: Reader) -> str:
    first = group[0]
    hashes = [f"{in_words(card)}, SHA-256 {card.sha256[:HASH_SHOWN]}…" for card in group]
    return "\n".join([f"*{first.title}*, {instant_day(first.made_at, reader.zone)}", *hashes])


def _gaps_button(card: DocumentCard) -> Block:
    label = f"What is missing in {card.title}"
    value = {"number": card.number, "d": card.id}
    return button("What is missing", f"documents.gaps:{card.id}", value, label=label)


def _below(found: DocumentList, page: int) -> list[Block]:
    number, last = found.number, pages_of(found) - 1
    turns = [("Previous", page - 1)] * (page > 0) + [("Next", page + 1)] * (page < last)
    made = [
        button(text, f"documents.page:{text}", {"number": number, "p": to}, label=f"{text} documents of {number}")
        for text, to in turns
    ]
    if found.unmade and found.may_make:
        label, value = f"Make the documents of {number}", {"number": number, "version": found.unmade}
        made.append(button("Make the documents", "documents.make", value, label=label))
    opened = button("Open the agreement", "agreements.open", {"number": number}, label=f"Open the agreement {number}")
    return [*made, opened]


def _size(size: int) -> str:
    """Of a file in bytes: as in 84 KB."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(round(size / 2**10), 1)} KB"
