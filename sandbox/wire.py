"""The workspace's things in the shapes that Slack's Web API and events show them."""

from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from sandbox.model import Channel, File, Json, Message, Person, View
from sandbox.workspace import Workspace


def user(ws: Workspace, person: Person, with_email: bool = True) -> Json:
    offset = datetime.fromtimestamp(ws.clock.now(), UTC).astimezone(ZoneInfo(person.tz)).utcoffset()
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz.replace("_", " "),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile(ws, person, with_email),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_stranger": person.team_id != ws.team.id,
        "updated": 0,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }


def profile(ws: Workspace, person: Person, with_email: bool = True) -> Json:
    first, _, last = person.real_name.partition(" ")
    shown: Json = {
        "title": person.title,
        "phone": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name if not person.is_bot else person.real_name,
        "display_name_normalized": person.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "team": person.team_id,
        **{f"image_{size}": f"{ws.base_url}/avatars/{person.id}.svg" for size in (24, 32, 48, 72, 192, 512)},
    }
    if person.is_bot:
        shown |= {"bot_id": ws.app.bot_id, "api_app_id": ws.app.id}
    elif with_email:
        shown["email"] = person.email
    return shown


def bot_profile(ws: Workspace) -> Json:
    return {
        "id": ws.app.bot_id,
        "app_id": ws.app.id,
        "user_id": ws.app.bot_user_id,
        "name": ws.app.name,
        "deleted": False,
        "updated": 0,
        "icons": {f"image_{size}": f"{ws.base_url}/avatars/{ws.app.bot_user_id}.svg" for size in (36, 48, 72)},
        "team_id": ws.team.id,
    }


def channel(ws: Workspace, found: Channel) -> Json:
    if found.kind == "im":
        return _direct_message(ws, found)
    topic = {"value": found.topic, "creator": found.creator, "last_set": found.created}
    return {
        "id": found.id,
        "name": found.name,
        "name_normalized": found.name,
        "is_channel": found.kind == "public",
        "is_group": found.kind == "private",
        "is_im": False,
        "is_mpim": False,
        "is_private": found.kind == "private",
        "created": found.created,
        "creator": found.creator,
        "is_archived": found.is_archived,
        "is_general": found.is_general,
        "unlinked": 0,
        "is_shared": found.is_ext_shared,
        "is_ext_shared": found.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "context_team_id": ws.team.id,
        "shared_team_ids": sorted({ws.people[m].team_id for m in found.members} | {ws.team.id}),
        "is_member": ws.app.bot_user_id in found.members,
        "topic": topic,
        "purpose": {**topic, "value": found.purpose},
        "num_members": len(found.members),
    }


def _direct_message(ws: Workspace, found: Channel) -> Json:
    other = next((m for m in found.members if m != ws.app.bot_user_id), found.creator)
    return {
        "id": found.id,
        "created": found.created,
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": ws.team.id,
        "user": other,
        "is_user_deleted": ws.people[other].deleted,
        "priority": 0,
    }


def message(ws: Workspace, found: Message, with_metadata: bool = False) -> Json:
    if found.tombstone:
        return _tombstone(ws, found)
    shown: Json = {"type": "message", "ts": found.ts, "text": found.text, **_author(ws, found)}
    optional = {
        "subtype": found.subtype,
        "client_msg_id": found.client_msg_id,
        "blocks": found.blocks,
        "attachments": found.attachments,
        "thread_ts": found.thread_ts,
        "metadata": found.metadata if with_metadata else None,
        "files": [file(ws, ws.files[f]) for f in found.files if f in ws.files],
        "reactions": [{"name": n, "users": list(u), "count": len(u)} for n, u in found.reactions.items()],
    }
    shown |= {key: value for key, value in optional.items() if value}
    if found.edited_ts:
        shown["edited"] = {"user": found.edited_by, "ts": found.edited_ts}
    if found.visible_to:
        shown["is_ephemeral"] = True
    return shown | _thread_facts(ws, found)


def _author(ws: Workspace, found: Message) -> Json:
    if not found.by_app:
        return {"user": found.user, "team": ws.people[found.user].team_id}
    app = {"bot_id": ws.app.bot_id, "app_id": ws.app.id, "team": ws.team.id}
    if found.username:
        return {**app, "subtype": "bot_message", "username": found.username, "icons": found.icons or {}}
    return {"user": found.user, **app, "bot_profile": bot_profile(ws)}


def _thread_facts(ws: Workspace, found: Message) -> Json:
    home = ws.channels[found.channel]
    if found.is_reply:
        parent = home.messages.get(found.thread_ts or "")
        return {"parent_user_id": parent.user} if parent else {}
    replies = home.replies.get(found.ts)
    if not replies:
        return {}
    people = list(dict.fromkeys(home.messages[ts].user for ts in replies))
    return {
        "thread_ts": found.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "reply_users": people[:5],
        "latest_reply": replies[-1],
        "is_locked": False,
        "subscribed": True,
    }


def _tombstone(ws: Workspace, found: Message) -> Json:
    shown = {
        "type": "message",
        "subtype": "tombstone",
        "text": "This message was deleted.",
        "user": "USLACKBOT",
        "hidden": True,
        "ts": found.ts,
    }
    return shown | _thread_facts(ws, found)


def file(ws: Workspace, found: File) -> Json:
    if found.deleted:
        return {"id": found.id, "mode": "tombstone"}
    kind = found.name.rpartition(".")[2].lower() if "." in found.name else "binary"
    address = f"{ws.base_url}/files-pri/{ws.team.id}-{found.id}"
    return {
        "id": found.id,
        "created": found.created,
        "timestamp": found.created,
        "name": found.name,
        "title": found.title,
        "alt_txt": found.shows,
        "mimetype": found.mimetype,
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": found.user,
        "user_team": ws.team.id,
        "editable": False,
        "size": found.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "public_url_shared": False,
        "url_private": f"{address}/{quote(found.name)}",
        "url_private_download": f"{address}/download/{quote(found.name)}",
        "permalink": f"{ws.base_url}/files/{found.user}/{found.id}/{found.name}",
        "channels": [c for c in found.channels if c.startswith("C")],
        "groups": [c for c in found.channels if c.startswith("G")],
        "ims": [c for c in found.channels if c.startswith("D")],
    }


def view(ws: Workspace, found: View) -> Json:
    body = found.body
    return {
        "id": found.id,
        "team_id": ws.team.id,
        "type": found.type,
        "blocks": body.get("blocks", []),
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": found.values},
        "hash": found.hash,
        "title": body.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": found.previous_id,
        "root_view_id": found.root_id,
        "app_id": ws.app.id,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": ws.team.id,
        "bot_id": ws.app.bot_id,
    }


def user_in_payload(ws: Workspace, user_id: str) -> Json:
    person = ws.people[user_id]
    return {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team_id}


def channel_in_payload(ws: Workspace, found: Channel) -> Json:
    names = {"im": "directmessage", "private": "privategroup"}
    return {"id": found.id, "name": names.get(found.kind, found.name)}
