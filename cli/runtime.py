"""Everything of one process: Bolt, its sockets, the durable work and the pages, started and stopped together."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dbos import DBOS
from waitress.server import create_server

from bot.app import Concierge, create_concierge
from bot.clock import now
from bot.http import SlackEndpoint
from bot.settings import Settings
from bot.slack import SlackError
from bot.slack_sign_in import SlackSignIn
from bot.sockets import Sockets
from bot.understanding.client import NluClient
from bot.understanding.server import USUAL_URL
from bot.understanding.understander import Understander
from cli.secret_key import secret_key_of
from domain.errors import CecError
from services import Services
from storage.durable import dbos_config, make_client, register_notice_queue
from storage.unit_of_work import Storage
from web.app import create_web
from web.pages import Online
from web.sign_in import RETURN_PATH

log = logging.getLogger("cec.runtime")

WEB_THREADS = 8


@dataclass(frozen=True)
class Running:
    """A running assistant. Stop it with `stop`: what was accepted and is not finished is finished by the next one."""

    concierge: Concierge
    sockets: Sockets | None
    port: int
    probes: Mapping[str, Callable[[], str | None]]
    _stop: Callable[[], None]

    def problem(self) -> str | None:
        """What does not answer, as one sentence; None when all does."""
        return next((f"{name}: {wrong}" for name, probe in self.probes.items() if (wrong := probe())), None)

    def stop(self) -> None:
        self._stop()


def start(settings: Settings, storage: Storage, services: Services) -> Running:
    """Start it. Slack and understanding may still be away: it tries until they answer, `probes` tell.

    Raises OSError when the port is taken.
    """
    client = NluClient(settings.nlu_url or USUAL_URL)
    DBOS(config=dbos_config(storage.engine, settings.process_name))
    concierge = create_concierge(
        settings, services, Understander(client, services.vocabulary.current), make_client(storage.engine), now
    )
    sockets = _sockets(settings, concierge)
    probes = _probes(services, client, concierge, sockets)
    endpoint = SlackEndpoint(concierge.app, settings.signing_secret) if settings.signing_secret else None
    web = create_web(probes, endpoint, services.calendar_feeds.read, _online(settings, services, concierge))
    server = create_server(web, host=settings.host, port=settings.port, threads=WEB_THREADS)
    concierge.jobs.line_up_again(settings.process_name)
    DBOS.launch()
    register_notice_queue()
    concierge.jobs.schedule()
    pages = threading.Thread(target=server.run, name="pages", daemon=True)
    pages.start()
    if sockets:
        sockets.start()

    def stop() -> None:
        if sockets:
            sockets.stop()
        server.close()
        DBOS.destroy(destroy_registry=True)
        client.close()

    return Running(concierge, sockets, settings.port, probes, stop)


def _online(settings: Settings, services: Services, concierge: Concierge) -> Online:
    slack = None
    if settings.client_id and settings.client_secret:
        back = settings.public_url.rstrip("/") + RETURN_PATH
        client = (settings.client_id, settings.client_secret)
        slack = SlackSignIn(concierge.slack, services, settings.api_url, *client, back)
    return Online(services, now, secret_key_of(settings), settings.public_url, slack)


def _sockets(settings: Settings, concierge: Concierge) -> Sockets | None:
    if settings.app_token is None:
        return None
    return Sockets(concierge.app, settings.app_token, concierge.slack.client)


def _probes(
    services: Services, client: NluClient, concierge: Concierge, sockets: Sockets | None
) -> dict[str, Callable[[], str | None]]:
    def database() -> str | None:
        try:
            services.catalog.current()
        except CecError as error:
            return str(error)
        return None

    def understanding() -> str | None:
        return None if client.ready() else "does not answer"

    def slack() -> str | None:
        if sockets is not None:
            return None if sockets.connected else "not connected"
        try:
            concierge.slack.call("auth.test")
        except SlackError as error:
            return str(error)
        return None

    return {"database": database, "understanding": understanding, "slack": slack}
