"""A real MQTT broker, and somebody who listens to it."""

from collections.abc import Callable, Sequence
import json
import os
from pathlib import Path
import shutil
import socket
import subprocess
from tempfile import TemporaryDirectory
from threading import Condition, Event
import time
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from sandbox.home.ports import free_port

HOST: Final = "127.0.0.1"
USER: Final = "home"
PASSWORD: Final = "a-password-that-stands-nowhere-else"

_PATH: Final = f"{os.environ.get('PATH', '')}:/usr/sbin"
_MOSQUITTO: Final = shutil.which("mosquitto", path=_PATH)
_MOSQUITTO_PASSWD: Final = shutil.which("mosquitto_passwd", path=_PATH)
WITHOUT_MOSQUITTO: Final = (
    None if _MOSQUITTO and _MOSQUITTO_PASSWD else "Mosquitto isn't there: apt install mosquitto"
)

_CONFIGURATION: Final = """\
listener {port} 127.0.0.1
allow_anonymous false
password_file {passwords}
persistence false
log_dest stdout
user root
"""
"""Root is only who it stays where root runs the tests: nobody else can read the passwords then."""

_START_SECONDS: Final = 10
_PATIENCE: Final = 40
"""Seconds in which anything that is waited for has to be published."""
_LOOK: Final = 0.02
_LAST: Final = "tests/last"
"""A topic of the listener's own."""


class Broker:
    """A Mosquitto that lets one user in, and forgets all with its end; it ends with its block."""

    def __init__(self) -> None:
        self._temporary = TemporaryDirectory(prefix="mosquitto-")
        self._folder = Path(self._temporary.name)
        self.port = free_port()
        passwords = self._folder / "passwords"
        subprocess.run(  # noqa: S603 - Debian's, with options as a list
            [str(_MOSQUITTO_PASSWD), "-b", "-c", str(passwords), USER, PASSWORD], check=True
        )
        text = _CONFIGURATION.format(port=self.port, passwords=passwords)
        (self._folder / "mosquitto.conf").write_text(text)
        self.start()

    def start(self) -> None:
        """Start it, with nothing in it, and wait until it takes connections."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - Debian's, with options as a list
                [str(_MOSQUITTO), "-c", str(self._folder / "mosquitto.conf")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                said = (self._folder / "log").read_text(errors="replace")
                raise RuntimeError(f"Mosquitto does not start. It wrote: {said}")
            time.sleep(_LOOK)

    def stop(self) -> None:
        """End it; whoever is connected is disconnected."""
        self._process.terminate()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()
        self._temporary.cleanup()

    def _answers(self) -> bool:
        try:
            socket.create_connection((HOST, self.port), timeout=1).close()
        except OSError:
            return False
        return True


class Message(NamedTuple):
    """What somebody who listens is told."""

    topic: str
    payload: Any
    is_retained: bool
    """Whether it was published before anybody listened."""


class Listener:
    """Somebody who hears all that is published from now on, and what was retained."""

    def __init__(self, broker: Broker) -> None:
        self._heard: list[Message] = []
        self._news = Condition()
        listening = Event()
        self._client = Client(CallbackAPIVersion.VERSION2)
        self._client.username_pw_set(USER, PASSWORD)
        self._client.on_message = self._hear
        self._client.on_subscribe = lambda *_: listening.set()
        self._client.connect(HOST, broker.port)
        self._client.subscribe("#", qos=2)
        self._client.loop_start()
        assert listening.wait(_PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def heard(self, prefix: str = "plate_recognizer") -> list[Message]:
        """Return what was heard so far of topics that begin with a prefix, in its order."""
        with self._news:
            return [message for message in self._heard if message.topic.startswith(f"{prefix}/")]

    def until(self, is_enough: Callable[[Sequence[Message]], bool]) -> list[Message]:
        """Wait until enough was heard, and return all of it; what was heard if it never is."""
        with self._news:
            self._news.wait_for(lambda: is_enough(self.heard()), _PATIENCE)
            return self.heard()

    def until_topics(self, *topics: str) -> list[Message]:
        """Wait until something was heard on each of these topics, below the prefix."""
        wanted = {f"plate_recognizer/{topic}" for topic in topics}
        return self.until(lambda heard: wanted <= {message.topic for message in heard})

    def retained(self) -> list[Message]:
        """Return what was retained when this one began to listen."""
        self._client.publish(_LAST, "{}", qos=1)
        with self._news:
            assert self._news.wait_for(
                lambda: any(message.topic == _LAST for message in self._heard), _PATIENCE
            )
        return [message for message in self.heard() if message.is_retained]

    def _hear(self, _client: Client, _userdata: object, message: MQTTMessage) -> None:
        text = message.payload.decode()
        payload = json.loads(text) if text.startswith("{") else text
        with self._news:
            self._heard.append(Message(message.topic, payload, message.retain))
            self._news.notify_all()
