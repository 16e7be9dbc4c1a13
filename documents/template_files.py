"""The files that say how documents look: those of this package, and an office's own in their place."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from documents.characters import usable
from documents.words import agreement_filters
from domain.money import format_money
from domain.words import day_in_words, instant_in_words

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Templates:
    """`folder` is the office's: a file in it replaces ours of the same name, so that one file can be changed alone.

    Templates run in Jinja2's sandbox, and what they use without having got it is an error.
    """

    folder: Path | None = None

    @property
    def root(self) -> Path:
        """What a page may read."""
        return self.folder or TEMPLATES

    def file(self, name: str) -> Path:
        """The file of that name: `page.typ`, `reference.docx` or a template."""
        own = self.folder / name if self.folder else None
        return own if own and own.is_file() else TEMPLATES / name

    def filled(self, template: str, **facts: object) -> str:
        """The template of that name, filled in. Raises `jinja2.TemplateError`."""
        return usable(_environment(self).get_template(template).render(facts))


OURS = Templates()


@cache
def _environment(templates: Templates) -> SandboxedEnvironment:
    folders = [folder for folder in (templates.folder, TEMPLATES) if folder]
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    ours: dict[str, Callable[..., Any]] = {
        "day": day_in_words,
        "instant": instant_in_words,
        "money": format_money,
        "number": _number,
        **agreement_filters,
    }
    environment.filters.update(ours)  # pyright: ignore[reportUnknownMemberType]
    return environment


def _number(value: int | Decimal) -> str:
    return f"{value:,}"
