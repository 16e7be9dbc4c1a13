"""Files in Slack: shared, and copied from one conversation to another."""

from collections.abc import Mapping
from urllib.error import URLError

import httpx
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack_calls import SlackCalls, SlackRefused, SlackUnreachable


class SlackFiles(SlackCalls):
    def copy_file(self, file_id: str, channel_id: str, thread_ts: str | None, largest: int, text: str = "") -> None:
        """Upload a copy of a file to another channel. Raises as `read_file`."""
        name, content = self.read_file(file_id, largest)
        self.upload(channel_id, {name: content}, thread_ts, text)

    def read_file(self, file_id: str, largest: int) -> tuple[str, bytes]:
        """Its name and content. Raises ValueError, in words, when it is larger than `largest` (bytes), and SlackRefused
        when it is gone.
        """
        file = self.call("files.info", file=file_id)["file"]
        if int(file.get("size") or 0) > largest:
            raise ValueError(_too_large(largest))
        address = file.get("url_private_download") or ""
        if not address.startswith(("https://", self.client.base_url.removesuffix("api/"))):
            raise ValueError("it is not stored in Slack")
        try:
            return file.get("name") or "file", self._download(address, largest)
        except (OSError, httpx.HTTPError) as error:
            raise SlackUnreachable(f"files: {error}") from error

    def upload(
        self,
        channel_id: str,
        files: Mapping[str, bytes],
        thread_ts: str | None = None,
        text: str = "",
        spoken: Mapping[str, str] | None = None,
    ) -> None:
        """Share files (name -> content) in one message. `spoken` is what a picture shows, in words, by name."""
        said = spoken or {}
        uploads = [{"filename": name, "content": content, "alt_txt": said.get(name)} for name, content in files.items()]
        try:
            self.client.files_upload_v2(
                file_uploads=uploads, channel=channel_id, thread_ts=thread_ts, initial_comment=text or None
            )
        except SlackApiError as error:
            raise SlackRefused("files.upload", str(error.response.get("error"))) from error
        except (SlackClientError, URLError, OSError) as error:
            raise SlackUnreachable(f"files: {error}") from error

    def _download(self, address: str, largest: int) -> bytes:
        """Raises ValueError, in words, for more than `largest` bytes or an address that cannot be used."""
        try:
            with httpx.stream(
                "GET", address, headers={"Authorization": f"Bearer {self.client.token}"}, timeout=self.client.timeout
            ) as answer:
                answer.raise_for_status()
                content = bytearray()
                for part in answer.iter_bytes():
                    content += part
                    if len(content) > largest:
                        raise ValueError(_too_large(largest))
                return bytes(content)
        except httpx.InvalidURL as error:
            raise ValueError("its address cannot be used") from error


def _too_large(largest: int) -> str:
    return f"it is larger than {largest // 1_000_000} MB"
