"""Free ports on this machine."""

from collections.abc import Iterable
import socket


def free_port(preferred: Iterable[int] = ()) -> int:
    """Find a port of 127.0.0.1 that nobody listens on: the first free one of those preferred.

    If none of those is free, the operating system chooses.
    """
    for port in (*preferred, 0):
        with socket.socket() as candidate:
            # As a server does, so that a port just left by one counts as free.
            candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                candidate.bind(("127.0.0.1", port))
            except OSError:
                continue
            chosen: int = candidate.getsockname()[1]
            return chosen
    raise OSError("No port of 127.0.0.1 is free")
