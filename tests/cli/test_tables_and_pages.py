"""Tables for people, and the parts of a page that programs write."""

from pathlib import Path

import pytest

from cli.pages import NoSuchPart, write_part
from cli.tables import Table, as_markdown, as_text

FRUIT = Table("Fruit", ("", "kind", "count"), (("a|b", "<x> *y* `z`", "5"), ("apple", "", "120")), "By hand.", names=2)


def test_names_stand_to_the_left_and_figures_to_the_right() -> None:
    assert as_text(FRUIT).splitlines() == [
        "Fruit",
        "          kind          count",
        "  a|b     <x> *y* `z`       5",
        "  apple                   120",
        "  By hand.",
    ]


def test_cells_of_markdown_mean_nothing_but_their_words() -> None:
    assert as_markdown(FRUIT).splitlines() == [
        "**Fruit**",
        "",
        "|  | kind | count |",
        "|---|---|---:|",
        "| a\\|b | &lt;x> \\*y\\* \\`z\\` | 5 |",
        "| apple |  | 120 |",
        "",
        "By hand.",
    ]


def test_a_part_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A\n<!-- begin b -->\nold\n<!-- end b -->\n<!-- begin c -->\n<!-- end c -->\nend\n")
    write_part(page, "b", "new\n\n")
    write_part(page, "b", "newer")
    assert page.read_text() == ("# A\n<!-- begin b -->\nnewer\n<!-- end b -->\n<!-- begin c -->\n<!-- end c -->\nend\n")


@pytest.mark.parametrize("text", ["", "<!-- begin b -->", "<!-- end b -->\n<!-- begin b -->"])
def test_a_part_that_is_missing_is_named_and_the_page_stays(tmp_path: Path, text: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(text)
    with pytest.raises(NoSuchPart, match=r"page\.md.*begin b"):
        write_part(page, "b", "new")
    assert page.read_text() == text
