"""What alerts say about terms that come to their end."""

from decimal import Decimal

from bot.views.alert_facts import Facts
from bot.views.renewal_words import NOT_MEASURED
from bot.views.steps import step
from bot.views.text import money, plural
from domain.stages import Stage


def renewal_words(facts: Facts) -> str:
    asked = f" {facts.text('asked_by')} asks to renew." if facts.has("asked_by") else ""
    wish = f" “{facts.text('wish')}”" if facts.has("wish") else ""
    within = f", within {plural(facts.count('within'), 'day')}" if facts.has("within") else ""
    return f"The term ends on {facts.day('ends_on')}{within}.{asked}{wish}\n{_cost(facts)} {_measured(facts)}"


def _cost(facts: Facts) -> str:
    """What a year costs now and in the next term, with what is not sure about it."""
    change = Decimal(str(facts.alert.wanted.facts["value_change"]))
    more = f", {money(abs(change))} {'more' if change > 0 else 'less'}" if change else ""
    gone = plural(facts.count("withdrawn"), "service")
    withdrawn = f" {gone} of it can't go on, as the catalog has it no more." if facts.has("withdrawn") else ""
    final = "" if facts.has("prices_final") else " The prices of the next year are not final."
    now, following = facts.money("value"), facts.money("value_next")
    return f"A year costs {now} now and {following} in the next term{more}, with illustrative prices.{withdrawn}{final}"


def _measured(facts: Facts) -> str:
    """What was used, and how it performed."""
    found = [facts.text(name) for name in ("used", "performance") if facts.has(name)]
    return " ".join(found) or NOT_MEASURED


def no_successor_words(facts: Facts) -> str:
    ends = facts.day("ends_on")
    if facts.mark == "ended":
        return f"The term ended on {ends} and nothing follows it. Services go on only with a recorded extension."
    successor, at = facts.text("successor"), facts.alert.wanted.facts.get("successor_stage")
    stands = f" It stands at {step(Stage(str(at)))}." if at else ""
    return f"The term ends on {ends}. {successor or 'The renewal'}, which follows it, is not signed yet.{stands}"
