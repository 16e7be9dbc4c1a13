"""Settings, read from the environment here and nowhere else."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.learning import KEPT_DAYS

DEFAULT_API_URL = "https://slack.com/api/"
SHORTEST_SECRET = 32


class SettingsError(Exception):
    """A setting that cannot be used; the message says which one and what to do."""


@dataclass(frozen=True)
class Settings:
    """`bot_token` None means that no workspace is connected: `cec run` then starts the sandbox.

    `process_name` tells this process from others on the same database, and is the same after a restart: work that it
    had accepted and not finished is then finished.

    `secret_key` signs private addresses, such as those of calendars; None where it is not set (`cli/secret_key.py`).

    `templates` is the folder with the office's own templates of documents, `meeting_kinds` its own file of kinds of
    meetings.

    `tickets_url` and `tickets_token` are those of the office's own ticket system; without them our queue is all.

    Socket Mode is used when `app_token` is set, Slack's signed HTTP requests are answered when `signing_secret` is.
    People sign in to the pages with Slack when `client_id` and `client_secret` are set.
    """

    bot_token: str | None
    app_token: str | None
    signing_secret: str | None
    client_id: str | None
    client_secret: str | None
    api_url: str
    database_url: str
    nlu_url: str | None
    public_url: str
    port: int
    sandbox_port: int
    staff_channel: str | None
    admin_emails: tuple[str, ...]
    secret_key: str | None
    process_name: str
    var: Path
    learning_days: int = KEPT_DAYS
    host: str = "0.0.0.0"
    templates: Path | None = None
    meeting_kinds: Path | None = None
    tickets_url: str | None = None
    tickets_token: str | None = None

    @property
    def default_database_url(self) -> str:
        return f"sqlite:///{self.var / 'cec.sqlite'}"


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "").strip() or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SettingsError(f"{name} is {text!r}. Set it to a port number between 1 and 65535.")
    return int(text)


def _days(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "").strip() or str(default)
    if not text.isdecimal() or len(text) > 5:
        raise SettingsError(f"{name} is {text!r}. Set it to a number of days such as 90, or 0 to keep nothing.")
    return int(text)


def _url(env: Mapping[str, str], name: str, default: str | None) -> str | None:
    text = env.get(name, "").strip() or default
    if text is not None and not text.startswith(("http://", "https://")):
        raise SettingsError(f"{name} is {text!r}. Set it to an address that starts with https:// or http://.")
    return text


def _token(env: Mapping[str, str], name: str, prefix: str) -> str | None:
    text = env.get(name, "").strip() or None
    if text is not None and not text.startswith(prefix):
        raise SettingsError(f"{name} does not start with {prefix}. Copy the right token from the app's settings page.")
    return text


def _secret(env: Mapping[str, str], name: str) -> str | None:
    text = env.get(name, "").strip() or None
    if text is not None and len(text) < SHORTEST_SECRET:
        raise SettingsError(
            f"{name} is too short. Set it to at least {SHORTEST_SECRET} random characters, such as "
            "`openssl rand -hex 32` prints."
        )
    return text


def _folder(env: Mapping[str, str], name: str) -> Path | None:
    text = env.get(name, "").strip()
    if text and not Path(text).is_dir():
        raise SettingsError(f"{name} is {text!r}. Set it to a folder that is there.")
    return Path(text) if text else None


def _file(env: Mapping[str, str], name: str) -> Path | None:
    text = env.get(name, "").strip()
    if text and not Path(text).is_file():
        raise SettingsError(f"{name} is {text!r}. Set it to a file that is there.")
    return Path(text) if text else None


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else url + "/"


def read_settings(env: Mapping[str, str]) -> Settings:
    """The settings of this process. Raises SettingsError for the first one that cannot be used."""
    var = Path(env.get("CEC_VAR") or "var")
    port = _port(env, "CEC_PORT", 3000)
    emails = env.get("CEC_ADMIN_EMAILS", "").replace(";", ",").split(",")
    settings = Settings(
        bot_token=_token(env, "SLACK_BOT_TOKEN", "xoxb-"),
        app_token=_token(env, "SLACK_APP_TOKEN", "xapp-"),
        signing_secret=env.get("SLACK_SIGNING_SECRET", "").strip() or None,
        client_id=env.get("SLACK_CLIENT_ID", "").strip() or None,
        client_secret=env.get("SLACK_CLIENT_SECRET", "").strip() or None,
        api_url=_with_slash(_url(env, "SLACK_API_URL", DEFAULT_API_URL) or DEFAULT_API_URL),
        database_url=env.get("CEC_DATABASE_URL", "").strip() or f"sqlite:///{var / 'cec.sqlite'}",
        nlu_url=_url(env, "CEC_NLU_URL", None),
        public_url=_url(env, "CEC_PUBLIC_URL", None) or f"http://127.0.0.1:{port}",
        port=port,
        sandbox_port=_port(env, "CEC_SANDBOX_PORT", 3001),
        staff_channel=env.get("CEC_STAFF_CHANNEL", "").strip() or None,
        admin_emails=tuple(email.strip().lower() for email in emails if email.strip()),
        secret_key=_secret(env, "CEC_SECRET_KEY"),
        process_name=env.get("CEC_PROCESS_NAME", "").strip() or socket.gethostname(),
        var=var,
        learning_days=_days(env, "CEC_LEARNING_DAYS", KEPT_DAYS),
        templates=_folder(env, "CEC_TEMPLATES"),
        meeting_kinds=_file(env, "CEC_MEETING_KINDS"),
        tickets_url=_url(env, "CEC_TICKETS_URL", None),
        tickets_token=env.get("CEC_TICKETS_TOKEN", "").strip() or None,
    )
    if bool(settings.tickets_url) != bool(settings.tickets_token):
        raise SettingsError("Set both CEC_TICKETS_URL and CEC_TICKETS_TOKEN, or none of them.")
    if settings.bot_token and not (settings.app_token or settings.signing_secret):
        raise SettingsError(
            "SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP). "
            "Set one of them."
        )
    if bool(settings.client_id) != bool(settings.client_secret):
        raise SettingsError("Set both SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, or none of them.")
    return settings


def from_environment() -> Settings:
    """The settings of this process, from its environment. Raises SettingsError."""
    return read_settings(os.environ)
