"""Documents that the assistant shares, as Slack's own protocol carries them: the gateway against the sandbox."""

from pathlib import Path

import httpx
import pytest

from bot.slack import Slack, SlackRefused, make_client
from documents.survey_response import pdf, xlsx
from sandbox.testing import SandboxServer
from tests.documents.samples import a_document

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


def test_a_place_that_is_not_there_is_refused() -> None:
    with SandboxServer(WORKSPACE) as sandbox:
        slack = Slack(make_client(sandbox.bot_token, sandbox.api_url))
        with pytest.raises(SlackRefused, match="channel_not_found"):
            slack.upload("C0NOWHERE", {"survey.pdf": b"%PDF"})


def _content(sandbox: SandboxServer, file_id: str, slack: Slack) -> bytes:
    address = slack.call("files.info", file=file_id)["file"]["url_private_download"]
    return httpx.get(address, headers={"Authorization": f"Bearer {sandbox.bot_token}"}).content
