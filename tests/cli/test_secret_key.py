"""The key that signs private addresses."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings
from cli.doctor import check_secret_key
from cli.secret_key import secret_key_file, secret_key_of

OWN = "0123456789abcdef0123456789abcdef"


def settings(folder: Path, **env: str) -> Settings:
    given: Mapping[str, str] = {"CEC_VAR": str(folder), **env}
    return read_settings(given)


def test_the_key_of_the_settings_is_taken_and_none_is_kept(tmp_path: Path):
    assert secret_key_of(settings(tmp_path, CEC_SECRET_KEY=OWN)) == OWN
    assert list(tmp_path.iterdir()) == []


def test_where_none_is_set_one_is_made_once_beside_the_database_for_its_owner_only(tmp_path: Path):
    own = settings(tmp_path)
    key = secret_key_of(own)
    assert len(key) == 64
    assert secret_key_of(own) == key
    file = tmp_path / "cec.key"
    assert secret_key_file(own) == file
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_on_postgresql_it_is_kept_in_the_folder_of_this_process(tmp_path: Path):
    own = settings(tmp_path, CEC_DATABASE_URL="postgresql://cec@db/cec")
    assert secret_key_file(own) == tmp_path / "cec.key"


def test_all_who_ask_at_once_get_the_same(tmp_path: Path):
    own = settings(tmp_path / "new")
    with ThreadPoolExecutor(8) as askers:
        assert len(set(askers.map(lambda _: secret_key_of(own), range(16)))) == 1


def test_a_key_that_is_short_is_refused_with_what_to_do(tmp_path: Path):
    with pytest.raises(SettingsError, match="Set it to at least 32 random characters"):
        settings(tmp_path, CEC_SECRET_KEY="secret")


def test_the_doctor_warns_where_several_machines_would_each_make_their_own(tmp_path: Path):
    server = {"CEC_DATABASE_URL": "postgresql://cec@db/cec"}
    assert not check_secret_key(settings(tmp_path, **server)).well
    assert check_secret_key(settings(tmp_path, **server, CEC_SECRET_KEY=OWN)).well
    assert check_secret_key(settings(tmp_path)).well
