"""Which core functions write, found by reading their source: so that no test has to keep a list of them."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

import qda.core

_SESSION_WRITES = {"add", "add_all", "delete", "merge", "bulk_save_objects", "bulk_insert_mappings"}
_STATEMENTS = {"insert", "update", "delete"}
_NO_COLUMNS = {"text_factory", "row_factory"}
"""What is set of a connection to a file of another program."""

REWRITING = {
    "qda.core.pseudonyms.applying.catch_up_within",
    "qda.core.withdrawal.heeding.heed_within",
    "qda.core.withdrawal.removing.take_out",
}
"""What works in transactions that rewrite the journal, too, and leave nothing that could be undone."""


def writing_functions() -> dict[str, Callable[..., Any]]:
    """Return every public function of qda.core that takes a session and changes what is stored, by full name."""
    return {
        f"{function.__module__}.{name}": function
        for module in _modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "session" in inspect.signature(function).parameters
        and writes(function)
    }


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(qda.core.__path__, "qda.core."):
        yield importlib.import_module(found.name)


def writes(thing: Any) -> bool:
    """Say whether a function or class changes rows: itself, or through what it calls in qda.core."""
    if thing not in _known:
        seen, ahead = {thing}, [thing]
        while ahead:
            itself, called = _read(ahead.pop())
            if itself or any(_known.get(one) for one in called):
                _known[thing] = True
                return True
            ahead += (new := called - seen - _known.keys())
            seen |= new
        # Neither does anything that it calls.
        _known.update(dict.fromkeys(seen, False))
    return _known[thing]


_known: dict[Any, bool] = {}


@cache
def _read(thing: Any) -> tuple[bool, set[Any]]:
    """Return whether a function or class changes rows itself, and the functions and classes that it names."""
    module = getattr(thing, "__module__", "") or ""
    # What a figure is drawn of is no row.
    if not module.startswith("qda.") or module.startswith("qda.core.figures"):
        return False, set()
    nodes, names = list(ast.walk(_tree(thing))), vars(sys.modules[module])
    plain = _plain_objects(nodes, names)
    named = (_named(node, names) for node in nodes)
    called = {found for found in named if isinstance(found, FunctionType) or _is_plain_class(found)}
    return any(_is_write(node, names, plain) for node in nodes), called


def _tree(thing: Any) -> ast.AST:
    """Return what a function or class is written as; modules are parsed once, not anew for each of theirs."""
    thing = inspect.unwrap(thing)
    trees = _trees(sys.modules[thing.__module__])
    found = trees.get(thing.__qualname__ if inspect.isclass(thing) else thing.__code__.co_firstlineno)
    return found or ast.parse(textwrap.dedent(inspect.getsource(thing)))


@cache
def _trees(module: ModuleType) -> dict[str | int, ast.AST]:
    """Return the functions and methods of a module by their first lines, and the classes by their names."""
    found: dict[str | int, ast.AST] = {}
    for one in ast.parse(inspect.getsource(module)).body:
        if isinstance(one, ast.ClassDef):
            found[one.name] = one
        for function in one.body if isinstance(one, ast.ClassDef) else [one]:
            if isinstance(function, ast.FunctionDef):
                found[min(part.lineno for part in (function, *function.decorator_list))] = function
    return found


def _is_plain_class(thing: Any) -> bool:
    return inspect.isclass(thing) and not hasattr(thing, "__table__")


def _plain_objects(nodes: list[ast.AST], names: dict[str, Any]) -> set[str]:
    """Return the names that are given objects of classes that are no tables: what is counted in them is no row."""
    found = {"self"}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made = _named(node.value.func, names)
            if _is_plain_class(made):
                found.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return found


def _named(node: ast.AST, names: dict[str, Any]) -> Any:
    """Return what a name, or a name of a module (``zipfile.ZipInfo``), means; None for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(names.get(node.value.id), node.attr, None)
    return None


def _is_write(node: ast.AST, names: dict[str, Any], plain: set[str]) -> bool:
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        of_plain = isinstance(node.value, ast.Name) and node.value.id in plain
        return not of_plain and node.attr not in _NO_COLUMNS
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    if isinstance(called, ast.Attribute) and called.attr in _SESSION_WRITES:
        return isinstance(called.value, ast.Name | ast.Attribute) and "session" in ast.unparse(called.value)
    if isinstance(called, ast.Name):
        if called.id == "setattr":
            return True
        module = getattr(names.get(called.id), "__module__", "") or ""
        return called.id in _STATEMENTS and module.startswith("sqlalchemy")
    return False
