"""What a wrong template raises, told with the file and the line, for who writes it."""

import subprocess
import traceback
from dataclasses import dataclass
from pathlib import Path

import typst
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from domain.errors import InvalidInput


@dataclass(frozen=True)
class TemplateProblem:
    """`line` is None where the fault belongs to no line."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{self.file}{f', line {self.line}' if self.line else ''}: {self.message}"


class TemplateFault(InvalidInput):
    """A document cannot be made, because of a template of the office."""

    def __init__(self, problem: TemplateProblem) -> None:
        super().__init__("templates", f"A template of the documents is wrong. {problem}")
        self.problem = problem


def explained(error: Exception, template: str) -> TemplateProblem:
    """The problem with the file and the line that `error` came from, as far as they are known."""
    match error:
        case TemplateSyntaxError():
            return TemplateProblem(
                error.name or template, error.lineno, _sentence(error.message or "it cannot be read")
            )
        case TemplateNotFound():
            return TemplateProblem(*_place(error, template), f"There is no template {error.name}.")
        case UndefinedError():
            return TemplateProblem(
                *_place(error, template), f"{_sentence(error.message or '')} Nothing of that name is given."
            )
        case SecurityError():
            return TemplateProblem(*_place(error, template), f"{_sentence(str(error))} Templates may not do that.")
        case typst.TypstError():
            return TemplateProblem("page.typ", None, f"{template} cannot be set as PDF. {_sentence(_said(error))}")
        case subprocess.CalledProcessError():
            said = (error.stderr or b"").decode(errors="replace").strip().splitlines()
            return TemplateProblem(template, None, f"pandoc cannot read it. {_sentence(' '.join(said[:2]))}")
        case UnicodeDecodeError():
            return TemplateProblem(template, None, "It is not written in UTF-8.")
        case _:
            return TemplateProblem(*_place(error, template), _sentence(str(error)))


def _place(error: Exception, template: str) -> tuple[str, int | None]:
    """The innermost line of a template in the error's traceback, as Jinja2 rewrites it."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename.endswith((".html", ".css"))]
    return (Path(inside[-1].filename).name, inside[-1].lineno) if inside else (template, None)


def _said(error: typst.TypstError) -> str:
    """The first line of what Typst says."""
    lines = str(error.diagnostic or error).strip().splitlines()
    return lines[0].removeprefix("error: ") if lines else "It cannot be set."


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
