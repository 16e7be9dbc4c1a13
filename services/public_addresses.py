"""Which addresses on the internet are public: whatever a person enters must not lead into our own network."""

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Network, ip_address
from queue import Empty, Queue
from threading import Thread

#: The addresses of a host at a port. Raises OSError where there are none.
type Resolve = Callable[[str, int], Iterable[str]]

#: Ends of names that are never public (RFC 6761, RFC 6762, RFC 9476).
_LOCAL_NAMES = (".localhost", ".local", ".internal")
#: What is given out to the world (RFC 4291). All else is private, local, or stands for an older address.
_GIVEN_OUT = IPv6Network("2000::/3")


def resolve(host: str, port: int) -> list[str]:
    """By the system's own means. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def resolve_within(seconds: float, resolve: Resolve, host: str, port: int) -> list[str]:
    """As `resolve`, which has no limit of its own. Raises TimeoutError when it takes longer, OSError, UnicodeError."""
    found: Queue[list[str] | Exception] = Queue()

    def look_up() -> None:
        try:
            found.put(list(resolve(host, port)))
        except Exception as error:  # it is raised where it is waited for
            found.put(error)

    # One that hangs must not keep the program from ending.
    Thread(target=look_up, name="look-up", daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"{host} was not looked up in time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def is_named_private(host: str) -> bool:
    """Whether the host is written as an address that is not public, or has a name that no public one has."""
    name = host.casefold().rstrip(".")
    if f".{name}".endswith(_LOCAL_NAMES):
        return True
    try:
        return not is_public(str(ip_address(name)))
    except ValueError:
        return False


def is_public(text: str) -> bool:
    """Whether anyone on the internet reaches it: not private, of this machine, of this link, reserved or for many."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    # The two last kinds stand for an older address, which may be any.
    return isinstance(address, IPv4Address) or (
        address in _GIVEN_OUT and address.sixtofour is None and address.teredo is None
    )
