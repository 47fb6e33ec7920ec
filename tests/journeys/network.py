"""A network between a browser and the live site that can be switched off, service workers included."""

import select
import socket
import threading
from contextlib import suppress


class Network:
    """A relay on a port of its own: while it is off, nothing answers there."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self.listening.getsockname()[1]}"
        self.on = True
        self.open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def switch(self, *, on: bool) -> None:
        """Let bytes pass, or cut every line."""
        self.on = on
        for line in () if on else tuple(self.open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.switch(on=False)
        self.listening.close()

    def _accept(self) -> None:
        with suppress(OSError):  # closed at the end of the test
            while True:
                caller, _address = self.listening.accept()
                if self.on:
                    threading.Thread(target=self._relay, args=(caller,), daemon=True).start()
                else:
                    caller.close()

    def _relay(self, caller: socket.socket) -> None:
        with caller, suppress(OSError), socket.create_connection(self.target) as site:
            lines = {caller: site, site: caller}
            self.open |= set(lines)
            try:
                while True:
                    for ready in select.select(list(lines), [], [])[0]:
                        data = ready.recv(65536)
                        if not data:
                            return
                        lines[ready].sendall(data)
            finally:
                self.open -= set(lines)
