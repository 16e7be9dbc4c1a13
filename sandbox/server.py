"""Builds and runs the sandbox's server: Slack's protocol, the page and the controls on one port."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from sandbox.calls import CallLog
from sandbox.delivery.dispatcher import RETRY_DELAYS, Dispatcher
from sandbox.delivery.signed_http import SignedHttp
from sandbox.delivery.socket_mode import CONNECTION_SECONDS, SocketMode
from sandbox.faults import Faults
from sandbox.http import api, controls, openid, page
from sandbox.http.feed import Feed
from sandbox.http.keys import SERVICES, Services
from sandbox.openid import OpenId
from sandbox.workspace import Workspace


@dataclass(frozen=True)
class ServerSettings:
    """Where to listen; `events_url` switches from Socket Mode to signed HTTP; `public_url` names the outside."""

    host: str = "127.0.0.1"
    port: int = 3001
    events_url: str = ""
    public_url: str = ""
    retry_delays: tuple[float, ...] = RETRY_DELAYS
    connection_seconds: float = CONNECTION_SECONDS


class Server:
    """One running sandbox. Create it on its event loop; `start`, later `stop`."""

    def __init__(self, ws: Workspace, settings: ServerSettings) -> None:
        loop = asyncio.get_running_loop()
        dispatcher = Dispatcher(ws, loop, settings.retry_delays)
        by_http = SignedHttp(ws, dispatcher, settings.events_url) if settings.events_url else None
        by_socket = None if by_http else SocketMode(ws, dispatcher, settings.connection_seconds)
        dispatcher.transport = by_http or by_socket
        feed = Feed(loop)
        ws.deliver, ws.feed, ws.events_by_http = dispatcher.deliver, feed.publish, by_http is not None
        self.ws = ws
        self.settings = settings
        self.services = Services(ws, dispatcher, by_socket, by_http, Faults(), CallLog(), feed, OpenId(ws))
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """Listen. Returns the address of the page. Raises OSError when the port is taken."""
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.settings.host, self.settings.port)
        await site.start()
        port = self._runner.addresses[0][1]
        shown_host = "127.0.0.1" if self.settings.host in ("0.0.0.0", "::") else self.settings.host
        self.ws.base_url = self.settings.public_url.rstrip("/") or f"http://{shown_host}:{port}"
        if self.services.signed_http is not None:
            await self.services.signed_http.start()
        return f"{self.ws.base_url}/"

    async def stop(self) -> None:
        if self.services.signed_http is not None:
            await self.services.signed_http.stop()
        if self.services.socket_mode is not None:
            self.services.socket_mode.break_all()
        if self._runner is not None:
            await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=api.LARGEST_UPLOAD)
        app[SERVICES] = self.services
        for routes in (openid, api, controls, page):  # the first one that fits answers
            routes.add_routes(app)
        return app
