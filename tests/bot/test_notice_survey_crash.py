"""A file that was given as an answer, on its way to staff while the assistant crashes or Slack goes away."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from bot.notice_texts import SENDERS
from bot.outgoing import Outgoing
from bot.slack import SlackUnreachable
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from tests.bot.test_notice_surveys import FS, SlackWithFiles, a_file, erik, office

__all__ = ["office"]

DOCUMENTS = 2
"""PDF and spreadsheet of the answers, which go before."""


class Interrupted(SlackWithFiles):
    """Keeps what was posted and uploaded, as a workspace does; the first download of F2 breaks off."""

    def __init__(self) -> None:
        super().__init__({"F1": 5, "F2": 5})
        self.breaks_off = True
        self.messages: list[dict[str, Any]] = []

    def _answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        if method in ("conversations.history", "conversations.replies"):
            return {"messages": self.messages}
        answer = super()._answer(method, arguments)
        if method == "chat.postMessage":
            self.messages.append({"ts": answer["ts"], "bot_id": "B1", "metadata": arguments.get("metadata")})
        return answer

    def upload(
        self,
        channel_id: str,
        files: Mapping[str, bytes],
        thread_ts: str | None = None,
        text: str = "",
        spoken: Mapping[str, str] | None = None,
    ) -> None:
        super().upload(channel_id, files, thread_ts, text, spoken)
        shared = [{"name": name} for name in files]
        self.messages.append({"ts": f"9999999999.{len(self.messages)}", "bot_id": "B1", "files": shared})

    def _download(self, address: str, largest: int) -> bytes:
        if self.breaks_off and "F2" in address:
            self.breaks_off = False
            raise httpx.ReadError("the connection was closed")
        return super()._download(address, largest)


def test_a_download_that_was_interrupted_is_made_again_and_nothing_else_is(office: Services) -> None:
    office.surveys.answer(erik(office), FS, {"plans": [a_file("F1"), a_file("F2")]}, 100)
    office.surveys.submit(erik(office), FS)
    slack = Interrupted()
    facts = {"number": FS, "by": "Erik", "organization_name": "Forest Service", "side": "cec"}
    notice = Notice("key", NoticeKind.SURVEY_SUBMITTED, Destination(staff=True), facts)
    with pytest.raises(SlackUnreachable):
        SENDERS[notice.kind](Outgoing(notice, "C1", None), slack, office)
    SENDERS[notice.kind](Outgoing(notice, "C1", None, again=True), slack, office)
    assert len(slack.all("chat.postMessage")) == 1
    uploads = [name for upload in slack.all("files.upload") for name in upload["files"]]
    assert uploads[DOCUMENTS:] == ["F1.pdf", "F2.pdf"]
