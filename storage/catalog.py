"""Versions of the service catalog. A version never changes, so that old agreements keep what they were made with."""

import json
from datetime import datetime

from sqlalchemy import select

from domain.catalog import Catalog
from domain.errors import NotFound
from storage.plain import from_plain
from storage.tables import catalog_versions
from storage.transaction import Transaction
from storage.version_cache import VersionCache
from storage.versions import kept

CatalogCache = VersionCache[Catalog]
_versions = select(catalog_versions.c.number, catalog_versions.c.digest)
_LATEST = _versions.order_by(catalog_versions.c.number.desc()).limit(1)


class Catalogs:
    def __init__(self, transaction: Transaction, cache: CatalogCache) -> None:
        self._db = transaction
        self._cache = cache

    def current(self) -> tuple[int, Catalog]:
        """The number of the latest version, and the catalog. Raises NotFound before the first import."""
        latest = self._latest()
        if latest is None:
            raise NotFound("There is no catalog yet. CEC's operators import it with `cec catalog import`.")
        return latest[0], self._load(*latest)

    def version(self, number: int) -> Catalog:
        """Raises NotFound."""
        digest = self._db.value(select(catalog_versions.c.digest).where(catalog_versions.c.number == number))
        if digest is None:
            raise NotFound("There is no such version of the catalog.")
        return self._load(number, digest)

    def add(self, catalog: Catalog, source: str, by: str, at: datetime) -> int:
        """Keep a new version and return its number; the current number when it is the same catalog.

        `source` says where it came from, such as a file's name. `by` is a person id or `system`.
        """
        written = kept(catalog, source, by, at)
        latest = self._latest()
        if latest is not None and latest[1] == written["digest"]:
            return latest[0]
        number = 1 if latest is None else latest[0] + 1
        self._db.insert(catalog_versions, [{"number": number, **written}])
        return number

    def _latest(self) -> tuple[int, str] | None:
        row = self._db.row(_LATEST)
        return None if row is None else (row.number, row.digest)

    def _load(self, number: int, digest: str) -> Catalog:
        cached = self._cache.get(digest)
        if cached is not None:
            return cached
        content = self._db.value(select(catalog_versions.c.content).where(catalog_versions.c.number == number))
        catalog = from_plain(Catalog, json.loads(content))
        self._cache.put(digest, catalog)
        return catalog
