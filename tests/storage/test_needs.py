"""Needs, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from domain.errors import InvalidInput
from domain.needs import Need, NeedContent, Source, SourceKind, confirm, correct, standing
from domain.stages import Stage
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS

CONTENT = NeedContent("end_user_support", "40 laptops", "managed_laptop", 40)


def a_need(**changes: object) -> Need:
    made = Need("n-1", "a-1", "nrcs", CONTENT, Source(SourceKind.MESSAGE, "https://x.slack.com/1"), "staff", NOON)
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


@pytest.fixture
def storage(storage: Storage) -> Storage:
    second = an_agreement(Stage.UNDERSTAND_NEEDS, "fns", id="a-2", number="SLA-2027-0002", contacts=())
    fill_agreements(storage, an_agreement(Stage.UNDERSTAND_NEEDS), second)
    return storage


def keep(storage: Storage, *needs: Need) -> None:
    with storage.unit_of_work() as work:
        for need in needs:
            work.needs.save(need)
        work.commit()


class TestNeeds:
    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_it_comes_back_as_it_was(self, storage: Storage, text: str):
        said = replace(CONTENT, text=text)
        written, _ = correct(a_need(content=said), replace(said, quantity=None, service=None), NOON, "p-1")
        keep(storage, a_need(), written)
        with storage.reading() as work:
            assert work.needs.find("n-1") == written
            assert work.needs.find("n-2") is None
            assert list(work.whole_tables.needs()) == [written]

    def test_those_of_an_agreement_come_in_the_order_of_recording(self, storage: Storage):
        later = a_need(id="n-0", at=NOON + timedelta(hours=1))
        other = a_need(id="n-9", agreement="a-2", organization="fns")
        keep(storage, later, a_need(), other)
        with storage.reading() as work:
            assert [need.id for need in work.needs.of_agreement("a-1")] == ["n-1", "n-0"]

    def test_a_need_of_no_agreement_is_refused(self, storage: Storage):
        with pytest.raises(InvalidInput):
            keep(storage, a_need(agreement="a-none"))

    def test_of_two_who_confirm_the_last_lines_at_once_one_sees_them_all_confirmed(self, storage: Storage):
        keep(storage, a_need(), a_need(id="n-2"))
        together = Barrier(2)

        def answer(need_id: str) -> int:
            together.wait()
            with storage.unit_of_work() as work:
                work.needs.hold("a-1")
                need = work.needs.find(need_id)
                assert need is not None
                work.needs.save(confirm(need, NOON, "p-1")[0])
                done = [n for n in standing(work.needs.of_agreement("a-1")) if n.answered_by]
                work.commit()
                return len(done)

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(answer, ("n-1", "n-2"))) == [1, 2]
