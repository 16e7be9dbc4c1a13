"""For modules that read files of which nobody knows what stands in them: they run as a process of their own, with
little memory and time."""

import resource
from contextlib import suppress

MEGABYTE = 1024 * 1024


def limit(memory: int, seconds: int) -> None:
    """This process, from now on: `memory` in bytes, `seconds` of a processor. Beyond them it fails or is ended."""
    with suppress(ValueError, OSError):  # where the system knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
