"""An editor corrects an article's head: headline, authors, paper, day, page; never its text.

What is kept is what differs, in the file of corrections, which every build lays over the pages.
Next: `corpus/page/overlay.py`.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.members.language import spoken_in
from bot.web.editing.messages import editing_messages
from bot.web.editing.shown import edit_page
from bot.web.guard.bodies import UNPROCESSABLE, form_of
from bot.web.guard.editors import must_edit
from bot.web.guard.sessions import check_form, session_of
from bot.web.pages.ask import SEE_OTHER
from bot.web.pages.html import sentence_page
from bot.web.pages.shown import correct_href
from bot.web.services import WebServices
from corpus.article import Article
from corpus.errors import GongdaError
from corpus.page.overlay import LONGEST_WORDS, Correction, read_overlay, write_overlay

CONFLICT = 409
# Between names, as they may be typed.
_BETWEEN = str.maketrans({"，": "、", ",": "、", ";": "、", "；": "、"})


async def show_head(request: Request) -> Response:
    """Show the head of an article as it stands, to be written over."""
    services: WebServices = request.app.state.services
    must_edit(request, services.journal.db)
    article = await services.article(request)
    corrections = read_overlay(services.settings.corpus.overlay_file)
    known = corrections.get(article.id)
    return edit_page(
        request,
        "correction.html",
        article=known.over(article) if known else article,
        href=correct_href(article.id),
        known=known is not None,
        longest=LONGEST_WORDS,
    )


async def keep_head(request: Request) -> Response:
    """Keep what differs from the head as it stands; with `drop` what was printed comes back."""
    services: WebServices = request.app.state.services
    must_edit(request, services.journal.db)
    session, form = session_of(request), await form_of(request)
    check_form(request, session, form)
    frame = spoken_in(editing_messages, session.speech)
    path = services.settings.corpus.overlay_file
    try:
        article = None if form.get("drop") else await services.article(request)
        # Nothing is awaited from here on: two who save at the same time keep both corrections.
        corrections = read_overlay(path)
        if article is None:
            corrections.pop(request.path_params["id"], None)
        else:
            changed = _changed(article, corrections.get(article.id), form)
            corrections = {**corrections, article.id: changed} if changed.changes else corrections
        write_overlay(path, corrections)
    except ValidationError:
        return sentence_page(request, session, frame.no_head, UNPROCESSABLE)
    except OSError as error:
        said = frame.not_kept.format(reason=error.strerror or error)
        return sentence_page(request, session, said, CONFLICT)
    except GongdaError as error:
        return sentence_page(request, session, frame.not_kept.format(reason=error.what), CONFLICT)
    return RedirectResponse("/editors#corrections", SEE_OTHER)


def _changed(article: Article, known: Correction | None, form: Mapping[str, str]) -> Correction:
    """Return what of a head was written otherwise than it stands, and what was corrected before.

    Raises:
        ValidationError: A day or page is none, or something is too long.
    """
    typed: dict[str, Any] = {
        name: " ".join(form.get(name, "").split())
        for name in ("title", "kicker", "subtitle", "paper")
    }
    names = form.get("authors", "").translate(_BETWEEN).split("、")
    typed["authors"] = tuple(filter(None, map(str.strip, names)))
    typed["date"] = form.get("date", "").strip() or None
    typed["page"] = form.get("page", "").strip() or None
    whole = Correction.model_validate(typed)
    before = known.model_fields_set if known else set()
    return Correction(
        **{
            name: value
            for name, value in whole.changes.items()
            if name in form and (name in before or value != getattr(article, name))
        }
    )
