"""The documented limits of Block Kit's blocks, and which surface takes which.

Source: https://docs.slack.dev/reference/block-kit/blocks.
"""

from sandbox.blockkit.elements import (
    ACCESSORIES,
    ACTION_ELEMENTS,
    CONTEXT_ELEMENTS,
    ID,
    INPUT_ELEMENTS,
    PLAIN,
    SLACK_FILE,
    URL,
    elements,
)
from sandbox.blockkit.kinds import Flag, Line, Many, OneOf, Rule, Shape, Text
from sandbox.blockkit.rich_text import RICH_TEXT_ELEMENTS

BLOCK_ID: dict[str, Rule] = {"block_id": ID}

RICH_TEXT = Shape({**BLOCK_ID, "elements": Many(OneOf(RICH_TEXT_ELEMENTS), most=1000, least=0)}, required=("elements",))
TABLE_CELL = OneOf({"raw_text": Shape({"text": Line(10_000)}, required=("text",)), "rich_text": RICH_TEXT})
COLUMN = Shape({"align": Line(6, choices=frozenset({"left", "center", "right"})), "is_wrapped": Flag()}, tag=False)

BLOCKS: dict[str, Rule] = {
    "section": Shape(
        {
            **BLOCK_ID,
            "text": Text(3000),
            "fields": Many(Text(2000), most=10),
            "accessory": elements(ACCESSORIES),
            "expand": Flag(),
        },
        any_of=("text", "fields"),
    ),
    "divider": Shape({**BLOCK_ID}),
    "header": Shape({**BLOCK_ID, "text": Text(150, PLAIN)}, required=("text",)),
    "context": Shape({**BLOCK_ID, "elements": Many(OneOf(CONTEXT_ELEMENTS), most=10)}, required=("elements",)),
    "context_actions": Shape(
        {**BLOCK_ID, "elements": Many(elements(frozenset({"icon_button", "feedback_buttons"})), most=5)},
        required=("elements",),
    ),
    "actions": Shape({**BLOCK_ID, "elements": Many(elements(ACTION_ELEMENTS), most=25)}, required=("elements",)),
    "input": Shape(
        {
            **BLOCK_ID,
            "label": Text(2000, PLAIN),
            "element": elements(INPUT_ELEMENTS),
            "dispatch_action": Flag(),
            "hint": Text(2000, PLAIN),
            "optional": Flag(),
        },
        required=("label", "element"),
    ),
    "image": Shape(
        {
            **BLOCK_ID,
            "image_url": URL,
            "slack_file": SLACK_FILE,
            "alt_text": Line(2000, least=1),
            "title": Text(2000, PLAIN),
        },
        required=("alt_text",),
        any_of=("image_url", "slack_file"),
    ),
    "video": Shape(
        {
            **BLOCK_ID,
            "alt_text": Line(2000, least=1),
            "title": Text(199, PLAIN),
            "video_url": URL,
            "thumbnail_url": URL,
            "author_name": Line(49),
            "description": Text(200, PLAIN),
            "provider_icon_url": URL,
            "provider_name": Line(200),
            "title_url": URL,
        },
        required=("alt_text", "title", "video_url", "thumbnail_url"),
    ),
    "rich_text": RICH_TEXT,
    "markdown": Shape({**BLOCK_ID, "text": Line(12_000, least=1)}, required=("text",)),
    "table": Shape(
        {
            **BLOCK_ID,
            "rows": Many(Many(TABLE_CELL, most=20), most=100),
            "column_settings": Many(COLUMN, most=20, least=0),
        },
        required=("rows",),
    ),
}

EVERYWHERE = frozenset({"section", "divider", "header", "context", "actions", "input", "image", "video", "rich_text"})
SURFACES = {
    "message": EVERYWHERE | {"context_actions", "markdown", "table"},
    "modal": EVERYWHERE,
    "home": EVERYWHERE,
}
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}

VIEW_TITLE = Text(24, PLAIN)
VIEW_FIELDS: dict[str, Rule] = {
    "callback_id": Line(255),
    "private_metadata": Line(3000),
    "external_id": Line(255),
    "clear_on_close": Flag(),
    "notify_on_close": Flag(),
    "submit_disabled": Flag(),
    "blocks": Many(Shape({}), most=100, least=0),
}
MODAL_FIELDS: dict[str, Rule] = {
    **VIEW_FIELDS,
    "title": VIEW_TITLE,
    "submit": VIEW_TITLE,
    "close": VIEW_TITLE,
}
VIEW_REQUIRED = {"modal": ("blocks", "title"), "home": ("blocks",)}
MOST_VIEW_BYTES = 250 * 1024
MOST_TABLE_CHARACTERS = 10_000
MOST_MARKDOWN_CHARACTERS = 12_000
MOST_TABLES = 1
