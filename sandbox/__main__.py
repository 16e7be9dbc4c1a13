"""`python -m sandbox`: run the local workspace until it is told to stop."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from sandbox.loading import DEFAULT_FILE, WorkspaceFileError, load_workspace
from sandbox.server import Server, ServerSettings


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local Slack workspace.")
    parser.add_argument("--port", type=int, default=3001, help="0 takes any free port (default: 3001)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--public-url", default="", help="the address others reach it by, when it is another one")
    parser.add_argument(
        "--workspace", type=Path, default=DEFAULT_FILE, help="YAML or JSON file with people and channels"
    )
    parser.add_argument("--bot-token", default="", help="a bot token with all scopes of the app's manifest")
    parser.add_argument("--app-token", default="", help="the app-level token for Socket Mode")
    parser.add_argument("--signing-secret", default="", help="signs what is sent to --events-url")
    parser.add_argument("--events-url", default="", help="send events there by signed HTTP instead of Socket Mode")
    return parser.parse_args(arguments)


async def run(options: argparse.Namespace) -> None:
    given = {name: getattr(options, name) for name in ("bot_token", "app_token", "signing_secret")}
    workspace = load_workspace(options.workspace, **{name: value for name, value in given.items() if value})
    settings = ServerSettings(options.host, options.port, options.events_url, options.public_url)
    server = Server(workspace, settings)
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        address = await server.start()
        print(f"sandbox ready: {address} (SLACK_API_URL={address}api/)", flush=True)
        await stop.wait()
    finally:
        await server.stop()


def main() -> int:
    options = read_arguments()
    try:
        asyncio.run(run(options))
    except WorkspaceFileError as problem:
        print(f"sandbox: {problem}", file=sys.stderr)
        return 2
    except OSError as problem:
        print(f"sandbox: cannot listen on {options.host}:{options.port} ({problem.strerror}).", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
