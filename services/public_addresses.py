"""Which addresses on the internet are public: whatever a person enters must not lead into our own network."""

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Network, ip_address

#: The addresses of a host at a port. Raises OSError where there are none.
type Resolve = Callable[[str, int], Iterable[str]]

#: What is given out to the world (RFC 4291). All else is private, local, or stands for an older address.
_GIVEN_OUT = IPv6Network("2000::/3")


def resolve(host: str, port: int) -> list[str]:
    """By the system's own means. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


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
