"""The settings of the office's own ticket system."""

import pytest

from bot.settings import SettingsError, read_settings

URL, TOKEN = "https://tickets.example.gov/api", "a-token"


def test_both_are_set_or_none() -> None:
    assert read_settings({}).tickets_url is None
    found = read_settings({"CEC_TICKETS_URL": URL, "CEC_TICKETS_TOKEN": TOKEN})
    assert (found.tickets_url, found.tickets_token) == (URL, TOKEN)
    for only in ({"CEC_TICKETS_URL": URL}, {"CEC_TICKETS_TOKEN": TOKEN}):
        with pytest.raises(SettingsError, match="CEC_TICKETS"):
            read_settings(only)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="CEC_TICKETS_URL"):
        read_settings({"CEC_TICKETS_URL": "tickets", "CEC_TICKETS_TOKEN": TOKEN})
