"""The key that signs private addresses: from the settings, else one that is made once and kept beside the database."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from bot.settings import Settings
from storage.engine import sqlite_file

_BYTES = 32


def secret_key_of(settings: Settings) -> str:
    """Raises OSError where none is set, and none can be kept."""
    return settings.secret_key or _kept(secret_key_file(settings))


def secret_key_file(settings: Settings) -> Path:
    """Where it is kept when none is set: beside SQLite's file, so that it is moved together with it."""
    database = sqlite_file(settings.database_url)
    return database.with_suffix(".key") if database else settings.var / "cec.key"


def _kept(file: Path) -> str:
    """What is in the file, which is made where it is not there. Of several processes that make it at once, all get
    the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        handle, made = mkstemp(dir=file.parent)  # only its owner may read it
        with open(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_hex(_BYTES))
        with suppress(FileExistsError):
            os.link(made, file)  # it never shows half of a key, and never replaces one
        os.unlink(made)
    return file.read_text(encoding="ascii").strip()
