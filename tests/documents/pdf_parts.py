"""Looking into a PDF."""

import io
from collections.abc import Iterator

import pikepdf


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def tags(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All elements of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:  # pyright: ignore[reportGeneralTypeIssues]
            yield from tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node.K)


def headings(document: pikepdf.Pdf) -> list[str]:
    """The titles of its headings, in reading order."""
    elements = tags(document.Root.StructTreeRoot.K)
    return [str(element.T) for element in elements if str(element.S).startswith("/H")]
