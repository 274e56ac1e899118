"""What a reason says about a scan: whether it was answered, left out, or may have cost a lookup."""

from datetime import UTC, datetime

import pytest

from custom_components.plate_recognizer.pipeline.decision import Decision, Reason

ANSWERED = {"sighted", "nothing_found"}
SKIPPED = {
    *("scanning_off", "busy", "daily_cap_reached", "paced", "reserved", "no_change"),
    "receives_only",
    *("followed", "held_back", "waited_too_long", "cooldown", "same_picture"),
}
NOTHING_SENT = {"camera_failed", "broken_picture", "unreachable"}
REFUSED = {
    *("token_refused", "no_credits", "refused", "too_large", "throttled", "bad_request"),
}
MAYBE_BILLED = {
    *("stopped", "server_error", "timed_out", "connection_lost", "unreadable_answer"),
}


def test_every_reason_is_of_one_kind() -> None:
    kinds = (ANSWERED, SKIPPED, NOTHING_SENT, REFUSED, MAYBE_BILLED)

    assert sorted(reason for kind in kinds for reason in kind) == sorted(Reason)


@pytest.mark.parametrize("reason", Reason)
def test_a_decision_knows_the_kind_of_its_reason(reason: Reason) -> None:
    decision = Decision(reason, datetime.now(UTC))

    assert decision.answered is (reason in ANSWERED)
    assert decision.skipped is (reason in SKIPPED)
    assert decision.may_have_cost is (reason in ANSWERED | MAYBE_BILLED)
