"""What most tests of the storage need to be there already."""

from domain.agreements import Agreement
from domain.organizations import Organization
from domain.people import ROLES_OF, Side
from storage.unit_of_work import Storage
from tests.builders import a_person

NRCS = Organization("nrcs", "Natural Resources Conservation Service", "NRCS", ("Soil Service",), ("nrcs.example.gov",))
FNS = Organization("fns", "Food and Nutrition Service", "FNS", (), ("fns.example.gov", "food.example.gov"))

#: The people whom `tests.builders.an_agreement` names as contacts, and three more.
PEOPLE = (
    *(a_person(f"{side}-{role}", side) for side, roles in ROLES_OF.items() for role in roles),
    a_person("p-1"),
    a_person("staff", Side.CEC),
    a_person("fns-person", organization="fns"),
)


def fill_directory(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        for organization in (NRCS, FNS):
            work.organizations.save(organization)
        for person in PEOPLE:
            work.people.save(person)
        work.commit()


def fill_agreements(storage: Storage, *agreements: Agreement) -> None:
    fill_directory(storage)
    with storage.unit_of_work() as work:
        for agreement in agreements:
            work.agreements.add(agreement)
        work.commit()
