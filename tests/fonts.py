"""Whether this machine can draw Chinese: a browser without a font draws empty boxes."""

import shutil
import subprocess
from functools import cache


@cache
def draws_chinese() -> bool:
    """Say whether fontconfig knows a font with Chinese characters."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(listed.stdout.strip())
