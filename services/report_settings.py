"""The settings of individual reports."""

from collections.abc import Callable, Mapping

from domain.errors import InvalidInput
from domain.reports import ReportKind
from services.setting_checks import SettingKind, whole

REPORT_RHYTHM = "report_rhythm"
REPORT_DAY = "report_day"
REPORT_REVIEW = "report_review"
REPORT_READ_DAYS = "report_acknowledge_days"

REVIEWED, AUTOMATIC = "reviewed", "automatic"
RHYTHMS: Mapping[str, tuple[ReportKind, ...]] = {
    "monthly and quarterly": (ReportKind.MONTHLY, ReportKind.QUARTERLY),
    "monthly": (ReportKind.MONTHLY,),
    "quarterly": (ReportKind.QUARTERLY,),
    "never": (),
}
_LATEST_DAY, _LONGEST_WAIT = 25, 60


def _one_of(key: str, *values: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        given = " ".join(value.lower().split())
        if given not in values:
            raise InvalidInput(key, f"Give one of: {', '.join(values)}.")
        return given

    return check


REPORT_KINDS = (
    SettingKind(
        REPORT_RHYTHM,
        "Reports by the clock",
        "Which individual reports are made of every agreement whose services run.",
        "monthly and quarterly",
        _one_of(REPORT_RHYTHM, *RHYTHMS),
    ),
    SettingKind(
        REPORT_DAY,
        "Day on which reports are made",
        "On this day of the month the reports of the period before are made, so that its measurements can be brought "
        "in first.",
        "5",
        whole(REPORT_DAY, 1, _LATEST_DAY, "days"),
    ),
    SettingKind(
        REPORT_REVIEW,
        "Review of reports",
        "Whether who leads the agreement for CEC reviews its reports before they go out (reviewed), or they go out as "
        "they are made (automatic), unless it was chosen for the agreement.",
        REVIEWED,
        _one_of(REPORT_REVIEW, REVIEWED, AUTOMATIC),
    ),
    SettingKind(
        REPORT_READ_DAYS,
        "Reports to be acknowledged",
        "After so many business days without the customer's acknowledgement, who leads the agreement is told.",
        "10",
        whole(REPORT_READ_DAYS, 1, _LONGEST_WAIT, "business days"),
    ),
)
