"""SDKs behind HAProxy, with the configuration that stands in `examples/haproxy`.

Each has an address of this machine of its own, so that only addresses are filled in: the ports are
those of the example. No two can run at once.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
import csv
import os
from pathlib import Path
import pwd
import re
import shutil
import signal
import subprocess
from tempfile import TemporaryDirectory
import time
from typing import Final
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from .process import SandboxProcess

EXAMPLE: Final = Path(__file__).parents[1] / "examples/haproxy/haproxy.cfg"
BALANCER_HOST: Final = "127.82.0.1"
SDK_HOSTS: Final = ("127.82.0.21", "127.82.0.22", "127.82.0.23")
_PORT: Final = 8080
_HEALTH_PORT: Final = 8081
_STATISTICS_PORT: Final = 8404

HAPROXY: Final = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
WITHOUT_HAPROXY: Final = "HAProxy isn't there: apt install haproxy"

_START_TIMEOUT: Final = 10.0
_LOOK: Final = 0.05
"""Seconds."""
_OPENER: Final = build_opener(ProxyHandler({}))


class BalancerError(Exception):
    """HAProxy didn't start; the text has what it wrote."""


class Replica:
    """One SDK behind the balancer, which can fail as a machine does.

    Args:
        host: of `SDK_HOSTS`.
        seconds: that it reads one picture; it reads one at a time.
    """

    def __init__(self, host: str, seconds: float) -> None:
        self._host = host
        self._seconds = seconds
        self.start()

    def start(self) -> None:
        """Start it, for the first time or anew: then it has forgotten everything."""
        self.sandbox = SandboxProcess(
            "sdk",
            host=self._host,
            port=_PORT,
            health_port=_HEALTH_PORT,
            latency=self._seconds,
            at_once=1,
            limit=1_000_000,
        )

    def stop(self) -> None:
        """End it."""
        self.sandbox.stop()

    def kill(self) -> None:
        """End it from one moment to the next."""
        os.kill(self.sandbox.pid, signal.SIGKILL)
        self.stop()

    def hang(self) -> None:
        """Have it do nothing more: connections are still taken, by the system."""
        os.kill(self.sandbox.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Have it go on after it hung."""
        os.kill(self.sandbox.pid, signal.SIGCONT)


class Balancer:
    """A running HAProxy before some SDKs."""

    url: Final = f"http://{BALANCER_HOST}:{_PORT}"

    def states(self) -> dict[str, str]:
        """Return what it holds of each SDK, by the names of the example: `UP`, `DOWN`, `NOLB`.

        The last one is of those that finish what they have. `UP 1/2` is about to go down.
        """
        page = f"http://{BALANCER_HOST}:{_STATISTICS_PORT}/;csv"
        with _OPENER.open(page, timeout=_START_TIMEOUT) as answer:
            rows = csv.DictReader(answer.read().decode().removeprefix("# ").splitlines())
        return {row["svname"]: row["status"] for row in rows if row["svname"].startswith("sdk")}


@contextmanager
def replicas(count: int, seconds: float) -> Iterator[tuple[Balancer, Sequence[Replica]]]:
    """Run so many SDKs behind HAProxy for as long as the block takes.

    Args:
        count: at most as many as the example has.
        seconds: that each of them reads one picture.

    Raises:
        SandboxStartError: an SDK didn't start.
        BalancerError: HAProxy didn't.
    """
    with ExitStack() as stack:
        running = []
        for host in SDK_HOSTS[:count]:
            replica = Replica(host, seconds)
            stack.callback(replica.stop)
            running.append(replica)
        yield stack.enter_context(_haproxy(count)), running


def filled_in(count: int = len(SDK_HOSTS)) -> str:
    """Return the example with the addresses of this machine, and so many of its SDKs.

    Only root can be told to become somebody else: HAProxy stays who runs it, if that isn't root.
    """
    text = EXAMPLE.read_text()
    text = text.replace("bind :", f"bind {BALANCER_HOST}:")
    text = text.replace("bind 127.0.0.1:", f"bind {BALANCER_HOST}:")
    for number, host in enumerate(SDK_HOSTS, start=1):
        text = text.replace(f"192.168.1.2{number}:", f"{host}:")
        if number > count:
            text = re.sub(rf"^ +server sdk{number} .*\n", "", text, flags=re.MULTILINE)
    if os.geteuid():
        text = re.sub(r"^ +group .*\n", "", text, flags=re.MULTILINE)
        text = text.replace("user haproxy", f"user {pwd.getpwuid(os.geteuid()).pw_name}")
    return text


@contextmanager
def _haproxy(count: int) -> Iterator[Balancer]:
    if HAPROXY is None:
        raise BalancerError(WITHOUT_HAPROXY)
    with TemporaryDirectory(prefix="haproxy-") as folder:
        file, log = Path(folder, "haproxy.cfg"), Path(folder, "log")
        file.write_text(filled_in(count))
        with log.open("wb") as written:
            process = subprocess.Popen(  # noqa: S603 - Debian's, with options as a list
                [HAPROXY, "-db", "-f", str(file)], stdout=written, stderr=written
            )
        try:
            _wait_until_ready(process, log)
            yield Balancer()
        finally:
            process.terminate()
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until it says that some SDK is ready."""
    until = time.monotonic() + _START_TIMEOUT
    while process.poll() is None and time.monotonic() < until:
        try:
            _OPENER.open(f"http://{BALANCER_HOST}:{_HEALTH_PORT}/readiness/", timeout=1).close()
        except URLError:
            time.sleep(_LOOK)
        else:
            return
    raise BalancerError(f"HAProxy didn't start. It wrote: {log.read_text()}")
