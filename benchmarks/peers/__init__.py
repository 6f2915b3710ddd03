"""What people would use instead, measured beside us: one worker a peer, one command over all."""
