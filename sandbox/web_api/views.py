"""views.*"""

from collections.abc import Callable

from sandbox import views, wire
from sandbox.blockkit import BlocksRefused, check_view
from sandbox.model import Json, View
from sandbox.web_api.content import blocks_error
from sandbox.web_api.registry import ApiError, Call, method


def _view_argument(call: Call, kind: str) -> Json:
    view = call.structure("view", dict, "invalid_arguments")
    if view is None:
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]})
    try:
        check_view(view)
    except BlocksRefused as refused:
        raise blocks_error(refused) from None
    if view["type"] != kind:
        raise ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] view type must be {kind}"]})
    return view


def _answer(call: Call, act: Callable[[], View]) -> Json:
    try:
        return {"view": wire.view(call.ws, act())}
    except views.ViewProblem as problem:
        raise ApiError(str(problem)) from None


@method("views.open")
def views_open(call: Call) -> Json:
    body = _view_argument(call, "modal")

    def act() -> View:
        trigger = views.use_trigger(call.ws, call.required("trigger_id"))
        return views.open_modal(call.ws, trigger.user, body)

    return _answer(call, act)


@method("views.push")
def push(call: Call) -> Json:
    body = _view_argument(call, "modal")

    def act() -> View:
        trigger = views.use_trigger(call.ws, call.required("trigger_id"))
        return views.push_modal(call.ws, trigger.user, body)

    return _answer(call, act)


@method("views.update")
def update(call: Call) -> Json:
    if not (call.text("view_id") or call.text("external_id")):
        raise ApiError("invalid_arguments")
    body = _view_argument(call, "modal")

    def act() -> View:
        view = views.find(call.ws, call.text("view_id"), call.text("external_id"))
        return views.update_view(call.ws, view, body, call.text("hash"))

    return _answer(call, act)


@method("views.publish")
def publish(call: Call) -> Json:
    body = _view_argument(call, "home")
    user = call.user("user_id", "invalid_arguments")
    if not call.ws.app.home:
        raise ApiError("not_enabled")
    return _answer(call, lambda: views.publish_home(call.ws, user, body, call.text("hash")))
