"""What tests of first contacts share: who asks, and with what."""

from dataclasses import replace
from typing import Any

from domain.notices import NoticeKind
from domain.organizations import Organization
from domain.people import Role
from services.first_contact_cards import FirstContactGiven, FirstContactView
from tests.services.office import Office

WISH = "40 laptops for the new field office. And phones."
GIVEN = FirstContactGiven("NRCS", Role.TECHNICAL_LEAD, WISH, "2027", "Soil data analyst", "202-555-0188")
ERS = Organization("ers", "Economic Research Service", "ERS", (), ("ers.example.gov",))
OMAR, NINA = "omar.siddiqui@nrcs.example.gov", "nina.petrova@ers.example.gov"


def ask(
    office: Office, who: str = "omar", vouched: str = OMAR, form: str = "form-1", **changes: Any
) -> FirstContactView:
    given = replace(GIVEN, **changes)
    return office.services.first_contacts.ask(office.actor(who), given, who.title(), vouched, form)


def nina_asks(office: Office, **changes: Any) -> str:
    return ask(office, "nina", NINA, **{"organization": "Economic Research Service", **changes}).first.id


def kinds(office: Office) -> list[NoticeKind]:
    return [notice.kind for notice in office.notices()]
