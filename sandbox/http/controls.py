"""What the page, the benchmark and tests in other processes use: `/_sandbox/...`, JSON in and out.

`GET state|messages|views|home|assistant|calls|deliveries|warnings`, `POST act/VERB`, `POST upload`,
`POST|DELETE faults`, `POST connections/refresh|break`, `POST redeliver`.
"""

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import Future

from aiohttp import web
from aiohttp.web import FileField

from sandbox import files
from sandbox.acting import ActingError, places, writing
from sandbox.faults import Fault
from sandbox.http import reading
from sandbox.http.keys import SERVICES, Services
from sandbox.http.verbs import VERBS
from sandbox.model import Json

LONGEST_WAIT = 5.0


def _refused(text: str, status: int = 400) -> web.Response:
    return web.json_response({"ok": False, "text": text}, status=status)


async def _body(request: web.Request) -> Json:
    try:
        data = json.loads(await request.text() or "{}")
    except ValueError:
        raise ActingError("The request is not JSON.") from None
    if not isinstance(data, dict):
        raise ActingError("The request must be a JSON object.")
    return data


async def act(request: web.Request) -> web.StreamResponse:
    """A person does something; answers when the app has acknowledged it."""
    services = request.app[SERVICES]
    verb = VERBS.get(request.match_info["verb"])
    if verb is None:
        return _refused(f"There is no act {request.match_info['verb']}. Known: {', '.join(sorted(VERBS))}.", 404)
    try:
        body = await _body(request)
        with services.ws.lock:
            outcome = verb(services.ws, body)
        return web.json_response(await _settled(outcome))
    except ActingError as problem:
        return _refused(str(problem))
    except KeyError as problem:
        return _refused(f"{problem.args[0]} is missing.")


async def _settled(outcome: "Json | Future[Json]") -> Json:
    if isinstance(outcome, dict):
        return outcome
    try:
        return await asyncio.wait_for(asyncio.wrap_future(outcome), LONGEST_WAIT)
    except TimeoutError:
        return {"ok": False, "problem": "timeout", "text": "The app did not answer."}


async def read(request: web.Request) -> web.StreamResponse:
    """Something to read, as its person sees it."""
    services = request.app[SERVICES]
    reader = reading.READERS.get(request.match_info["what"])
    if reader is None:
        return _refused("There is nothing of this name to read.", 404)
    try:
        with services.ws.lock:
            shown = json.dumps(reader(services, request.query))
        return web.Response(text=shown, content_type="application/json")
    except ActingError as problem:
        return _refused(str(problem))


async def upload(request: web.Request) -> web.StreamResponse:
    """A person shares files (form fields `as`, `channel`, `text`, `thread_ts`, `file`...), or adds one to a form."""
    services = request.app[SERVICES]
    form = await request.post()
    sent = [(f.filename, f.file.read()) for f in form.getall("file", []) if isinstance(f, FileField)]
    try:
        with services.ws.lock:
            return web.json_response({"ok": True, **_upload(services, form, sent)})
    except ActingError as problem:
        return _refused(str(problem))


def _upload(services: Services, form: Mapping[str, object], sent: list[tuple[str, bytes]]) -> Json:
    user, channel = str(form.get("as", "")), str(form.get("channel", ""))
    empty = [name for name, content in sent if not content]
    if not sent or empty:
        raise ActingError(f"{empty[0]} is empty. Choose a file with content." if empty else "Choose a file.")
    ids = [writing.add_file(services.ws, user, name, content) for name, content in sent]
    if not channel:
        return {"files": ids}
    place = places.channel_for(services.ws, user, channel)
    for file_id in ids:
        services.ws.files[file_id].channels.append(place.id)
    thread_ts = str(form.get("thread_ts") or "") or None
    message = writing.say(services.ws, user, channel, str(form.get("text") or ""), thread_ts, ids)
    return {"files": ids, "ts": message.ts}


async def file(request: web.Request) -> web.StreamResponse:
    """A file's content, for a person who can see it."""
    services = request.app[SERVICES]
    with services.ws.lock:
        person = services.ws.person(request.query.get("as", ""))
        found = services.ws.files.get(request.match_info["file"])
        if person is None or found is None or not files.person_sees(services.ws, found, person.id):
            return web.Response(status=404, text="There is no such file, or this person cannot see it.")
        name = found.name.replace('"', "").replace("\n", " ").replace("\r", " ")
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=found.content, content_type=found.mimetype, headers=headers)


async def set_fault(request: web.Request) -> web.StreamResponse:
    services = request.app[SERVICES]
    try:
        body = await _body(request)
        fault = Fault(**body)
    except (ActingError, TypeError) as problem:
        return _refused(f"A fault has method, kind, times, retry_after, seconds and needed: {problem}.")
    with services.ws.lock:
        services.faults.set(fault)
    return web.json_response({"ok": True})


async def clear_faults(request: web.Request) -> web.StreamResponse:
    services = request.app[SERVICES]
    with services.ws.lock:
        services.faults.clear(request.query.get("method"))
    return web.json_response({"ok": True})


async def connections(request: web.Request) -> web.StreamResponse:
    """Refresh the app's connections politely, or break them."""
    socket_mode = request.app[SERVICES].socket_mode
    acts = {} if socket_mode is None else {"refresh": socket_mode.refresh_all, "break": socket_mode.break_all}
    chosen = acts.get(request.match_info["how"])
    if chosen is None:
        return _refused("Connections can be refreshed or broken, in Socket Mode.", 404)
    chosen()
    return web.json_response({"ok": True})


async def redeliver(request: web.Request) -> web.StreamResponse:
    services = request.app[SERVICES]
    body = await _body(request)
    with services.ws.lock:
        known = services.dispatcher.redeliver(str(body.get("event_id", "")))
    return web.json_response({"ok": True}) if known else _refused("There is no such event.", 404)


async def feed(request: web.Request) -> web.StreamResponse:
    return await request.app[SERVICES].feed.serve(request)


def add_routes(app: web.Application) -> None:
    app.router.add_get("/_sandbox/feed", feed)
    app.router.add_get("/_sandbox/files/{file}", file)
    app.router.add_post("/_sandbox/act/{verb}", act)
    app.router.add_post("/_sandbox/upload", upload)
    app.router.add_post("/_sandbox/faults", set_fault)
    app.router.add_delete("/_sandbox/faults", clear_faults)
    app.router.add_post("/_sandbox/connections/{how}", connections)
    app.router.add_post("/_sandbox/redeliver", redeliver)
    app.router.add_get("/_sandbox/{what}", read)
