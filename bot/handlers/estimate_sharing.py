"""Sharing an estimate in a channel, where everyone sees the same card."""

from dataclasses import replace

from bot.context import Click, Submission
from bot.estimates import pack, unpack
from bot.handlers.estimate_modals import desk_of
from bot.handlers.estimating import answer, priced, settled
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import STALE
from bot.slack import Slack, SlackRefused
from bot.views.blocks import read_value
from bot.views.price_questions import share_modal
from bot.views.prices import card_text, shared_blocks, title

NOT_THERE = "I am not in that channel. Invite me there with /invite, then share again."
NOT_YOURS = "Choose a channel that you are a member of."


def open_share(click: Click) -> Outcome:
    draft = unpack(read_value(click.value))
    if not draft.lines:
        return Reply(STALE, private=True)
    found = priced(desk_of(click), draft)
    place = click.asker.place
    here = place.channel_id if place.channel_id and not place.direct else None
    return Modal(share_modal(title(found), here, {"d": pack(settled(draft, found)), "at": click.origin}))


def share(slack: Slack, submission: Submission) -> Outcome:
    """Post the card in the channel that was chosen. The asker must be a member there, and so must we."""
    channel = submission.values.get("channel")
    draft = unpack(read_value(submission.metadata).get("d") or {})
    if not isinstance(channel, str) or not draft.lines:
        return Reply(STALE, private=True)
    found = priced(desk_of(submission), draft)
    shown = settled(draft, found)
    asker = submission.asker
    try:
        if asker.slack_user_id not in slack.members(channel):
            return FieldErrors({"channel": NOT_YOURS})
        slack.post(channel, card_text(found, shown), shared_blocks(found, shown, f"<@{asker.slack_user_id}>"))
    except SlackRefused:
        return FieldErrors({"channel": NOT_THERE})
    return Reply(f"Shared in <#{channel}>.", private=True)


def copy(click: Click) -> Outcome:
    """A card of one's own, to change without changing the shared one."""
    draft = unpack(read_value(click.value))
    if not draft.lines:
        return Reply(STALE, private=True)
    return replace(answer(desk_of(click), draft), private=True)
