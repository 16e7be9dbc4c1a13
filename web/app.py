"""The HTTP side: people's pages, calendars, health, readiness, metrics, and Slack's signed requests where they are
used."""

import logging
from collections.abc import Callable, Mapping

from flask import Flask, Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from web import agreement_list, agreement_page, portfolio, renewals, sign_in
from web.api import add_api
from web.calendars import ReadFeed, add_calendars
from web.pages import Online, create_pages

log = logging.getLogger("cec.web")

#: Asks one part whether it answers: None, or what is wrong.
Probe = Callable[[], str | None]
#: (body, headers) -> (status, body, headers)
Endpoint = Callable[[str, Mapping[str, str]], tuple[int, str, Mapping[str, str]]]

MEGABYTE = 1024 * 1024


def create_web(
    probes: Mapping[str, Probe],
    slack: Endpoint | None = None,
    read_feed: ReadFeed | None = None,
    online: Online | None = None,
) -> Flask:
    """`probes` are asked by `/readyz`, by name. `slack` answers `/slack/events`, None where Socket Mode is used.
    `read_feed` gives people's calendars, `online` is what their pages are made of."""
    web = Flask(__name__, static_folder=None)
    web.config["MAX_CONTENT_LENGTH"] = MEGABYTE

    @web.get("/healthz")
    def healthz() -> Response:  # pyright: ignore[reportUnusedFunction]
        return jsonify(status="ok")

    @web.get("/readyz")
    def readyz() -> tuple[Response, int]:  # pyright: ignore[reportUnusedFunction]
        problems = {name: probe() for name, probe in probes.items()}
        ready = not any(problems.values())
        parts = {name: problem or "ok" for name, problem in problems.items()}
        return jsonify(status="ready" if ready else "not ready", parts=parts), 200 if ready else 503

    @web.get("/metrics")
    def metrics() -> Response:  # pyright: ignore[reportUnusedFunction]
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    if slack is not None:
        _add_slack(web, slack)
    if read_feed is not None:
        add_calendars(web, read_feed)
    if online is not None:
        _add_pages(web, online)
    return web


def _add_pages(web: Flask, online: Online) -> None:
    pages = create_pages(web, online)
    add_api(web, online.services)
    for module in (sign_in, agreement_list, agreement_page, portfolio, renewals):
        module.add(pages)
    web.register_blueprint(pages.blueprint)


def _add_slack(web: Flask, slack: Endpoint) -> None:
    @web.post("/slack/events")
    def slack_events() -> Response:  # pyright: ignore[reportUnusedFunction]
        try:
            body = request.get_data().decode("utf-8")
        except UnicodeDecodeError:
            return Response(status=400)
        status, text, headers = slack(body, dict(request.headers))
        return Response(text, status=status, headers=dict(headers))
