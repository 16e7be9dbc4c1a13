"""Checks the blocks of a message or view, and raises `BlocksRefused` with Slack's error names."""

import json
from collections.abc import Callable, Iterator

from sandbox.blockkit.kinds import OneOf, Report, Shape
from sandbox.blockkit.rules import (
    BLOCKS,
    MODAL_FIELDS,
    MOST_BLOCKS,
    MOST_MARKDOWN_CHARACTERS,
    MOST_TABLE_CHARACTERS,
    MOST_TABLES,
    MOST_VIEW_BYTES,
    SURFACES,
    VIEW_FIELDS,
    VIEW_REQUIRED,
)
from sandbox.model import Json


class BlocksRefused(Exception):
    """Slack would refuse this. `error` is its name, `messages` the findings with their JSON pointers."""

    def __init__(self, error: str, messages: list[str]) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages


def check_blocks(blocks: list[Json], at: str = "/blocks") -> None:
    """Check a message's blocks."""
    report = Report()
    _check_on_surface(blocks, "message", at, report)
    if report.errors:
        raise BlocksRefused("invalid_blocks", report.errors)


def check_attachments(attachments: list[Json]) -> None:
    """Check the blocks that legacy attachments may carry."""
    for number, attachment in enumerate(attachments):
        if isinstance(attachment.get("blocks"), list):
            check_blocks(attachment["blocks"], f"/attachments/{number}/blocks")


def check_view(view: Json) -> None:
    """Check a modal or App Home."""
    report = Report()
    kind = view.get("type")
    if kind not in VIEW_REQUIRED:
        report.add(f"unsupported type: {kind}" if kind else "missing required field: type", "/view")
        raise BlocksRefused("invalid_arguments", report.errors)
    if len(json.dumps(view).encode()) > MOST_VIEW_BYTES:
        raise BlocksRefused("view_too_large", ["view must be less than 250 KB [json-pointer:/view]"])
    fields = MODAL_FIELDS if kind == "modal" else VIEW_FIELDS
    shell = {name: value for name, value in view.items() if name != "blocks"}
    rules = {name: rule for name, rule in fields.items() if name != "blocks"}
    required = tuple(name for name in VIEW_REQUIRED[kind] if name != "blocks")
    Shape(rules, required=required).check(shell, "/view", report)
    _check_view_blocks(view, kind, report)
    if report.errors:
        raise BlocksRefused("invalid_arguments", report.errors)


def _check_view_blocks(view: Json, kind: str, report: Report) -> None:
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        report.add("missing required field: blocks", "/view")
        return
    _check_on_surface(blocks, kind, "/view/blocks", report)
    has_input = any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    if kind == "modal" and has_input and not view.get("submit"):
        report.add("must define `submit` to use an input block in modals", "/view/submit")
    if report.errors:
        return
    focused = [at for element, at in elements_of(blocks, "/view/blocks") if element.get("focus_on_load")]
    if len(focused) > 1:
        report.add("only one element may set `focus_on_load`", focused[1])


def _check_on_surface(blocks: list[Json], surface: str, at: str, report: Report) -> None:
    if len(blocks) > MOST_BLOCKS[surface]:
        report.add(f"no more than {MOST_BLOCKS[surface]} items allowed", at)
        return
    rule = OneOf(BLOCKS, only=SURFACES[surface])
    for number, block in enumerate(blocks):
        rule.check(block, f"{at}/{number}", report)
    if report.errors:
        return
    _check_unique_ids(blocks, at, report)
    if surface != "modal":
        for element, where in elements_of(blocks, at):
            if element.get("type") == "file_input":
                report.add("unsupported type: file_input", f"{where}/type")
    _check_totals(blocks, at, report)


def _check_unique_ids(blocks: list[Json], at: str, report: Report) -> None:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            report.add(f"`block_id` already exists: {block_id}", f"{at}/{number}/block_id")
        if block_id:
            seen.add(block_id)
        actions: set[str] = set()
        for element, where in elements_of([block], at, first=number):
            action_id = element.get("action_id")
            if action_id in actions:
                report.add(f"`action_id` already exists: {action_id}", f"{where}/action_id")
            if action_id:
                actions.add(action_id)


def _check_totals(blocks: list[Json], at: str, report: Report) -> None:
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > MOST_TABLES:
        report.add("only one table is allowed in a message", at)
    if sum(_text_length(table["rows"]) for table in tables) > MOST_TABLE_CHARACTERS:
        report.add(f"table must be less than {MOST_TABLE_CHARACTERS + 1} characters", at)
    written = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if written > MOST_MARKDOWN_CHARACTERS:
        report.add(f"markdown must be less than {MOST_MARKDOWN_CHARACTERS + 1} characters in all", at)


def _text_length(value: object) -> int:
    """Characters of all `text` in a nested structure."""
    if isinstance(value, dict):
        own = value.get("text")
        return len(own) if isinstance(own, str) else sum(_text_length(inner) for inner in value.values())
    return sum(_text_length(inner) for inner in value) if isinstance(value, list) else 0


def elements_of(blocks: list[Json], at: str = "", first: int = 0) -> Iterator[tuple[Json, str]]:
    """Every interactive element, with its JSON pointer."""
    for number, block in enumerate(blocks, first):
        if not isinstance(block, dict):
            continue
        for name in ("accessory", "element"):
            if isinstance(block.get(name), dict):
                yield block[name], f"{at}/{number}/{name}"
        if block.get("type") in ("actions", "context_actions"):
            for index, element in enumerate(block.get("elements", [])):
                yield element, f"{at}/{number}/elements/{index}"


def give_ids(blocks: list[Json], new_id: Callable[[], str]) -> list[Json]:
    """Blocks with the `block_id` and `action_id` that Slack makes up where the app gave none."""
    for block in blocks:
        block.setdefault("block_id", new_id())
    for element, _ in elements_of(blocks):
        if element.get("type") != "image":
            element.setdefault("action_id", new_id())
    return blocks
