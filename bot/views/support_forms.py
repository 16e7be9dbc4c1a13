"""Forms of support requests that customers fill in: a new one, something written, opened again, rated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import field, modal, option, safe, section, select, text_input
from bot.views.menus import menu
from domain.support_priorities import Impact, Urgency
from domain.support_requests import LONGEST_NAME, LONGEST_PLACE, LONGEST_TEXT, MOST_FILES
from services.support_cards import RequestCard
from services.support_coverage import CoveredService

#: From the best to the least, as the button and the menu say it.
STARS: Mapping[int, str] = {
    5: "5, very satisfied",
    4: "4, satisfied",
    3: "3, in between",
    2: "2, not quite satisfied",
    1: "1, not satisfied",
}


@dataclass(frozen=True)
class Filled:
    """What stands in the form of a new request. `chosen` is the value of a service, None where it is not clear."""

    chosen: str | None
    description: str
    impact: Impact
    urgency: Urgency
    place: str = ""


def service_value(number: str, service: str) -> str:
    """The choice of a line of an agreement; `service_chosen` reads it."""
    return f"{number} {service}"


def service_chosen(value: object) -> tuple[str, str]:
    """The number of the agreement and the key of the service."""
    number, _, service = str(value or "").partition(" ")
    return number, service


def report_form(covered: Sequence[CoveredService], filled: Filled, metadata: Any) -> View:
    services = [(f"{each.name} ({each.number})", service_value(each.number, each.service)) for each in covered]
    blocks = [
        field("service", "Which service", menu("value", "Choose a service", services, filled.chosen)),
        field("description", "What does not work", text_input(filled.description, True, LONGEST_TEXT)),
        field("impact", "Whom does it concern", impact_menu(filled.impact)),
        field("urgency", "How much does it stop", urgency_menu(filled.urgency)),
        field("place", "Where", text_input(filled.place, max_length=LONGEST_PLACE), optional=True),
        field(
            "for_whom", "For somebody else", text_input(max_length=LONGEST_NAME), optional=True,
            hint="A name, and how to reach them. Leave it empty where it is for you.",
        ),
        files_field(),
    ]  # fmt: skip
    return modal("support.report", "Ask for help", blocks, "Send to CEC", metadata)


def files_field() -> Block:
    return field("files", "Files", {"type": "file_input", "action_id": "value", "max_files": MOST_FILES}, optional=True)


def impact_menu(impact: Impact) -> Block:
    options = [option(each.label, each.value) for each in Impact]
    return select("value", "Whom", options, options[list(Impact).index(impact)])


def urgency_menu(urgency: Urgency) -> Block:
    options = [option(each.label, each.value) for each in Urgency]
    return select("value", "How much", options, options[list(Urgency).index(urgency)])


def comment_form(card: RequestCard, metadata: Any) -> View:
    blocks = [
        section(named(card)),
        field("text", "What you want to say", text_input(multiline=True, max_length=LONGEST_TEXT), optional=True),
        files_field(),
    ]
    return modal("support.comment", "Write to CEC", blocks, "Send", metadata)


def reopen_form(card: RequestCard, metadata: Any) -> View:
    asked = field("why", "What still does not work", text_input(multiline=True, max_length=LONGEST_TEXT))
    return modal("support.reopen", "Open it again", [section(named(card)), asked], "Open it again", metadata)


def rating_form(card: RequestCard, metadata: Any) -> View:
    rating = card.request.rating
    options = [option(words, str(stars)) for stars, words in STARS.items()]
    chosen = next((each for each in options if rating and each["value"] == str(rating.stars)), None)
    words = text_input(rating.words if rating else "", True, LONGEST_TEXT)
    blocks = [
        section(named(card)),
        field("stars", "How satisfied are you with the help", select("value", "Choose", options, chosen)),
        field("words", "In your own words", words, optional=True),
    ]
    return modal("support.rating", "Rate the help", blocks, "Send", metadata)


def named(card: RequestCard) -> str:
    request = card.request
    return f"*{request.number}, {safe(request.service_name)}* ({card.agreement})"
