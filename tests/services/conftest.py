"""Databases with the sample data: one that all tests may read, and a copy of it for each test that writes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from domain.surveys import Survey
from services.data_files import Reading
from services.survey_files import read_survey
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.unit_of_work import Storage
from tests.services.office import Office
from tests.survey_definitions import CATALOG

# A busy machine must not fail a property: what is slow is measured by the benchmarks.
settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")


@pytest.fixture
def check(tmp_path: Path):
    """What the checker of survey files makes of a text."""

    def read(text: str) -> Reading[Survey]:
        file = tmp_path / "survey.yaml"
        file.write_text(text, encoding="utf-8")
        return read_survey(file, CATALOG)

    return read


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("empty") / "cec.db"
    engine = make_engine(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def sample_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("sample") / "cec.db"))
    for office in _opened(file):
        office.load_sample()
    return file


@pytest.fixture(scope="session")
def reading(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample, for tests that change nothing."""
    yield from _opened(Path(shutil.copy(sample_file, tmp_path_factory.mktemp("reading") / "cec.db")))


@pytest.fixture
def office(sample_file: Path, tmp_path: Path) -> Iterator[Office]:
    """The sample, for this test alone."""
    yield from _opened(Path(shutil.copy(sample_file, tmp_path / "cec.db")))


@pytest.fixture
def empty(empty_file: Path, tmp_path: Path) -> Iterator[Office]:
    """An office that has nothing yet."""
    yield from _opened(Path(shutil.copy(empty_file, tmp_path / "cec.db")))


def _opened(file: Path) -> Iterator[Office]:
    engine = make_engine(f"sqlite:///{file}")
    yield Office(Storage(engine))
    engine.dispose()
