"""Contact cards as vCard files: of one person or of a whole contact sheet, in the asker's direct messages."""

from collections.abc import Sequence

from bot.context import Click
from bot.handlers.contact_forms import GONE, number_of, text_of
from bot.replies import Outcome, Reply
from bot.slack import Slack
from bot.views.blocks import read_value, section
from bot.views.contacts import Holder, holders, roles_text
from domain.errors import NotFound
from domain.people import Side
from services.contact_cards import ContactBook
from services.vcards import file_name, sheet, vcard


def vcards(slack: Slack, click: Click) -> Outcome:
    """One person (`p`), or everyone of the agreement (`n`) or organization (`o`)."""
    value = read_value(click.value)
    person = text_of(value, "p")
    book = click.services.contacts.book(click.actor, number_of(value), text_of(value, "o") or None)
    found = [holder for side in Side for holder in holders(book.sheets, side)]
    wanted = [holder for holder in found if not person or holder.person.id == person]
    if not wanted:
        raise NotFound(GONE)
    cards = [vcard(each.person, _owner(book, each), (roles_text(each),), click.asker.at) for each in wanted]
    name = file_name(
        wanted[0].person.name if person else f"Contacts {number_of(value) or book.organization.abbreviation}"
    )
    channel = slack.direct_channel(click.asker.slack_user_id)
    slack.upload(channel, {name: sheet(cards).encode()}, text=_said(wanted))
    text = f"{name} is in your direct messages with me."
    return Reply(text, [section(text)], private=True)


def _owner(book: ContactBook, holder: Holder) -> str:
    return "Client Experience Center" if holder.side is Side.CEC else book.organization.name


def _said(wanted: Sequence[Holder]) -> str:
    return (
        f"The contact card of {wanted[0].person.name}"
        if len(wanted) == 1
        else f"{len(wanted)} contact cards in one file"
    )
