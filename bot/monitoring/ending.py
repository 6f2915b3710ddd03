"""How a server's process ends: within seconds, whatever hangs, and with its journal closed."""

import logging
import os
import sqlite3
import threading

# Seconds from the signal to the end, whatever still runs: a search that takes longer is in the
# journal, and the next run answers it. A server's own end needs half a second less.
LAST_MOMENT = 4.0


def end_soon() -> None:
    """Begin to stop; what does not end is not waited for."""
    timer = threading.Timer(LAST_MOMENT, os._exit, (0,))
    timer.daemon = True
    timer.start()


def leave(journal: sqlite3.Connection) -> None:
    """End the process: the journal is closed, nothing else is left to lose.

    Python's own end would wait for the threads of searches, and take models and index apart with
    all timers standing still: seconds on a busy machine. The journal's lock goes with the process.
    """
    journal.close()
    logging.shutdown()
    os._exit(0)
