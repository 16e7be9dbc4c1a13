"""Block Kit as Slack accepts it: `rules` holds the documented limits, `check` applies them."""

from sandbox.blockkit.check import BlocksRefused, check_attachments, check_blocks, check_view, give_ids

__all__ = ["BlocksRefused", "check_attachments", "check_blocks", "check_view", "give_ids"]
