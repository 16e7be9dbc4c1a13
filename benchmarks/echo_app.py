"""The yardstick: the smallest Bolt app there is. It says back what a person wrote in a direct message.

`python -m benchmarks.echo_app API_URL BOT_TOKEN APP_TOKEN`, by Socket Mode, and `ready` when it is connected. The
event's id stands in the reply's metadata, so that the benchmark knows which reply is to which event.
"""

import signal
import sys
import threading
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient


def create(api_url: str, bot_token: str) -> App:
    app = App(client=WebClient(token=bot_token, base_url=api_url), token_verification_enabled=False)

    @app.event("message")
    def echo(event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:  # pyright: ignore[reportUnusedFunction]
        metadata = {"event_type": "echo", "event_payload": {"key": body["event_id"]}}
        client.chat_postMessage(channel=event["channel"], text=event["text"], metadata=metadata)

    return app


def main(api_url: str, bot_token: str, app_token: str) -> None:
    stopped = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stopped.set())
    handler = SocketModeHandler(create(api_url, bot_token), app_token)
    handler.connect()
    print("ready", flush=True)
    stopped.wait()
    handler.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
