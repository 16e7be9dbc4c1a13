"""Every test that asks for `engine` or `storage` runs on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.engine import make_engine
from storage.migrate import upgrade
from storage.unit_of_work import Storage
from tests.postgres import empty_postgres, migrated_postgres, postgres_template, postgres_url

__all__ = ["empty_postgres", "migrated_postgres", "postgres_template", "postgres_url"]

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and nothing in them."""
    file = tmp_path_factory.mktemp("template") / "cec.db"
    engine = make_engine(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'cec.db'}"
    return request.getfixturevalue("empty_postgres")


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> str:
    """The address of a database with all tables."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'cec.db')}"
    return request.getfixturevalue("migrated_postgres")


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url, lock_wait=20)
    yield engine
    engine.dispose()


@pytest.fixture
def storage(engine: Engine) -> Storage:
    return Storage(engine)
