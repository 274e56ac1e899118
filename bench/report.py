"""The figures in tables, with what was aimed at."""

from collections.abc import Mapping, Sequence
from io import BytesIO
import os
import platform
from typing import Final

from homeassistant import const
from PIL import Image

from .baselines import BARE, CUT, LEAST, OLDER
from .callbacks import LONGEST, Callbacks
from .figures import Quartiles, Tail, ratios
from .gate import CHANGED, DECODED, LONGEST_UNCHANGED, UNCHANGED, GateTimes
from .latency import LATEST, Lateness
from .many_vehicles import CAMERAS, VEHICLES
from .matching import BUILD, LONGEST_BUILD, LONGEST_MATCH, MATCH
from .pictures import Pictures
from .plate_list import LONGEST_IMPORTS, Import
from .scans import SCAN, Comparison
from .startup import LONGEST_ABOVE, STARTS, Startup
from .table import NO_TARGET, Row, met, ms, table, time_target

_SCAN_HEADER: Final = (
    "Forced scan, camera to event",
    "server",
    "takes",
    "baseline",
    "ratio",
    "quartiles",
    "target",
    "met",
)


def machine(pictures: Pictures) -> str:
    """Say on what all of this ran."""
    return (
        f"{os.process_cpu_count()} cores ({platform.machine()}), Python "
        f"{platform.python_version()}, Home Assistant {const.__version__}; "
        f"the 4K pictures are {pictures.origin}"
    )


def scans_report(comparisons: Sequence[Comparison]) -> str:
    """Tell how long scans take, and what was sent."""
    rows = [row for comparison in comparisons for row in _scan_rows(comparison)]
    sent = [_sent_row(comparison) for comparison in comparisons]
    header = ("What was sent", "server", "rounds", "camera's picture", "sent", "of its bytes")
    return f"{table(_SCAN_HEADER, rows)}\n\n{table(header, sent)}"


def lateness_report(measured: Sequence[Lateness]) -> str:
    """Tell how late the loop was."""
    header = (
        "Event loop late during",
        "times",
        "beats",
        "p50",
        "p99",
        "worst",
        "p99 target",
        "met",
    )
    return table(
        header,
        [
            (
                late.work,
                str(late.done),
                str(late.seconds.count),
                *map(ms, (late.seconds.median, late.seconds.p99, late.seconds.worst)),
                *(time_target(late.seconds.p99, LATEST) if late.is_scan else NO_TARGET),
            )
            for late in measured
        ],
    )


def callbacks_report(
    measured: Sequence[Callbacks], what: str = "CPU of our callbacks", times: str = "scans"
) -> str:
    """Tell what the integration's callbacks cost."""
    header = (
        *(what, times, "callbacks", "p50", "p99", "worst"),
        *("each below", "met", "the worst in"),
    )
    return table(
        header,
        [
            (
                callbacks.case,
                str(callbacks.times),
                str(callbacks.seconds.count),
                *map(
                    ms, (callbacks.seconds.median, callbacks.seconds.p99, callbacks.seconds.worst)
                ),
                *time_target(callbacks.seconds.worst, LONGEST),
                callbacks.longest,
            )
            for callbacks in measured
        ],
    )


def imports_report(imports: Sequence[Import]) -> str:
    """Tell how long lists of plates take, and how late the loop is meanwhile."""
    header = (
        *("Plate list, form to known", "times", "takes", "quartiles", "target", "met"),
        *("loop late: p50", "p99", "worst"),
    )
    rows = []
    for each in imports:
        taken, late = Quartiles.of(each.seconds), Tail.of(each.late)
        most = LONGEST_IMPORTS[each.rows]
        rows.append(
            (
                f"{each.rows:,} rows",
                str(len(each.seconds)),
                ms(taken.median),
                f"{ms(taken.low)}-{ms(taken.high)}",
                *(NO_TARGET if most is None else time_target(taken.median, most)),
                *map(ms, (late.median, late.p99, late.worst)),
            )
        )
    return table(header, rows)


def matching_report(seconds: Mapping[str, Sequence[float]]) -> str:
    """Tell how long matching takes, against a part of it and against a plainer way."""
    header = ("Matching, 10,000 known", "takes", "target", "met", "matching / this", "quartiles")
    targets = {MATCH: LONGEST_MATCH, BUILD: LONGEST_BUILD}
    rows = []
    for what, taken in seconds.items():
        middle = Quartiles.of(taken).median
        if what in targets:
            compared = (*time_target(middle, targets[what]), "-", "-")
        else:
            ratio = Quartiles.of(ratios(seconds[MATCH], taken))
            compared = (*NO_TARGET, f"{ratio.median:.3g}", f"{ratio.low:.3g}-{ratio.high:.3g}")
        rows.append((what, f"{middle * 1e6:,.1f} us", *compared))
    return table(header, rows)


def gate_report(measured: Sequence[GateTimes]) -> str:
    """Tell what looking for something new costs, in decodings at an eighth of the size."""
    header = ("Change gate", "picture", "takes", DECODED, "ratio", "quartiles", "target", "met")
    return table(header, [row for times in measured for row in _gate_rows(times)])


def _gate_rows(times: GateTimes) -> list[Row]:
    rows: list[Row] = []
    for what, target in ((UNCHANGED, LONGEST_UNCHANGED), (CHANGED, None)):
        taken, decoded = times.seconds[what], times.seconds[DECODED]
        ratio = Quartiles.of(ratios(taken, decoded))
        rows.append(
            (
                f"{times.resolution}, {what}",
                _described(times.picture),
                ms(Quartiles.of(taken).median),
                ms(Quartiles.of(decoded).median),
                f"{ratio.median:.2f}",
                f"{ratio.low:.2f}-{ratio.high:.2f}",
                *_ratio_target(ratio, target),
            )
        )
    return rows


def startup_report(startup: Startup) -> str:
    """Tell how long an account with many vehicles takes to start and to take in a change."""
    header = (
        f"{CAMERAS} cameras, {VEHICLES} vehicles",
        *("entities", "rounds", "takes", "stub takes", "difference", "ratio", "quartiles"),
        *("target", "met", "loop late", "with stub"),
    )
    rows = [_startup_row(what, startup) for what in startup.account.taken]
    loaded = [_loaded_row(command, startup) for command in startup.account.loaded]
    loaded_header = ("The frontend loads", "bytes", "with stub", "takes", "stub takes", "ratio")
    return f"{table(header, rows)}\n\n{table(loaded_header, loaded)}"


def _startup_row(what: str, startup: Startup) -> Row:
    ours, stub = startup.account.taken[what], startup.stub.taken[what]
    above = Quartiles.of(
        [mine - its for mine, its in zip(ours.seconds, stub.seconds, strict=True)]
    ).median
    ratio = Quartiles.of(ratios(ours.seconds, stub.seconds))
    return (
        what,
        f"{startup.entities:,}",
        str(len(ours.seconds)),
        *(ms(Quartiles.of(taken.seconds).median) for taken in (ours, stub)),
        ms(above),
        f"{ratio.median:.2f}",
        f"{ratio.low:.2f}-{ratio.high:.2f}",
        *(time_target(above, LONGEST_ABOVE) if what in STARTS else NO_TARGET),
        *(ms(Quartiles.of(taken.late).median) for taken in (ours, stub)),
    )


def _loaded_row(command: str, startup: Startup) -> Row:
    ours, stub = (
        tuple(zip(*life.loaded[command], strict=True)) for life in (startup.account, startup.stub)
    )
    return (
        command,
        *(f"{max(sizes):,}" for _, sizes in (ours, stub)),
        *(ms(Quartiles.of(seconds).median) for seconds, _ in (ours, stub)),
        f"{Quartiles.of(ratios(ours[0], stub[0])).median:.2f}",
    )


def _scan_rows(comparison: Comparison) -> list[Row]:
    if not comparison.case.is_sent_whole:
        rows = [_ratio_row(comparison, SCAN, BARE, "scan / (POST + decode, encode)")]
        if CUT in comparison.seconds:
            rows.append(_ratio_row(comparison, SCAN, CUT, "scan / (POST + decode, cut, encode)"))
        return rows
    return [
        _ratio_row(comparison, SCAN, BARE, "scan / bare POST"),
        _ratio_row(comparison, SCAN, LEAST, "scan / least scan in Home Assistant"),
        _ratio_row(comparison, LEAST, BARE, "least scan in Home Assistant / bare POST"),
        _ratio_row(comparison, OLDER, BARE, "older integration's scan / bare POST"),
    ]


def _ratio_row(comparison: Comparison, measured: str, baseline: str, what: str) -> Row:
    case, seconds = comparison.case, comparison.seconds
    ratio = Quartiles.of(ratios(seconds[measured], seconds[baseline]))
    is_budgeted = measured == SCAN and baseline == BARE
    target = case.targets.get(comparison.server_seconds) if is_budgeted else None
    return (
        f"{case.name}: {what}",
        ms(comparison.server_seconds),
        ms(Quartiles.of(seconds[measured]).median),
        ms(Quartiles.of(seconds[baseline]).median),
        f"{ratio.median:.2f}",
        f"{ratio.low:.2f}-{ratio.high:.2f}",
        *_ratio_target(ratio, target),
    )


def _sent_row(comparison: Comparison) -> Row:
    camera, sent = comparison.case.picture, comparison.sent
    return (
        comparison.case.name,
        ms(comparison.server_seconds),
        str(len(comparison.seconds[SCAN])),
        _described(camera),
        _described(sent),
        f"{len(sent) / len(camera):.0%}",
    )


def _described(picture: bytes) -> str:
    with Image.open(BytesIO(picture)) as image:
        return f"{image.width}x{image.height}, {len(picture)} bytes"


def _ratio_target(ratio: Quartiles, most: float | None) -> tuple[str, str]:
    return NO_TARGET if most is None else (f"<= {most:.2f}", met(ratio.median <= most))
