"""Pages of the documentation that programs write parts of: between `<!-- begin NAME -->` and `<!-- end NAME -->`."""

from pathlib import Path


class NoSuchPart(Exception):
    """The page has no such part, or not in one piece; the message names the page and the part."""


def write_part(page: Path, name: str, content: str) -> None:
    """Put `content` in the place of what stood between the marks. Raises NoSuchPart."""
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise NoSuchPart(f"{page} has no part between '{begin}' and '{end}'. Put these two lines where it belongs.")
    page.write_text(f"{before}{begin}\n{content.strip()}\n{end}{after}", encoding="utf-8")
