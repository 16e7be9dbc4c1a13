"""Slack's own addresses: `/api/METHOD`, uploads, private files and response addresses."""

import asyncio
import json
import time
from typing import cast

from aiohttp import web
from aiohttp.web import FileField

from sandbox import files
from sandbox.calls import LoggedCall
from sandbox.faults import PERFORMING, Failure, Fault, failure
from sandbox.http.keys import SERVICES, Services
from sandbox.model import Json
from sandbox.response_urls import respond
from sandbox.web_api import call_method
from sandbox.web_api.registry import FORM_ONLY

LARGEST_UPLOAD = 200 * 1024 * 1024


class BadBody(Exception):
    """The request's body cannot be read; the text is Slack's error name."""


async def web_api(request: web.Request) -> web.StreamResponse:
    """Any Web API method."""
    services = request.app[SERVICES]
    method = request.match_info["method"]
    started = time.perf_counter()
    try:
        args = await read_args(request, with_json=method not in FORM_ONLY)
    except BadBody as problem:
        return web.json_response({"ok": False, "error": str(problem)})
    token = _token(request, args)
    with services.ws.lock:
        fault = services.faults.take(method)
    answer = await _answer(services, method, token, args, fault)
    _log(services, method, args, answer, started)
    if fault is not None and fault.kind == "drop" and request.transport is not None:
        request.transport.close()
    return web.json_response(answer.body, status=answer.status, headers=answer.headers)


async def _answer(services: Services, method: str, token: str | None, args: Json, fault: Fault | None) -> Failure:
    if fault is not None and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    if fault is not None and fault.kind not in PERFORMING:
        return failure(fault)
    with services.ws.lock:
        body, headers = call_method(services.ws, method, token, args)
        if fault is not None and fault.kind == "lost":
            return failure(fault)
        return Failure(200, json.loads(json.dumps(body)), headers)


def _log(services: Services, method: str, args: Json, answer: Failure, started: float) -> None:
    ms = (time.perf_counter() - started) * 1000
    with services.ws.lock:
        services.calls.add(LoggedCall(method, args, answer.status, answer.body, services.ws.clock.now(), ms))
        services.ws.changed.notify_all()


async def read_args(request: web.Request, with_json: bool = True) -> Json:
    """The arguments of a call: query, form or JSON. Raises BadBody."""
    args: Json = dict(request.query)
    if request.content_type == "application/json" and not with_json:
        return args
    if request.content_type == "application/json":
        text = await request.text()
        try:
            data = json.loads(text) if text else {}
        except ValueError:
            raise BadBody("invalid_json") from None
        if not isinstance(data, dict):
            raise BadBody("json_not_object")
        return args | data
    if request.method == "POST":
        form = await request.post()
        args |= {key: value for key, value in form.items() if isinstance(value, str)}
    return args


def _token(request: web.Request, args: Json) -> str | None:
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    given = args.pop("token", None)
    return value if kind == "Bearer" and value else given


async def upload(request: web.Request) -> web.StreamResponse:
    """The content of a file announced by files.getUploadURLExternal, raw or as a form."""
    services = request.app[SERVICES]
    content = await _content(request)
    with services.ws.lock:
        file_id = services.ws.upload_tickets.pop(request.match_info["ticket"], None)
        if file_id is None:
            return web.Response(status=404, text="This upload address is unknown or was used.")
        file = services.ws.files[file_id]
        file.content = content
        if len(content) != file.size:
            return web.Response(status=400, text=f"Expected {file.size} bytes, got {len(content)}.")
    return web.Response(text=f"OK - {len(content)}")


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for field in (await request.post()).values():
        if isinstance(field, FileField):
            return field.file.read()
    return b""


async def private_file(request: web.Request) -> web.StreamResponse:
    """A file for the app. Without a good token Slack sends the reader to its sign-in page."""
    services = request.app[SERVICES]
    ws = services.ws
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    with ws.lock:
        file = ws.files.get(request.match_info["file"])
        scopes = ws.app.bot_tokens.get(token, frozenset()) if kind == "Bearer" else frozenset[str]()
        if "files:read" not in scopes:
            raise web.HTTPFound("/")
        if file is None or file.deleted or not files.bot_sees(ws, file):
            return web.Response(status=404, text="File not found.")
        return web.Response(body=file.content, content_type=file.mimetype.partition(";")[0])


async def response_address(request: web.Request) -> web.StreamResponse:
    """What an app posts to a `response_url`."""
    services = request.app[SERVICES]
    try:
        payload = await read_args(request)
    except BadBody:
        return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
    if isinstance(payload.get("payload"), str):
        payload = cast(Json, json.loads(payload["payload"]))
    started = time.perf_counter()
    with services.ws.lock:
        status, body = respond(services.ws, request.match_info["key"], payload)
    _log(services, "response_url", payload, Failure(status, body, {}), started)
    return web.json_response(body, status=status)


async def socket(request: web.Request) -> web.StreamResponse:
    services = request.app[SERVICES]
    if services.socket_mode is None:
        return web.Response(status=404, text="Socket Mode is off: events go to the address given at the start.")
    return await services.socket_mode.serve(request)


def add_routes(app: web.Application) -> None:
    app.router.add_route("*", "/api/{method}", web_api)
    app.router.add_post("/upload/v1/{ticket}", upload)
    app.router.add_get("/files-pri/{team}-{file}/{name:.*}", private_file)
    app.router.add_post("/actions/{team}/{key}", response_address)
    app.router.add_get("/link/", socket)
