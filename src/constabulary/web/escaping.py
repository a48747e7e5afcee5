"""Values written into a page: escaped as Jinja does, without making each of them an object of its own first.

Jinja's templates make every value a Markup, a string that is known to be safe, and then only join it to the page: a
page writes three hundred. What a value says on the page is the same, and so is what is left as it is.
"""

from collections.abc import Callable
from typing import Any

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

#: What `markupsafe.escape` itself escapes by: compiled where it can be, in Python where not.
escape_plain: Callable[[str], str] = vars(markupsafe)["_escape_inner"]


def escaped(thing: Any) -> str:
    """What is written of a value, for joining only: plain words escaped, what is safe already as it is.

    Never to be given on as a value: it is escaped, and does not say so.
    """
    kind = type(thing)
    if kind is str:
        return escape_plain(thing)
    if kind is Markup:
        safe: str = thing
        return safe
    # Everything else (numbers, nothing, what tells its own HTML, what only looks like a string) is markupsafe's to decide.
    return escape(thing)


class PlainPieces(CodeGenerator):
    """Compiles `{{ value }}` to `escaped`. Where whether to escape is only known later, it is Jinja's own."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Write a template, which first imports what it writes values by."""
        self.writeline(f"from {escaped.__module__} import {escaped.__name__}")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"{escaped.__name__}(")
