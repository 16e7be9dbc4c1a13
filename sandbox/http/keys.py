"""What the request handlers share."""

from dataclasses import dataclass

from aiohttp import web

from sandbox.calls import CallLog
from sandbox.delivery.dispatcher import Dispatcher
from sandbox.delivery.signed_http import SignedHttp
from sandbox.delivery.socket_mode import SocketMode
from sandbox.faults import Faults
from sandbox.http.feed import Feed
from sandbox.openid import OpenId
from sandbox.workspace import Workspace


@dataclass
class Services:
    ws: Workspace
    dispatcher: Dispatcher
    socket_mode: SocketMode | None
    signed_http: SignedHttp | None
    faults: Faults
    calls: CallLog
    feed: Feed
    openid: OpenId


SERVICES = web.AppKey("services", Services)
