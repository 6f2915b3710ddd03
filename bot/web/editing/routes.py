"""Which address leads where, for editors. Next: `bot/web/editing/overview.py`, the first page."""

from starlette.routing import Route

from bot.web.editing import corrections, overview, publishing, sign_in, vain, waiting


def editing_routes() -> list[Route]:
    """Return the addresses for editors; each but the link looks whether one is there."""
    return [
        Route("/sign-in/{secret}", sign_in.show_door),
        Route("/sign-in/{secret}", sign_in.let_in, methods=["POST"]),
        Route("/sign-out", sign_in.let_out, methods=["POST"]),
        Route("/editors", overview.show_overview),
        Route("/editors/files", waiting.show_check),
        Route("/editors/files", waiting.receive_files, methods=["POST"]),
        Route("/editors/files/drop", waiting.drop_files, methods=["POST"]),
        Route("/editors/publish", publishing.publish_waiting, methods=["POST"]),
        Route("/editors/progress", publishing.send_progress),
        Route("/editors/rollback", publishing.roll_back, methods=["POST"]),
        Route("/editors/questions", vain.show_vain),
        Route("/editors/correct/{id:path}", corrections.show_head),
        Route("/editors/correct/{id:path}", corrections.keep_head, methods=["POST"]),
    ]
