"""What an operator sees of a running bot: /healthz, /metrics, log lines. Never anything of members.

Doors: `health.py`, `metrics.py`, `logs.py`.
"""
