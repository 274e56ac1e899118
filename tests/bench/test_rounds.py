"""Measuring several things in turn."""

from collections.abc import Awaitable, Callable

from bench.rounds import in_turn


def noted(name: str, calls: list[str]) -> Callable[[], Awaitable[float]]:
    """Give a step that notes its call and took as many seconds as there were calls."""

    async def step() -> float:
        calls.append(name)
        return float(len(calls))

    return step


async def test_who_comes_first_changes_from_round_to_round() -> None:
    calls: list[str] = []

    await in_turn({name: noted(name, calls) for name in "abc"}, rounds=4)

    assert "".join(calls) == "abc" + "abc" + "bca" + "cab" + "abc"


async def test_each_step_has_its_seconds_in_the_order_of_the_rounds_without_the_first() -> None:
    calls: list[str] = []

    seconds = await in_turn({name: noted(name, calls) for name in "ab"}, rounds=2)

    assert seconds == {"a": [3, 6], "b": [4, 5]}
