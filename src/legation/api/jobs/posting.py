"""One POST to an address that a user named: to public hosts only, checked after the name was resolved.

No redirect is followed and no proxy asked; the checked address is the one that is connected to, so that a
name that resolves differently the next moment changes nothing. Of the answer only its status is read.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

SECONDS = 10
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
CARRYING = [
    ipaddress.IPv6Network(one) for one in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")
]
# What the standard library takes for public, or did in some version, and is not.
INNER = [ipaddress.ip_network(one) for one in ("64:ff9b:1::/48", "fec0::/10", "192.0.0.0/24")]


class NotPosted(Exception):
    """It did not get there; its text says why, for the log of deliveries."""


def checked(url: str) -> SplitResult:
    """The parts of an address that may be posted to, as far as its words tell. Raises NotPosted."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotPosted("not an address") from None
    kinds = {"https", "http"} if settings.HOOKS_LOCAL else {"https"}
    if parts.scheme not in kinds or not parts.hostname or parts.username or parts.password:
        raise NotPosted("not an https address")
    if port == 0 or not url.isascii() or any(letter <= " " for letter in url):
        raise NotPosted("not an address")
    return parts


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Raises NotPosted."""
    parts = checked(url)
    secure = parts.scheme == "https"
    host, port = str(parts.hostname), parts.port or (443 if secure else 80)
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.sock = _connected(host, port, secure=secure)
        with _ended_after(SECONDS, connection.sock):
            connection.request("POST", path, body, {**headers, "Host": parts.netloc, "Connection": "close"})
            return int(connection.getresponse().status)
    except (OSError, http.client.HTTPException, ValueError) as failed:
        raise NotPosted(f"no connection: {type(failed).__name__}") from None
    finally:
        connection.close()


@contextmanager
def _ended_after(seconds: float, connected: socket.socket) -> Iterator[None]:
    """Break a connection off in the end: its timeout counts anew with each byte that somebody lets drip."""
    watch = threading.Timer(seconds, _broken_off, (connected,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _broken_off(connected: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)  # beneath TLS, which another thread reads


def _connected(host: str, port: int, *, secure: bool) -> socket.socket:
    """A connection to the first of the host's addresses, all of which may be connected to."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(allowed(address) for address in found):
        raise NotPosted("an address that may not be told")
    plain = socket.create_connection((found[0], port), timeout=SECONDS)
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain


def allowed(address: str) -> bool:
    """Public addresses; where the operator says so also private ones, but never link-local ones."""
    found = _reached(ipaddress.ip_address(address.partition("%")[0]))
    if found.is_link_local or found.is_multicast or found.is_unspecified:
        return False
    if any(found in network for network in INNER):
        return bool(settings.HOOKS_LOCAL)
    return found.is_global or (settings.HOOKS_LOCAL and (found.is_private or found.is_loopback))


def _reached(given: Address) -> Address:
    """Where a connection ends: some addresses of IPv6 carry one of IPv4, to which a gateway passes it on."""
    if isinstance(given, ipaddress.IPv4Address):
        return given
    if given.sixtofour is not None:
        return given.sixtofour
    if any(given in network for network in CARRYING) and not given.is_loopback:
        return ipaddress.IPv4Address(int(given) & 0xFFFFFFFF)
    return given
