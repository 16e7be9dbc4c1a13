"""Has a file read by a process of its own, which cannot take our memory or time."""

import subprocess
import sys


def read_apart(module: str, given: bytes, longest_seconds: int, *arguments: str) -> tuple[int, bytes]:
    """How `python -m module` ended and what it said of what is `given`. It is ended after twice the seconds of a
    processor that it may take, and then that is not 0."""
    command = (sys.executable, "-I", "-m", module, *arguments)
    try:
        # Without our environment: it holds keys that whoever wrote the file must never get.
        done = subprocess.run(command, input=given, capture_output=True, timeout=2 * longest_seconds, env={})
    except subprocess.TimeoutExpired:
        return -1, b""
    return done.returncode, done.stdout
