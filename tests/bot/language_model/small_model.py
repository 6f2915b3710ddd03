"""An OpenAI-compatible server around a real small model, in a process of its own.

`python small_model.py FILE.gguf` prints its address, then serves. It knows no schemas, as many
servers do not: a request for one is refused with 400. The model was never taught to follow orders,
so it is shown one example before each request.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import numpy as np

_EXAMPLE = (
    '{"question": "书能借多久", "passages": [{"number": 1, "text": "书屋藏书两千册。"}, '
    '{"number": 2, "text": "借书证可以用30天。"}]}\n'
    '{"answers": [{"passage": 2, "words": "30天"}]}\n\n'
)
_MOST_TOKENS = 40


def _opened(path: str) -> Any:  # noqa: ANN401 - the package has no types
    from ik_llama_cpp.llama import IkLlama

    model = IkLlama(path, n_ctx=2048, n_threads=1, verbose=False)

    def likeliest(place: int, **_: object) -> int:
        logits = model._context.get_logits(place)
        return int(np.ctypeslib.as_array(logits, shape=(model._model.n_vocab,)).argmax())

    # Its own way through 262,144 tokens in Python takes half a second a token.
    model._context.sample = likeliest
    return model


def serve(path: str) -> None:
    """Serve until killed."""
    model = _opened(path)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if "response_format" in body:
                self._send(400, {"error": {"message": "no response_format here"}})
                return
            prompt = f"{_EXAMPLE}{body['messages'][1]['content']}\n"
            tokens = model.tokenize(prompt, add_bos=True)
            said = model.detokenize(model.generate(tokens, max_tokens=_MOST_TOKENS))
            sys.stderr.write(f"said: {said!r}\n")
            message = {"role": "assistant", "content": said}
            self._send(200, {"choices": [{"index": 0, "message": message}]})

        def _send(self, status: int, tree: dict[str, Any]) -> None:
            text = json.dumps(tree).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"http://127.0.0.1:{server.server_address[1]}/v1\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    serve(sys.argv[1])
