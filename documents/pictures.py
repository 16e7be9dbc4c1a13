"""Pictures in documents: a template shows one by its name, `<img src="NAME" alt="..." height="2in">`.

They are handed to pandoc and Typst as text, since neither may read a file.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from documents.charts import Chart, alternative_text, as_svg

_IN_MARKUP = re.compile(rb'#box\(image\("([a-z0-9-]+)"([^()]*)\)\)')
_FONT = "Liberation Sans"
_SCALE = 3.0
_MEDIA = "word/media/"
_PNG_HEADER = 33
"""Bytes."""


@dataclass(frozen=True)
class Picture:
    """`svg` is for the PDF, `png` for the DOCX, which takes no other; `text` says what is to be seen."""

    text: str
    svg: str
    png: bytes


type Pictures = Mapping[str, Picture]
"""By the name that the template gives."""


def picture_of(chart: Chart) -> Picture:
    """Drawn once: the second form is made of the first one, which takes a twentieth of the time."""
    import vl_convert  # here and not above: it takes a second to load

    svg = as_svg(chart)
    printed = svg.replace("currentColor", "#000000").replace("<svg ", f'<svg font-family="{_FONT}" ', 1)
    png: bytes = vl_convert.svg_to_png(printed, scale=_SCALE)  # pyright: ignore[reportUnknownMemberType]
    return Picture(alternative_text(chart), printed, png)


def in_markup(markup: bytes, pictures: Pictures) -> bytes:
    """Typst's markup with the pictures of `typst_inputs`. pandoc leaves out what a picture says, so it is put back."""

    def shown(found: re.Match[bytes]) -> bytes:
        name = found[1]
        if name.decode() not in pictures:
            return found[0]
        drawing, said = b'sys.inputs.at("' + name + b'")', b'sys.inputs.at("' + name + b'-text")'
        return b"#image(bytes(" + drawing + b'), format: "svg"' + found[2] + b", alt: " + said + b")"

    return _IN_MARKUP.sub(shown, markup)


def typst_inputs(pictures: Pictures) -> dict[str, str]:
    drawings = {name: picture.svg for name, picture in pictures.items()}
    return drawings | {f"{name}-text": picture.text for name, picture in pictures.items()}


def in_html(html: str, pictures: Pictures) -> str:
    """The page with a stand-in for each picture: pandoc looks at its size only, and takes seconds for a whole one."""
    for name, picture in pictures.items():
        stands_in = b64encode(_stand_in(name, picture)).decode()
        html = html.replace(f'src="{name}"', f'src="data:image/png;base64,{stands_in}"')
    return html


def in_archive(made: bytes, pictures: Pictures) -> dict[str, bytes]:
    """The pictures by the names that their stand-ins have in a DOCX."""
    by_stand_in = {_stand_in(name, picture): picture.png for name, picture in pictures.items()}
    with ZipFile(BytesIO(made)) as archive:
        media = {each: archive.read(each) for each in archive.namelist() if each.startswith(_MEDIA)}
    return {name: by_stand_in[content] for name, content in media.items() if content in by_stand_in}


def _stand_in(name: str, picture: Picture) -> bytes:
    """The beginning of the picture, which tells its size, and its name, so that no two are the same."""
    return picture.png[:_PNG_HEADER] + name.encode()
