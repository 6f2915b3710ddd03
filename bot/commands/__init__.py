"""`gongda …`, one file a command: its arguments, its options, what it does.

Each file declares one click command (or group), which `bot/cli.py` puts together; `options.py` and
`output.py` hold what they share. Heavy imports stay inside the functions.
"""
