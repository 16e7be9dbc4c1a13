"""The documented limits of Block Kit's composition objects and interactive elements.

Source: https://docs.slack.dev/reference/block-kit/composition-objects and .../block-elements.
"""

from sandbox.blockkit.kinds import Flag, Line, Many, OneOf, Rule, Shape, Text, Whole

ID = Line(255, least=1)
URL = Line(3000, least=1)
PLAIN = ("plain_text",)
LABEL = Text(75, PLAIN)
PLACEHOLDER = Text(150, PLAIN)
DATE = Line(10, pattern=r"\d{4}-\d{2}-\d{2}")
TIME = Line(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")
STYLE = Line(10, choices=frozenset({"primary", "danger"}))
FREE_ID = Line(30, least=1)

CONFIRM = Shape(
    {
        "title": Text(100, PLAIN),
        "text": Text(300),
        "confirm": Text(30, PLAIN),
        "deny": Text(30, PLAIN),
        "style": STYLE,
    },
    required=("title", "text"),
    tag=False,
)
SLACK_FILE = Shape({"id": FREE_ID, "url": URL}, any_of=("id", "url"), tag=False)
DISPATCH_CONFIG = Shape(
    {"trigger_actions_on": Many(Line(30, choices=frozenset({"on_enter_pressed", "on_character_entered"})), most=2)},
    tag=False,
)
FILTER = Shape(
    {
        "include": Many(Line(10, choices=frozenset({"im", "mpim", "private", "public"})), most=4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    tag=False,
)


def _option(forms: tuple[str, ...] = PLAIN) -> Shape:
    return Shape(
        {"text": Text(75, forms), "value": Line(150), "description": Text(75, forms), "url": URL},
        required=("text", "value"),
        tag=False,
    )


OPTION = _option()
RICH_OPTION = _option(("plain_text", "mrkdwn"))
OPTION_GROUP = Shape({"label": LABEL, "options": Many(OPTION, most=100)}, required=("label", "options"), tag=False)

COMMON: dict[str, Rule] = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": Flag()}
CHOSEN_FROM_OPTIONS = ("options", "option_groups")


def _single(fields: dict[str, Rule], **more: object) -> Shape:
    return Shape({**COMMON, "placeholder": PLACEHOLDER, **fields}, **more)  # type: ignore[arg-type]


def _multi(fields: dict[str, Rule], **more: object) -> Shape:
    return _single({**fields, "max_selected_items": Whole(low=1)}, **more)


OPTIONS: dict[str, Rule] = {"options": Many(OPTION, most=100), "option_groups": Many(OPTION_GROUP, most=100)}
CONVERSATION_FIELDS: dict[str, Rule] = {"default_to_current_conversation": Flag(), "filter": FILTER}
TYPED: dict[str, Rule] = {
    "action_id": ID,
    "placeholder": PLACEHOLDER,
    "focus_on_load": Flag(),
    "dispatch_action_config": DISPATCH_CONFIG,
}

BUTTON = Shape(
    {
        **COMMON,
        "text": LABEL,
        "value": Line(2000),
        "url": URL,
        "style": STYLE,
        "accessibility_label": Line(75),
    },
    required=("text",),
)
ICON_BUTTON = Shape(
    {
        **COMMON,
        "icon": Line(50, choices=frozenset({"trash"})),
        "text": LABEL,
        "value": Line(2000),
        "accessibility_label": Line(75),
        "visible_to_user_ids": Many(FREE_ID, most=100, least=0),
    },
    required=("icon", "text"),
)
FEEDBACK_BUTTON = Shape(
    {"text": LABEL, "value": Line(2000), "accessibility_label": Line(75)},
    required=("text", "value"),
    tag=False,
)
IMAGE_ELEMENT = Shape(
    {"image_url": URL, "slack_file": SLACK_FILE, "alt_text": Line(2000, least=1)},
    required=("alt_text",),
    any_of=("image_url", "slack_file"),
)
CHECKBOXES = Shape(
    {**COMMON, "options": Many(RICH_OPTION, most=10), "initial_options": Many(RICH_OPTION, most=10)},
    required=("options",),
    same=(("initial_options", "options"),),
)
RADIO_BUTTONS = Shape(
    {**COMMON, "options": Many(RICH_OPTION, most=10), "initial_option": RICH_OPTION},
    required=("options",),
    same=(("initial_option", "options"),),
)

ELEMENTS: dict[str, Rule] = {
    "button": BUTTON,
    "icon_button": ICON_BUTTON,
    "feedback_buttons": Shape(
        {"action_id": ID, "positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON},
        required=("positive_button", "negative_button"),
    ),
    "image": IMAGE_ELEMENT,
    "overflow": Shape({**COMMON, "options": Many(OPTION, most=5, least=2)}, required=("options",)),
    "checkboxes": CHECKBOXES,
    "radio_buttons": RADIO_BUTTONS,
    "static_select": _single(
        {**OPTIONS, "initial_option": OPTION},
        any_of=CHOSEN_FROM_OPTIONS,
        same=(("initial_option", "options"),),
    ),
    "external_select": _single({"initial_option": OPTION, "min_query_length": Whole()}),
    "users_select": _single({"initial_user": FREE_ID}),
    "conversations_select": _single(
        {**CONVERSATION_FIELDS, "initial_conversation": FREE_ID, "response_url_enabled": Flag()}
    ),
    "channels_select": _single({"initial_channel": FREE_ID, "response_url_enabled": Flag()}),
    "multi_static_select": _multi(
        {**OPTIONS, "initial_options": Many(OPTION, most=100)},
        any_of=CHOSEN_FROM_OPTIONS,
        same=(("initial_options", "options"),),
    ),
    "multi_external_select": _multi({"initial_options": Many(OPTION, most=100), "min_query_length": Whole()}),
    "multi_users_select": _multi({"initial_users": Many(FREE_ID, most=100)}),
    "multi_conversations_select": _multi({**CONVERSATION_FIELDS, "initial_conversations": Many(FREE_ID, most=100)}),
    "multi_channels_select": _multi({"initial_channels": Many(FREE_ID, most=100)}),
    "datepicker": _single({"initial_date": DATE}),
    "timepicker": _single({"initial_time": TIME, "timezone": Line(50)}),
    "datetimepicker": Shape({**COMMON, "initial_date_time": Whole(10**9, 10**10)}),
    "plain_text_input": Shape(
        {
            **TYPED,
            "initial_value": Line(3000),
            "multiline": Flag(),
            "min_length": Whole(0, 3000),
            "max_length": Whole(1, 3000),
        }
    ),
    "number_input": Shape(
        {
            **TYPED,
            "is_decimal_allowed": Flag(),
            "initial_value": Line(40),
            "min_value": Line(40),
            "max_value": Line(40),
        },
        required=("is_decimal_allowed",),
    ),
    "email_text_input": Shape({**TYPED, "initial_value": Line(3000)}),
    "url_text_input": Shape({**TYPED, "initial_value": Line(3000)}),
    "file_input": Shape({"action_id": ID, "filetypes": Many(Line(20, least=1), most=100), "max_files": Whole(1, 10)}),
}

SELECTS = frozenset(name for name in ELEMENTS if name.endswith("_select"))
PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker", "radio_buttons", "checkboxes"})
ACTION_ELEMENTS = SELECTS | PICKERS | {"button", "overflow"}
ACCESSORIES = (ACTION_ELEMENTS - {"datetimepicker"}) | {"image"}
TEXT_INPUTS = frozenset({"plain_text_input", "number_input", "email_text_input", "url_text_input"})
INPUT_ELEMENTS = SELECTS | PICKERS | TEXT_INPUTS | {"file_input"}
CONTEXT_ELEMENTS: dict[str, Rule] = {
    "image": IMAGE_ELEMENT,
    "mrkdwn": Text(2000, ("mrkdwn",)),
    "plain_text": Text(2000, PLAIN),
}


def elements(allowed: frozenset[str]) -> OneOf:
    return OneOf(ELEMENTS, only=allowed)
