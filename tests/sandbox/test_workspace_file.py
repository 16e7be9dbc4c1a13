"""The workspace file: the sample matches the product's sample data; a wrong file is refused in plain words."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox.loading import DEFAULT_FILE, WorkspaceFileError, load_workspace
from tests.sandbox.conftest import WORKSPACE

SAMPLES = Path(__file__).parents[2] / "samples" / "people.yaml"


def test_people_and_channels_are_those_of_the_products_samples() -> None:
    samples = yaml.safe_load(SAMPLES.read_text(encoding="utf-8"))
    ws = load_workspace(DEFAULT_FILE)
    expected = {
        p["slack_user_id"]: (p["name"], p["email"], p["title"]) for p in samples["people"] + samples["visitors"]
    }
    known = {p.id: (p.real_name, p.email, p.title) for p in ws.people.values() if not p.is_bot}
    assert known == expected
    zones = {p["slack_user_id"]: p["time_zone"] for p in samples["people"] + samples["visitors"]}
    assert {p.id: p.tz for p in ws.people.values() if not p.is_bot} == zones
    channels = {c["id"]: (c["name"], c["topic"], c["shared"], set(c["members"])) for c in samples["channels"]}
    bot = ws.app.bot_user_id
    shown = {
        c.id: (c.name, c.topic, c.is_ext_shared, set(c.members) - {bot}) for c in ws.channels.values() if c.kind != "im"
    }
    assert shown == channels
    assert all(bot in c.members for c in ws.channels.values())


def test_everyone_is_in_a_group_of_the_chooser() -> None:
    groups = {p.group for p in load_workspace(DEFAULT_FILE).people.values() if not p.is_bot}
    assert groups == {"Customers", "CEC staff", "Visitors"}


def test_the_app_is_the_one_of_the_manifest_that_is_deployed() -> None:
    manifest = yaml.safe_load((DEFAULT_FILE.parents[1] / "deploy" / "slack-manifest.yaml").read_text(encoding="utf-8"))
    app = load_workspace(DEFAULT_FILE).app
    assert app.bot_tokens["xoxb-sandbox"] == frozenset(manifest["oauth_config"]["scopes"]["bot"])
    assert app.events == frozenset(manifest["settings"]["event_subscriptions"]["bot_events"])


def changed(change: dict[str, Any]) -> dict[str, Any]:
    return {**yaml.safe_load(WORKSPACE.read_text(encoding="utf-8")), **change}


PERSON = {"id": "U1", "name": "a", "real_name": "A B", "email": "a@example.gov"}

WRONG_FILES: list[tuple[str, dict[str, Any], str]] = [
    ("no people", {"people": [{"id": "U1"}]}, "'real_name' is missing"),
    ("unknown field", {"people": [{**PERSON, "colour": "x"}]}, "person U1 has unknown fields: colour"),
    ("id twice", {"people": [PERSON, {**PERSON, "name": "b"}], "channels": []}, "person id used twice: U1"),
    ("unknown member", {"channels": [{"id": "C1", "name": "c", "members": ["U0X"]}]}, "channel c names members who"),
    ("unknown manifest", {"app": {**changed({})["app"], "manifest": "none.yaml"}}, "none.yaml"),
]


@pytest.mark.parametrize(("change", "reason"), [row[1:] for row in WRONG_FILES], ids=[row[0] for row in WRONG_FILES])
def test_a_wrong_file_is_refused_with_its_name_and_the_reason(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(yaml.safe_dump(changed(change)), encoding="utf-8")
    with pytest.raises(WorkspaceFileError) as refused:
        load_workspace(path)
    assert str(path) in str(refused.value)
    assert reason in str(refused.value)


@pytest.mark.parametrize("text", ["[1, 2", "just words", "{}"])
def test_a_file_that_is_no_workspace_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceFileError, match=r"wrong\.yaml"):
        load_workspace(path)


def test_tokens_given_at_the_start_stand_for_those_of_the_file() -> None:
    app = load_workspace(WORKSPACE, bot_token="xoxb-given", app_token="xapp-given", signing_secret="given").app
    assert "chat:write" in app.bot_tokens["xoxb-given"]
    assert list(app.app_tokens) == ["xapp-given"]
    assert app.signing_secret == "given"
