"""Which core functions write, found by reading their source: so that no test has to keep a list of them."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

import qda.core

_SESSION_WRITES = {"add", "add_all", "delete", "merge", "bulk_save_objects", "bulk_insert_mappings"}
_STATEMENTS = {"insert", "update", "delete"}


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


@cache
def writes(thing: Any) -> bool:
    """Say whether a function or class changes rows: itself, or through what it calls in qda.core."""
    return _writes(thing, set())


def _writes(thing: Any, seen: set[Any]) -> bool:
    module = getattr(thing, "__module__", "") or ""
    # What a figure is drawn of is no row.
    if thing in seen or not module.startswith("qda.") or module.startswith("qda.core.figures"):
        return False
    seen.add(thing)
    tree = ast.parse(textwrap.dedent(inspect.getsource(thing)))
    names = vars(inspect.getmodule(thing))
    plain = _plain_objects(tree, names)
    return any(_is_write(node, names, plain) or _writes_elsewhere(node, names, seen) for node in ast.walk(tree))


def _plain_objects(tree: ast.AST, names: dict[str, Any]) -> set[str]:
    """Return the names that are given objects of classes that are no tables: what is counted in them is no row."""
    found = {"self"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made = _named(node.value.func, names)
            if inspect.isclass(made) and not hasattr(made, "__table__"):
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
        return not (isinstance(node.value, ast.Name) and node.value.id in plain)
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


def _writes_elsewhere(node: ast.AST, names: dict[str, Any], seen: set[Any]) -> bool:
    thing = _named(node, names)
    if isinstance(thing, FunctionType):
        return _writes(thing, seen)
    return inspect.isclass(thing) and not hasattr(thing, "__table__") and _writes(thing, seen)
