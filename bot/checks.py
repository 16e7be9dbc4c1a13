"""What `cec doctor` looks at: each check says what it found and, when something is wrong, how to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot.settings import DEFAULT_API_URL, Settings
from bot.slack import Slack, SlackError, SlackRefused, make_client
from bot.understanding.client import NluClient, UnderstandingUnavailable
from domain.errors import CecError
from services import Services

#: What the app asks for in deploy/slack-manifest.yaml, and what it is needed for.
SCOPES: dict[str, str] = {
    "app_mentions:read": "mentions in channels",
    "assistant:write": "the agent view (a nicety)",
    "channels:history": "messages in relayed threads",
    "channels:read": "who may read along in a channel",
    "chat:write": "every answer",
    "commands": "/cec and the message shortcut",
    "files:read": "files in relayed conversations",
    "files:write": "files in relayed conversations",
    "groups:history": "messages in relayed threads of private channels",
    "groups:read": "who may read along in a private channel",
    "im:history": "direct messages",
    "im:read": "direct messages",
    "im:write": "direct messages to people",
    "users:read": "names and time zones",
    "users:read.email": "knowing a person by their e-mail",
}

MEND_BOT = (
    "Set SLACK_BOT_TOKEN to the Bot User OAuth Token of the app's page, and SLACK_API_URL to your Slack "
    "(GovSlack: https://slack-gov.com/api/)."
)


@dataclass(frozen=True)
class Finding:
    """`mend` is empty when all is well."""

    name: str
    says: str
    mend: str = ""

    @property
    def well(self) -> bool:
        return not self.mend


def check_slack(settings: Settings) -> Iterable[Finding]:
    """Tokens, scopes and Socket Mode."""
    if settings.bot_token is None:
        yield Finding("Slack", "no token is set: `cec run` starts the sandbox instead of connecting to a workspace")
        return
    slack = Slack(make_client(settings.bot_token, settings.api_url))
    try:
        answer = slack.client.api_call("auth.test")
    except SlackApiError as error:
        yield Finding("bot token", f"refused: {error.response['error']}", MEND_BOT)
        return
    except Exception as error:
        yield Finding("Slack", f"no answer from {settings.api_url}: {error}",
                      f"Check the network and SLACK_API_URL (default {DEFAULT_API_URL}).")  # fmt: skip
        return
    yield Finding("bot token", f"works: {answer['user']} in {answer['team']}")
    yield _scopes(str(answer.headers.get("x-oauth-scopes", "")))  # type: ignore[union-attr]
    yield _app_token(settings)


def _scopes(granted: str) -> Finding:
    if not granted:
        return Finding("scopes", "Slack did not say which are granted")
    missing = [scope for scope in SCOPES if scope not in {each.strip() for each in granted.split(",")}]
    if not missing:
        return Finding("scopes", "all granted")
    needs = "; ".join(f"{scope} ({SCOPES[scope]})" for scope in missing)
    return Finding(
        "scopes", f"missing: {needs}", "Update the app from deploy/slack-manifest.yaml and install it again."
    )


def _app_token(settings: Settings) -> Finding:
    if settings.app_token is None:
        return Finding("Socket Mode", "not used: Slack's signed requests come to /slack/events")
    try:
        make_client(settings.app_token, settings.api_url).apps_connections_open(app_token=settings.app_token)
    except SlackApiError as error:
        return Finding("app token", f"refused: {error.response['error']}", "Set SLACK_APP_TOKEN to an app-level token "
                       "with the scope connections:write, and switch Socket Mode on.")  # fmt: skip
    except Exception as error:
        return Finding("app token", f"no answer: {error}", "Try again; check the network.")
    return Finding("app token", "works: Socket Mode can connect")


def check_channels(settings: Settings, services: Services) -> Iterable[Finding]:
    """The staff channel is set, exists, and we are in it."""
    channel_id = services.channels.staff_channel()
    if channel_id is None:
        yield Finding("staff channel", "none is set: requests for a person reach nobody",
                      "Set CEC_STAFF_CHANNEL to a channel id, or type `/cec bind staff` in the channel.")  # fmt: skip
        return
    if settings.bot_token is None:
        return
    slack = Slack(make_client(settings.bot_token, settings.api_url))
    try:
        facts = slack.channel(channel_id)
        us = slack.identity()["user_id"]
        inside = us in slack.members(channel_id)
    except SlackRefused as refused:
        yield Finding("staff channel", f"{channel_id}: {refused.error}",
                      "Invite the app to the channel, or set another one with `/cec bind staff`.")  # fmt: skip
        return
    except SlackError as error:
        yield Finding("staff channel", f"could not be looked at: {error}", "Try again when Slack answers.")
        return
    if facts.archived or not inside:
        wrong = "is archived" if facts.archived else "does not have the app in it"
        yield Finding("staff channel", f"#{facts.name} {wrong}", "Invite the app there, or bind another channel.")
        return
    yield Finding("staff channel", f"#{facts.name}")


def check_understanding(settings: Settings) -> Iterable[Finding]:
    """The server that reads sentences."""
    if settings.nlu_url is None:
        yield Finding("understanding", "CEC_NLU_URL is not set: `cec run` starts a local server")
        return
    try:
        NluClient(settings.nlu_url).parse("hello")
    except UnderstandingUnavailable as error:
        yield Finding("understanding", f"no answer from {settings.nlu_url}: {error}",
                      "Start it with `cec nlu train` and `cec nlu serve`, or correct CEC_NLU_URL.")  # fmt: skip
        return
    yield Finding("understanding", f"answers at {settings.nlu_url}")


def check_database(open_services: Callable[[], Services]) -> Iterable[Finding]:
    """The database answers, its tables are of this release, and a catalog is loaded."""
    try:
        services = open_services()
        catalog = services.catalog.current().catalog
    except CecError as error:
        yield Finding("database", str(error),
                      "Check CEC_DATABASE_URL; run `cec db upgrade` and `cec catalog import catalog`.")  # fmt: skip
        return
    yield Finding("database", f"answers; the catalog has {len(catalog.services)} services")
