"""Where the compiled core is kept on disk, and whether it has been compiled: asked without loading the compiler."""

import hashlib
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent


def _content() -> str:
    content = hashlib.sha256(version("numba").encode())
    for path in sorted(HERE.glob("*.py")):
        content.update(path.read_bytes())
    return content.hexdigest()[:16]


def kernels_folder() -> Path:
    """The folder of the kernels: named after the content of the core's own files, so that an older one is never met."""
    return HERE / "__pycache__" / f"kernels-{_content()}"


def stamp() -> Path:
    """The file that is written beside the kernels when all of them are there."""
    return kernels_folder() / "all-compiled"


def is_warm() -> bool:
    """Whether the core was compiled on this machine, so that an answer does not wait for it."""
    return stamp().exists()
