"""A document from a template: HTML by Jinja2, from it a tagged PDF (PDF/UA-1) or a DOCX by pandoc.

The same facts and the same moment give the same bytes. Nothing is read but the files of this package and fonts.
"""

import re
import subprocess
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pypandoc  # pyright: ignore[reportMissingTypeStubs]
import typst
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from documents.archives import CORE, dated, part
from documents.characters import UNKNOWN, usable, without
from domain.errors import Unavailable
from domain.money import format_money
from domain.words import day_in_words, instant_in_words

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
REFERENCE = HERE / "reference.docx"

LONGEST_WORK = 60
"""Seconds that pandoc may take."""

SANDBOX_TIME = b"1970-01-01T00:00:00Z"
"""What pandoc takes for the present where it may not ask for it."""

_MISSING = re.compile(r"^error: PDF/UA-1 error: the text `\"(.+)\"` could not be displayed", re.MULTILINE)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_NOTE = f"<p>{UNKNOWN} stands for a character that no font here can show.</p>"


def to_html(template: str, **facts: object) -> str:
    """The template of that name in `templates/`, filled in. A fact that is missing is an error."""
    return usable(_environment().get_template(template).render(facts))


def to_pdf(html: str, at: datetime) -> bytes:
    """A tagged PDF; `at` becomes its date. What no font can show is described (see `documents.characters`)."""
    missing: set[str] = set()
    while True:
        try:
            return _compiled(_shown(html, missing), at)
        except typst.TypstError as error:
            found = _characters_missing(str(error.diagnostic or error)) - missing
            if not found:
                raise
            missing |= found


def to_docx(html: str, at: datetime) -> bytes:
    """A DOCX that looks like `reference.docx`; `at` becomes its date."""
    made = _pandoc(html, "docx", f"--reference-doc={REFERENCE}")
    moment = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    return dated(made, at, {CORE: part(made, CORE).replace(SANDBOX_TIME, moment)})


def _compiled(html: str, at: datetime) -> bytes:
    markup = _pandoc(html, "typst", f"--template={TEMPLATES / 'page.typ'}")
    moment = int(at.timestamp())
    # The stub of `root` is wrong: it is a path, whatever the input is.
    root: Any = str(TEMPLATES)
    return typst.compile(markup, root=root, font_paths=_fonts(), pdf_standards=["ua-1"], timestamp=moment)


def _pandoc(html: str, to: str, *options: str) -> bytes:
    """Raises Unavailable when pandoc does not end; anything else that goes wrong is a mistake of ours."""
    command = [
        *(pypandoc.get_pandoc_path(), "--sandbox", "--from=html-auto_identifiers", f"--to={to}", "--output=-"),
        # The title is no heading of the text: what stands under it begins at the first level.
        *("--wrap=none", "--shift-heading-level-by=-1", *options),
    ]
    try:
        done = subprocess.run(
            command, input=html.encode(), capture_output=True, check=True, timeout=LONGEST_WORK, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise Unavailable("The document takes too long to make at the moment. Try again in a minute.") from error
    return done.stdout


def _shown(html: str, missing: set[str]) -> str:
    replaced = without(html, missing)
    return replaced.replace("</body>", f"{_NOTE}</body>") if UNKNOWN in replaced else replaced


def _characters_missing(message: str) -> set[str]:
    """The characters that Typst says no font has."""
    texts = [_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _MISSING.findall(message)]
    return set("".join(texts))


@cache
def _fonts() -> typst.Fonts:
    """Those that come with Typst, and for what they lack those of the system. Looked for once."""
    return typst.Fonts()


@cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    ours = {"day": day_in_words, "instant": instant_in_words, "money": format_money, "number": _number}
    environment.filters.update(ours)  # pyright: ignore[reportUnknownMemberType]
    return environment


def _number(value: int | Decimal) -> str:
    return f"{value:,}"
