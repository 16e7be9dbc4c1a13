"""Which databases can be used, and how."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from typer.testing import CliRunner

from cli.main import app
from domain.catalog import Direction, Metric, PriceTier
from domain.errors import InvalidInput
from storage.engine import make_engine
from storage.plain import from_plain, to_plain


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "mysql://localhost/cec",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql+asyncpg://localhost/cec",
        "postgresql://host:port/name",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_what_to_give_instead(address: str):
    with pytest.raises(InvalidInput, match=r"sqlite:///var/cec\.db.*postgresql://user@host/name"):
        make_engine(address)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgres"])
def test_every_way_to_write_a_postgresql_address_is_understood(scheme: str):
    engine = make_engine(f"{scheme}://user:pass@host:5433/name")
    assert (engine.driver, engine.url.host, engine.url.port) == ("psycopg", "host", 5433)


def test_the_folder_of_a_new_file_is_made(tmp_path: Path):
    engine = make_engine(f"sqlite:///{tmp_path / 'new' / 'folder' / 'cec.db'}")
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    assert (tmp_path / "new" / "folder" / "cec.db").exists()
    engine.dispose()


def test_sqlite_is_new_enough_and_watches_references_and_keeps_a_write_ahead_log(tmp_path: Path):
    engine = make_engine(f"sqlite:///{tmp_path / 'cec.db'}", lock_wait=2.5)
    with engine.connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in _PRAGMAS}
        assert connection.execute(text("SELECT unixepoch('subsec')")).scalar() is not None
        assert found == _PRAGMAS
    engine.dispose()


_PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 2500}


def test_references_are_watched(engine: Engine):
    with pytest.raises(Exception, match=r"(?i)foreign key"), engine.begin() as connection:
        connection.execute(text("INSERT INTO channel_bindings VALUES ('C', 'none', 'x', '2026-11-01 12:00:00')"))


class TestUpgradeCommand:
    def run(self, monkeypatch: pytest.MonkeyPatch, url: str) -> tuple[int, str]:
        monkeypatch.setenv("CEC_DATABASE_URL", url)
        result = CliRunner().invoke(app, ["db", "upgrade"])
        return result.exit_code, result.output

    def test_it_makes_the_tables_once(self, empty_url: str, monkeypatch: pytest.MonkeyPatch):
        first, second = self.run(monkeypatch, empty_url), self.run(monkeypatch, empty_url)
        assert first[0] == 0
        assert "migrations done" in first[1]
        assert second == (0, "The tables are of this release already.\n")

    @pytest.mark.parametrize("url", ["mysql://localhost/cec", "postgresql://nobody@127.0.0.1:1/none"])
    def test_what_goes_wrong_is_one_line(self, url: str, monkeypatch: pytest.MonkeyPatch):
        code, said = self.run(monkeypatch, url)
        assert code == 1
        assert said.count("\n") == 1
        assert said.startswith("cec db upgrade: ")


class TestPlainValues:
    def test_an_object_comes_back_as_it_was(self):
        from decimal import Decimal

        metric = Metric("key", "What", "%", Decimal("99.950"), Direction.AT_LEAST)
        assert from_plain(Metric, to_plain(metric)) == metric
        assert str(from_plain(Metric, to_plain(metric)).target) == "99.950"

    @pytest.mark.parametrize("value", [1.5, {1, 2}, b"bytes", object()])
    def test_what_has_no_exact_json_is_refused(self, value: object):
        with pytest.raises(TypeError):
            to_plain((value,))

    @pytest.mark.parametrize(
        "data", [{"minimum": "1", "unit_price": "2"}, {"minimum": 1}, {"minimum": 1, "unit_price": "x"}]
    )
    def test_what_is_not_of_the_kind_is_refused(self, data: dict[str, object]):
        with pytest.raises((TypeError, ArithmeticError)):
            from_plain(PriceTier, data)
