"""The form that takes files of measurements."""

from collections.abc import Sequence

from bot.replies import View
from bot.views.blocks import field, modal, section
from services.csv_rows import LARGEST_FILE

THE_COLUMNS = (
    "The first row names the columns: agreement, service, metric, day, value, unit; first_day, weight and key where "
    "they are needed."
)


def files_form(kinds: Sequence[str], most: int) -> View:
    says = f"All of a file is kept, or nothing: every fault is told by row and column. {THE_COLUMNS}"
    hint = f"CSV, or a spreadsheet (XLSX) whose first sheet is read; at most {LARGEST_FILE // 1_000_000} MB each."
    element = {"type": "file_input", "action_id": "value", "filetypes": list(kinds), "max_files": most}
    blocks = [section(says), field("files", "Files", element, hint=hint)]
    return modal("measurements.files", "Bring measurements", blocks, "Bring them in")
