"""The settings of support requests and outages."""

from services.setting_checks import SettingKind, whole

SUPPORT_HOURLY_LIMIT = "support_hourly_limit"
SUPPORT_WARN_PERCENT = "support_warn_percent"
SUPPORT_CLOSE_DAYS = "support_close_days"
OUTAGE_UPDATE_HOURS = "outage_update_hours"

_MOST_AN_HOUR = 1_000
_LONGEST_WAIT = 60
_LONGEST_SILENCE = 72

SUPPORT_KINDS = (
    SettingKind(
        SUPPORT_HOURLY_LIMIT,
        "Support requests of one person",
        "Of what one person asks beyond so many requests in an hour, each is held until CEC releases or merges it.",
        "20",
        whole(SUPPORT_HOURLY_LIMIT, 1, _MOST_AN_HOUR, "requests"),
    ),
    SettingKind(
        SUPPORT_WARN_PERCENT,
        "Warning before a target is missed",
        "After so many percent of the time that was agreed, who has a support request is warned.",
        "80",
        whole(SUPPORT_WARN_PERCENT, 10, 99, "percent"),
    ),
    SettingKind(
        SUPPORT_CLOSE_DAYS,
        "Resolved requests are closed",
        "So many business days after it was resolved, a support request can't be opened again.",
        "10",
        whole(SUPPORT_CLOSE_DAYS, 1, _LONGEST_WAIT, "business days"),
    ),
    SettingKind(
        OUTAGE_UPDATE_HOURS,
        "News about outages",
        "After so many hours without news of an outage, who announced it is reminded.",
        "2",
        whole(OUTAGE_UPDATE_HOURS, 1, _LONGEST_SILENCE, "hours"),
    ),
)
