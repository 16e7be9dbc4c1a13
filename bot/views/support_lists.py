"""Lists of support requests for customers, and what Home shows of them."""

from bot.replies import Block
from bot.views.blocks import actions, button, divider, header, section
from bot.views.support_card import open_button
from bot.views.support_words import row_text
from bot.views.text import without_bold
from bot.views.tracker import Reader
from services.support_cards import RequestPage

HOME_SHOWN = 5
NEW = "support.new"


def requests_list(found: RequestPage, reader: Reader, title: str, number: str = "") -> tuple[str, list[Block]]:
    """Text and blocks of a page of one's own requests, or of those of the agreement `number`."""
    blocks = [section(title)]
    blocks += [section(row_text(row, reader), open_button(row.request.number)) for row in found.rows]
    turns = [("Earlier page", found.page - 1)] * (found.page > 0) + [("Next page", found.page + 1)] * found.has_next
    others = [list_button(f"Requests of {row.agreement}", row.agreement) for row in found.rows[:1] if not number]
    row = [list_button(text, number, page, in_place=True) for text, page in turns]
    blocks.append(actions([new_button(), *row, *others]))
    return without_bold("\n".join([title, *(row_text(row, reader) for row in found.rows)])), blocks


def new_button(text: str = "Ask for help", style: str | None = None) -> Block:
    return button(text, f"{NEW}:empty", {}, style)


def list_button(text: str, number: str = "", page: int = 0, in_place: bool = False) -> Block:
    value = {"n": number, "p": page, "in": in_place}
    return button(text, f"support.list:{number}.{page}", value)


def home_support(found: RequestPage, reader: Reader) -> list[Block]:
    """One's own requests that are open or were resolved lately, the ways to all and to a new one."""
    shown = [row for row in found.rows if row.request.is_open][:HOME_SHOWN]
    blocks: list[Block] = [divider(), header("Your support requests")]
    blocks += [section(row_text(row, reader), open_button(row.request.number)) for row in shown] or [
        section("None of your requests is open.")
    ]
    return [
        *blocks,
        actions([new_button(), list_button("All my requests"), button("Outages", "outages.list")], "home.support"),
    ]
