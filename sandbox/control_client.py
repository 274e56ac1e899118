"""Steers a running sandbox through its control interface."""

from collections.abc import Sequence
from hashlib import sha256
import json
from typing import Unpack
from urllib.request import ProxyHandler, Request, build_opener

from .api_server.account import AccountChanges
from .api_server.faults import Fault
from .api_server.health import HealthChanges
from .api_server.journal import RequestRecord
from .api_server.webhooks import WebhookDelivery, WebhookTarget

_TIMEOUT = 10.0
"""Seconds for an answer of the control interface."""
_OPENER = build_opener(ProxyHandler({}))
"""Asks this machine directly, whatever proxy the environment names."""


class SandboxControl:
    """The control interface of the sandbox at `url`.

    It waits for the sandbox: inside an event loop hand its methods to a thread.
    All methods raise ``urllib.error.HTTPError`` when the sandbox finds what is sent unfit.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def fail(self, *faults: Fault) -> None:
        """Let the next requests meet these faults, in this order."""
        self._call("POST", "faults", [fault.to_json() for fault in faults])

    def answer(self, results: Sequence[object], *, times: int = 1) -> None:
        """Answer the next lookups with these results, in the API's own shape.

        The sandbox puts the usual top level around them, and checks, throttles and bills as ever;
        it marks the answers as scripted.
        """
        self._call("POST", "answers", [{"results": list(results), "times": times}])

    def answer_picture(
        self, picture: bytes, results: Sequence[object], *, detection_mode: str | None = None
    ) -> None:
        """Answer every lookup of this very file with these results, in the API's own shape.

        Args:
            picture: the file.
            results: for it.
            detection_mode: in which it has to be looked up. In the other one it is read.
        """
        answer = {"results": list(results), "picture": sha256(picture).hexdigest()}
        if detection_mode is not None:
            answer["detection_mode"] = detection_mode
        self._call("POST", "answers", [answer])

    def requests(self) -> list[RequestRecord]:
        """Return the requests to the API since the start or the last reset, at most 1000."""
        return [RequestRecord.from_json(item) for item in json.loads(self._call("GET", "requests"))]

    def set_account(self, **changes: Unpack[AccountChanges]) -> None:
        """Change the account, or the server's time."""
        self._call("PATCH", "account", changes)

    def send_webhooks(self, *targets: WebhookTarget) -> None:
        """Send a webhook after each answered lookup from now on, to these targets and no others."""
        self._call("PUT", "webhooks", [target.to_json() for target in targets])

    def webhooks(self) -> list[WebhookDelivery]:
        """Wait until no webhook is under way; return those that were sent, at most 1000."""
        return [WebhookDelivery(**sent) for sent in json.loads(self._call("GET", "webhooks"))]

    def set_health(self, **changes: Unpack[HealthChanges]) -> None:
        """Change what an SDK tells of its health, or whether it does."""
        self._call("PATCH", "health", changes)

    def reset(self) -> None:
        """Have everything as at the start."""
        self._call("POST", "reset")

    def _call(self, method: str, path: str, body: object = None) -> bytes:
        request = Request(  # noqa: S310 - an http address of this machine
            f"{self.url}/sandbox/{path}", method=method, data=json.dumps(body).encode()
        )
        with _OPENER.open(request, timeout=_TIMEOUT) as response:
            answer: bytes = response.read()
        return answer
