"""An office for tests: real use cases over a real database with the sample data, and a clock that can be set."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from dbos import DBOSClient

from domain.history import Change
from domain.notices import Notice
from domain.permissions import Actor
from services import Services
from services.build import build_services
from services.catalog_files import read_catalog
from services.knowledge_files import read_knowledge
from services.sample_files import read_sample
from services.seed import seed
from services.startup_files import read_startup
from services.survey_files import read_survey
from storage.durable import NOTICE_QUEUE, make_client, notice_from_json
from storage.unit_of_work import Storage

ROOT = Path(__file__).parents[2]
#: A Monday at 10 in Washington.
AT = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
CATALOG = read_catalog(ROOT / "catalog").required()
KNOWLEDGE = read_knowledge(ROOT / "knowledge").required()
SAMPLE = read_sample(ROOT / "samples").required()
SURVEY = read_survey(ROOT / "surveys" / "customer_survey.yaml", CATALOG).required()
STARTUP = read_startup(ROOT / "startup" / "tasks.yaml", CATALOG).required()


@dataclass
class Clock:
    at: datetime = AT

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: int) -> None:
        self.at += timedelta(**time)


@dataclass
class Office:
    storage: Storage
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        ids = count(1)
        self.services: Services = build_services(self.storage, self.clock, lambda: f"id-{next(ids)}", KNOWLEDGE)

    def load_sample(self) -> None:
        seed(self.services.catalog.context, SAMPLE, CATALOG, SURVEY, STARTUP, AT.date())

    def actor(self, name: str) -> Actor:
        """One of the sample people by first name, such as "maria"; anyone else is a stranger."""
        return self.services.directory.actor(f"U0{name.upper()}")

    def notices(self, status: str | None = None) -> list[Notice]:
        """What waits to be delivered, in the order of its enqueueing; `status` "DELAYED": what leaves only later."""
        client: DBOSClient = make_client(self.storage.engine)
        queued = client.list_queued_workflows(queue_name=NOTICE_QUEUE, status=status, load_input=True)
        client.destroy()
        ordered = sorted(queued, key=lambda w: (w.created_at or 0, w.priority or 0))
        return [notice_from_json(w.input["args"][0]) for w in ordered if w.input]

    def history(self, subject_type: str, subject_id: str) -> tuple[Change, ...]:
        """Newest first."""
        with self.storage.reading() as work:
            return work.history.of(subject_type, subject_id, 500, 0)
