"""The control of the kill test: the product's web server, broken on purpose. It answers first and writes afterwards."""

import io
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from constabulary.project.wsgi import application as honest

LATER = 0.3
_queue: list[dict[str, Any]] = []


def _write_later() -> None:
    while True:
        time.sleep(LATER)
        while _queue:
            b"".join(honest(_queue.pop(0), lambda *_: None))


def application(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """A call is acknowledged at once; the act itself is carried out a moment later."""
    if environment["REQUEST_METHOD"] != "POST" or environment["PATH_INFO"] != "/calls/new":
        return honest(environment, start)
    body = environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
    if not _queue and not any(one.name == "later" for one in threading.enumerate()):
        threading.Thread(target=_write_later, name="later", daemon=True).start()
    _queue.append({**environment, "wsgi.input": io.BytesIO(body)})
    start("302 Found", [("Location", "/incidents/soon"), ("Content-Length", "0")])
    return [b""]
