"""Documents that the assistant shares, as Slack's own protocol carries them: the gateway against the sandbox."""

from pathlib import Path

import httpx
import pytest

from bot.slack import Slack, SlackRefused, make_client
from documents.survey_response import pdf, xlsx
from sandbox import views
from sandbox.acting import ActingError
from sandbox.testing import SandboxServer
from tests.documents.samples import a_document
from tests.sandbox.blocks import field, modal

WORKSPACE = Path(__file__).parents[1] / "sandbox" / "workspace.yaml"


def test_both_files_of_a_survey_arrive_whole_in_one_message_of_the_thread() -> None:
    files = {"survey.pdf": pdf(a_document()), "survey.xlsx": xlsx(a_document())}
    with SandboxServer(WORKSPACE) as sandbox:
        slack = Slack(make_client(sandbox.bot_token, sandbox.api_url))
        ts = slack.post("C0OPEN", "The survey is submitted.")
        slack.upload("C0OPEN", files, ts, "All answers.")
        shared = sandbox.thread("#general", ts)[1]
        assert shared["text"] == "All answers."
        assert {file["name"]: _content(sandbox, file["id"], slack) for file in shared["files"]} == files
        assert slack.files_after("C0OPEN", ts, ts) == dict.fromkeys(files, 1)


def test_a_picture_is_shared_with_what_it_shows_in_words() -> None:
    with SandboxServer(WORKSPACE) as sandbox:
        slack = Slack(make_client(sandbox.bot_token, sandbox.api_url))
        spoken = {"chart-1.png": "Availability: met in 5 of 6 months."}
        slack.upload("C0OPEN", {"chart-1.png": b"\x89PNG", "notes.txt": b"x"}, None, "A chart.", spoken)
        shared = sandbox.messages("#general")[-1]["files"]
        assert {file["name"]: file["alt_txt"] for file in shared} == {**spoken, "notes.txt": ""}


def test_a_file_given_in_a_form_can_be_carried_over_to_a_channel() -> None:
    with SandboxServer(WORKSPACE) as sandbox:
        slack = Slack(make_client(sandbox.bot_token, sandbox.api_url))
        plans, kept = (sandbox.add_file("ana.diaz", name, b"%PDF-1.7") for name in ("plans.pdf", "kept.pdf"))
        with sandbox.ws.lock:
            trigger = views.new_trigger(sandbox.ws, "U0ANA")
        slack.call("views.open", trigger_id=trigger, view=modal(field({"type": "file_input", "action_id": "plans"})))
        sandbox.submit("ana.diaz", state={"plans": [plans]})
        slack.copy_file(plans, "C0OPEN", None, 1_000, "given as an answer")
        shared = sandbox.messages("#general")[0]["files"][0]
        assert (shared["name"], _content(sandbox, shared["id"], slack)) == ("plans.pdf", b"%PDF-1.7")
        with pytest.raises(SlackRefused, match="file_not_found"):
            slack.copy_file(kept, "C0OPEN", None, 1_000)


def test_nobody_puts_a_file_of_another_person_into_a_form() -> None:
    with SandboxServer(WORKSPACE) as sandbox:
        slack = Slack(make_client(sandbox.bot_token, sandbox.api_url))
        other = sandbox.add_file("ben.cole", "other.pdf", b"%PDF-1.7")
        with sandbox.ws.lock:
            trigger = views.new_trigger(sandbox.ws, "U0ANA")
        slack.call("views.open", trigger_id=trigger, view=modal(field({"type": "file_input", "action_id": "plans"})))
        with pytest.raises(ActingError, match="There is no file"):
            sandbox.submit("ana.diaz", state={"plans": [other]})


def test_a_place_that_is_not_there_is_refused() -> None:
    with SandboxServer(WORKSPACE) as sandbox:
        slack = Slack(make_client(sandbox.bot_token, sandbox.api_url))
        with pytest.raises(SlackRefused, match="channel_not_found"):
            slack.upload("C0NOWHERE", {"survey.pdf": b"%PDF"})


def _content(sandbox: SandboxServer, file_id: str, slack: Slack) -> bytes:
    address = slack.call("files.info", file=file_id)["file"]["url_private_download"]
    return httpx.get(address, headers={"Authorization": f"Bearer {sandbox.bot_token}"}).content
