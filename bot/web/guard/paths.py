"""Numbers in an address: as many digits as a page has, not thousands. Next: `bot/web/app.py`."""

from starlette.convertors import Convertor, register_url_convertor


class PageNumber(Convertor[int]):
    """A page of a file; what has more digits is no address of ours.

    The library's own `int` takes any digits, and Python refuses to make a number of thousands.
    """

    regex = "[0-9]{1,6}"

    def convert(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Return it as it stands in an address."""
        return str(value)


def page_in(path: str) -> str:
    """Return a path whose `{page}` is such a number: `/a/{page}` -> `/a/{page:page_number}`."""
    register_url_convertor("page_number", PageNumber())
    return path.replace("{page}", "{page:page_number}")
