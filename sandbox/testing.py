"""The sandbox inside a test: `with SandboxServer() as sandbox: ...`.

People and channels may be named by id, handle (`diana.reyes`), e-mail, `#name`; `"dm"` is the person's
direct message with the app. Waiting happens on a condition, never by sleeping.
"""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.controlling import Controlling
from sandbox.loading import DEFAULT_FILE, load_workspace
from sandbox.people import People
from sandbox.server import Server, ServerSettings

START_SECONDS = 10.0


class SandboxServer(People, Controlling):
    """A workspace served from a thread of its own, on a free port unless `port` is given.

    `events_url` switches to signed HTTP. `retry_delays` shortens Slack's retries (seconds before each).
    Other keywords: `bot_token`, `app_token`, `signing_secret`.
    """

    def __init__(
        self,
        workspace: Path = DEFAULT_FILE,
        settings: ServerSettings | None = None,
        port: int = 0,
        events_url: str = "",
        retry_delays: tuple[float, ...] | None = None,
        **tokens: str,
    ) -> None:
        self.ws = load_workspace(workspace, **tokens)
        chosen = replace(settings or ServerSettings(), port=port, events_url=events_url)
        self._settings = chosen if retry_delays is None else replace(chosen, retry_delays=retry_delays)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)
        self._started = threading.Event()
        self._problem: OSError | None = None

    @property
    def page_url(self) -> str:
        """The page to open in a browser."""
        return f"{self.ws.base_url}/"

    @property
    def api_url(self) -> str:
        """What `SLACK_API_URL` must be for an app to connect here."""
        return f"{self.ws.base_url}/api/"

    @property
    def bot_token(self) -> str:
        return next(iter(self.ws.app.bot_tokens))

    @property
    def app_token(self) -> str:
        return next(iter(self.ws.app.app_tokens))

    @property
    def signing_secret(self) -> str:
        return self.ws.app.signing_secret

    @property
    def bot_user(self) -> str:
        return self.ws.app.bot_user_id

    def start(self) -> Self:
        self._thread.start()
        if not self._started.wait(START_SECONDS):
            raise TimeoutError("the sandbox did not start")
        if self._problem is not None:
            raise self._problem
        return self

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end.set)
            self._thread.join(START_SECONDS)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def wait_for[T](self, predicate: Callable[[], T], timeout: float = 5.0) -> T:
        """Wait until `predicate()` is true and return its value. It is asked again at every change.

        Raises TimeoutError with what happened last, so that a failing test tells what it saw.
        """
        with self.ws.changed:
            value = self.ws.changed.wait_for(predicate, timeout)
            if not value:
                raise TimeoutError(f"waited {timeout} s in vain. Last calls: {self._last_calls()}")
            return value

    def _last_calls(self) -> str:
        return "; ".join(f"{c.method} -> {c.response.get('error', 'ok')}" for c in self.calls()[-8:]) or "none"

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._end = asyncio.Event()
        server = Server(self.ws, self._settings)
        self.services = server.services
        try:
            await server.start()
        except OSError as problem:
            self._problem = problem
        self._started.set()
        if self._problem is None:
            await self._end.wait()
        await server.stop()
