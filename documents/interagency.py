"""Data for the interagency forms of the Treasury, to be copied into them or into G-Invoicing.

The names of the first fields, up to the department id of the agencies, are those of the instructions of the Bureau of
the Fiscal Service for FS Form 7600A (General Terms & Conditions, May 2019) and FS Form 7600B (Order; Treasury Financial
Manual, volume I, part 2, chapter 4700, appendix 8). The others follow the same forms, but were not compared with a
published text: `docs/documents.md` says which. The forms and the data standards of G-Invoicing that they rest on are at
https://www.fiscal.treasury.gov/g-invoice/resources.html. This is not the official form, and the files say so.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from documents.agreement_facts import AgreementFacts
from documents.form_fields import NO_SIDE, FormField
from documents.form_fields_7600a import fields_7600a
from documents.form_fields_7600b import fields_7600b
from documents.spreadsheets import FORMULA_SIGNS
from domain.agreement_documents import DocumentKind

NOTICE = (
    "Data for the form, not the official form. Check it and fill in what is missing before you use it in "
    "G-Invoicing or on the form."
)
SOURCE = "https://www.fiscal.treasury.gov/g-invoice/resources.html"


@dataclass(frozen=True)
class FormData:
    """What is known for one form. Fields that are required and have no value are `missing`."""

    form: str
    agreement: AgreementFacts
    fields: tuple[FormField, ...]

    @property
    def missing(self) -> tuple[FormField, ...]:
        return tuple(field for field in self.fields if field.is_missing)


_FORMS: Mapping[DocumentKind, tuple[str, Callable[[AgreementFacts], Iterator[FormField]]]] = {
    DocumentKind.FORM_7600A: ("FS Form 7600A", fields_7600a),
    DocumentKind.FORM_7600B: ("FS Form 7600B", fields_7600b),
}


def form_data(kind: DocumentKind, agreement: AgreementFacts) -> FormData:
    """`kind` is one of the two forms."""
    form, fields = _FORMS[kind]
    return FormData(form, agreement, tuple(fields(agreement)))


def as_json(data: FormData) -> bytes:
    """The fields in the order of the form; amounts and days as text."""
    version = data.agreement.version
    content = {
        "notice": NOTICE,
        "form": data.form,
        "source": SOURCE,
        "agreement": data.agreement.number,
        "version": version.number,
        "fields": [_entry(field) for field in data.fields],
        "missing": [_label(field) for field in data.missing],
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def as_csv(data: FormData) -> bytes:
    """A line for each field, after one with the notice. For a spreadsheet: no text becomes a formula."""
    written = io.StringIO()
    # With a mark of the encoding, without which a spreadsheet reads names wrongly.
    written.write("\ufeff")
    rows = csv.writer(written)
    rows.writerow(["Form", "Field", "Agency", "Line", "Value", "Required", "Missing"])
    rows.writerow([data.form, "Notice", "", "", NOTICE, "", ""])
    for field in data.fields:
        missing, required = ("yes" if answer else "no" for answer in (field.is_missing, field.required))
        value = field.value if field.is_number else _disarmed(field.value)
        rows.writerow([data.form, field.name, field.agency, field.line or "", value, required, missing])
    return written.getvalue().encode()


def _entry(field: FormField) -> dict[str, str | int | bool | None]:
    entry: dict[str, str | int | bool | None] = {"name": field.name}
    if field.agency is not NO_SIDE:
        entry["agency"] = field.agency
    if field.line:
        entry["line"] = field.line
    return {**entry, "value": field.value or None, "required": field.required}


def _label(field: FormField) -> str:
    line = f"Line {field.line}: " if field.line else ""
    return f"{line}{field.name} ({field.agency})" if field.agency else f"{line}{field.name}"


def _disarmed(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
