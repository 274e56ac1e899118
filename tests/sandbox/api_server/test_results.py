"""Which plates get into the results."""

import pytest

from sandbox.api_server.answers import results_of
from sandbox.api_server.engine_config import parse_engine_config
from sandbox.plate_read import Box, Candidate, PlateRead


def plate(score: float, dscore: float) -> PlateRead:
    return PlateRead((Candidate("ab12cde", score),), dscore, Box(1, 2, 3, 4))


@pytest.mark.parametrize(
    ("config", "score", "dscore", "kept"),
    [
        ("{}", 0.6, 0.2, 1),
        ("{}", 0.599, 0.2, 0),
        ("{}", 0.6, 0.199, 0),
        ('{"threshold_o": 0.3}', 0.3, 0.2, 1),
        ('{"threshold_o": 0.9}', 0.899, 1, 0),
        ('{"threshold_d": 0}', 1, 0, 1),
        ('{"threshold_d": 1}', 1, 0.999, 0),
        ('{"threshold_d": 1, "threshold_o": 1, "detection_mode": "vehicle"}', 1, 1, 1),
        ('{"threshold_d": 1, "detection_mode": "vehicle"}', 1, 0.5, 0),
    ],
)
def test_only_plates_at_or_above_both_thresholds_are_kept(
    config: str, score: float, dscore: float, kept: int
) -> None:
    results = results_of([plate(score, dscore)], parse_engine_config(config, []), mmc=False)

    assert len(results) == kept
