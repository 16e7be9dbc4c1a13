"""A document from a template: HTML by Jinja2, from it a tagged PDF (PDF/UA-1) or a DOCX by pandoc.

The same facts and the same moment give the same bytes. Nothing is read but the files of this package and fonts.
"""

import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pypandoc  # pyright: ignore[reportMissingTypeStubs]
import typst

from documents.archives import CORE, dated, part
from documents.characters import UNKNOWN, without
from documents.pictures import Picture, Pictures, in_archive, in_html, in_markup, typst_inputs
from documents.template_files import OURS, Templates
from documents.word_fields import filled_fields
from domain.errors import Unavailable

LONGEST_WORK = 60
"""Seconds that pandoc may take."""

SANDBOX_TIME = b"1970-01-01T00:00:00Z"
"""What pandoc takes for the present where it may not ask for it."""

_NO_PICTURES: Mapping[str, Picture] = {}
_MISSING = re.compile(r"^error: PDF/UA-1 error: the text `\"(.+)\"` could not be displayed", re.MULTILINE)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_NOTE = f"<p>{UNKNOWN} stands for a character that no font here can show.</p>"


def to_html(template: str, **facts: object) -> str:
    """The template of that name in `templates/`, filled in. A fact that is missing is an error."""
    return OURS.filled(template, **facts)


def to_pdf(html: str, at: datetime, templates: Templates = OURS, pictures: Pictures = _NO_PICTURES) -> bytes:
    """A tagged PDF; `at` becomes its date. What no font can show is described (see `documents.characters`).

    Raises `typst.TypstError` for an office's page that cannot be set.
    """
    missing: set[str] = set()
    while True:
        try:
            return _compiled(_shown(html, missing), at, templates, pictures)
        except typst.TypstError as error:
            found = _characters_missing(str(error.diagnostic or error)) - missing
            if not found:
                raise
            missing |= found


def to_docx(html: str, at: datetime, templates: Templates = OURS, pictures: Pictures = _NO_PICTURES) -> bytes:
    """A DOCX that looks like `reference.docx`; `at` becomes its date."""
    made = _pandoc(in_html(html, pictures), "docx", f"--reference-doc={templates.file('reference.docx')}")
    moment = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    return dated(
        made,
        at,
        {CORE: part(made, CORE).replace(SANDBOX_TIME, moment), **filled_fields(made), **in_archive(made, pictures)},
    )


def _compiled(html: str, at: datetime, templates: Templates, pictures: Pictures) -> bytes:
    markup = in_markup(_pandoc(html, "typst", f"--template={templates.file('page.typ')}"), pictures)
    moment = int(at.timestamp())
    # The stub of `root` is wrong: it is a path, whatever the input is.
    root: Any = str(templates.root)
    return typst.compile(
        markup,
        root=root,
        font_paths=_fonts(),
        pdf_standards=["ua-1"],
        timestamp=moment,
        sys_inputs=typst_inputs(pictures),
    )


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
    end = "</main>" if "</main>" in replaced else "</body>"  # pandoc leaves out what stands beside a main part
    return replaced.replace(end, f"{_NOTE}{end}") if UNKNOWN in replaced else replaced


def _characters_missing(message: str) -> set[str]:
    """The characters that Typst says no font has."""
    texts = [_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _MISSING.findall(message)]
    # A mark that no font has is told with the sign that it stands on, perhaps one of the markup. Every font has those.
    return {sign for sign in "".join(texts) if not sign.isascii()}


@cache
def _fonts() -> typst.Fonts:
    """Those that come with Typst, and for what they lack those of the system. Looked for once."""
    return typst.Fonts()
