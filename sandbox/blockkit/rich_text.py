"""The documented elements of the `rich_text` block.

Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block.
"""

from sandbox.blockkit.kinds import Flag, Line, Many, OneOf, Rule, Shape, Whole

STYLE = Shape(
    {
        name: Flag()
        for name in (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
            "unlink",
        )
    },
    tag=False,
)
STYLED: dict[str, Rule] = {"style": STYLE}
NAME = Line(255, least=1)

INLINE: dict[str, Rule] = {
    "text": Shape({**STYLED, "text": Line(40_000, least=1)}, required=("text",)),
    "link": Shape({**STYLED, "url": Line(3000, least=1), "text": Line(3000), "unsafe": Flag()}, required=("url",)),
    "emoji": Shape(
        {**STYLED, "name": NAME, "unicode": Line(100), "skin_tone": Whole(1, 6), "url": Line(3000)},
        required=("name",),
    ),
    "user": Shape({**STYLED, "user_id": NAME}, required=("user_id",)),
    "usergroup": Shape({**STYLED, "usergroup_id": NAME}, required=("usergroup_id",)),
    "channel": Shape({**STYLED, "channel_id": NAME}, required=("channel_id",)),
    "broadcast": Shape(
        {**STYLED, "range": Line(10, choices=frozenset({"here", "channel", "everyone"}))}, required=("range",)
    ),
    "color": Shape({"value": Line(7)}, required=("value",)),
    "date": Shape(
        {
            **STYLED,
            "timestamp": Whole(),
            "format": Line(200, least=1),
            "url": Line(3000),
            "fallback": Line(500),
        },
        required=("timestamp", "format"),
    ),
}
INLINES = Many(OneOf(INLINE), most=10_000, least=0)
SECTION = Shape({"elements": INLINES}, required=("elements",))

RICH_TEXT_ELEMENTS: dict[str, Rule] = {
    "rich_text_section": SECTION,
    "rich_text_preformatted": Shape(
        {"elements": INLINES, "border": Whole(0, 1), "language": Line(50)}, required=("elements",)
    ),
    "rich_text_quote": Shape({"elements": INLINES, "border": Whole(0, 1)}, required=("elements",)),
    "rich_text_list": Shape(
        {
            "elements": Many(OneOf({"rich_text_section": SECTION}), most=1000, least=0),
            "style": Line(10, choices=frozenset({"bullet", "ordered"})),
            "indent": Whole(0, 8),
            "offset": Whole(0, 10_000),
            "border": Whole(0, 1),
        },
        required=("elements", "style"),
    ),
}
