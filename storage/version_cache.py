"""Versions of something large that never change once they are kept: read from their JSON once, not every time."""

from collections import OrderedDict
from threading import Lock

_KEPT_IN_MEMORY = 8


class VersionCache[Kind]:
    """The versions that were read last, by their digest. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._versions: OrderedDict[str, Kind] = OrderedDict()

    def get(self, digest: str) -> Kind | None:
        with self._lock:
            if digest in self._versions:
                self._versions.move_to_end(digest)
            return self._versions.get(digest)

    def put(self, digest: str, version: Kind) -> None:
        with self._lock:
            self._versions[digest] = version
            if len(self._versions) > _KEPT_IN_MEMORY:
                self._versions.popitem(last=False)
