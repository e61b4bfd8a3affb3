"""A proxy between a client and Postern that does what networks do: clients/cases/README.md."""

from __future__ import annotations

import http.client
import re
import socket
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Optional
from urllib.parse import urlsplit

_NOT_PASSED_ON = {"connection", "transfer-encoding", "content-length", "host", "keep-alive"}


class FaultProxy:
    """Listens on a port of its own until close()."""

    def __init__(self, postern: str) -> None:
        self.postern = urlsplit(postern)
        self.calls: Counter[str] = Counter()
        self._faults: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        self._called = threading.Condition(self._lock)
        self._over = threading.Event()
        self._open: set[socket.socket] = set()
        self._port = 0
        self._listen()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def fault(self, fault: dict[str, Any]) -> None:
        if fault["do"] == "away":
            self._hang_up()
            threading.Thread(target=self._come_back, args=[fault["seconds"]], daemon=True).start()
            return
        with self._lock:
            self._faults.append({"times": 1, **fault})

    def heal(self) -> None:
        with self._lock:
            self._faults.clear()

    def wait_for(self, call: str, times: int) -> None:
        """Returns when there were so many such calls."""
        with self._called:
            assert self._called.wait_for(lambda: self.calls[call] >= times, timeout=30), f"{call} was not called"

    def close(self) -> None:
        self._over.set()
        self._hang_up()

    def next_fault(self, call: str) -> Optional[dict[str, Any]]:
        with self._lock:
            self.calls[call] += 1
            self._called.notify_all()
            for fault in self._faults:
                if fault["on"] == call and fault["times"] > 0:
                    fault["times"] -= 1
                    return fault
        return None

    def _listen(self) -> None:
        proxy = self

        class Handler(_Handler):
            owner = proxy

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False
            allow_reuse_address = True

            def handle_error(self, *_: object) -> None:
                """Connections that end are what this proxy is for."""

        self._server = Server(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()

    def _hang_up(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        with self._lock:
            connections, self._open = self._open, set()
        for connection in connections:
            _end(connection)

    def _come_back(self, seconds: float) -> None:
        time.sleep(seconds)
        if not self._over.is_set():
            self._listen()


class _Handler(BaseHTTPRequestHandler):
    owner: FaultProxy
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        with self.owner._lock:
            self.owner._open.add(self.connection)

    def log_message(self, *_: object) -> None:
        """Nothing is written down."""

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        path = self.path.split("?")[0]
        fault = self.owner.next_fault(self.command + " " + _plain(path)) or {"do": "pass"}
        what = fault["do"]
        if what == "drop":
            return self._break_off()
        if what == "hang":
            self.owner._over.wait(20)
            return self._break_off()
        if isinstance(what, int):
            told = {name.replace("_", "-"): str(fault[name]) for name in ("retry_after", "location") if name in fault}
            return self._answer(what, told, b"{}")
        try:
            status, headers, content = self._pass_on(body, fault["seconds"] if what == "cut" else 70)
        except OSError:
            return self._break_off()
        if what == "lose":
            return self._break_off()
        self._answer(status, headers, content)

    do_GET = do_POST = do_DELETE = _take

    def _pass_on(self, body: bytes, seconds: float) -> tuple[int, dict[str, str], bytes]:
        to = self.owner.postern
        upstream = http.client.HTTPConnection(to.hostname or "", to.port, timeout=seconds)
        try:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _NOT_PASSED_ON}
            upstream.request(self.command, self.path, body or None, headers)
            response = upstream.getresponse()
            kept = {name: value for name, value in response.getheaders() if name.lower() not in _NOT_PASSED_ON}
            return response.status, kept, response.read()
        finally:
            upstream.close()

    def _answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
        try:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            self.close_connection = True

    def _break_off(self) -> None:
        self.close_connection = True
        _end(self.connection)


def _plain(path: str) -> str:
    """Without the ids in it."""
    return re.sub(r"/code-handles/[^/]*/", "/code-handles/{handle}/", re.sub(r"/cr_[\w-]+", "/{id}", path))


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
