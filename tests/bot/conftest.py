"""Real services over a database with the sample data."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.conversation import Conversation
from bot.replies import Reply
from domain.channels import Place
from domain.people import Side
from domain.permissions import Actor
from services import Services
from services.build import build_services
from services.catalog_files import read_catalog
from services.context import Context
from services.knowledge_files import read_knowledge
from services.sample_files import read_sample
from services.seed import seed
from services.startup_files import read_startup
from services.survey_files import read_survey
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.unit_of_work import Storage
from tests.blockkit import check_reply
from tests.bot.desk import Table
from tests.bot.saying import AT, an_asker
from tests.bot.sentences import CLOSE, KNOWN, UNCLEAR

ROOT = Path(__file__).parents[2]


def load_sample(context: Context) -> None:
    """As of `AT`."""
    catalog = read_catalog(ROOT / "catalog").required()
    survey = read_survey(ROOT / "surveys" / "customer_survey.yaml", catalog).required()
    startup = read_startup(ROOT / "startup" / "tasks.yaml", catalog).required()
    seed(context, read_sample(ROOT / "samples").required(), catalog, survey, startup, AT.date())


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The sample as of November 2, 2026. Tests that write use things of their own."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('sample') / 'cec.db'}")
    upgrade(engine)
    storage, ids = Storage(engine), count()
    new_id = lambda: f"id-{next(ids)}"  # noqa: E731
    load_sample(Context(storage, lambda: AT, new_id))
    yield build_services(storage, lambda: AT, new_id, read_knowledge(ROOT / "knowledge").required())
    engine.dispose()


@pytest.fixture(scope="session")
def maria(services: Services) -> Actor:
    """NRCS's program manager."""
    return services.directory.actor("U0MARIA", "maria.lopez@nrcs.example.gov", "Maria Lopez")


@pytest.fixture(scope="session")
def james(services: Services) -> Actor:
    """An SML of CEC."""
    found = services.directory.actor("U0JAMES", "james.okafor@cec.example.gov", "James Okafor")
    assert found.person is not None
    assert found.person.side is Side.CEC
    return found


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample, for copies that a test may change."""
    file = tmp_path_factory.mktemp("fresh") / "cec.db"
    engine = make_engine(f"sqlite:///{file}")
    upgrade(engine)
    ids = count()
    context = Context(Storage(engine), lambda: AT, lambda: f"id-{next(ids)}")
    load_sample(context)
    engine.dispose()
    return file


@pytest.fixture
def fresh_services(sample_file: Path, tmp_path: Path) -> Iterator[Services]:
    """The sample in a database of the test's own: it may change anything."""
    engine = make_engine(f"sqlite:///{shutil.copy(sample_file, tmp_path / 'cec.db')}")
    ids = count(1)
    knowledge = read_knowledge(ROOT / "knowledge").required()
    yield build_services(Storage(engine), lambda: AT, lambda: f"new-{next(ids)}", knowledge)
    engine.dispose()


@pytest.fixture
def said(fresh_services: Services) -> Any:
    """Say a sentence, as whom and where: give the reply. One table of understanding for all."""
    table = Table({**KNOWN, CLOSE.text: CLOSE, UNCLEAR.text: UNCLEAR})
    conversation = Conversation(fresh_services, table)  # pyright: ignore[reportArgumentType]

    def say(text: str, actor: Actor | None = None, place: Place | None = None) -> Reply:
        asker = an_asker(actor, place or Place("D1", direct=True))
        reply = conversation.answer(asker, text, "1700000000.000100")
        check_reply(reply)
        return reply

    say.conversation = conversation  # pyright: ignore[reportFunctionMemberAccess]
    return say
