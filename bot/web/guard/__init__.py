"""Who may, how often, how much: sessions, forms, keys, addresses, sizes, headers.

Doors: `sessions.py`, `bodies.py`, `addresses.py`, `keys.py`, `connections.py`, `hosts.py`,
`headers.py`.
"""
