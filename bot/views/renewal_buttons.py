"""Buttons that lead to a renewal and begin, refuse or extend it."""

from typing import Any

from bot.replies import Block
from bot.views.blocks import button
from bot.views.talk import kept
from domain.kept_alerts import Alert


def renewal_button(number: str, text: str = "Renewal", style: str | None = None) -> Block:
    """What is known about the end of its term, and what can be done."""
    return button(text, f"renewals.open:{number}", {"number": number}, style, label=f"{text}: {number}")


def form_button(text: str, form: str, value: dict[str, Any], style: str | None = None) -> Block:
    """Opens the form of a decision; `value` has at least the agreement's number."""
    return button(text, f"renewals.form:{form}", value, style, label=f"{text}: {value['number']}")


def tell_button(number: str, said: str = "") -> Block:
    """For a customer where nothing else can be pressed: a conversation with staff, which begins with what they said."""
    topic = f"About the renewal of {number}. {said}".strip()
    return button("Tell CEC", "handoff.start", {"topic": kept(topic)}, label=f"Tell CEC about the renewal of {number}")


def renewal_alert_buttons(alert: Alert) -> list[Block]:
    """What is done about a term that comes to its end. The alert's message stays, whatever is done."""
    value = {"number": str(alert.wanted.facts["number"]), "stay": True}
    return [
        form_button("Start renewal", "start", value, "primary"),
        form_button("Not renewing", "not_renewing", value),
        renewal_button(value["number"], "Lines and prices"),
    ]


def no_successor_alert_buttons(alert: Alert) -> list[Block]:
    """What is done about a term that ends, or ended, before what follows it is signed."""
    number, successor = str(alert.wanted.facts["number"]), alert.wanted.facts.get("successor")
    made = [renewal_button(number, "See the renewal", "primary")]
    if successor:
        value, label = {"number": str(successor)}, f"Open the agreement that follows: {successor}"
        made.append(button("Open what follows", "agreements.open", value, label=label))
    return [*made, form_button("Ask for an extension", "extend", {"number": number, "stay": True})]
