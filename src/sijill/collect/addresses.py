"""Decides which web addresses may be fetched: http and https, without credentials, on public hosts only.

Address -> its parts, checked; host -> network addresses, each checked. A host is looked up once and the connection made to the very
address that was checked, so that a name cannot point elsewhere a moment later. Opens no connection.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from threading import Thread
from urllib.parse import quote, urljoin, urlsplit

from sijill.errors import FetchRefused

PORTS = {"http": 80, "https": 443}
MAX_ADDRESS_CHARS = 8000
IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
# Characters that may stand in a path or query as they are; all others are written as %XX.
_SAFE = "!$%&'()*+,-./:;=?@_~[]"
# IPv6 networks whose addresses hold an IPv4 address that a gateway may reach: NAT64, and its local-use form.
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


@dataclass(frozen=True, slots=True)
class Address:
    """A web address that may be asked for; target is its path and query as they go over the wire."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def is_address(words: str) -> bool:
    """Whether an input names something on a network rather than a file.  "https://example.org/a" -> True, "a.txt" -> False"""
    return bool(_SCHEME.match(words))


def check_address(url: str, *, allow_private: bool) -> Address:
    """Takes an address apart; raises FetchRefused for any that is not to be fetched. Looks nothing up."""
    if len(url) > MAX_ADDRESS_CHARS or _FORBIDDEN.search(url):
        raise FetchRefused(
            f"{url[:200]!r}: the address holds spaces or control characters or is too long; copy it again"
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise FetchRefused(f"{url}: not a valid web address ({fault}); copy it again") from fault
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise FetchRefused(f"{url}: only http and https are fetched; save the document and add the file")
    if parts.username is not None or parts.password is not None:
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        raise FetchRefused(
            f"{bare}: an address with a user name or password is not fetched; save the document and add the file"
        )
    host = _plain_host(url, parts.hostname or "")
    if not allow_private and (literal := _literal(host)) and not is_public(literal):
        raise _not_public(url, host)
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Address(
        url=parts._replace(fragment="").geturl(), scheme=scheme, host=host, port=port or PORTS[scheme], target=target
    )


def follow(address: Address, location: str, *, allow_private: bool) -> Address:
    """The address that a redirect leads to, checked like any other."""
    # Headers arrive as Latin-1, whatever they are; their bytes count.
    plain = quote(location.strip().encode("latin-1", "replace"), safe=_SAFE + "#")
    try:
        return check_address(urljoin(address.url, plain), allow_private=allow_private)
    except ValueError as fault:
        raise FetchRefused(f"{address.url}: it leads on to no valid web address ({location[:200]!r})") from fault
    except FetchRefused as refusal:
        raise FetchRefused(f"{address.url}: it leads on to an address that is not fetched. {refusal}") from refusal


def look_up(address: Address, *, allow_private: bool, max_seconds: float) -> list[str]:
    """All network addresses of a host; raises FetchRefused if one of them is not public, or none is found in time."""
    found: list[str] = []
    faults: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as fault:
            faults.append(fault)
        else:
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    # The system's resolver knows no time limit; a thread that waits for it can be left behind.
    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max_seconds)
    if not found:
        why = faults[0] if faults else f"no answer within {max_seconds:g} s"
        raise FetchRefused(
            f"{address.url}: the host {address.host} is not found ({why}); check the address", permanent=False
        )
    if not allow_private and not all(is_public(ipaddress.ip_address(ip.partition("%")[0])) for ip in found):
        raise _not_public(address.url, address.host)
    return found


def is_public(ip: IpAddress) -> bool:
    """Whether an address is one of the public internet's, also the IPv4 address that an IPv6 one carries.  ::ffff:127.0.0.1 -> False"""
    carried = _carried(ip)
    if carried is not None:
        return is_public(carried)
    is_local = ip.is_loopback or ip.is_link_local or (ip.version == 6 and ip.is_site_local)
    return ip.is_global and not (is_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _carried(ip: IpAddress) -> IpAddress | None:
    """The IPv4 address that an IPv6 address stands for."""
    if not isinstance(ip, ipaddress.IPv6Address):
        return None
    if any(ip in network for network in _NAT64):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.teredo:
        return ip.teredo[1]
    if int(ip) >> 32 == 0 and int(ip) > 1:  # the old "IPv4-compatible" form ::127.0.0.1
        return ipaddress.IPv4Address(int(ip))
    return ip.ipv4_mapped or ip.sixtofour


def _plain_host(url: str, host: str) -> str:
    """The host in ASCII.  "bücher.example" -> "xn--bcher-kva.example" """
    host = host.rstrip(".")
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as fault:
        raise FetchRefused(f"{url}: {host!r} is no valid host name; copy the address again") from fault
    if not plain or not re.fullmatch(r"[A-Za-z0-9_.:%-]+", plain):
        raise FetchRefused(f"{url}: the address names no host; copy it again")
    return plain


def _literal(host: str) -> IpAddress | None:
    """The address that a host spells out, in any of the forms that systems understand.  "0x7f.1", "2130706433" -> 127.0.0.1"""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    if not re.fullmatch(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}", host, re.I):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _not_public(url: str, host: str) -> FetchRefused:
    return FetchRefused(
        f"{url}: {host} is no public address and is not fetched; "
        "set collect.allow_private_addresses = true in sijill.toml if you mean a server of your own"
    )
