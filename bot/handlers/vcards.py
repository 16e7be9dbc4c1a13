"""Contact cards as vCard files, sent to the asker's direct messages: of one person or of a whole contact sheet."""

from bot.context import Click
from bot.forms import text_of
from bot.handlers.contact_forms import number_of
from bot.replies import Outcome, Reply
from bot.views.blocks import read_value, safe, section
from bot.views.vcards import card_file


def vcards(click: Click) -> Outcome:
    """One person (`p`), or everyone of the agreement (`n`) or organization (`o`). Sharing a file takes its time."""
    value, contacts = read_value(click.value), click.services.contacts
    number, organization, person = number_of(value), text_of(value, "o") or None, text_of(value, "p")
    file = card_file(contacts.book(click.actor, number, organization), number, person, click.asker.at)
    contacts.send_cards(click.actor, number, organization, person)
    text = f"{safe(file.name)} comes to your direct messages with me."
    return Reply(text, [section(text)], private=True)
