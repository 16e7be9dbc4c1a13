"""What is done by the clock."""

import pytest

from bot.jobs import each_in_turn


def test_one_work_that_fails_does_not_keep_the_others_from_their_turn() -> None:
    done: list[str] = []

    def first() -> None:
        done.append("first")

    def broken() -> None:
        raise ValueError("the schedule is broken")

    def last() -> None:
        done.append("last")

    with pytest.raises(ExceptionGroup) as failed:
        each_in_turn("every_minute", first, broken, last)
    assert done == ["first", "last"]
    assert [str(each) for each in failed.value.exceptions] == ["the schedule is broken"]


def test_nothing_is_raised_where_nothing_fails() -> None:
    done: list[str] = []
    each_in_turn("every_minute", lambda: done.append("one"), lambda: done.append("two"))
    assert done == ["one", "two"]
