"""Every document of an agreement in every format: whole, accessible, and the same each time."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import docx
import pypdfium2
import pytest
from docx.document import Document

from documents.agreement_document import READABLE, TEMPLATE_OF, read_as
from documents.agreement_facts import (
    AgreementFacts,
    ChangesFacts,
    Facts,
    PartyContact,
    ScheduleFacts,
    SignedFacts,
    agreement_of,
    content_hash,
)
from documents.sample_agreement import sample_agreement, sample_changes, sample_facts, sample_schedule, sample_signed
from domain.agreement_documents import DocumentFormat, DocumentKind
from domain.people import Role
from domain.proposal_lines import CustomQuote
from domain.words import day_in_words
from tests.documents.awkward import AWKWARD
from tests.documents.pdf_parts import headings, opened, tags

KINDS = tuple(TEMPLATE_OF)
PROPOSAL, AGREEMENT, CHANGES = DocumentKind.PROPOSAL, DocumentKind.AGREEMENT, DocumentKind.CHANGES


def html(kind: DocumentKind, facts: Facts | None = None) -> str:
    return read_as(kind, DocumentFormat.HTML, facts or sample_facts(kind)).decode()


def pdf(kind: DocumentKind, facts: Facts | None = None) -> bytes:
    return read_as(kind, DocumentFormat.PDF, facts or sample_facts(kind))


def word(kind: DocumentKind, facts: Facts | None = None) -> Document:
    return docx.Document(io.BytesIO(read_as(kind, DocumentFormat.DOCX, facts or sample_facts(kind))))


def said_of(content: bytes, name: str) -> str:
    """What a PDF says of itself, such as its title."""
    document = opened(content)
    return str(document.docinfo[name])


def page_texts(content: bytes) -> list[str]:
    """The text of each page, in one line."""
    document = pypdfium2.PdfDocument(content)
    texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return [" ".join(text.split()) for text in texts]


@pytest.mark.parametrize("form", READABLE)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_facts_give_the_same_bytes(kind: DocumentKind, form: DocumentFormat):
    assert read_as(kind, form, sample_facts(kind)) == read_as(kind, form, sample_facts(kind))


def test_another_process_makes_the_same_bytes():
    script = (
        "import sys; from documents.agreement_document import READABLE, read_as;"
        "from documents.sample_agreement import sample_agreement; from domain.agreement_documents import DocumentKind;"
        "[sys.stdout.buffer.write(read_as(DocumentKind.AGREEMENT, form, sample_agreement())) for form in READABLE]"
    )
    made = {subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(made) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_is_tagged_and_names_its_language_and_title(kind: DocumentKind):
    document = opened(pdf(kind))
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == "en"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert "SLA-2028-0042" in str(document.docinfo["/Title"])
    assert "<pdfuaid:part>1</pdfuaid:part>" in str(document.open_metadata())


@pytest.mark.parametrize("kind", KINDS)
def test_sections_are_numbered_headings_and_tables_have_header_cells(kind: DocumentKind):
    document = opened(pdf(kind))
    found = headings(document)
    assert [title.partition(".")[0] for title in found] == [str(place + 1) for place in range(len(found))]
    elements = list(tags(document.Root.StructTreeRoot.K))
    headers = [element for element in elements if element.S == "/TH"]
    assert headers
    assert all(any(attribute.get("/Scope") == "/Column" for attribute in header.A) for header in headers)
    assert [str(e.S) for e in elements].count("/Caption") == [str(e.S) for e in elements].count("/Table") > 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_has_the_version_the_hash_and_its_number(kind: DocumentKind):
    facts = sample_facts(kind)
    texts = page_texts(pdf(kind, facts))
    for number, text in enumerate(texts, 1):
        assert content_hash(kind, facts) in text
        assert f"Page {number} of {len(texts)}" in text
        assert "SLA-2028-0042, version" in text
    assert "Client Experience Center" in texts[0]
    assert "Office of the Chief Information Officer" in texts[0]


def test_headings_of_a_table_stand_on_each_of_its_pages():
    texts = page_texts(pdf(AGREEMENT, sample_agreement(60)))
    with_lines = [text for text in texts if "Managed laptop, office" in text and "per laptop" in text]
    assert len(with_lines) > 1
    assert all("Unit price" in text for text in with_lines)


def test_a_draft_says_so_on_every_page_and_an_agreement_does_not():
    assert all("DRAFT" in text for text in page_texts(pdf(PROPOSAL)))
    assert all("DRAFT" not in text for text in page_texts(pdf(AGREEMENT)))
    assert 'class="mark">DRAFT' in html(PROPOSAL)
    assert "DRAFT" not in html(AGREEMENT)


@pytest.mark.parametrize("kind", KINDS)
def test_word_opens_it_with_its_headings_tables_letterhead_and_footer(kind: DocumentKind):
    facts = sample_facts(kind)
    document = word(kind, facts)
    titles = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert titles == headings(opened(pdf(kind, facts)))
    assert document.tables
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    header, footer = document.sections[0].header, document.sections[0].footer
    on_top = "\n".join(p.text for p in header.paragraphs)
    below = "\n".join(p.text for p in footer.paragraphs)
    assert "Client Experience Center" in on_top
    assert ("DRAFT" in on_top) == (kind is PROPOSAL)
    assert "SLA-2028-0042, version" in below
    assert content_hash(kind, facts) in below
    assert document.core_properties.title == said_of(pdf(kind, facts), "/Title")


def test_money_comes_first_and_is_exact():
    page = html(PROPOSAL)
    total = sample_agreement().version.total
    assert page.index("1. What it costs") < page.index("3. Services and prices")
    assert f"${total:,.2f}" in page
    assert "All prices are illustrative." in page


def test_a_price_that_is_not_the_catalogs_says_why():
    page = html(AGREEMENT)
    assert "instead of $4,800.00: Moved together with the sister agency" in page
    assert "quote Q-2027-118: The catalog has no migration of this kind" in page


def test_the_signed_copy_says_who_signed_when_and_what():
    signed = sample_signed()
    texts = page_texts(pdf(DocumentKind.SIGNED_AGREEMENT, signed))
    page = texts[-1]
    assert page.startswith("8. Signatures")
    assert signed.sha256 in page
    for signature in signed.signatures:
        assert signature.name in page
    assert "August 3, 2027" in page
    assert "Deputy of Priya" in page
    assert "I have read this agreement" in page
    assert said_of(pdf(DocumentKind.SIGNED_AGREEMENT, signed), "/CreationDate") == "D:20270806163000Z"


def test_the_unsigned_agreement_names_who_signs_and_who_is_to_be_named():
    page = page_texts(pdf(AGREEMENT))[-1]
    assert "Helen Brooks" in page
    assert "To be named" in page
    assert page.count("Not signed in this copy") == 4


def test_signing_does_not_change_the_hash_of_what_was_signed():
    signed = sample_signed()
    assert content_hash(DocumentKind.SIGNED_AGREEMENT, signed) == content_hash(AGREEMENT, signed.agreement)


def test_whatever_is_changed_in_the_facts_changes_the_hash():
    facts = sample_agreement()
    laptop, *others = facts.version.lines
    lines = (replace(laptop, quantity=laptop.quantity + 1), *others)
    others_facts = [
        facts,
        replace(facts, title="Other"),
        replace(facts, version=replace(facts.version, lines=lines)),
        replace(facts, version=replace(facts.version, made_at=facts.version.made_at + timedelta(seconds=1))),
        replace(facts, signers=()),
    ]
    assert len({content_hash(AGREEMENT, each) for each in others_facts}) == len(others_facts)
    assert content_hash(AGREEMENT, facts) != content_hash(PROPOSAL, facts)


def test_the_hash_is_the_same_for_the_same_amount_however_it_was_written():
    facts = sample_agreement()
    laptop, *others = facts.version.lines
    lines = (replace(laptop, unit_price=Decimal("640.0000")), *others)
    assert content_hash(AGREEMENT, replace(facts, version=replace(facts.version, lines=lines))) == content_hash(
        AGREEMENT, facts
    )


def test_the_summary_of_changes_names_each_change_and_its_effect():
    page = re.sub(r"\s+", " ", html(CHANGES)).replace(" </td>", "</td>")
    assert "Desk telephone<br>Added" in page
    assert "<td>340 laptops</td> <td>320 laptops</td>" in page
    assert "-$12,800.00" in page
    assert "Availability each month: at least 99.5 %" in page
    assert "Devices stay in the field offices." in page


def test_versions_that_are_alike_are_said_to_be():
    same = replace(sample_changes(), lines=(), terms=())
    page = html(CHANGES, same)
    assert "No service changed." in page
    assert "No term changed." in page


def test_a_line_that_an_amendment_changes_shows_what_is_charged_when():
    facts = sample_agreement()
    before = facts.version
    line = before.lines[0]
    day = before.terms.period.start + timedelta(days=151)
    terms = replace(before.terms, effective_on=day)
    lines = (replace(line, quantity=line.quantity + 7), *before.lines[1:])
    amended = replace(before, lines=lines, terms=terms, amendment=1, amends=before.offer)
    text = html(AGREEMENT, replace(facts, version=amended))
    until, since = day_in_words(day - timedelta(days=1)), day_in_words(day)
    assert f"{line.units()}, until {until}<br>{lines[0].units()}, from {since}" in text
    assert f"{lines[1].units()}," not in text


def test_an_amendment_is_named_in_title_and_footer():
    facts = sample_agreement()
    amended = replace(facts, version=replace(facts.version, amendment=2))
    texts = page_texts(pdf(AGREEMENT, amended))
    assert all("SLA-2028-0042, amendment 2, version 3" in text for text in texts)


def awkward_facts(kind: DocumentKind, text: str) -> Facts:
    """Everything that a person types is that text."""
    facts = sample_facts(kind)
    agreement = _awkward(agreement_of(facts), text)
    match facts:
        case AgreementFacts():
            return agreement
        case SignedFacts():
            signatures = tuple(
                replace(each, name=text, typed=text, deputy_of=text, statement=text) for each in facts.signatures
            )
            return replace(facts, agreement=agreement, signatures=signatures)
        case ScheduleFacts():
            return replace(facts, agreement=agreement)
        case ChangesFacts():
            rows = tuple(
                replace(row, name=text, differences=tuple(replace(d, before=text, after=text) for d in row.differences))
                for row in facts.lines
            )
            return replace(facts, agreement=agreement, lines=rows)


def _awkward(agreement: AgreementFacts, text: str) -> AgreementFacts:
    version = agreement.version
    line = replace(version.lines[0], name=text, unit=text, unit_plural=text, notes=text, custom=CustomQuote(text, text))
    contact = PartyContact(text, (Role.PROGRAM_MANAGER,), text, text, text)
    return replace(
        agreement,
        title=text,
        customer=replace(agreement.customer, name=text, abbreviation=text, contacts=(contact,)),
        version=replace(version, lines=(line,), note=text, terms=replace(version.terms, special=text)),
        signers=tuple(replace(signer, name=text, title=text) for signer in agreement.signers),
        price_note=text,
    )


@pytest.mark.parametrize("text", AWKWARD.values(), ids=list(AWKWARD))
@pytest.mark.parametrize("kind", KINDS)
def test_is_made_from_whatever_people_type(kind: DocumentKind, text: str):
    facts = awkward_facts(kind, text)
    assert opened(pdf(kind, facts)).Root.MarkInfo.Marked
    assert word(kind, facts).tables
    assert html(kind, facts).count("</html>") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_text_never_becomes_markup(kind: DocumentKind):
    page = html(kind, awkward_facts(kind, "<script>alert(\"1\")</script> & 'x'"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_what_no_font_shows_is_described():
    facts = sample_agreement()
    people = (PartyContact("\U000f0000 Chen", (Role.PROGRAM_MANAGER,)),)
    texts = page_texts(pdf(AGREEMENT, replace(facts, customer=replace(facts.customer, contacts=people))))
    assert any("stands for a character that no font here can show" in text for text in texts)


def test_a_schedule_shows_each_instalment_and_their_exact_sum():
    facts = sample_schedule()
    page = html(DocumentKind.SCHEDULE, facts)
    assert page.count("$88,747.50") == len(facts.schedule.instalments)
    assert "$354,990.00" in page
