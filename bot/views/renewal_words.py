"""Renewals in words: where the renewal of an agreement stands, what it costs, and what an extension is about."""

from dataclasses import replace

from bot.views.blocks import safe
from bot.views.steps import left_of_term
from bot.views.text import capital, day, instant_day, join_and, money, plural
from bot.views.tracker import Reader
from domain.extensions import Extension, ExtensionState
from domain.fiscal import Period
from domain.people import Side
from domain.renewal_lines import Carried, CarriedLine, PriceOutlook
from domain.renewals import RenewalState, moved_to_follow
from services.renewal_cards import RenewalView

NOT_MEASURED = "How much of the services is used, and how they perform, is not measured yet."

_WHY: dict[Carried, str] = {
    Carried.PRICE: "a new price",
    Carried.TIER: "the volume tiers are others",
    Carried.EXCEPTION_OVER: "its exception ends with the term",
}


def state_words(view: RenewalView, reader: Reader) -> str:
    """When the term ends, and what follows."""
    left = capital(left_of_term(view.term.end, view.term.start, reader.today))
    if view.decided.refused:
        return f"{left}. {refusal_words(view, reader)}"
    successor = f" as {view.successor}" if view.successor else ""
    follows = {
        RenewalState.LAPSED: "Nothing follows it, so services ended.",
        RenewalState.DUE: "Its renewal has not begun.",
        RenewalState.UNDER_WAY: f"Its renewal is under way{successor}.",
        RenewalState.SETTLED: f"It goes on{successor}.",
        RenewalState.NOT_RUNNING: "Its services have not begun, so there is nothing to renew yet.",
    }[view.state]
    return f"{left}. {follows}"


def refusal_words(view: RenewalView, reader: Reader) -> str:
    """That it is not renewed: who noted so when, and why."""
    decided = view.decided
    on = f" {instant_day(decided.decided_at, reader.zone)}" if decided.decided_at else ""
    by = safe(view.names.get(decided.decided_by or "", "CEC"))
    return f"It is not renewed, as {by} noted{on}. Reason: {safe(decided.reason)}"


def wish_words(view: RenewalView, reader: Reader) -> str:
    """Who asked to renew it, with their words; empty where nobody did."""
    decided = view.decided
    if decided.asked_at is None:
        return ""
    who = safe(view.names.get(decided.asked_by or "", "The customer"))
    wish = f" “{safe(decided.wish)}”" if decided.wish else ""
    return f"{who} asked to renew it {instant_day(decided.asked_at, reader.zone)}.{wish}"


def asked_words(view: RenewalView) -> str:
    """That the customer wants to renew it, with their words; empty where they did not say so."""
    if view.decided.asked_at is None:
        return ""
    wish = f" “{safe(view.decided.wish)}”" if view.decided.wish else ""
    return f"{safe(view.names.get(view.decided.asked_by or '', 'The customer'))} asked to renew it.{wish}"


def cost_words(outlook: PriceOutlook) -> str:
    """What a year costs now and in the next term, how much that is more, and what is not sure about it."""
    change = outlook.after - outlook.before
    share = f" ({abs(change) / outlook.before:.1%})" if outlook.before and change else ""
    more = f", {money(abs(change))} {'more' if change > 0 else 'less'}{share}" if change else ", which is the same"
    final = "" if outlook.final else " The prices of the next year are not final."
    return f"A year costs {money(outlook.before)} now and {money(outlook.after)} in the next term{more}.{final}"


def withdrawn_words(outlook: PriceOutlook) -> str:
    """Which services the catalog does not have any more; empty where it has all."""
    names = [safe(line.name) for line in outlook.lines if line.after is None]
    return f"Not offered any more, and left out: {join_and(names)}." if names else ""


def line_words(line: CarriedLine) -> str:
    """A line with its price for one, now and in the next term, and why it changes."""
    head = f"*{safe(line.name)}*, {safe(line.units)}: {money(line.before)} each"
    if line.after is None:
        return f"{head} now. It is not offered any more, so it is left out."
    if line.why is Carried.NOT_FINAL:
        return f"{head}. The next year has no price yet, so this one stands until it has."
    if line.why is Carried.CUSTOM:
        return f"{head}, as it was quoted. CEC looks at the quote again."
    if line.why is Carried.SAME:
        return f"{head}, as now."
    return f"{head} now, {money(line.after)} in the next term ({_WHY[line.why]})."


def notice_words(view: RenewalView) -> str:
    """From when the customer is told of the end of the term."""
    if not view.customer_days:
        return "The customer is reminded on the last day only."
    return f"The customer is reminded from {plural(view.customer_days, 'day')} before the end of the term on."


def extension_words(view: RenewalView, extension: Extension, reader: Reader) -> str:
    """Until when, who asked, who approved it, how it stands, and why."""
    by = safe(view.names.get(extension.asked_by, "someone"))
    asked = f"asked for by {by}, {instant_day(extension.asked_at, reader.zone)}"
    head = f"*Extension until {day(extension.new_end)}*, {asked}, approved by {safe(extension.approved_by)}."
    answer = " ".join(part for part in (_answer(view, extension, reader), moved_words(view, extension)) if part)
    return f"{head} {answer}\nReason: {safe(extension.reason)}"


def moved_words(view: RenewalView, extension: Extension) -> str:
    """The term of what follows, as an extension that waits changes it; empty where it does not."""
    if not view.successor or not extension.waits_for():
        return ""
    after = moved_to_follow(replace(view.term, end=extension.new_end), view.following)
    return following_words(view.successor, view.following, after) if after != view.following else ""


def following_words(number: str, before: Period, after: Period) -> str:
    """Another term of the agreement that follows an extended one."""
    ends = "" if before.end == after.end else f" and ends on {day(after.end)} instead of {day(before.end)}"
    still = "" if ends else f" and still ends on {day(after.end)}"
    return f"{number}, which follows it, begins on {day(after.start)} instead of {day(before.start)}{ends}{still}."


def _answer(view: RenewalView, extension: Extension, reader: Reader) -> str:
    waits = extension.waits_for()
    if waits:
        return f"It waits for {join_and([_side(side, reader) for side in waits])} to confirm it."
    who = safe(view.names.get(extension.settled_by or "", "someone"))
    match extension.state:
        case ExtensionState.DECLINED:
            return f"{who} declined it. Why: {safe(extension.note)}"
        case ExtensionState.WITHDRAWN:
            return f"{who} took it back. Why: {safe(extension.note)}"
        case _:
            return "Both sides confirmed it, so services go on until then."


def _side(side: Side, reader: Reader) -> str:
    if side is Side.CEC:
        return "CEC"
    return "the customer" if reader.is_staff else "your organization"
