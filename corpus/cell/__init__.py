"""A process that reads what others wrote, shut off from all else: files, network, environment.

Door: `confine.py` (`confine`, `clean_environment`, the limits of time and memory). `landlock.py`
and `seccomp.py` ask the kernel, through ctypes. Nothing here knows what is read.
"""
