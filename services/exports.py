"""Everything that is kept, as one JSON text that is written piece by piece. docs/export.md describes it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, TextIO, cast

from domain.permissions import Action, Actor
from domain.preferences import Preferences
from services.access import require
from services.calendar_addresses import masked_address
from services.context import Context
from storage.unit_of_work import UnitOfWork

FORMAT, VERSION = "cec-export", 1


@dataclass(frozen=True)
class Exported:
    """How many entries of each part were written, in the order of the file."""

    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ExportUseCases:
    context: Context

    def write(self, actor: Actor, out: TextIO) -> Exported:
        """Write everything to `out`, as of one instant, always in the same order. For the operator only."""
        require(actor, Action.OPERATE)
        with self.context.reading() as work:
            head = {"format": FORMAT, "version": VERSION, "exported_at": self.context.clock().isoformat()}
            out.write(f"{json.dumps(head, indent=1)[:-2]}")
            counts = tuple((name, _write_part(out, name, entries)) for name, entries in _parts(work))
            out.write("\n}\n")
        return Exported(counts)


def _parts(work: UnitOfWork) -> Iterator[tuple[str, Iterable[Any]]]:
    whole = work.whole_tables
    yield "organizations", sorted(work.organizations.all(), key=lambda organization: organization.key)
    yield "people", whole.people()
    yield "preferences", (_chosen(chosen) for chosen in whole.preferences())
    yield "catalog_versions", (_version(*version) for version in whole.catalog_versions())
    yield "agreements", whole.agreements()
    yield "history", whole.history()
    yield "channels", sorted(work.channels.all(), key=lambda binding: binding.channel_id)
    yield "handoffs", whole.handoffs()
    yield "relayed_messages", whole.relayed()
    yield "first_contacts", whole.first_contacts()
    yield "needs", whole.needs()
    yield "meetings", whole.meetings()
    yield "action_items", whole.action_items()
    yield "negotiations", whole.negotiations()
    yield "proposal_versions", whole.proposal_versions()
    yield "change_requests", whole.change_requests()
    yield "survey_versions", (_survey_version(*version) for version in whole.survey_versions())
    yield "survey_responses", whole.survey_responses()
    yield "survey_answers", ({"response": id, "change": change} for id, change in whole.survey_answers())
    yield "signings", whole.signings()
    yield "delegations", whole.delegations()
    yield "payment_schedules", (kept.schedule for kept in whole.payment_schedules())
    yield "transfers", whole.transfers()
    yield "agreement_documents", whole.agreement_documents()
    yield "startup_versions", (_startup_version(*version) for version in whole.startup_versions())
    yield "startup_plans", whole.startup_plans()
    yield "renewals", whole.renewals()
    yield "carryovers", whole.carryovers()
    yield "extensions", whole.extensions()
    yield "support_requests", whole.support_requests()
    yield "support_comments", whole.support_comments()
    yield "service_credits", whole.service_credits()
    yield "outages", whole.outages()
    yield "alerts", whole.alerts()
    yield "measurements", work.whole_measurements.measurements()
    yield "superseded_measurements", work.whole_measurements.superseded_measurements()
    yield "measurement_exceptions", work.whole_measurements.measurement_exceptions()
    yield "reports", work.whole_reports.reports()
    yield "report_files", work.whole_reports.files()
    yield "report_comments", work.whole_reports.comments()
    yield "custom_requests", whole.custom_requests()
    yield "settings", ({"key": key, "value": value} for key, value in sorted(work.settings.all().items()))


def _chosen(chosen: Preferences) -> dict[str, object]:
    """Without the whole addresses of calendars, which are private."""
    plain = {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in vars(chosen).items()}
    calendars = tuple(masked_address(address) for address in chosen.calendars)
    return {**plain, "works_on": tuple(sorted(chosen.works_on)), "calendars": calendars}


def _version(number: int, source: str, by: str, at: object, catalog: object) -> dict[str, object]:
    return {"number": number, "source": source, "added_by": by, "added_at": at, "catalog": catalog}


def _survey_version(survey: object, source: str, by: str, at: object) -> dict[str, object]:
    return {"survey": survey, "source": source, "added_by": by, "added_at": at}


def _startup_version(definition: object, source: str, by: str, at: object) -> dict[str, object]:
    return {"definition": definition, "source": source, "added_by": by, "added_at": at}


def _write_part(out: TextIO, name: str, entries: Iterable[Any]) -> int:
    out.write(f',\n "{name}": [')
    count = 0
    for count, entry in enumerate(entries, start=1):
        out.write("\n  " if count == 1 else ",\n  ")
        out.write(json.dumps(json_value(entry), ensure_ascii=False))
    out.write("\n ]" if count else "]")
    return count


def json_value(value: Any) -> Any:
    """As JSON: amounts as texts with all their digits, instants and days by ISO 8601, enumerations by their value.

    Raises TypeError for a kind of value that has no exact JSON, such as a float.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: json_value(getattr(value, field.name)) for field in fields(value) if field.init}
    if isinstance(value, Mapping):
        return {str(key): json_value(item) for key, item in cast(Mapping[object, object], value).items()}
    if isinstance(value, tuple | list):
        return [json_value(item) for item in cast(tuple[object, ...], value)]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} has no exact JSON")
