"""Slack's Web API: importing this package registers every method the sandbox has."""

from sandbox.web_api import (
    assistant,
    chat,
    conversations,
    conversations_history,
    conversations_membership,
    files,
    pins_bookmarks,
    reactions,
    team,
    users,
    views,
)
from sandbox.web_api.registry import ApiError, Call, call_method

__all__ = [
    "ApiError",
    "Call",
    "assistant",
    "call_method",
    "chat",
    "conversations",
    "conversations_history",
    "conversations_membership",
    "files",
    "pins_bookmarks",
    "reactions",
    "team",
    "users",
    "views",
]
