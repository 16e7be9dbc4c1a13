"""files.*"""

from sandbox import files, messages, wire
from sandbox.model import File, Json, Message
from sandbox.web_api.content import read_content
from sandbox.web_api.registry import ApiError, Call, method, page_of


@method("files.getUploadURLExternal", "files:write")
def get_upload_url(call: Call) -> Json:
    name = call.required("filename")
    length = call.number("length", 0)
    if length <= 0:
        raise ApiError("invalid_arguments")
    file = files.expect(call.ws, name, length, call.ws.app.bot_user_id)
    file.shows = call.text("alt_txt")
    ticket = call.ws.ids.secret(32)
    call.ws.upload_tickets[ticket] = file.id
    return {"upload_url": f"{call.ws.base_url}/upload/v1/{ticket}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write")
def complete_upload(call: Call) -> Json:
    named = call.structure("files", list, "invalid_arguments")
    if not named:
        raise ApiError("invalid_arguments")
    found = [_uploaded(call, str(item.get("id", ""))) for item in named]
    for file, item in zip(found, named, strict=True):
        file.title, file.complete = item.get("title") or file.name, True
    targets = [t for t in (call.text("channel_id") or call.text("channels")).split(",") if t]
    for target in targets:
        _share(call, target, found)
    return {"files": [wire.file(call.ws, file) for file in found]}


def _uploaded(call: Call, file_id: str) -> File:
    file = call.ws.files.get(file_id)
    if file is None or len(file.content) != file.size:
        raise ApiError("file_not_found" if file is None else "file_update_failed")
    return file


def _share(call: Call, target: str, found: list[File]) -> None:
    call.args["channel"] = target
    channel = call.channel()
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    has_content = call.text("initial_comment") or call.args.get("blocks")
    call.args["text"] = call.text("initial_comment")
    content = read_content(call) if has_content else None
    thread_ts = call.text("thread_ts") or None
    if thread_ts and thread_ts not in channel.messages:
        raise ApiError("thread_not_found")
    for file in found:
        file.channels.append(channel.id)
    message = Message(
        channel=channel.id,
        ts=call.ws.clock.ts(),
        user=call.ws.app.bot_user_id,
        text=content.text if content else "",
        blocks=content.blocks if content else [],
        thread_ts=thread_ts,
        by_app=True,
        files=[file.id for file in found],
    )
    messages.post(call.ws, message)


def _file(call: Call) -> File:
    """A file that the bot may see: its own, or one shared where it is a member."""
    found = call.ws.files.get(call.required("file", "file_not_found"))
    if found is None or not files.bot_sees(call.ws, found):
        raise ApiError("file_not_found")
    if found.deleted:
        raise ApiError("file_deleted")
    return found


@method("files.info", "files:read")
def info(call: Call) -> Json:
    return {"file": wire.file(call.ws, _file(call)), "comments": [], "response_metadata": {"next_cursor": ""}}


@method("files.list", "files:read")
def files_list(call: Call) -> Json:
    wanted, user = call.text("channel"), call.text("user")
    found = [
        f
        for f in call.ws.files.values()
        if f.complete and not f.deleted and files.bot_sees(call.ws, f)
        if (not wanted or wanted in f.channels) and (not user or user == f.user)
    ]
    page, _ = page_of(call, found)
    paging = {"count": len(page), "total": len(found), "page": 1, "pages": 1}
    return {"files": [wire.file(call.ws, f) for f in page], "paging": paging}


@method("files.delete", "files:write")
def delete(call: Call) -> Json:
    file = _file(call)
    if file.user != call.ws.app.bot_user_id:
        raise ApiError("cant_delete_file")
    file.deleted, file.content = True, b""
    call.ws.notice("files")
    return {}
