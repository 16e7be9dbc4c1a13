"""Reads a calendar from an address that a person gave: only from public servers, over https, and with limits.

The address that was checked is the one that is connected to, so that a name cannot lead elsewhere in between.
"""

import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import httpcore

from domain.errors import InvalidInput
from services.public_addresses import Resolve, is_named_private, is_public, resolve, resolve_within

FIELD = "calendar"
LONGEST_ADDRESS = 1_000
MOST_SECONDS = 10.0
MOST_BYTES = 2 * 1024 * 1024
MOST_REDIRECTS = 3
_PORT = 443
_MOVED = (301, 302, 303, 307, 308)
_HEADERS = [(b"Accept", b"text/calendar"), (b"Accept-Encoding", b"identity"), (b"User-Agent", b"CEC Concierge")]

_UNREACHED = (
    "I can't reach a calendar at that address. Only public addresses that begin with https:// work. "
    "Copy the address again from your calendar's settings."
)
_SLOW = f"The calendar took more than {MOST_SECONDS:.0f} seconds to answer. Try again later, or use another address."
_LARGE = "The calendar is larger than 2 MB. Give the address of one with less in it."


def checked_address(text: str) -> str:
    """The address as it is kept. Raises InvalidInput unless it is one of https, as calendar programs show it, or where
    it is private by its name."""
    plain = text.strip()
    if plain.lower().startswith("webcal://"):
        plain = f"https{plain[len('webcal') :]}"
    parts = _parts(plain)
    if parts is None or len(plain) > LONGEST_ADDRESS:
        raise InvalidInput(
            FIELD,
            "Give the calendar's address as your calendar program shows it. It begins with https:// or webcal://.",
        )
    if is_named_private(parts.hostname or ""):
        raise InvalidInput(FIELD, _UNREACHED)
    return parts._replace(fragment="").geturl()


def masked_address(address: str) -> str:
    """What may be shown of an address: whoever has all of it can read the calendar."""
    return f"{urlsplit(address).hostname}, ending in {address[-4:]}"


@dataclass
class _Clock:
    """How much is left of the time for everything together."""

    seconds: float
    now: Callable[[], float]

    def __post_init__(self) -> None:
        self._until = self.now() + self.seconds

    def left(self, wanted: float | None) -> float:
        """Raises ReadTimeout when the time is over."""
        left = self._until - self.now()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if wanted is None else min(left, wanted)


class _Stream(httpcore.NetworkStream):
    """Reads and writes within the time."""

    def __init__(self, stream: httpcore.NetworkStream, clock: _Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._clock.left(timeout)), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _PublicOnly(httpcore.NetworkBackend):
    """Connects to public addresses only. Raises ConnectError for a host that has another one."""

    def __init__(self, network: httpcore.NetworkBackend, resolve: Resolve, clock: _Clock) -> None:
        self._network, self._resolve, self._clock = network, resolve, clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = resolve_within(self._clock.left(timeout), self._resolve, host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        if not addresses or not all(is_public(address) for address in addresses):
            raise httpcore.ConnectError("not a public address")
        for more in range(len(addresses) - 1, 0, -1):
            # A host often has an address that our network does not reach: the others get their share of the time.
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._connected(addresses[-more - 1], port, self._clock.left(timeout) / (more + 1))
        return self._connected(addresses[-1], port, self._clock.left(timeout))

    def _connected(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        return _Stream(self._network.connect_tcp(address, port, seconds), self._clock)


@dataclass(frozen=True)
class CalendarReader:
    """`read(address)` gives the file. Everything that it uses of the network can be replaced."""

    resolve: Resolve = resolve
    network: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    now: Callable[[], float] = time.monotonic

    def read(self, address: str) -> bytes:
        """Raises InvalidInput, with a sentence for the owner, where it cannot be read."""
        clock = _Clock(MOST_SECONDS, self.now)
        try:
            with httpcore.ConnectionPool(
                ssl_context=self.trust(), network_backend=_PublicOnly(self.network, self.resolve, clock)
            ) as pool:
                return _followed(pool, checked_address(address))
        except httpcore.TimeoutException as error:
            raise InvalidInput(FIELD, _SLOW) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            raise InvalidInput(FIELD, _UNREACHED) from error


def _followed(pool: httpcore.ConnectionPool, address: str) -> bytes:
    """What is there, or where it leads to; each further address is checked as the first one."""
    for _ in range(MOST_REDIRECTS + 1):
        found = _got(pool, address)
        if isinstance(found, bytes):
            return found
        address = checked_address(_led_to(address, found))
    raise InvalidInput(FIELD, "That address leads on and on to others. Give the one at the end of them.")


def _led_to(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError as error:  # such as "https://["
        raise InvalidInput(FIELD, _UNREACHED) from error


def _got(pool: httpcore.ConnectionPool, address: str) -> bytes | str:
    """The file, or the address to which the server sends us on."""
    with pool.stream("GET", address, headers=_HEADERS) as response:
        if response.status in _MOVED:
            return _header(response, b"location")
        if response.status != 200:
            raise InvalidInput(
                FIELD, f"The calendar's server refused with {response.status}. Look whether it is still shared."
            )
        if _header(response, b"content-encoding") not in ("", "identity"):
            raise InvalidInput(FIELD, "What is at that address is compressed. Give the address of a calendar file.")
        content = b""
        for part in response.iter_stream():
            content += part
            if len(content) > MOST_BYTES:
                raise InvalidInput(FIELD, _LARGE)
        return content


def _header(response: httpcore.Response, name: bytes) -> str:
    return next((value.decode("ascii", "replace") for key, value in response.headers if key.lower() == name), "")


def _parts(text: str) -> SplitResult | None:
    """None for what is no address that may be asked for."""
    try:
        parts = urlsplit(text)
        usual_port = parts.port in (None, _PORT)
    except ValueError:
        return None
    plain = text.isascii() and text.isprintable() and " " not in text
    named = bool(parts.hostname) and parts.username is None and parts.password is None
    return parts if plain and named and usual_port and parts.scheme.lower() == "https" else None
