"""The scope that owns a name: held against CPython's own ``symtable``.

For each name that a program loads, the scope that our lookup calls its owner is
compared with the one that CPython's compiler chose.  Some names have no answer:

* ``__class__``, ``super``'s hidden variable, is bound by nothing in the file;
* under ``from __future__ import annotations`` annotations are strings to CPython;
* a type parameter of the same name as an attribute (or a ``global``) of the class
  around: CPython gives the latter, against PEP 695;
* the annotation of a local variable of a function is never evaluated, and since
  3.14 ``symtable`` does not show its names.

Since 3.12 CPython runs list, set and dict comprehensions in the scope around
them, and ``symtable`` shows their names there.  The names still mean what they
did (PEP 709), so the oracle is asked about the same program with generator
expressions in their stead.
"""

from __future__ import annotations

import ast
import symtable
import sys
import warnings
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given

from flake8_uvicorn_import_string.semantic.model import Scope, ScopeKind
from tests.support import real_code
from tests.support.loads import read_with_loads
from tests.support.programs import HAS_TYPE_PARAMETERS, programs

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = (
    ast.Module,
    *_FUNCTIONS,
    ast.ClassDef,
    ast.Lambda,
    *_COMPREHENSIONS,
    *([getattr(ast, "TypeAlias")] if HAS_TYPE_PARAMETERS else []),
)
_NAMES = {
    ast.Lambda: "lambda",
    ast.ListComp: "listcomp",
    ast.SetComp: "setcomp",
    ast.DictComp: "dictcomp",
    ast.GeneratorExp: "genexpr",
}
# The kinds of block of PEP 695 (by their first word), which see the class around
# them: CPython looks there first, though ``symtable`` calls such a name global.
_SEEING = frozenset({"type", "TypeVar", "annotation"})
_INLINES: bool = sys.version_info >= (3, 12)
# PEP 649: annotations have blocks of their own, which also see the class around them.
_ANNOTATES: bool = sys.version_info >= (3, 14)


class Owner(NamedTuple):
    """A scope, by the place of its node among the nodes that make scopes."""

    number: int
    parameters: bool = False  # is it the scope of the type parameters?


class Block:
    """One block of CPython's symbol table, with the scope it stands for."""

    def __init__(
        self, table: symtable.SymbolTable, node: ast.AST, parent: Block | None = None
    ) -> None:
        self.table = table
        self.node = node
        self.parent = parent
        self.kind = str(table.get_type()).split()[0]
        self.private: str = parent.private if parent else ""
        self.parameters = False
        self.annotating: Block | None = None
        self.children: dict[tuple[str, str, int], deque[symtable.SymbolTable]] = defaultdict(deque)
        for child in table.get_children():
            key = str(child.get_type()).split()[0], child.get_name().strip("<>"), child.get_lineno()
            self.children[key].append(child)

    def enter(self, kind: str, name: str, node: ast.AST) -> Block:
        """Return the block inside this one that ``node`` makes."""
        # Of PEP 695's kinds only the first word counts, and 3.12 has another one for bounds.
        for word in ("TypeVar", "type") if kind == "bound" else (kind,):
            waiting = self.children.get((word, name, getattr(node, "lineno", 0)))
            if waiting:
                return Block(waiting.popleft(), node, self)
        raise AssertionError(f"{self.table} has no {kind} {name}")

    def symbol(self, name: str) -> symtable.Symbol:
        """Return what CPython says of a name that this block uses."""
        if self.private and name.startswith("__") and not name.endswith("__"):
            try:
                return self.table.lookup(f"_{self.private}{name}")
            except KeyError:
                pass  # 3.13: the bases of a generic class
        return self.table.lookup(name)

    def seeing(self) -> Iterator[Block]:
        """Yield this block and those around it, as far as it sees the names of a class."""
        block = self
        yield block
        while block.kind in _SEEING and block.parent is not None:
            block = block.parent
            yield block

    def has_local(self, stored: str) -> bool:
        """Is this a local name of the block, as CPython stores it?"""
        return stored in self.table.get_identifiers() and self.table.lookup(stored).is_local()

    def claims(self, stored: str) -> bool:
        """Does the block bind the name, or declare it ``global``?"""
        if stored not in self.table.get_identifiers():
            return False
        symbol = self.table.lookup(stored)
        return symbol.is_local() or symbol.is_declared_global()


class Oracle(ast.NodeVisitor):
    """Walk a tree as CPython's compiler does, and ask it about each name on the way."""

    def __init__(self, source: str, nodes: list[ast.AST]) -> None:
        tree = nodes[0]
        assert isinstance(tree, ast.Module)
        top = symtable.symtable(source, "<source>", "exec")
        self.block = Block(top, tree)
        self.bound_globals = set(_bound_globals(top))
        self.numbers = _numbers(nodes)
        self.future = any(
            isinstance(node, ast.ImportFrom)
            and node.module == "__future__"
            and any(alias.name == "annotations" for alias in node.names)
            for node in tree.body
        )
        # By the place among all names of the tree; a missing one has no answer.
        self.owners: dict[ast.Name, Owner | None] = {}
        self.visit(tree)

    @contextmanager
    def inside(self, kind: str, name: str, node: ast.AST) -> Iterator[None]:
        block = self.block
        self.block = block.enter(kind, name, node)
        if kind == "class":
            self.block.private = name.lstrip("_")
        yield
        self.block = block

    @contextmanager
    def type_parameters(self, node: Any) -> Iterator[None]:
        parameters = getattr(node, "type_params", None)
        if not parameters:
            yield
            return
        name = node.name.id if isinstance(node.name, ast.Name) else node.name
        with self.inside("type", name, node):
            self.block.parameters = True
            if isinstance(node, ast.ClassDef):
                self.block.private = node.name.lstrip("_")
            for parameter in parameters:
                for part in ("bound", "default_value"):
                    expression = getattr(parameter, part, None)
                    if expression is not None:
                        with self.inside("bound", parameter.name, parameter):
                            self.visit(expression)
            yield

    def all(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load) and node.id != "__class__":
            stored = self.block.symbol(node.id).get_name()
            *inner, outer = self.block.seeing()
            doubtful = outer.kind == "class" and outer.claims(stored)
            if not (doubtful and any(block.has_local(stored) for block in inner)):
                self.owners[node] = self.owner(node.id)

    def owner(self, name: str) -> Owner | None:
        block: Block | None = self.block
        assert block is not None
        symbol = block.symbol(name)
        stored = symbol.get_name()
        *_, seen = block.seeing()
        if seen is not block and seen.kind == "class" and seen.has_local(stored):
            return self.described(seen)
        if symbol.is_free():
            while True:
                block = block.parent
                assert block is not None, name
                if block.kind != "class" and block.has_local(stored):
                    return self.described(block)
        if symbol.is_local() and not isinstance(block.node, ast.Module):
            return self.described(block)
        assert symbol.is_global(), name
        return Owner(0) if stored in self.bound_globals else None

    def described(self, block: Block) -> Owner:
        return Owner(self.numbers[block.node], block.parameters)

    def annotated(self, block: Block, annotations: Iterable[ast.expr | None]) -> None:
        """Visit annotations, which are evaluated in this block."""
        around = self.block
        self.block = block
        if not self.future:
            self.all(annotations)
        self.block = around

    def visit_FunctionDef(self, node: Any) -> None:
        arguments: ast.arguments = node.args
        self.all([*arguments.defaults, *arguments.kw_defaults, *node.decorator_list])
        with self.type_parameters(node):
            every = [
                *arguments.posonlyargs,
                *arguments.args,
                arguments.vararg,
                arguments.kwarg,
                *arguments.kwonlyargs,
            ]
            block = self.block
            if _ANNOTATES and not self.future:
                block = block.enter("annotation", "__annotate__", node)
            self.annotated(block, [*(arg.annotation for arg in every if arg), node.returns])
            with self.inside("function", node.name, node):
                self.all(node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.all(node.decorator_list)
        with self.type_parameters(node):
            self.all([*node.bases, *node.keywords])
            with self.inside("class", node.name, node):
                self.all(node.body)

    def visit_TypeAlias(self, node: Any) -> None:
        with self.type_parameters(node), self.inside("type", node.name.id, node):
            self.visit(node.value)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.all([*node.args.defaults, *node.args.kw_defaults])
        with self.inside("function", "lambda", node):
            self.visit(node.body)

    def visit_ListComp(self, node: Any) -> None:
        first, *others = node.generators
        self.visit(first.iter)
        with self.inside("function", _NAMES[type(node)], node):
            self.all([first.target, *first.ifs, *others])
            if isinstance(node, ast.DictComp):
                self.visit(node.value)
                self.visit(node.key)
            else:
                self.visit(node.elt)

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        block = self.block
        if not _ANNOTATES:
            self.annotated(block, [node.annotation])
        elif block.kind != "function" and not self.future:
            if block.annotating is None:
                # One for all of a scope, where the first of them stands.
                block.annotating = block.enter("annotation", "__annotate__", node.annotation)
            self.annotated(block.annotating, [node.annotation])
        self.all([node.value, node.target])


class _Lazy(ast.NodeTransformer):
    """Make every comprehension a generator expression, its parts in the same order."""

    def visit_ListComp(self, node: Any) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node, ast.DictComp):
            elt: ast.expr = ast.Tuple([node.key, node.value], ast.Load())
        else:
            elt = node.elt
        return ast.GeneratorExp(elt, node.generators)

    visit_SetComp = visit_DictComp = visit_ListComp


def _bound_globals(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the names of the module that any code of the file binds."""
    for symbol in table.get_symbols():
        bound = symbol.is_assigned() or symbol.is_imported() or symbol.is_annotated()
        if bound and (table.get_type() == "module" or symbol.is_declared_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _bound_globals(child)


def _preorder(tree: ast.AST) -> list[ast.AST]:
    """Return the nodes of a tree: parents first, then what they hold from left to right."""
    nodes: list[ast.AST] = []
    pending = [tree]
    while pending:
        node = pending.pop()
        nodes.append(node)
        pending.extend(reversed([*ast.iter_child_nodes(node)]))
    return nodes


def _numbers(nodes: list[ast.AST]) -> dict[ast.AST, int]:
    """Number the nodes that make scopes."""
    scopes = (node for node in nodes if isinstance(node, _SCOPES))
    return {node: number for number, node in enumerate(scopes)}


def _names(nodes: list[ast.AST]) -> list[ast.Name]:
    return [node for node in nodes if isinstance(node, ast.Name)]


def expected_owners(source: str, nodes: list[ast.AST]) -> dict[ast.Name, Owner | None]:
    """Return the owners according to CPython of the names that are loaded."""
    names = _names(nodes)
    if _INLINES:
        # A second tree, because the transformer works in place.
        changed = _Lazy().visit(ast.parse(source))
        source = ast.unparse(ast.fix_missing_locations(changed))
        nodes = _preorder(ast.parse(source))
    owners = Oracle(source, nodes).owners
    asked = _names(nodes)
    assert [name.id for name in asked] == [name.id for name in names]
    return {name: owners[twin] for name, twin in zip(names, asked, strict=True) if twin in owners}


def compare(source: str) -> Iterator[tuple[ast.Name, Owner | None, Owner | None]]:
    """Yield each name that CPython has an answer for, with its answer and ours."""
    tree = ast.parse(source)
    nodes = _preorder(tree)
    expected = expected_owners(source, nodes)
    table, loads = read_with_loads(tree)
    loaded = {load.node: load for load in loads}
    assert loaded.keys() == {name for name in _names(nodes) if isinstance(name.ctx, ast.Load)}
    numbers = _numbers(nodes)
    for name, owner in expected.items():
        load = loaded[name]
        ours: Scope | None = load.lookup(table).owner
        if ours is table.module:
            # CPython gives the module also the names that nobody binds.
            assert load.place.scope is not None
            stored = load.place.scope.mangled(name.id)
            if not (ours.binds(stored) or stored in ours.bound_elsewhere):
                ours = None
        described = None
        if ours is not None:
            described = Owner(numbers[ours.node], ours.kind is ScopeKind.TYPE_PARAMETERS)
        yield name, owner, described


def disagreements(source: str) -> tuple[int, list[str]]:
    """Return how many names were compared, and what was not the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compared = [*compare(source)]
    return len(compared), [
        f"{name.id} at {name.lineno}:{name.col_offset}: CPython {theirs}, we {ours}"
        for name, theirs, ours in compared
        if theirs != ours
    ]


# What this oracle found wrong once.
FAULTS = ["def f():\n (a): int\n print(a)", "[list][0]: type"]
# CPython 3.12 took every private name in the head of a class for one of the class.
if sys.version_info >= (3, 13):
    FAULTS.append(
        """
class __B: pass
__T = 1
class Outer:
    class C[__T](__B, list[__T]):
        x = __T
        def f[__U: __T](self, a: __U = __B) -> __T: return __T, __U, __B
        type A[__V] = (__V, __T)
class D[T](__B): __B
"""
    )


@pytest.mark.parametrize("source", FAULTS)
def test_found_faults(source: str) -> None:
    assert disagreements(source)[1] == []


@given(programs())
def test_generated_programs(source: str) -> None:
    assert disagreements(source)[1] == []


def check_files(paths: Iterable[Path]) -> Counter[str]:
    """Compare the names of files; what CPython does not compile is left out."""
    seen: Counter[str] = Counter()
    for path in paths:
        seen["files"] += 1
        try:
            compared, wrong = disagreements(real_code.decode(path))
        except (SyntaxError, ValueError, RecursionError):
            seen["left out"] += 1
            continue
        assert wrong == [], path
        seen["names"] += compared
    return seen


def test_sample_of_real_code() -> None:
    seen = check_files(real_code.sample(0))
    assert seen["names"] > 10_000
    assert seen["left out"] < seen["files"] / 20


@pytest.mark.deep
@pytest.mark.parametrize("directory", [real_code.STDLIB, real_code.INSTALLED])
@pytest.mark.parametrize("number", range(real_code.SLICES))
def test_real_code(directory: Path, number: int) -> None:
    seen = check_files(real_code.files(directory, number, real_code.SLICES))
    print(dict(seen))
