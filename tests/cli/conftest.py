"""What tests of the commands share."""

from pathlib import Path

import pytest

SETTINGS = (
    *("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "CEC_ADMIN_EMAILS", "CEC_STAFF_CHANNEL"),
    *("CEC_TEMPLATES", "CEC_MEETING_KINDS", "CEC_LEARNING_DAYS"),
)


@pytest.fixture
def own_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Commands work on a new database, with no setting of whoever runs the tests."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CEC_DATABASE_URL", f"sqlite:///{tmp_path / 'cec.db'}")
