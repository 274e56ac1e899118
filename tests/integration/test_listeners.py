"""Who is told when something happens: whoever waits for one thing among many leaves nothing."""

import pytest

from custom_components.plate_recognizer.listeners import ListenersByKey


@pytest.fixture
def listeners() -> ListenersByKey[str, [int]]:
    return ListenersByKey()


def test_only_those_are_told_who_wait_for_it(listeners: ListenersByKey[str, [int]]) -> None:
    golf: list[int] = []
    polo: list[int] = []
    listeners.async_add("golf", golf.append)
    listeners.async_add("polo", polo.append)

    listeners.async_call("golf", 1)
    listeners.async_call("nobody", 2)

    assert (golf, polo) == ([1], [])


def test_nothing_is_left_of_what_nobody_waits_for_any_more(
    listeners: ListenersByKey[str, [int]],
) -> None:
    told: list[int] = []
    end_first = listeners.async_add("golf", told.append)
    end_second = listeners.async_add("golf", told.append)

    end_first()
    listeners.async_call("golf", 1)
    end_second()
    listeners.async_call("golf", 2)

    assert told == [1]
    assert not listeners._listeners


def test_whoever_comes_back_is_told_again(listeners: ListenersByKey[str, [int]]) -> None:
    told: list[int] = []
    listeners.async_add("golf", told.append)()

    listeners.async_add("golf", told.append)
    listeners.async_call("golf", 1)

    assert told == [1]
