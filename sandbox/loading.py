"""Reads a workspace file (YAML or JSON) into a `Workspace`.

Raises `WorkspaceFileError`, whose text names the file and says what to mend.
"""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from sandbox.clock import Clock
from sandbox.ids import Ids
from sandbox.model import Channel, Json, Person, SlackApp, Team
from sandbox.slack_app import read_app
from sandbox.workspace import Workspace

DEFAULT_FILE = Path(__file__).parent / "workspace.yaml"
COLORS = ("4d5b70", "7a5c2e", "2f6f5e", "6a4c93", "9c4146", "2b6c99", "5d6b2f", "8a4f7d")
PERSON_FIELDS = {
    "id", "name", "real_name", "title", "email", "tz", "group", "initials", "team_id", "organization",
    "is_admin", "is_restricted", "is_ultra_restricted", "deleted",
}  # fmt: skip
CHANNEL_FIELDS = {
    "id",
    "name",
    "kind",
    "topic",
    "purpose",
    "members",
    "is_ext_shared",
    "is_archived",
    "is_general",
}


class WorkspaceFileError(Exception):
    """The workspace file cannot be used; the text says why."""


def load_workspace(path: Path = DEFAULT_FILE, **tokens: str) -> Workspace:
    """Build the workspace that `path` describes.

    `tokens` may hold `bot_token`, `app_token` and `signing_secret`, which then stand for the file's own.
    """
    data = _read(path)
    try:
        return build_workspace(data, path.parent, **tokens)
    except (KeyError, TypeError, ValueError, OSError) as problem:
        reason = f"{problem.args[0]!r} is missing" if isinstance(problem, KeyError) else str(problem)
        raise WorkspaceFileError(f"{path}: {reason}. Mend the file and start again.") from problem


def _read(path: Path) -> Json:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as problem:
        raise WorkspaceFileError(f"{path}: cannot be read ({problem.strerror}).") from problem
    try:
        data = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as problem:
        raise WorkspaceFileError(f"{path}: is not valid {path.suffix[1:].upper() or 'YAML'} ({problem}).") from problem
    if not isinstance(data, dict):
        raise WorkspaceFileError(f"{path}: must hold team, app, people and channels.")
    return data


def build_workspace(data: Json, folder: Path, **tokens: str) -> Workspace:
    clock, ids = Clock(), Ids()
    team = Team(**data["team"])
    app = read_app(data["app"], folder, **tokens)
    people = [_bot_person(app, team), *(_person(raw, n, team) for n, raw in enumerate(data["people"]))]
    _check_unique("person id", [p.id for p in people])
    _check_unique("person name", [p.name for p in people])
    channels = [_channel(raw, people, int(clock.now())) for raw in data["channels"]]
    _check_unique("channel id", [c.id for c in channels])
    workspace = Workspace(team, app, people, channels, clock, ids)
    for person in people[1:]:
        workspace.direct_message(person.id)
    return workspace


def _person(raw: Json, number: int, team: Team) -> Person:
    _check_fields(raw, PERSON_FIELDS, f"person {raw.get('id', number + 1)}")
    values: dict[str, Any] = {
        "title": "",
        "tz": "America/New_York",
        "group": "Visitors",
        "team_id": team.id,
        "color": COLORS[number % len(COLORS)],
        "initials": _initials(raw["real_name"]),
        **raw,
    }
    return Person(**values)


def _bot_person(app: SlackApp, team: Team) -> Person:
    return Person(
        id=app.bot_user_id,
        name=re.sub(r"[^a-z0-9]+", "_", app.name.lower()),
        real_name=app.name,
        title="",
        email="",
        tz="America/New_York",
        group="Apps",
        initials=_initials(app.name),
        team_id=team.id,
        is_bot=True,
        color="1d4e89",
    )


def _channel(raw: Json, people: list[Person], created: int) -> Channel:
    _check_fields(raw, CHANNEL_FIELDS, f"channel {raw.get('name', raw.get('id'))}")
    by_key = {key: p.id for p in people for key in (p.id, p.name)} | {"bot": people[0].id}
    members = raw.get("members", [])
    if members == "everyone":
        members = [p.id for p in people]
    unknown = [m for m in members if m not in by_key]
    if unknown:
        raise ValueError(f"channel {raw['name']} names members who are not among the people: {', '.join(unknown)}")
    values = {"kind": "public", **raw, "members": [by_key[m] for m in members]}
    return Channel(creator=values["members"][0] if members else people[0].id, created=created, **values)


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalpha()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


def _check_fields(raw: Json, known: set[str], what: str) -> None:
    unknown = sorted(set(raw) - known)
    if unknown:
        raise ValueError(f"{what} has unknown fields: {', '.join(unknown)}")


def _check_unique(what: str, values: list[str]) -> None:
    double = sorted({v for v in values if values.count(v) > 1})
    if double:
        raise ValueError(f"{what} used twice: {', '.join(double)}")
