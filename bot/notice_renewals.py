"""Notices about renewals and extensions: how they are said in Slack."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bot.notice_documents import share
from bot.outgoing import Outgoing, Sender, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.replies import Block
from bot.slack import Slack
from bot.views.blocks import actions, button, context, safe, section
from bot.views.renewal_buttons import form_button, renewal_button
from bot.views.renewal_words import following_words
from bot.views.text import day
from domain.errors import InvalidInput, NotAllowed, NotFound
from domain.fiscal import Period
from domain.money import format_money
from domain.notices import NoticeKind
from domain.people import Side
from services import Services
from services.renewal_calendar import FileKind


def renewal_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts = outgoing.facts
    named, by = _named(outgoing), safe(str(facts["by"] or "CEC"))
    end = _day(outgoing, "end")
    successor = facts["successor"]
    begins = f" Its term begins on {_day(outgoing, 'start')}." if facts["start"] else ""
    confirm = " Please confirm your contacts there." if facts["side"] == Side.CUSTOMER else ""
    said = {
        "started": f"{by} began the renewal of {named}: {successor}.{begins}{confirm}",
        "not_renewing": f"{by} noted that {named} is not renewed. Services end on {end}.",
        "taken_back": f"{by} took back that {named} is not renewed.",
        "taken_over": f"{successor} goes on in place of {named}, which is closed.",
        "ended": f"The term of {named} ended on {end} and nothing follows it, so its services ended.",
        "over": f"The term of {named} ended on {end}. It is closed, as was decided.",
    }[str(facts["what"])]
    number = str(successor or facts["number"])
    if facts["what"] == "started":
        buttons = [button("See the new term", "renewals.carried", {"number": number}, "primary")]
    else:
        buttons = [renewal_button(str(facts["number"]))]
    _say(outgoing, slack, services, said, number, buttons)


def renewal_coming(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To the customer, on the days before the end of a term."""
    facts = outgoing.facts
    value, following = (Decimal(str(facts[key])) for key in ("value", "value_next"))
    final = "" if facts["prices_final"] else " The prices of the next year are not final."
    said = (
        f"The term of {_named(outgoing)} ends on {_day(outgoing, 'ends_on')}. "
        f"A year costs {format_money(value)} now and {format_money(following)} in the next term, "
        f"with illustrative prices.{final} "
        "Tell CEC whether you want to renew."
    )
    number = str(facts["number"])
    wish = form_button("We want to renew", "ask", {"number": number}, "primary")
    _say(outgoing, slack, services, said, number, [wish, renewal_button(number, "Lines and prices")])


def extension_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts = outgoing.facts
    named, by = _named(outgoing), safe(str(facts["by"] or "CEC"))
    until = _day(outgoing, "new_end")
    said = {
        "asked": f"{by} asks to extend {named} until {until}, approved by {safe(str(facts['approved_by']))}. "
        "Both sides confirm it.",
        "confirmed": f"{by} confirmed the extension of {named} until {until}. The other side confirms it next.",
        "in_force": f"{named} is extended until {until}. Both sides confirmed it.",
        "declined": f"{by} declined the extension of {named} until {until}.",
        "withdrawn": f"{by} withdrew the extension of {named} until {until}.",
    }[str(facts["what"])]
    moved = _moved(facts)
    said = f"{said} {moved}" if moved else said
    number = str(facts["number"])
    asks = facts["what"] in ("asked", "confirmed")
    text, style = ("See the extension and answer", "primary") if asks else ("Renewal", None)
    _say(outgoing, slack, services, said, number, [renewal_button(number, text, style)])


def _moved(facts: Mapping[str, Any]) -> str:
    """What becomes of the term of the agreement that follows; empty where that stays."""
    if not facts.get("following"):
        return ""
    days = (date.fromisoformat(str(facts[name])) for name in ("was_from", "was_until", "is_from", "is_until"))
    was_from, was_until, is_from, is_until = days
    return following_words(str(facts["following"]), Period(was_from, was_until), Period(is_from, is_until))


def renewal_file(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """The calendar of a year to who asked for it, if they still may have it."""
    facts, calendar = outgoing.facts, services.renewal_calendar
    made = calendar.ics if facts["file"] == FileKind.ICS else calendar.csv
    try:
        file = made(reader_of(outgoing, services), facts["year"], facts["organization"], facts["owner"])
    except (InvalidInput, NotAllowed, NotFound) as refused:
        post(outgoing, slack, safe(str(refused)))
        return
    share(outgoing, slack, {file.name: file.content}, "The ends of terms that you asked for.")


def _say(
    outgoing: Outgoing, slack: Slack, services: Services, said: str, number: str, buttons: Sequence[Block]
) -> None:
    actor = reader_of(outgoing, services)
    if seen_by_reader(outgoing, lambda: services.agreements.status(actor, number)) is None:
        return
    reason = outgoing.facts.get("text")
    why: list[Block] = [context(f"Reason: {safe(str(reason))}")] if reason else []
    row = actions([*buttons, button("Open the agreement", "agreements.open", {"number": number})])
    text = f"{said} Reason: {safe(str(reason))}" if reason else said
    post(outgoing, slack, text, [section(said), *why, row])


def _named(outgoing: Outgoing) -> str:
    return f"{outgoing.facts['number']} ({safe(str(outgoing.facts['title']))})"


def _day(outgoing: Outgoing, fact: str) -> str:
    return day(date.fromisoformat(str(outgoing.facts[fact])))


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.RENEWAL_CHANGED: renewal_changed,
    NoticeKind.RENEWAL_COMING: renewal_coming,
    NoticeKind.EXTENSION_CHANGED: extension_changed,
    NoticeKind.RENEWAL_FILE: renewal_file,
}
