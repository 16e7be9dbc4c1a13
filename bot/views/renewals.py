"""Terms that end: what ends when, how many days are left, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.replies import Block
from bot.views.blocks import actions, button, safe, section
from bot.views.renewal_buttons import renewal_button
from bot.views.renewal_calendar import CalendarQuestion, Shown, calendar_button
from bot.views.steps import left_of_term, step
from bot.views.text import capital, day, plural
from bot.views.tracker import Reader
from domain.renewals import LONGEST_WINDOW, RenewalState
from services.agreement_list_cards import Count, RenewalItem, RenewalPage

PAGE_SIZE = 8
WINDOWS = (30, 90, 180, 365)


@dataclass(frozen=True)
class RenewalQuestion:
    """`days` ahead, or the days from `ends_from` to before `ends_before`; all None is the office's own window."""

    days: int | None = None
    ends_from: date | None = None
    ends_before: date | None = None
    organization: str | None = None
    owner: str | None = None
    page: int = 0

    @property
    def explicit(self) -> bool:
        return self.ends_from is not None or self.ends_before is not None


def pack(question: RenewalQuestion) -> dict[str, Any]:
    parts = {
        "d": question.days,
        "f": question.ends_from and question.ends_from.isoformat(),
        "b": question.ends_before and question.ends_before.isoformat(),
        "o": question.organization,
        "p": question.owner,
        "n": question.page or None,
    }
    return {key: value for key, value in parts.items() if value is not None}


def unpack(parts: dict[str, Any]) -> RenewalQuestion:
    """Back from a button's value, which may be old or forged: what it cannot mean is left open."""
    return RenewalQuestion(
        days=_whole(parts.get("d")),
        ends_from=_date(parts.get("f")),
        ends_before=_date(parts.get("b")),
        organization=_text(parts.get("o")),
        owner=_text(parts.get("p")),
        page=_whole(parts.get("n")) or 0,
    )


def to_decide_words(count: Count | None) -> str:
    """What waits for CEC besides a list of agreements; empty where nothing does."""
    if count is None or not count.count:
        return ""
    return f"{count} renewal{'' if count.count == 1 else 's'} {'is' if count.count == 1 else 'are'} to be decided."


def to_decide_row(count: Count | None, organization: str | None, owner: str | None) -> list[Block]:
    if not to_decide_words(count):
        return []
    question = pack(RenewalQuestion(organization=organization, owner=owner))
    return [actions([button("Renewals", "renewals.page:decide", question, label="Renewals to be decided")])]


def window_text(found: RenewalPage, question: RenewalQuestion, reader: Reader) -> str:
    """The window in words, to follow "ends"."""
    if question.explicit:
        last = question.ends_before - timedelta(days=1) if question.ends_before else None
        if question.ends_from and last:
            one_day = last == question.ends_from
            return f"on {day(last)}" if one_day else f"between {day(question.ends_from)} and {day(last)}"
        return f"by {day(last)}" if last else f"on or after {day(question.ends_from or reader.today)}"
    if found.window_days >= LONGEST_WINDOW:
        return "as follows, the earliest first"
    return f"within {plural(found.window_days, 'day')}, by {day(reader.today + timedelta(days=found.window_days))}"


def renewals_title(found: RenewalPage, question: RenewalQuestion, reader: Reader, whose: str) -> str:
    """How many end in the window. `whose` is as in " of NRCS" or " led by you"."""
    window = window_text(found, question, reader)
    if found.count == 0:
        return f"No agreements{whose} end {window}." if found.window_days < LONGEST_WINDOW else f"No term{whose} ends."
    more = "More than " if found.count_is_capped else ""
    verb = "ends" if found.count == 1 else "end"
    return f"{more}{plural(found.count, 'agreement')}{whose} {verb} {window}."


def renewals_text(found: RenewalPage, title: str, reader: Reader) -> str:
    lines = [title, *(f"{item.row.summary.number}: {item_facts(item, reader)}" for item in found.items)]
    if found.has_next:
        lines.append("There are more on the next page.")
    return "\n".join(lines)


def renewals_blocks(found: RenewalPage, question: RenewalQuestion, title: str, reader: Reader) -> list[Block]:
    blocks = [section(f"*{title}*"), *(_item_block(item, reader) for item in found.items)]
    buttons = _page_buttons(found, question)
    if reader.is_staff:
        month = CalendarQuestion(Shown.LIST, reader.today, question.organization, question.owner)
        buttons += [*_window_buttons(found, question), calendar_button("Calendar", month)]
    if buttons:
        blocks.append(actions(buttons))
    return blocks


def item_facts(item: RenewalItem, reader: Reader) -> str:
    """Whose it is, when it ends, how many days are left, and what follows."""
    summary = item.row.summary
    who = f"{safe(summary.organization_name)}, " if reader.is_staff else ""
    lead = f" SML {safe(summary.owner_name)}." if summary.owner_name else ""
    left = left_of_term(summary.term.end, summary.term.start, reader.today)
    return f"{capital(who + left)}. {_what_follows(item)}{lead}"


def _what_follows(item: RenewalItem) -> str:
    if item.not_renewing:
        return "It is not renewed."
    successor = f" as {item.successor}" if item.successor else ""
    return {
        RenewalState.LAPSED: "Nothing follows it yet.",
        RenewalState.DUE: "Its renewal has not begun.",
        RenewalState.UNDER_WAY: f"Its renewal is under way{successor}.",
        RenewalState.SETTLED: f"It goes on{successor}.",
        RenewalState.NOT_RUNNING: f"Its services have not begun; it is at {step(item.row.summary.stage)}.",
    }[item.state]


def _item_block(item: RenewalItem, reader: Reader) -> Block:
    summary = item.row.summary
    text = f"*{summary.number}*  {safe(summary.title)}\n{item_facts(item, reader)}"
    return section(text, renewal_button(summary.number))


def _page_buttons(found: RenewalPage, question: RenewalQuestion) -> list[Block]:
    made: list[Block] = []
    if found.page:
        value = pack(replace(question, page=found.page - 1))
        made.append(button("Previous", "renewals.page:previous", value, label="Previous page of renewals"))
    if found.has_next:
        value = pack(replace(question, page=found.page + 1))
        made.append(button("Next", "renewals.page:next", value, label="Next page of renewals"))
    return made


def _window_buttons(found: RenewalPage, question: RenewalQuestion) -> Sequence[Block]:
    others = [days for days in WINDOWS if question.explicit or days != found.window_days]
    open_question = replace(question, ends_from=None, ends_before=None, page=0)
    return [
        button(f"{days} days", f"renewals.page:{days}", pack(replace(open_question, days=days)),
               label=f"Show what ends within {days} days")
        for days in others
    ]  # fmt: skip


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000_000 else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
