"""The local understanding server: real Rasa with the trained model. `make test` trains it first."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from bot.understanding.client import NluClient
from bot.understanding.server import LocalServer, ServerFailed, answers, free_port

ROOT = Path(__file__).parents[2]

#: A program that starts a server, says where it is, and then never ends by itself.
STARTER = """
import sys
from collections.abc import Callable
from pathlib import Path
from bot.understanding.server import LocalServer
with LocalServer.started(Path(sys.argv[1])) as server:
    server.wait_until_ready()
    print(server.url, flush=True)
    sys.stdin.read()
"""


def until(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether it comes true in time."""
    pause = Event()
    for _ in range(int(seconds / 0.1)):
        if condition():
            return True
        pause.wait(0.1)
    return False


def test_it_understands_and_ends_when_it_is_no_longer_needed(tmp_path: Path) -> None:
    with LocalServer.started(tmp_path / "nlu.log") as server:
        server.wait_until_ready()
        assert not server.died
        client = NluClient(server.url)
        parsed = client.parse("how much are 20 labtops and a VPN")
        client.close()
        assert parsed.ranking[0][0] == "ask_price"
        assert len(parsed.ranking) == 40
        assert sum(confidence for _, confidence in parsed.ranking) == pytest.approx(1)
        assert [entity.value for entity in parsed.entities] == ["managed_laptop", "remote_access_vpn"]
    assert not answers(server.url)


def test_it_ends_with_the_process_that_started_it_even_when_that_is_killed(tmp_path: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path / "nlu.log")],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with starter:
        assert starter.stdout is not None
        url = starter.stdout.readline().strip()
        assert answers(url)
        starter.send_signal(signal.SIGKILL)
    assert until(lambda: not answers(url))


def test_a_server_that_was_killed_is_seen_and_starts_again_at_the_same_address(tmp_path: Path) -> None:
    with LocalServer.started(tmp_path / "nlu.log") as server:
        process = server._process
        assert process is not None
        process.kill()
        assert until(lambda: server.died)
        server.restart()
        assert not server.died


def test_a_model_that_cannot_be_loaded_ends_the_server_with_the_reason(tmp_path: Path) -> None:
    broken = tmp_path / "cec.tar.gz"
    broken.write_bytes(b"no model")
    with LocalServer.started(tmp_path / "nlu.log", model=broken) as server, pytest.raises(ServerFailed) as raised:
        server.wait_until_ready(seconds=60)
    assert "Understanding did not start. Could not load model: the file is no model" in str(raised.value)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with (
        pytest.raises(ServerFailed, match="cec nlu train"),
        LocalServer.started(tmp_path / "nlu.log", model=tmp_path / "none.tar.gz"),
    ):
        pytest.fail("it must not start")


def test_a_server_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with (
        LocalServer.started(tmp_path / "nlu.log") as server,
        pytest.raises(ServerFailed, match="did not answer within"),
    ):
        server.wait_until_ready(seconds=0.2)


def test_free_ports_are_free() -> None:
    assert not answers(f"http://127.0.0.1:{free_port()}")
