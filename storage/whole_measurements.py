"""All measurements, in a lasting order and in small portions: for exports, which must not fill the memory."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from domain.measurement_exceptions import MeasurementException
from domain.measurements import Measurement
from storage.measurement_exceptions import built_exception
from storage.measurement_tables import measurement_exceptions, superseded_measurements
from storage.measurements import Measurements, Superseded, built_superseded
from storage.portions import Portions
from storage.tables import agreements


class WholeMeasurements(Portions):
    def measurements(self) -> Iterator[Measurement]:
        """Agreement by agreement, by day."""
        repository = Measurements(self._db)
        for row in self._rows(select(agreements.c.id), agreements.c.id):
            yield from repository.between(row.id, date.min, date.max)

    def superseded_measurements(self) -> Iterator[Superseded]:
        """In the order in which they were replaced."""
        rows = self._rows(select(superseded_measurements), superseded_measurements.c.id)
        return (built_superseded(row) for row in rows)

    def measurement_exceptions(self) -> Iterator[MeasurementException]:
        """By id."""
        rows = self._rows(select(measurement_exceptions), measurement_exceptions.c.id)
        return (built_exception(row) for row in rows)
