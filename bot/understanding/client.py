"""The client of the understanding server: `POST /model/parse`, Rasa's own HTTP API."""

import json
import logging
from dataclasses import dataclass
from typing import Any

import httpx

from bot.understanding.model import Entity

log = logging.getLogger("cec.understanding")

TIMEOUT = 2.0  # seconds, for the whole answer
#: The same where someone waits for a click to be acknowledged: Slack gives it three seconds in all.
TIMEOUT_OF_CLICK = 0.5
#: What is read of a message. Nobody asks in more words than this; a longer text would only cost time.
LONGEST_TEXT = 1_000


class UnderstandingUnavailable(Exception):
    """The server did not answer in time, refused, or answered something that is no understanding."""


@dataclass(frozen=True)
class Parsed:
    """What the server says of a text: intents by confidence, and the names that it found."""

    ranking: tuple[tuple[str, float], ...]
    entities: tuple[Entity, ...]


class NluClient:
    """Keeps its connections. Safe to use from several threads."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self.url, self.timeout = url.rstrip("/"), timeout
        self._http = httpx.Client(timeout=timeout, trust_env=False)

    def parse(self, text: str, within: float | None = None) -> Parsed:
        """Raises UnderstandingUnavailable, nothing else. A connection that broke is tried once more.

        `within` is a timeout other than the client's own, in seconds.
        """
        timeout = self.timeout if within is None else min(within, self.timeout)
        try:
            try:
                answer = self._post(text, timeout)
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.ConnectError):
                answer = self._post(text, timeout)
            answer.raise_for_status()
            return _parsed(text, answer.json())
        except httpx.HTTPError as error:
            raise UnderstandingUnavailable(f"{type(error).__name__}: {error}") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnderstandingUnavailable(f"an answer that is no understanding: {error!r}") from error

    def ready(self) -> bool:
        """Whether a model is loaded and answers."""
        try:
            answer = self._http.get(f"{self.url}/status")
            return answer.status_code == 200 and bool(answer.json().get("model_file"))
        except (httpx.HTTPError, ValueError, AttributeError):
            return False

    def close(self) -> None:
        self._http.close()

    def _post(self, text: str, timeout: float) -> httpx.Response:
        body, headers = json.dumps({"text": text[:LONGEST_TEXT]}), {"Content-Type": "application/json"}
        return self._http.post(f"{self.url}/model/parse", content=body, headers=headers, timeout=timeout)


def _parsed(text: str, answer: dict[str, Any]) -> Parsed:
    ranking = tuple((str(each["name"]), float(each["confidence"])) for each in answer["intent_ranking"])
    return Parsed(ranking, tuple(_entity(text, each) for each in answer.get("entities", ())))


def _entity(text: str, found: dict[str, Any]) -> Entity:
    start, end = int(found["start"]), int(found["end"])
    candidates = tuple(str(key) for key in found.get("candidates") or ())
    return Entity(str(found["entity"]), text[start:end], str(found["value"]), start, end, candidates)
