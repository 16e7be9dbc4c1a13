"""Files: up and down, by the app and by people, seen only by those who may."""

# slack_sdk declares every value of an answer as possibly None.
# pyright: reportOptionalSubscript=false, reportOptionalIterable=false, reportOptionalMemberAccess=false, reportArgumentType=false

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.acting import ActingError
from sandbox.testing import SandboxServer


def test_the_app_uploads_in_three_steps_and_shares_with_a_comment(sandbox: SandboxServer, client: WebClient) -> None:
    parent = sandbox.say("ana.diaz", "#general", "the draft, please")
    client.files_upload_v2(
        channel="C0OPEN",
        thread_ts=parent,
        filename="draft.pdf",
        content=b"%PDF-1.7",
        title="Draft 3",
        initial_comment="Here it is",
    )
    shared = sandbox.thread("#general", parent)[1]
    assert (shared["text"], shared["files"][0]["title"], shared["files"][0]["size"]) == ("Here it is", "Draft 3", 8)
    assert sandbox.events("message")[-1]["event"]["files"][0]["name"] == "draft.pdf"


def test_what_a_person_uploads_can_be_read_by_the_app(sandbox: SandboxServer, client: WebClient) -> None:
    sandbox.upload("ana.diaz", "dm", "needs.csv", b"service,quantity\n", text="our needs")
    event = sandbox.events("message")[0]["event"]
    assert (event["subtype"], event["text"]) == ("file_share", "our needs")
    file = client.files_info(file=event["files"][0]["id"])["file"]
    content = httpx.get(file["url_private_download"], headers={"Authorization": f"Bearer {sandbox.bot_token}"})
    assert content.content == b"service,quantity\n"
    assert [f["id"] for f in client.files_list(channel="D0ANA")["files"]] == [file["id"]]


def test_without_a_token_slack_shows_its_front_page_instead(sandbox: SandboxServer) -> None:
    sandbox.upload("ana.diaz", "dm", "needs.csv", b"secret")
    address = sandbox.messages("ana.diaz")[0]["files"][0]["url_private"]
    answer = httpx.get(address, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert b"secret" not in httpx.get(address, follow_redirects=True).content


def test_a_file_stays_with_those_who_see_where_it_was_shared(sandbox: SandboxServer, client: WebClient) -> None:
    sandbox.upload("ben.cole", "C0AWAY", "notes.txt", b"notes")
    file_id = sandbox.messages("C0AWAY", viewer="ana.diaz")[0]["files"][0]["id"]
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_info(file=file_id)
    address = f"{sandbox.page_url}_sandbox/files/{file_id}"
    assert httpx.get(address, params={"as": "U0ANA"}).content == b"notes"
    assert httpx.get(address, params={"as": "U0GUS"}).status_code == 404


def test_an_upload_of_another_size_than_announced_fails(sandbox: SandboxServer, client: WebClient) -> None:
    announced = client.files_getUploadURLExternal(filename="a.txt", length=10)
    assert httpx.post(announced["upload_url"], content=b"short").status_code == 400
    with pytest.raises(SlackApiError, match="file_update_failed"):
        client.files_completeUploadExternal(files=[{"id": announced["file_id"]}], channel_id="C0OPEN")
    assert httpx.post(announced["upload_url"], content=b"0123456789").status_code == 404


def test_an_empty_file_is_refused_with_its_name(sandbox: SandboxServer) -> None:
    with pytest.raises(ActingError, match=r"empty\.txt is empty"):
        sandbox.upload("ana.diaz", "dm", "empty.txt", b"")


def test_a_deleted_file_is_gone_for_all(sandbox: SandboxServer, client: WebClient) -> None:
    client.files_upload_v2(channel="C0OPEN", filename="a.txt", content="text")
    file = sandbox.messages("#general")[0]["files"][0]
    client.files_delete(file=file["id"])
    assert sandbox.messages("#general")[0]["files"] == [{"id": file["id"], "mode": "tombstone"}]
    with pytest.raises(SlackApiError, match="file_deleted"):
        client.files_info(file=file["id"])
