"""The page in the browser and the address for programs: `gongda serve`.

Read from here: `app.py` (which address leads where), `desk.py` (a question, journaled and
answered), then the rooms `pages/` (what a member sees), `editing/` (what editors do), `api/` (what
programs read) and `guard/` (who may, how often, how much). This package imports starlette at the
top; the command line imports it in the `serve` command alone.
"""
