"""A channel for both sides, created outside of anybody's click: that takes longer than Slack waits for an answer."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.outgoing import Outgoing, Sender, post_once
from bot.slack import Slack, SlackRefused
from bot.views.blocks import safe
from domain.errors import InvalidInput, NotAllowed, NotFound
from domain.notices import NoticeKind
from services import Services

TAKEN = "There is a channel #{name} already. Create one with another name, or bind that one."
REFUSED = "Slack does not let me create #{name} ({error}). Create it yourself, invite me and bind it."
WORDS = {
    "name_taken": TAKEN,
    "invalid_name": "#{name} is no name that Slack takes. Use small letters, digits, hyphens and underscores.",
    "invalid_name_specials": "#{name} is no name that Slack takes. Use small letters, digits, hyphens and underscores.",
}
"""What Slack says of a channel's name, in words."""


def channel_wanted(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """Create it, bind it, then invite: who is invited may find it bound. In the thread: what became of it."""
    facts = outgoing.facts
    organization, name = str(facts["organization"]), str(facts["name"])
    try:
        channel = _created(outgoing, slack, services, name, organization)
        services.channels.bind(services.directory.actor(str(facts["by"])), channel, organization)
    except SlackRefused as refused:
        said = WORDS.get(refused.error, REFUSED).format(name=safe(name), error=safe(refused.error))
        post_once(outgoing, slack, said)
        return
    except (InvalidInput, NotAllowed, NotFound) as refused:  # who asked may no longer do it, say
        post_once(outgoing, slack, safe(str(refused)))
        return
    missed = [user for user in str(facts["people"]).split() if not slack.invite(channel, user)]
    rest = f" I could not invite {', '.join(f'<@{user}>' for user in missed)}." if missed else ""
    post_once(outgoing, slack, f"<#{channel}> belongs to {safe(str(facts['organization_name']))} now.{rest}")


def _created(outgoing: Outgoing, slack: Slack, services: Services, name: str, organization: str) -> str:
    """A new private channel, or the one that an earlier try made. Raises SlackRefused, such as with `name_taken`."""
    try:
        return slack.create_channel(name, private=True)
    except SlackRefused as refused:
        found = _own(slack, name) if refused.error == "name_taken" else None
        if found is None or not _is_left_over(outgoing, slack, services, found, organization):
            raise
        return found


def _is_left_over(outgoing: Outgoing, slack: Slack, services: Services, channel: str, organization: str) -> bool:
    """Whether it was created for this: not bound yet and with nobody in it but us, or bound by an earlier try."""
    binding = services.channels.place(channel).binding
    if binding is None:
        return slack.members(channel) == (slack.identity()["user_id"],)
    return outgoing.again and binding.organization == organization


def _own(slack: Slack, name: str) -> str | None:
    """The private channel of that name that we created."""
    us = slack.identity()["user_id"]
    return next((c["id"] for c in _private_channels(slack) if c.get("name") == name and c.get("creator") == us), None)


def _private_channels(slack: Slack) -> Iterator[Mapping[str, Any]]:
    cursor = ""
    while True:
        page = slack.call(
            "conversations.list", types="private_channel", exclude_archived=True, limit=200, cursor=cursor
        )
        yield from page["channels"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


SENDERS: dict[NoticeKind, Sender] = {NoticeKind.CHANNEL_WANTED: channel_wanted}
