"""The sandbox refuses what Slack refuses: each documented limit, at its edge and one beyond."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blockkit import BlocksRefused, check_blocks, check_view
from sandbox.blockkit.elements import ELEMENTS
from tests.sandbox.blocks import actions, button, field, home, modal, mrkdwn, option, plain, section, select, text_input

type Json = dict[str, Any]


def options(count: int) -> list[Json]:
    return [option(str(n), f"Option {n}") for n in range(count)]


MESSAGE_LIMITS: list[tuple[str, int, Callable[[int], list[Json]], str]] = [
    ("blocks in a message", 50, lambda n: [{"type": "divider"}] * n, "/blocks"),
    ("section text", 3000, lambda n: [section("x" * n)], "/blocks/0/text/text"),
    ("section fields", 10, lambda n: [{"type": "section", "fields": [mrkdwn()] * n}], "/blocks/0/fields"),
    ("a section field", 2000, lambda n: [{"type": "section", "fields": [mrkdwn("x" * n)]}], "/blocks/0/fields/0/text"),
    ("header", 150, lambda n: [{"type": "header", "text": plain("x" * n)}], "/blocks/0/text/text"),
    ("block_id", 255, lambda n: [section(block_id="x" * n)], "/blocks/0/block_id"),
    ("action_id", 255, lambda n: [actions(button(action_id="x" * n))], "/blocks/0/elements/0/action_id"),
    ("button text", 75, lambda n: [actions(button("x" * n))], "/blocks/0/elements/0/text/text"),
    ("button value", 2000, lambda n: [actions(button(value="x" * n))], "/blocks/0/elements/0/value"),
    ("button url", 3000, lambda n: [actions(button(url="x" * n))], "/blocks/0/elements/0/url"),
    ("button's spoken label", 75, lambda n: [actions(button(accessibility_label="x" * n))], "/blocks/0/elements/0/ac"),
    ("elements of actions", 25, lambda n: [actions(*(button(action_id=str(i)) for i in range(n)))], "/blocks/0/elem"),
    ("elements of context", 10, lambda n: [{"type": "context", "elements": [mrkdwn()] * n}], "/blocks/0/elements"),
    ("options of a select", 100, lambda n: [actions(select(options=options(n)))], "/blocks/0/elements/0/options"),
    (
        "option text",
        75,
        lambda n: [actions(select(options=[option(text="x" * n)]))],
        "/blocks/0/elements/0/options/0/text/text",
    ),
    (
        "option value",
        150,
        lambda n: [actions(select(options=[option("x" * n)]))],
        "/blocks/0/elements/0/options/0/value",
    ),
    (
        "option description",
        75,
        lambda n: [actions(select(options=[option(description=plain("x" * n))]))],
        "/blocks/0/elements/0/options/0/description/text",
    ),
    (
        "select placeholder",
        150,
        lambda n: [actions(select(options=options(1), placeholder=plain("x" * n)))],
        "/blocks/0/elements/0/placeholder/text",
    ),
    (
        "overflow options",
        5,
        lambda n: [actions(select("overflow", options=options(n)))],
        "/blocks/0/elements/0/options",
    ),
    (
        "checkbox options",
        10,
        lambda n: [actions(select("checkboxes", options=options(n)))],
        "/blocks/0/elements/0/options",
    ),
    ("radio options", 10, lambda n: [actions(select("radio_buttons", options=options(n)))], "/blocks/0/elements/0/opt"),
    (
        "confirm title",
        100,
        lambda n: [actions(button(confirm={"title": plain("x" * n), "text": plain()}))],
        "/blocks/0/elements/0/confirm/title/text",
    ),
    (
        "confirm text",
        300,
        lambda n: [actions(button(confirm={"title": plain(), "text": mrkdwn("x" * n)}))],
        "/blocks/0/elements/0/confirm/text/text",
    ),
    (
        "confirm button",
        30,
        lambda n: [actions(button(confirm={"title": plain(), "text": plain(), "confirm": plain("x" * n)}))],
        "/blocks/0/elements/0/confirm/confirm/text",
    ),
    ("alt text", 2000, lambda n: [{"type": "image", "image_url": "https://x", "alt_text": "x" * n}], "/blocks/0/alt"),
    ("input label", 2000, lambda n: [field(text_input(), label="x" * n)], "/blocks/0/label/text"),
    ("input hint", 2000, lambda n: [field(text_input(), hint=plain("x" * n))], "/blocks/0/hint/text"),
    ("markdown block", 12_000, lambda n: [{"type": "markdown", "text": "x" * n}], "/blocks/0/text"),
    ("table rows", 100, lambda n: [table(rows=n)], "/blocks/0/rows"),
    ("table columns", 20, lambda n: [table(columns=n)], "/blocks/0/rows/0"),
]


def table(rows: int = 1, columns: int = 1) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns for _ in range(rows)]}


@pytest.mark.parametrize(
    ("limit", "build", "pointer"), [row[1:] for row in MESSAGE_LIMITS], ids=[row[0] for row in MESSAGE_LIMITS]
)
def test_a_message_may_reach_a_limit_but_not_pass_it(
    limit: int, build: Callable[[int], list[Json]], pointer: str
) -> None:
    check_blocks(build(limit))
    with pytest.raises(BlocksRefused) as refused:
        check_blocks(build(limit + 1))
    assert refused.value.error == "invalid_blocks"
    assert any(f"[json-pointer:{pointer}" in message for message in refused.value.messages), refused.value.messages


VIEW_LIMITS: list[tuple[str, int, Callable[[int], Json], str]] = [
    ("blocks in a modal", 100, lambda n: modal(*[{"type": "divider"}] * n), "/view/blocks"),
    ("blocks in a home", 100, lambda n: home(*[{"type": "divider"}] * n), "/view/blocks"),
    ("title", 24, lambda n: modal(title=plain("x" * n)), "/view/title/text"),
    ("submit", 24, lambda n: modal(submit=plain("x" * n)), "/view/submit/text"),
    ("close", 24, lambda n: modal(close=plain("x" * n)), "/view/close/text"),
    ("callback_id", 255, lambda n: modal(callback_id="x" * n), "/view/callback_id"),
    ("private_metadata", 3000, lambda n: modal(private_metadata="x" * n), "/view/private_metadata"),
    ("external_id", 255, lambda n: modal(external_id="x" * n), "/view/external_id"),
    ("files of a file input", 10, lambda n: modal(field({"type": "file_input", "max_files": n})), "/view/blocks/0/el"),
    ("initial text", 3000, lambda n: modal(field(text_input(initial_value="x" * n))), "/view/blocks/0/element/initial"),
]


@pytest.mark.parametrize(
    ("limit", "build", "pointer"), [row[1:] for row in VIEW_LIMITS], ids=[row[0] for row in VIEW_LIMITS]
)
def test_a_view_may_reach_a_limit_but_not_pass_it(limit: int, build: Callable[[int], Json], pointer: str) -> None:
    check_view(build(limit))
    with pytest.raises(BlocksRefused) as refused:
        check_view(build(limit + 1))
    assert refused.value.error == "invalid_arguments"
    assert any(f"[json-pointer:{pointer}" in message for message in refused.value.messages), refused.value.messages


def test_a_view_over_250_kilobytes_is_refused_as_too_large() -> None:
    heavy = modal(*(section("x" * 2900) for _ in range(95)))
    with pytest.raises(BlocksRefused) as refused:
        check_view(heavy)
    assert refused.value.error == "view_too_large"


REFUSED_BLOCKS: list[tuple[str, list[Any], str]] = [
    ("unknown block", [{"type": "marquee"}], "unsupported type: marquee [json-pointer:/blocks/0/type]"),
    ("no type", [{}], "missing required field: type [json-pointer:/blocks/0]"),
    ("not an object", ["text"], "must provide an object [json-pointer:/blocks/0]"),
    ("empty section", [{"type": "section"}], "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    ("empty text", [section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ("unknown field", [section(colour="red")], "invalid additional property: colour [json-pointer:/blocks/0]"),
    ("header in mrkdwn", [{"type": "header", "text": mrkdwn()}], "[json-pointer:/blocks/0/text/type]"),
    ("emoji on mrkdwn", [{"type": "section", "text": {**mrkdwn(), "emoji": True}}], "additional property: emoji"),
    ("image without alternative text", [{"type": "image", "image_url": "https://x"}], "required field: alt_text"),
    ("image without address", [{"type": "image", "alt_text": "x"}], "must define either `image_url` or `slack_file`"),
    ("button style", [actions(button(style="huge"))], "[json-pointer:/blocks/0/elements/0/style]"),
    ("button without text", [actions({"type": "button"})], "missing required field: text"),
    ("no elements", [actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    ("overflow of one", [actions(select("overflow", options=options(1)))], "no fewer than 2 items allowed"),
    ("text input among actions", [actions(text_input())], "unsupported type: plain_text_input"),
    ("select without options", [actions(select())], "must define either `options` or `option_groups`"),
    ("initial option elsewhere", [actions(select(options=options(1), initial_option=option("9")))], "must match one"),
    ("date of another form", [actions(select("datepicker", initial_date="12/08/2026"))], "expected pattern"),
    ("time of another form", [actions(select("timepicker", initial_time="25:00"))], "expected pattern"),
    ("same block_id", [section(block_id="b"), section(block_id="b")], "`block_id` already exists: b"),
    ("same action_id", [actions(button(), button())], "`action_id` already exists: go"),
    ("file input in a message", [field({"type": "file_input"})], "unsupported type: file_input"),
    ("number input without kind of number", [field({"type": "number_input"})], "required field: is_decimal_allowed"),
    ("two tables", [table(), table()], "only one table is allowed"),
    ("rich text of unknown parts", [{"type": "rich_text", "elements": [{"type": "x"}]}], "unsupported type: x"),
]


@pytest.mark.parametrize(
    ("blocks", "finding"), [row[1:] for row in REFUSED_BLOCKS], ids=[row[0] for row in REFUSED_BLOCKS]
)
def test_malformed_blocks_are_refused_with_what_is_wrong_and_where(blocks: list[Any], finding: str) -> None:
    with pytest.raises(BlocksRefused) as refused:
        check_blocks(blocks)
    assert any(finding in message for message in refused.value.messages), refused.value.messages


REFUSED_VIEWS: list[tuple[str, Json, str]] = [
    ("input without submit", modal(field(text_input()), submit=None), "must define `submit` to use an input block"),
    ("modal without title", modal(title=None), "missing required field: title [json-pointer:/view]"),
    ("unknown kind", {"type": "popup", "blocks": []}, "unsupported type: popup [json-pointer:/view]"),
    ("no blocks", {"type": "modal", "title": plain()}, "missing required field: blocks [json-pointer:/view]"),
    ("table in a modal", modal(table()), "unsupported type: table"),
    ("markdown in a home", home({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    ("title on a home", {**home(), "title": plain()}, "invalid additional property: title"),
    (
        "two fields that want the focus",
        modal(field(text_input(focus_on_load=True), "b1"), field(text_input(focus_on_load=True), "b2")),
        "only one element may set `focus_on_load`",
    ),
]


@pytest.mark.parametrize(("view", "finding"), [row[1:] for row in REFUSED_VIEWS], ids=[row[0] for row in REFUSED_VIEWS])
def test_malformed_views_are_refused_with_what_is_wrong_and_where(view: Json, finding: str) -> None:
    with pytest.raises(BlocksRefused) as refused:
        check_view(view)
    assert any(finding in message for message in refused.value.messages), refused.value.messages


ACCEPTED_ELEMENTS: dict[str, Json] = {
    "static_select": {"options": options(2)},
    "multi_static_select": {"option_groups": [{"label": plain(), "options": options(2)}], "max_selected_items": 2},
    "checkboxes": {"options": options(2), "initial_options": options(1)},
    "radio_buttons": {"options": options(2), "initial_option": option("0", "Option 0")},
    "number_input": {"is_decimal_allowed": False, "min_value": "1"},
    "datepicker": {"initial_date": "2026-12-08"},
    "timepicker": {"initial_time": "09:30"},
    "datetimepicker": {"initial_date_time": 1_790_000_000},
    "conversations_select": {"response_url_enabled": True, "filter": {"include": ["public"]}},
}
ONLY_ELSEWHERE = {"button", "icon_button", "feedback_buttons", "image", "overflow"}


@pytest.mark.parametrize("kind", sorted(set(ELEMENTS) - ONLY_ELSEWHERE))
def test_every_input_element_is_accepted_in_a_modal(kind: str) -> None:
    check_view(modal(field(select(kind, **ACCEPTED_ELEMENTS.get(kind, {})))))


WORDS = st.sampled_from(["section", "actions", "input", "button", "static_select", "plain_text", "mrkdwn"])
NAMES = st.sampled_from(["type", "text", "elements", "element", "accessory", "options", "fields", "label", "block_id"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | WORDS
JUNK = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner), max_leaves=15)


@given(st.lists(JUNK))
def test_junk_is_either_accepted_or_refused_with_reasons_and_never_breaks_the_check(junk: list[Any]) -> None:
    findings = None
    try:
        check_blocks(junk)
    except BlocksRefused as refused:
        findings = refused.messages
    assert findings is None or all("[json-pointer:/blocks" in finding for finding in findings)
