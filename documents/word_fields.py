"""Fields in the header and footer of a Word document that show a property of it, such as `DOCPROPERTY footer`.

Word keeps the text of a field beside it and renews it only when asked: here it is written at once.
"""

import io
import re
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

PROPERTIES = "docProps/custom.xml"
_MARGINS = re.compile(r"word/(header|footer)\d*\.xml")
_FIELD = re.compile(
    r'(DOCPROPERTY (\w+) .*?fldCharType="separate"\s*/></w:r><w:r>.*?<w:t[^>]*>)[^<]*(</w:t>)', re.DOTALL
)


def filled_fields(docx: bytes) -> dict[str, bytes]:
    """Headers and footers by their name in the archive, with their fields as the document's properties are.

    A property that the document does not have is shown as nothing.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        properties = _properties(archive.read(PROPERTIES))
        margins = [name for name in archive.namelist() if _MARGINS.fullmatch(name)]
        return {name: _filled(archive.read(name).decode(), properties).encode() for name in margins}


def _filled(margin: str, properties: dict[str, str]) -> str:
    return _FIELD.sub(lambda found: f"{found[1]}{escape(properties.get(found[2], ''))}{found[3]}", margin)


def _properties(content: bytes) -> dict[str, str]:
    return {each.get("name", ""): "".join(each.itertext()) for each in ElementTree.fromstring(content)}
