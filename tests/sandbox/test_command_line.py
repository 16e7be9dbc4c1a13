"""`python -m sandbox`: one line when ready, a clean end, one line when it cannot start."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]


def start(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "sandbox", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_says_when_it_is_ready_and_ends_when_told(stop: signal.Signals) -> None:
    process = start("--port", "0")
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = line.split()[2]
        assert line.startswith("sandbox ready: http://127.0.0.1:")
        assert httpx.post(f"{address}api/api.test").json()["ok"] is True
        process.send_signal(stop)
        output, errors = process.communicate(timeout=10)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, output, errors) == (0, "", "")


def test_a_taken_port_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start("--port", str(taken.getsockname()[1]))
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert errors.count("\n") == 1
    assert "cannot listen on 127.0.0.1" in errors


def test_a_missing_workspace_file_is_told_in_one_line() -> None:
    process = start("--port", "0", "--workspace", "nowhere.yaml")
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 2
    assert errors == "sandbox: nowhere.yaml: cannot be read (No such file or directory).\n"
