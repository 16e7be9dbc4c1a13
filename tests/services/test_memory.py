# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from hypothesis import given
from hypothesis import strategies as st

from services.memory import Memory, Pending, memory_from, memory_to
from tests.services.office import Office

TEXT = st.none() | st.text(max_size=20)
MEMORIES = st.builds(
    Memory,
    services=st.lists(st.text(max_size=9)).map(tuple),
    quantities=st.lists(st.none() | st.integers()).map(tuple),
    fiscal_year=TEXT,
    months=st.none() | st.integers(1, 12),
    organization=TEXT,
    agreement=TEXT,
    pending=st.none()
    | st.builds(Pending, st.text(), st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text())),
    misunderstood=st.integers(0, 5),
)


def test_a_conversation_is_remembered_for_thirty_minutes(office: Office):
    memory = Memory(services=("mailbox",), quantities=(40,), pending=Pending("quantity", {"service": "mailbox"}))
    office.services.memory.keep("D1:U1", memory)
    office.clock.pass_by(minutes=29, seconds=59)
    assert office.services.memory.read("D1:U1") == memory
    office.clock.pass_by(seconds=1)
    assert office.services.memory.read("D1:U1").is_empty


def test_every_conversation_has_its_own_memory(office: Office):
    office.services.memory.keep("C1:U1", Memory(agreement="SLA-2027-0031"))
    assert office.services.memory.read("C1:U2").is_empty


def test_what_is_old_is_erased_and_what_is_not_stays(office: Office):
    office.services.memory.keep("old", Memory(term="sla"))
    office.clock.pass_by(minutes=20)
    office.services.memory.keep("new", Memory(term="poc"))
    office.clock.pass_by(minutes=15)
    office.services.memory.forget_old()
    with office.storage.reading() as work:
        assert work.memory.get("old") is None
    assert office.services.memory.read("new").term == "poc"


@given(MEMORIES)
def test_a_memory_survives_being_kept(memory: Memory):
    kept = memory_from(memory_to(memory))
    assert {k: v for k, v in vars(kept).items() if v} == {k: v for k, v in vars(memory).items() if v}


def test_what_another_version_wrote_and_this_one_cannot_read_is_left_out():
    data = {"services": "mailbox", "quantities": ["x", 3, True], "months": "2", "pending": [1], "color": "red"}
    assert memory_from(data) == Memory(quantities=(None, 3, None))
