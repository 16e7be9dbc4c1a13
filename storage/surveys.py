"""Versions of the customer survey. A version never changes, so that responses keep what they were started on."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from domain.errors import NotFound
from domain.surveys import Survey
from storage.plain import from_plain
from storage.survey_tables import survey_versions as table
from storage.transaction import Transaction
from storage.version_cache import VersionCache
from storage.versions import kept

SurveyCache = VersionCache[Survey]

_KNOWN: Select[*tuple[Any, ...]] = select(table.c.number, table.c.survey, table.c.version, table.c.digest)


class Surveys:
    def __init__(self, transaction: Transaction, cache: SurveyCache) -> None:
        self._db = transaction
        self._cache = cache

    def current(self) -> Survey:
        """The version that was added last. Raises NotFound before the first one."""
        found = self._one(_KNOWN.order_by(table.c.number.desc()))
        if found is None:
            raise NotFound("There is no survey yet. CEC's operators import it with `cec survey import`.")
        return found

    def newest(self, key: str) -> Survey:
        """The newest version of one survey. Raises NotFound."""
        return self._required(_KNOWN.where(table.c.survey == key).order_by(table.c.version.desc()))

    def version(self, key: str, version: int) -> Survey:
        """Raises NotFound."""
        return self._required(_KNOWN.where(table.c.survey == key, table.c.version == version))

    def newest_versions(self) -> dict[str, int]:
        """The number of the newest version of each survey."""
        rows = self._db.rows(select(table.c.survey, table.c.version).order_by(table.c.version))
        return {row.survey: row.version for row in rows}

    def all(self) -> Sequence[tuple[Survey, str, str, datetime]]:
        """Every version with its source, by whom and when it was added, in the order of adding."""
        told = (table.c.source, table.c.added_by, table.c.added_at)
        rows = self._db.rows(_KNOWN.add_columns(*told).order_by(table.c.number))
        return [(self._load(row), row.source, row.added_by, row.added_at) for row in rows]

    def add(self, survey: Survey, source: str, by: str, at: datetime) -> Survey:
        """Keep a new version and return it with its number; the one that is current when it is the same survey.

        Its number is the one that it brings along, or the next one where that is taken or passed already.
        `source` says where it came from, such as a file's name. `by` is a person id or `system`.
        """
        written = kept(replace(survey, version=0), source, by, at)
        latest = self._db.row(self._db.locked(_KNOWN.order_by(table.c.number.desc()).limit(1)))
        if latest is not None and (latest.survey, latest.digest) == (survey.key, written["digest"]):
            return self._load(latest)
        version = max(survey.version, self.newest_versions().get(survey.key, 0) + 1)
        row = {"number": latest.number + 1 if latest else 1, "survey": survey.key, "version": version}
        self._db.insert(table, [{**row, **written}])
        return replace(survey, version=version)

    def _required(self, statement: Select[*tuple[Any, ...]]) -> Survey:
        found = self._one(statement)
        if found is None:
            raise NotFound("There is no such version of the survey.")
        return found

    def _one(self, statement: Select[*tuple[Any, ...]]) -> Survey | None:
        row = self._db.row(statement.limit(1))
        return None if row is None else self._load(row)

    def _load(self, row: Row[Any]) -> Survey:
        # By number too: two versions may have the same contents.
        name = f"{row.survey} {row.version} {row.digest}"
        survey = self._cache.get(name)
        if survey is None:
            content = self._db.value(select(table.c.content).where(table.c.number == row.number))
            survey = replace(from_plain(Survey, json.loads(content)), version=row.version)
            self._cache.put(name, survey)
        return survey
