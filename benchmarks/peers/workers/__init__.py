"""One worker a peer, each run in that peer's own environment, and the protocol that all speak."""
