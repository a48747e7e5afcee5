"""Calls from templates: Jinja's own way asks of every call what it takes, and a list of fifty lines makes thousands."""

from types import FunctionType
from typing import Any

from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup


class DirectContext(Context):
    """The context of a template in which macros and plain functions are called at once.

    A macro escapes as the environment does, which is always here; a function that asks for the context, its evaluation
    or the environment (`pass_context` and its like) goes Jinja's way, and so does whatever else can be called.
    """

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        kind = type(called)
        if kind is Macro or (kind is FunctionType and not hasattr(called, "jinja_pass_arg")):
            # Jinja gives these to what asks for the context; nothing here takes them.
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            if kind is Macro and not kwargs and takes_places_only(called):
                lacking = called._argument_count - len(args)
                if lacking >= 0:
                    # What stands in its place needs no looking for: the macro's own function puts in what it has for `missing`.
                    return Markup(called._func(*args, *[missing] * lacking if lacking else ()))
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


def takes_places_only(macro: Macro) -> bool:
    """Whether a macro writes HTML and takes its own arguments: neither a block of the caller's nor any others."""
    return bool(macro._default_autoescape) and not (macro.caller or macro.catch_kwargs or macro.catch_varargs)
