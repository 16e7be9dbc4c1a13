"""The values of input elements as Slack reports them in `state.values`.

A value is kept per `block_id` and `action_id`, as `{"type": ..., <field>: ...}`.
"""

from decimal import Decimal

from sandbox.blockkit.check import elements_of
from sandbox.model import Json

FIELD = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
"""The field in which each stateful element carries its value."""

INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "files": "",
}
LISTS = frozenset(f for f in INITIAL if f.endswith("s")) | {"files"}


def options_of(element: Json) -> list[Json]:
    """All options of a select, grouped or not."""
    grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
    return [*(element.get("options") or []), *grouped]


def first_values(blocks: list[Json]) -> Json:
    """The state before anybody entered anything: initial values, else empty."""
    values: Json = {}
    for block in blocks:
        for element, _ in elements_of([block]):
            field = FIELD.get(element.get("type", ""))
            if field is not None:
                first = element.get(INITIAL[field], [] if field in LISTS else None)
                values.setdefault(block["block_id"], {})[element["action_id"]] = {
                    "type": element["type"],
                    field: first,
                }
    return values


def as_state(element: Json, entered: object) -> Json:
    """What Slack reports for an element into which a person entered `entered`.

    `entered` is plain: text for inputs, an option's value (or a list of them) for selects, an id for
    people and channels, `YYYY-MM-DD`, `HH:MM`, seconds since the epoch. A dictionary that already has
    a `type` passes through. Raises ValueError when an option is not offered.
    """
    if isinstance(entered, dict) and "type" in entered:
        return entered
    field = FIELD[element["type"]]
    value = entered
    if field == "selected_option":
        value = _option(element, entered)
    elif field == "selected_options":
        value = [_option(element, one) for one in _as_list(entered)]
    elif field in LISTS:
        value = _as_list(entered)
    elif field == "value":
        value = None if entered in (None, "") else str(entered)
    return {"type": element["type"], field: value}


def _as_list(entered: object) -> list[object]:
    if entered is None:
        return []
    return list(entered) if isinstance(entered, list | tuple | set) else [entered]


def _option(element: Json, entered: object) -> Json | None:
    if entered is None or isinstance(entered, dict):
        return entered
    offered = options_of(element)
    found = next((o for o in offered if o["value"] == entered), None)
    found = found or next((o for o in offered if o["text"]["text"] == entered), None)
    if found is None and element["type"] not in ("external_select", "multi_external_select"):
        names = ", ".join(o["value"] for o in offered)
        raise ValueError(f"{element.get('action_id')} does not offer {entered!r}; it offers {names}")
    return found or {"text": {"type": "plain_text", "text": str(entered)}, "value": str(entered)}


def input_errors(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's own client refuses before it sends a form, by block id."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            state = values.get(block["block_id"], {}).get(element["action_id"], {})
            problem = _problem(block, element, state.get(FIELD[element["type"]]))
            if problem:
                errors[block["block_id"]] = problem
    return errors


def _problem(block: Json, element: Json, value: object) -> str | None:
    if value in (None, "", []):
        return None if block.get("optional") else "Please complete this required field."
    check = CHECKS.get(element["type"])
    return check(element, str(value)) if check else None


def _text_problem(element: Json, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Must be at least {least} characters."
    return f"Must be at most {most} characters." if len(value) > most else None


def _number_problem(element: Json, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Must be a number."
    if not element["is_decimal_allowed"] and not value.lstrip("-").isdigit():
        return "Must be a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Must be at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Must be at most {Decimal(element['max_value']):,}."
    return None


def _email_problem(element: Json, value: str) -> str | None:
    name, at, host = value.partition("@")
    return None if name and at and "." in host and " " not in value else "Must be an e-mail address."


def _url_problem(element: Json, value: str) -> str | None:
    return None if value.startswith(("http://", "https://")) else "Must be a web address."


CHECKS = {
    "plain_text_input": _text_problem,
    "number_input": _number_problem,
    "email_text_input": _email_problem,
    "url_text_input": _url_problem,
}
