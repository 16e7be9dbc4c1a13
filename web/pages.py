"""Pages for people: one frame, who is signed in, and what is said where something cannot be shown.

A module of pages has a function `add(pages)`, which registers its views with `pages.get(...)` and `pages.post(...)`.
A view gets the actor who is signed in, calls the use cases, which ask the permission module, and fills a template
that extends `base.html`. It needs no code for what cannot be: an error of the domain becomes a page with its sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from domain.errors import CecError, Conflict, InvalidInput, Unavailable
from domain.permissions import Actor
from services import Services
from web.api import is_for_programs, refused
from web.page_words import FILTERS
from web.safety import csrf_token, protect, require_csrf
from web.slack_sign_in import SlackSignIn

SESSION = "session"
"""Where the browser keeps the token of its session."""

_LOST = ("Nothing here", "There is no such page, or it is not for you. Check the address, or go to your agreements.")
_FAILED = ("That did not work", "Something went wrong here. Try again, or ask the assistant in Slack for a person.")
_BACK = ("Your agreements", "/")
_STATUS: dict[type[CecError], HTTPStatus] = {
    InvalidInput: HTTPStatus.BAD_REQUEST,
    Conflict: HTTPStatus.CONFLICT,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_TITLES = {
    HTTPStatus.BAD_REQUEST: "That cannot be shown",
    HTTPStatus.CONFLICT: "Not done",
    HTTPStatus.SERVICE_UNAVAILABLE: "Not available now",
}

type Page = ResponseReturnValue
type View = Callable[..., Page]


@dataclass(frozen=True)
class Online:
    """What pages are made of. `secret_key` signs the browser's cookie. `slack` is Slack's sign-in; None where it is not
    set up, and then people sign in with links that the assistant gives them."""

    services: Services
    clock: Callable[[], datetime]
    secret_key: str
    public_url: str
    slack: SlackSignIn | None = None


@dataclass(frozen=True)
class Destination:
    """A page that stands in the navigation of `shown_to`; the page itself decides again who may see it."""

    title: str
    path: str
    shown_to: Callable[[Actor], bool] = lambda actor: True

    def is_above(self, path: str) -> bool:
        """Whether a page is one of those below this one."""
        return self.path != "/" and path.startswith(f"{self.path}/")


NAVIGATION = (
    Destination("Agreements", "/"),
    Destination("Renewals", "/renewals"),
    Destination("Portfolio", "/portfolio", lambda actor: actor.is_staff),
)


@dataclass(frozen=True)
class Pages:
    online: Online
    blueprint: Blueprint

    @property
    def services(self) -> Services:
        return self.online.services

    def get(self, rule: str) -> Callable[[View], View]:
        """Registers a view `(actor, **parts of the address)` for who is signed in; others are asked to sign in."""
        return self._route(rule, "GET")

    def post(self, rule: str) -> Callable[[View], View]:
        """As `get`, for a form that changes something."""
        return self._route(rule, "POST")

    def _route(self, rule: str, method: str) -> Callable[[View], View]:
        def register(view: View) -> View:
            @wraps(view)
            def for_who_is_signed_in(**values: Any) -> Any:
                actor = self.actor()
                return view(actor, **values) if actor else redirect(sign_in_path())

            self.blueprint.add_url_rule(rule, view.__name__, for_who_is_signed_in, methods=[method])
            return view

        return register

    def actor(self) -> Actor | None:
        """Who is signed in, kept for the frame around the page."""
        token = session.get(SESSION)
        g.actor = self.services.sessions.actor(token) if token else None
        return g.actor


def show(template: str, **facts: object) -> str:
    """The template, filled in: it also knows `reader` (the person who is signed in) and `now`."""
    return render_template(template, **facts)


def message(title: str, sentence: str, way: tuple[str, str] | None = None, status: int = 200) -> Response:
    """A page that only says something. `way`: the words and the address of a button."""
    return Response(show("message.html", title=title, sentence=sentence, way=way), status)


def sign_in_path() -> str:
    """The page to sign in, which leads back to the page that is asked for now."""
    back = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return with_query("/sign-in", next=back)


def with_query(path: str, **values: str | int | None) -> str:
    """An address of ours; what is None or empty is left out."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def page_asked(name: str = "page") -> int:
    """Which page of a list the address names, counted from 0. `name` is how the address calls it."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def create_pages(web: Flask, online: Online) -> Pages:
    """The frame, to which modules of pages add themselves before its blueprint is registered."""
    protect(web, online.secret_key, online.public_url)
    web.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    web.jinja_env.filters |= FILTERS
    blueprint = Blueprint("pages", __name__, static_folder="static", template_folder="templates")
    blueprint.before_request(require_csrf)
    blueprint.register_error_handler(CecError, _told)
    blueprint.app_errorhandler(HTTPException)(_refused)

    @web.context_processor
    def frame() -> dict[str, object]:  # pyright: ignore[reportUnusedFunction]
        actor: Actor | None = g.get("actor")
        return {
            "reader": actor.person if actor else None,
            "navigation": [each for each in NAVIGATION if actor and each.shown_to(actor)],
            "now": online.clock(),
            "csrf_token": csrf_token,
        }

    return Pages(online, blueprint)


def _told(error: CecError) -> Response:
    """What does not exist and what is not for the reader are answered alike."""
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), HTTPStatus.NOT_FOUND)
    lost = status is HTTPStatus.NOT_FOUND
    return message(*(_LOST if lost else (_TITLES[status], str(error))), _BACK, status)


def _refused(error: HTTPException) -> Response:
    """What Flask refuses, and our own mistakes, which it has put into the log."""
    if is_for_programs(request.path):
        return refused(error)
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    return message(*(_FAILED if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _LOST), _BACK, status)
