"""Read a tree once, in the order of evaluation, into a symbol table.

The reading is iterative: a stack of nodes still to visit, and of actions (plain
tuples) to take between them.  It looks at every node once and records only what
later questions need; it never changes a node.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.python import (
    EXITS,
    EXIT_MODULES,
    LIKELY_ATTRIBUTES,
    RECEIVERS,
    REFUSALS,
    WRAPPERS,
)
from flake8_uvicorn_import_string.semantic.definitions import Definitions
from flake8_uvicorn_import_string.semantic.model import (
    Binding,
    BindingKind,
    Place,
    Return,
    ScopeKind,
)
from flake8_uvicorn_import_string.semantic.notes import AttributeStore, Watched
from flake8_uvicorn_import_string.semantic.table import SymbolTable
from flake8_uvicorn_import_string.syntax import dotted_name, last_name

if TYPE_CHECKING:
    from collections.abc import Callable


def build(tree: ast.AST, watched: Watched) -> SymbolTable:
    """Return the symbol table of a module's tree.

    In: the tree, and the package whose names the table is to follow.
    """
    return _Builder(tree, watched).build()


class _Builder(Definitions):
    def build(self) -> SymbolTable:
        stack = self.stack
        stack.extend(reversed(getattr(self.table.tree, "body", ())))
        pop, push, extend = stack.pop, stack.append, stack.extend
        plain, special = _FIELDS, _HANDLERS
        name, constant = ast.Name, ast.Constant
        while stack:
            node = pop()
            kind = node.__class__
            if kind is name or kind is constant:
                continue  # nearly half of all nodes
            if kind is tuple:
                node[0](*node[1:])
                continue
            fields = plain.get(kind)
            if fields is not None:
                for field in fields:
                    value = getattr(node, field)
                    if value.__class__ is list:
                        extend(value[::-1])
                    else:
                        push(value)
                continue
            handler = special.get(kind)
            if handler is not None:
                handler(self, node)
            else:
                _FIELDS[kind] = _node_fields(node)
                push(node)
        self.table.link()
        return self.table

    # Expressions

    def call(self, node: ast.Call) -> None:
        stack = self.stack
        stack.append((self.note_call, node))
        if node.keywords:
            stack.extend(node.keywords[::-1])
        if node.args:
            stack.extend(node.args[::-1])
        stack.append(node.func)

    def attribute(self, node: ast.Attribute) -> None:
        value = node.value
        if value.__class__ is not ast.Name:
            self.stack.append(value)
            return
        name: str = value.id
        if node.attr == "modules":
            self.namespaces = True
        if name not in RECEIVERS and node.attr not in LIKELY_ATTRIBUTES:
            try:
                self.table.uses[name][self.region].append(self.clock)
            except KeyError:
                self.table.uses.setdefault(name, {})[self.region] = [self.clock]

    def named(self, node: ast.NamedExpr) -> None:
        self.stack.append((self.bind_named, node))
        self.stack.append(node.value)

    def bind_named(self, node: ast.NamedExpr) -> None:
        region = self.region
        scope = region.scope
        while scope.kind is ScopeKind.COMPREHENSION and scope.parent is not None:
            scope = scope.parent
        name = scope.mangled(node.target.id)
        at = self.tick()
        binding = Binding(
            BindingKind.ASSIGNMENT, name, node.target, node.value, region, at, at - 1, scope
        )
        scope.bindings.setdefault(name, []).append(binding)
        self.note_alias(node.target.id, node.value)

    def generator(self, node: ast.Yield | ast.YieldFrom) -> None:
        self.region.scope.generator = True
        self.stack.append(node.value)

    # Statements

    def expression(self, node: ast.Expr) -> None:
        value = node.value
        if isinstance(value, ast.Call):
            func = value.func
            name = last_name(func)
            if name in self.exit_names and dotted_name(func) in self.exits:
                self.stack.append((self.stop,))
            elif name in REFUSALS and isinstance(func, ast.Attribute):
                self.region.complains = True
        self.stack.append(value)

    def assign(self, node: ast.Assign) -> None:
        for target in node.targets[::-1]:
            self.stack.append((self.bind_target, target, node.value))
        self.stack.append(node.value)

    def augmented(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.stack.append((self.bind, BindingKind.AUGMENTED, node.target.id, node.target, node))
        else:
            self.stack.append((self.bind_target, node.target, None))
        self.stack.append(node.value)

    def annotated(self, node: ast.AnnAssign) -> None:
        target = node.target
        if isinstance(target, ast.Name) and node.simple:
            scope = self.region.scope
            name = scope.mangled(target.id)
            scope.annotations.setdefault(name, []).append(node.annotation)
        self.stack.append(node.annotation)
        if isinstance(target, ast.Attribute):
            self.stack += ((self.note_annotated, node), target.value, node.value)
        elif node.value is not None:
            self.stack += ((self.bind_target, target, node.value), node.value)
        elif not isinstance(target, ast.Name):
            self.stack.append(target)

    def note_annotated(self, node: Any) -> None:
        self.table.stores.setdefault(node.target.attr, []).append(
            AttributeStore(node.target, node.value, Place(self.region, self.clock), node.annotation)
        )

    def delete(self, node: ast.Delete) -> None:
        for target in node.targets[::-1]:
            self.stack.append((self.bind_target, target, None, BindingKind.DELETION))

    def return_(self, node: ast.Return) -> None:
        self.stack.append((self.note_return, node))
        self.stack.append(node.value)

    def note_return(self, node: ast.Return) -> None:
        region = self.region
        region.scope.returns.append(Return(node.value, Place(region, self.clock)))
        region.falls_through = False

    def raise_(self, node: ast.Raise) -> None:
        self.stack += ((self.stop,), node.cause, node.exc)

    def assert_(self, node: ast.Assert) -> None:
        self.stack.append((self.note_assert, node))
        self.stack += (node.msg, node.test)

    def note_assert(self, node: ast.Assert) -> None:
        self.region.checks.append((self.tick(), node))

    def declare(self, node: ast.Global | ast.Nonlocal) -> None:
        scope = self.region.scope
        if scope.kind is ScopeKind.MODULE:
            return
        if not scope.declared:
            self.table.declaring.append(scope)
        for name in node.names:
            scope.declared[scope.mangled(name)] = isinstance(node, ast.Global)

    def import_(self, node: ast.Import) -> None:
        for alias in node.names:
            root = alias.name.partition(".")[0]
            name = alias.asname or root
            self.table.modules.add(alias.name)
            if alias.asname and alias.name in EXIT_MODULES:
                own = f"{alias.name}."
                names = (path.removeprefix(own) for path in EXITS if path.startswith(own))
                self.note_exits({f"{alias.asname}.{name}" for name in names})
            if root == self.watched.package:
                self.table.seeds.add(name)
            self.bind(BindingKind.IMPORT, name, alias, node)

    def import_from(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if node.level:
            self.table.relative_imports = True
        # What a relative import names lies in the package of the file, whichever that is.
        watched = node.level == 0 and module.partition(".")[0] == self.watched.package
        exports = self.watched.star_imports.get(module) if watched else None
        if module in EXIT_MODULES and node.level == 0:
            self.note_exits(
                {
                    alias.asname or alias.name
                    for alias in node.names
                    if f"{module}.{alias.name}" in EXITS
                }
            )
        for alias in node.names:
            name = alias.asname or alias.name
            if name != "*":
                if watched:
                    self.table.seeds.add(name)
                elif name != alias.name:
                    if alias.name in WRAPPERS:
                        self.wrappers.add(name)
                    self.table.renamed.setdefault(alias.name, set()).add(name)
                self.bind(BindingKind.IMPORT, name, alias, node)
            elif exports is not None:
                self.table.seeds.update(exports)
                for name in exports:
                    self.bind(
                        BindingKind.IMPORT, name, ast.copy_location(ast.alias(name), alias), node
                    )
            else:
                self.bind(BindingKind.ANY_NAME, "*", alias, node)

    def note_exits(self, names: set[str]) -> None:
        """Note the dotted names by which calls that end the process are known here."""
        self.exits |= names
        self.exit_names |= {name.rpartition(".")[2] for name in names}


def _node_fields(node: object) -> tuple[str, ...]:
    """Return the fields of an unlisted node, the last first; none of a plain value."""
    return node._fields[::-1] if isinstance(node, ast.AST) else ()


# The fields of plain nodes that hold nodes, in reverse order of evaluation.
_FIELDS: dict[type, tuple[str, ...]] = {
    type(None): (),
    ast.Name: (),
    ast.Constant: (),
    ast.Pass: (),
    ast.BinOp: ("right", "left"),
    ast.UnaryOp: ("operand",),
    ast.Compare: ("comparators", "left"),
    ast.Dict: ("values", "keys"),
    ast.Set: ("elts",),
    ast.List: ("elts",),
    ast.Tuple: ("elts",),
    ast.Subscript: ("slice", "value"),
    ast.Starred: ("value",),
    ast.JoinedStr: ("values",),
    ast.FormattedValue: ("format_spec", "value"),
    ast.Slice: ("step", "upper", "lower"),
    ast.Await: ("value",),
    ast.keyword: ("value",),
    ast.MatchValue: ("value",),
    ast.MatchSingleton: (),
    ast.MatchSequence: ("patterns",),
    ast.MatchClass: ("kwd_patterns", "patterns", "cls"),
}

_HANDLERS: Final[dict[type, Callable[[_Builder, Any], None]]] = {
    ast.Call: _Builder.call,
    ast.Attribute: _Builder.attribute,
    ast.NamedExpr: _Builder.named,
    ast.BoolOp: _Builder.bool_op,
    ast.IfExp: _Builder.if_expression,
    ast.ListComp: _Builder.comprehension,
    ast.SetComp: _Builder.comprehension,
    ast.DictComp: _Builder.comprehension,
    ast.GeneratorExp: _Builder.comprehension,
    ast.Yield: _Builder.generator,
    ast.YieldFrom: _Builder.generator,
    ast.Lambda: _Builder.lambda_,
    ast.FunctionDef: _Builder.function,
    ast.AsyncFunctionDef: _Builder.function,
    ast.ClassDef: _Builder.class_,
    ast.Expr: _Builder.expression,
    ast.Assign: _Builder.assign,
    ast.AugAssign: _Builder.augmented,
    ast.AnnAssign: _Builder.annotated,
    ast.Delete: _Builder.delete,
    ast.Return: _Builder.return_,
    ast.Raise: _Builder.raise_,
    ast.Assert: _Builder.assert_,
    ast.Break: _Builder.jump,
    ast.Continue: _Builder.jump,
    ast.Global: _Builder.declare,
    ast.Nonlocal: _Builder.declare,
    ast.Import: _Builder.import_,
    ast.ImportFrom: _Builder.import_from,
    ast.If: _Builder.if_,
    ast.For: _Builder.for_,
    ast.AsyncFor: _Builder.for_,
    ast.While: _Builder.while_,
    ast.With: _Builder.with_,
    ast.AsyncWith: _Builder.with_,
    ast.Try: _Builder.try_,
    ast.ExceptHandler: _Builder.handler,
    ast.Match: _Builder.match,
    ast.MatchAs: _Builder.capture,
    ast.MatchStar: _Builder.capture,
    ast.MatchMapping: _Builder.capture,
    ast.MatchOr: _Builder.alternatives,
}
# Python 3.10 has no "except*", and only 3.12 has "type".
_NEWER: Final = {"TryStar": _Builder.try_, "TypeAlias": _Builder.type_alias}
_HANDLERS.update((getattr(ast, name), _NEWER[name]) for name in _NEWER if hasattr(ast, name))
