"""How long a forced scan takes, from the camera to the event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .baselines import BARE, CUT, LEAST, OLDER, bare_post, decode_and_encode
from .bench import Bench
from .cases import SERVER_SECONDS, Case
from .errors import BenchError
from .rounds import Step, in_turn, timed
from .stub_server import Received

SCAN: Final = "scan"

_ALIKE: Final = 0.03
"""A picture that is decoded and encoded in the same quality again keeps its bytes, but for this
share of them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One case at one speed of the server."""

    case: Case
    server_seconds: float
    sent: bytes
    """What arrived at the server of the case's picture."""
    seconds: Mapping[str, Sequence[float]]
    """Of each round, by what took them: `SCAN`, or the file name of a baseline."""


async def compare_scans(bench: Bench) -> list[Comparison]:
    """Measure all cases.

    Raises:
        BenchError: something else than what the case says was sent.
    """
    return [comparison for case in bench.cases for comparison in await _compare(bench, case)]


async def _compare(bench: Bench, case: Case) -> list[Comparison]:
    bench.api.take_time(0)
    await bench.home.scan(case.name)
    sent = bench.api.last_picture()
    if (sent == case.picture) is not case.is_sent_whole:
        how = "whole" if sent == case.picture else "in part"
        raise BenchError(f"{case.name}: the picture was sent {how}")
    steps = _whole_steps(bench, case) if case.is_sent_whole else _part_steps(bench, case, sent)
    comparisons = []
    for server_seconds in SERVER_SECONDS:
        bench.api.take_time(server_seconds)
        seconds = await in_turn(steps, bench.rounds)
        _check(case, sent, seconds, bench.api.received())
        comparisons.append(Comparison(case, server_seconds, sent, seconds))
    return comparisons


def _whole_steps(bench: Bench, case: Case) -> dict[str, Step]:
    home, url = bench.home, bench.api.lookup_url
    return {
        SCAN: lambda: home.scan(case.name),
        BARE: lambda: timed(bare_post(home.session, url, case.picture)),
        LEAST: lambda: home.least_scan(case.name),
        OLDER: lambda: home.older_scan(case.name),
    }


def _part_steps(bench: Bench, case: Case, sent: bytes) -> dict[str, Step]:
    home = bench.home

    def post_anew(name: str) -> Step:
        run = decode_and_encode(case.picture, sent, cut=name == CUT)

        async def post() -> None:
            part = await home.hass.async_add_executor_job(run)
            await bare_post(home.session, bench.api.lookup_url, part, name)

        return lambda: timed(post())

    names = (BARE, CUT) if case.is_cut else (BARE,)
    return {SCAN: lambda: home.scan(case.name), **{name: post_anew(name) for name in names}}


def _check(
    case: Case,
    sent: bytes,
    seconds: Mapping[str, Sequence[float]],
    received: Sequence[Received],
) -> None:
    """Make sure that each step of each round brought the server the picture that it should.

    Raises:
        BenchError: one didn't.
    """
    for name, rounds in seconds.items():
        its = [file for file in received if _whose(file) == name]
        if len(its) != len(rounds) + 1:  # and the one that didn't count
            raise BenchError(f"{case.name}: {name}: {len(its)} uploads in {len(rounds)} rounds")
        if not all(
            _is_alike(file, sent, exactly=case.is_sent_whole or name == SCAN) for file in its
        ):
            raise BenchError(f"{case.name}: {name}: another picture was sent")


def _whose(file: Received) -> str:
    return file.name if file.name in {BARE, CUT, LEAST, OLDER} else SCAN


def _is_alike(file: Received, sent: bytes, *, exactly: bool) -> bool:
    """Tell whether a file is what was sent, or about as large: decoded and encoded once more."""
    if exactly:
        return file == Received.of(file.name, sent)
    return abs(file.length - len(sent)) <= len(sent) * _ALIKE
