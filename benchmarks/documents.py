"""How long the documents about a submitted survey take to make."""

import statistics
import time
from collections.abc import Callable

from benchmarks.figures import Figure, Table
from documents.rendering import to_docx, to_html
from documents.survey_document import SurveyDocument
from documents.survey_response import NOT_ANSWERED, QUOTED, pdf, xlsx
from tests.documents.samples import a_large_document

QUESTIONS, CALLS = 70, 5


def measure(rounds: int) -> Table:
    survey = a_large_document(QUESTIONS)
    made = {
        "PDF/UA-1": lambda: pdf(survey),
        "XLSX": lambda: xlsx(survey),
        "DOCX": lambda: _docx(survey),
    }
    for make in made.values():
        make()  # fonts are looked for and templates read once in the life of a process
    figures = [Figure(name, tuple(_milliseconds(make) for _ in range(rounds)), "ms") for name, make in made.items()]
    note = f"Each run is the median of {CALLS} calls in one process, for a survey of {QUESTIONS} questions."
    return Table("Documents about a submitted survey", "time", "", tuple(figures), (note,))


def _docx(survey: SurveyDocument) -> bytes:
    html = to_html("survey_response.html", survey=survey, not_answered=NOT_ANSWERED, quoted=QUOTED)
    return to_docx(html, survey.submitted_at)


def _milliseconds(make: Callable[[], bytes]) -> float:
    spent: list[float] = []
    for _ in range(CALLS):
        began = time.perf_counter()
        make()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1000
