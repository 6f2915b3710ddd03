"""Which addresses only this machine reaches. Next: `bot/monitoring/server.py`."""

import ipaddress
import socket


def is_loopback(host: str) -> bool:
    """Say whether no other machine reaches an address; "" is every address of this machine.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("")
    (True, True, False, False)

    Raises:
        OSError: Nobody knows the name.
    """
    addresses = {str(one[4][0]) for one in socket.getaddrinfo(host or "::", None)}
    return all(ipaddress.ip_address(one.partition("%")[0]).is_loopback for one in addresses)
