"""What processes used of the machine while something was measured."""

import time

import psutil

from benchmarks.machine import seconds_worked
from benchmarks.processes import memory_of, processor_seconds

#: A name and the processes that it stands for.
type Family = dict[str, list[psutil.Process]]


class Meter:
    """Starts when it is made."""

    def __init__(self, processes: Family) -> None:
        self._processes = processes
        self._began, self._all = time.monotonic(), seconds_worked()
        self._before = self._worked()

    def work(self, events: int) -> dict[str, float]:
        """Milliseconds that a processor core worked for each event."""
        return {name: self._since(name) * 1000 / events for name in self._processes}

    def memory(self) -> dict[str, float]:
        """Resident memory (RSS) now, in MB."""
        return {name: sum(memory_of(each) for each in family) for name, family in self._processes.items()}

    def others(self) -> float:
        """The share of all processor cores that other programs used, 0 to 1."""
        ours = sum(self._since(name) for name in self._processes)
        available = (time.monotonic() - self._began) * (psutil.cpu_count() or 1)
        return max(0.0, seconds_worked() - self._all - ours) / available

    def _since(self, name: str) -> float:
        return self._worked()[name] - self._before[name]

    def _worked(self) -> dict[str, float]:
        return {name: sum(processor_seconds(each) for each in family) for name, family in self._processes.items()}
