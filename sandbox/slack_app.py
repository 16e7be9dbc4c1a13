"""Reads the app's description: Slack's own manifest format, with the ids and tokens of the local workspace."""

import json
from pathlib import Path

import yaml

from sandbox.model import Command, Json, Shortcut, SlackApp

APP_SCOPES = frozenset({"connections:write"})


def read_app(data: Json, folder: Path, **given: str) -> SlackApp:
    """Build the app from `data`: `id`, `bot_id`, `bot_user_id`, tokens, and `manifest` (inline, or a path).

    `given` overrides the first bot token, the app token and the signing secret. Raises KeyError for what
    is missing and ValueError for what makes no sense.
    """
    manifest = _manifest(data["manifest"], folder)
    features = manifest.get("features", {})
    scopes = frozenset(manifest["oauth_config"]["scopes"]["bot"])
    name = features.get("bot_user", {}).get("display_name") or manifest["display_information"]["name"]
    home = features.get("app_home", {})
    return SlackApp(
        id=data["id"],
        name=name,
        bot_id=data["bot_id"],
        bot_user_id=data["bot_user_id"],
        description=manifest["display_information"].get("description", ""),
        commands=tuple(_command(raw) for raw in features.get("slash_commands", [])),
        shortcuts=tuple(_shortcut(raw) for raw in features.get("shortcuts", [])),
        events=frozenset(manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])),
        assistant="assistant_view" in features,
        home=home.get("home_tab_enabled", False),
        verification_token=data.get("verification_token", "sandbox-verification"),
        signing_secret=given.get("signing_secret") or data.get("signing_secret", "sandbox-signing-secret"),
        client_id=data.get("client_id", "sandbox-client"),
        client_secret=data.get("client_secret", "sandbox-client-secret"),
        bot_tokens=_bot_tokens(data, scopes, given.get("bot_token")),
        app_tokens={given.get("app_token") or data.get("app_token", "xapp-sandbox"): APP_SCOPES},
    )


def _manifest(source: Json | str, folder: Path) -> Json:
    if isinstance(source, dict):
        return source
    text = (folder / source).read_text(encoding="utf-8")
    manifest = json.loads(text) if source.endswith(".json") else yaml.safe_load(text)
    if not isinstance(manifest, dict):
        raise ValueError(f"the manifest {source} is not a Slack app manifest")
    return manifest


def _bot_tokens(data: Json, scopes: frozenset[str], given: str | None) -> dict[str, frozenset[str]]:
    """Token to scopes; a token without a list of its own has all the scopes of the manifest."""
    tokens = data.get("bot_tokens") or {"xoxb-sandbox": None}
    named = {token: scopes if own is None else frozenset(own) for token, own in tokens.items()}
    return {given: scopes, **named} if given else named


def _command(raw: Json) -> Command:
    return Command(
        raw["command"], raw.get("description", ""), raw.get("usage_hint", ""), raw.get("should_escape", False)
    )


def _shortcut(raw: Json) -> Shortcut:
    return Shortcut(raw["callback_id"], raw["name"], raw["type"], raw.get("description", ""))
