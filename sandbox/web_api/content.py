"""What a message may contain: text, blocks, attachments, metadata, each within Slack's limits."""

import json
from dataclasses import dataclass

from sandbox.blockkit import BlocksRefused, check_attachments, check_blocks, give_ids
from sandbox.model import Json
from sandbox.web_api.registry import ApiError, Call
from sandbox.workspace import Workspace

LONGEST_TEXT = 40_000
ADVISED_TEXT = 4000
MOST_ATTACHMENTS = 100
MOST_METADATA_BYTES = 16_000


@dataclass(frozen=True)
class Content:
    text: str
    blocks: list[Json]
    attachments: list[Json]
    metadata: Json | None


def read_content(call: Call, longest: int = LONGEST_TEXT) -> Content:
    """Read and check the content arguments of a message. Raises ApiError with Slack's names."""
    blocks = call.structure("blocks", list, "invalid_blocks_format") or []
    attachments = call.structure("attachments", list, "invalid_attachments") or []
    content = Content(call.text("text"), blocks, attachments, _metadata(call))
    check_content(call.ws, content, longest)
    give_ids(blocks, lambda: call.ws.ids.new("", 5))
    return content


def check_content(ws: Workspace, content: Content, longest: int = LONGEST_TEXT) -> None:
    if not (content.text.strip() or content.blocks or content.attachments):
        raise ApiError("no_text")
    if len(content.text) > longest:
        raise ApiError("msg_too_long")
    if len(content.attachments) > MOST_ATTACHMENTS:
        raise ApiError("too_many_attachments")
    try:
        check_blocks(content.blocks)
        check_attachments(content.attachments)
    except BlocksRefused as refused:
        raise blocks_error(refused) from None
    _advise(ws, content)


def blocks_error(refused: BlocksRefused) -> ApiError:
    """The refusal as Slack words it, with the findings also in `response_metadata`."""
    described = {"messages": [f"[ERROR] {message}" for message in refused.messages]}
    return ApiError(refused.error, errors=refused.messages, response_metadata=described)


def _advise(ws: Workspace, content: Content) -> None:
    if content.blocks and not content.text.strip():
        first = content.blocks[0].get("type", "")
        ws.warn(
            "missing_text_in_message",
            f"A message with blocks (first: {first}) has no text for notifications.",
        )
    if len(content.text) > ADVISED_TEXT:
        ws.warn("text_over_4000", f"A message has {len(content.text)} characters; Slack advises at most 4,000.")


def _metadata(call: Call) -> Json | None:
    metadata = call.structure("metadata", dict, "invalid_metadata_format")
    if not metadata:
        return None
    right_types = isinstance(metadata.get("event_type"), str) and isinstance(metadata.get("event_payload"), dict)
    if not right_types or not metadata["event_type"]:
        raise ApiError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > MOST_METADATA_BYTES:
        raise ApiError("metadata_too_large")
    return metadata
