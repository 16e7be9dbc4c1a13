"""Files that are given as answers: what is taken, and what is refused."""

from domain.errors import InvalidInput
from domain.survey_plain import from_plain
from domain.survey_values import AnsweredFile
from domain.surveys import Question, QuestionKind

LARGEST_FILE = 25_000_000
"""Bytes."""
MOST_FILES = 10
LONGEST_FILE_NAME = 200
FILE_KINDS = ("pdf", "docx", "xlsx", "pptx", "csv", "txt", "png", "jpg", "jpeg", "vsdx")


def checked_files(question: Question, raw: object) -> tuple[AnsweredFile, ...]:
    """The same file, by name and size, is taken once. Raises InvalidInput, with the question's key, for what is not
    taken.
    """
    given = from_plain(QuestionKind.FILES, raw)
    files = tuple(file for file in given if isinstance(file, AnsweredFile)) if isinstance(given, tuple) else ()
    if not files:
        raise InvalidInput(question.key, "Attach at least one file.")
    different: dict[tuple[str, int], AnsweredFile] = {}
    for file in files:
        different.setdefault((file.name, file.size), file)
    if len(different) > MOST_FILES:
        raise InvalidInput(question.key, f"Attach at most {MOST_FILES} files.")
    for file in different.values():
        if why := _why_not(file):
            raise InvalidInput(question.key, f"The file “{file.name[:60]}” {why}")
    return tuple(different.values())


def _why_not(file: AnsweredFile) -> str:
    """Why a file is refused, "" when it is taken."""
    ending = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    if not file.name.isprintable() or file.name.startswith(".") or any(sign in file.name for sign in "/\\"):
        return "has a name that cannot be kept. Give it a plain name and attach it again."
    if len(file.name) > LONGEST_FILE_NAME:
        return f"has a name of more than {LONGEST_FILE_NAME} characters. Shorten it and attach it again."
    if file.kind not in FILE_KINDS or ending != file.kind:
        return f"is of a kind that is not taken. These are: {', '.join(FILE_KINDS)}."
    if file.size <= 0:
        return "is empty. Attach it again."
    if file.size > LARGEST_FILE:
        return f"is larger than {LARGEST_FILE // 1_000_000} MB. Attach a smaller one, or divide it."
    return ""
