"""What a reading notes down: regions, bindings, calls and stores.

The base of ``builder.py``: how an entry of the symbol table is made, whatever part
of the tree it comes from.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.facts.python import EXITS, EXIT_NAMES, STORING_CALLS, WRAPPERS
from flake8_uvicorn_import_string.semantic.model import (
    END,
    Binding,
    BindingKind,
    Call,
    Construct,
    Part,
    Place,
    Region,
)
from flake8_uvicorn_import_string.semantic.notes import AttributeStore, ItemStore, Watched
from flake8_uvicorn_import_string.semantic.table import SymbolTable
from flake8_uvicorn_import_string.syntax import last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable


class Recorder:
    """Notes what a reading finds, at the place that it has come to.

    ``stack`` holds what is still to be read, the next on top: nodes, and tuples of
    a method and what it is to be given.
    """

    def __init__(self, tree: ast.AST, watched: Watched) -> None:
        self.watched = watched
        self.table = SymbolTable(tree)
        # Has anything been read that may give all names of the module?
        self.namespaces = False
        self.region = self.table.module.root
        self.clock = 0
        self.wrappers = {*WRAPPERS}
        # The calls that end the process, by their dotted names here, and the last ones of these.
        self.exits = EXITS
        self.exit_names = EXIT_NAMES
        self.stack: list[Any] = []
        # The last value that was bound to names, these, and whether a call may have found it.
        self.aliased: ast.expr | None = None
        self.group: list[str] = []
        self.is_wrapped = False

    # Regions and constructs

    def tick(self) -> int:
        self.clock += 1
        return self.clock

    def enter(self, region: Region) -> None:
        self.region = region

    def stop(self) -> None:
        self.region.falls_through = False

    def block(self, region: Region, body: Iterable[ast.AST]) -> None:
        """Put on the stack: enter ``region``, then read ``body`` there."""
        self.stack.extend(reversed([*body]))
        self.stack.append((self.enter, region))

    def open(self, node: ast.AST) -> Construct:
        return Construct(node, self.region, self.tick())

    def close(self, construct: Construct) -> None:
        """Go on behind a construct; nothing runs there if no branch leads there."""
        self.region = region = construct.region
        if construct.tests and any(
            not branch.falls_through or branch.complains for branch in construct.branches
        ):
            region.checks.append((construct.at, construct))
        exits = construct.exits
        if construct.breaks or any(at != END or where.falls_through for where, at in exits):
            exits.extend(construct.breaks)
        else:
            region.falls_through = False

    # Bindings

    def bind(
        self,
        kind: BindingKind,
        name: str,
        node: ast.AST,
        value: ast.AST | None = None,
        read_at: int | None = None,
        part: Part | None = None,
    ) -> None:
        region = self.region
        scope = region.scope
        if name[:2] == "__":
            name = scope.mangled(name)
        clock = self.clock
        self.clock = clock + 1
        if read_at is None:
            read_at = clock
        binding = Binding(kind, name, node, value, region, clock + 1, read_at, scope, part)
        try:
            scope.bindings[name].append(binding)
        except KeyError:
            scope.bindings[name] = [binding]

    def bind_target(
        self,
        target: ast.expr,
        value: ast.expr | None,
        kind: BindingKind = BindingKind.ASSIGNMENT,
        part: Part | None = None,
    ) -> None:
        """Bind a target, nested or not, to ``value`` (None: to ``part`` of something)."""
        read_at = self.clock
        pending: list[_Bound] = [(target, value, kind, part)]
        while pending:
            target, value, kind, part = pending.pop()
            if isinstance(target, ast.Name):
                self.bind(kind, target.id, target, value, read_at, part)
                if value is not None:
                    self.note_alias(target.id, value)
                    if _is_namespace(value):
                        self.note_any_name(target, later=True)
            elif isinstance(target, ast.Attribute):
                self.table.stores.setdefault(target.attr, []).append(
                    AttributeStore(target, value, Place(self.region, read_at))
                )
                if _is_namespace(target.value):
                    self.note_any_name(target)
                self.stack.append(target.value)
            elif isinstance(target, (ast.Tuple, ast.List)):
                pending.extend(reversed(list(_unpack(target.elts, value, kind, part))))
            elif isinstance(target, ast.Starred):
                pending.append((target.value, None, BindingKind.OTHER_TARGET, None))
            else:
                self.stack.append(target)
                self.note_item(target, value, kind)

    def note_item(self, target: ast.expr, value: ast.expr | None, kind: BindingKind) -> None:
        """Note a binding of an item; it may be in truth a name, an attribute or a module."""
        if (
            not isinstance(target, ast.Subscript)  # what a later Python may have
            or _is_namespace(target)
            or _is_namespace(target.value)
        ):
            self.note_any_name(target)
        else:
            holder, key = target.value, getattr(target.slice, "value", None)
            # sys.modules["uvicorn"] = …
            receiver = holder if last_name(holder) == "modules" else _owner_of_dict(holder)
            self.note_store(target, receiver, key if isinstance(key, str) else "", value)
            if isinstance(holder, ast.Name):
                store = ItemStore(
                    target, value, Place(self.region, self.tick()), kind is BindingKind.DELETION
                )
                self.table.items.setdefault(holder.id, []).append(store)
            if last_name(holder) == "environ":
                place = Place(self.region, self.tick())
                self.table.variables.append(
                    ItemStore(target, value, place, kind is BindingKind.DELETION)
                )

    def note_any_name(self, node: ast.AST, *, later: bool = False) -> None:
        """Note that any name of the module may be bound here, or later."""
        module = self.table.module
        if self.region.scope is module and not later:
            self.bind(BindingKind.ANY_NAME, "*", node)
        else:
            binding = Binding(
                BindingKind.ANY_NAME, "*", node, None, self.region, self.tick(), self.clock, module
            )
            module.bound_elsewhere.setdefault("*", []).append(binding)

    def note_alias(self, name: str, value: ast.expr) -> None:
        """Note from which names ``name`` may have got what it stands for.

        All targets of one value, ``a = b = value``, are noted as one group.
        """
        if value is not self.aliased:
            self.aliased = value
            self.group = []
            self.is_wrapped = self.note_roots(value, self.group)
        self.group.append(name)
        if self.is_wrapped:
            self.table.seeds.add(name)

    def note_roots(self, value: ast.expr, group: list[str]) -> bool:
        """Note from which names a value comes; ``group`` will hold those it is bound to.

        Is it what a call may have found by its name alone?
        """
        aliases = self.table.aliases
        is_wrapped = False
        pending: list[ast.expr] = [value]
        while pending:
            value = pending.pop()
            kind = value.__class__
            while kind is ast.Attribute:
                value = value.value  # type: ignore[attr-defined]
                kind = value.__class__
            if kind is ast.Name:
                root: str = value.id  # type: ignore[attr-defined]
                aliases.setdefault(root, []).append(group)
            elif isinstance(value, ast.Call):
                if last_name(value.func) in self.wrappers:
                    pending.extend(value.args[:1])
                    is_wrapped = True
            elif isinstance(value, ast.IfExp):
                pending += (value.body, value.orelse)
            elif isinstance(value, ast.BoolOp):
                pending.extend(value.values)
            elif isinstance(value, ast.NamedExpr):
                # What it stands for is noted where it is bound.
                pending.append(value.target)
        return is_wrapped

    # Calls

    def note_call(self, node: ast.Call) -> None:
        name = last_name(node.func)
        # Each call has a moment of its own, for it may change what it is given.
        self.clock = clock = self.clock + 1
        call = Call(node, self.region, clock)
        try:
            self.table.calls[name].append(call)
        except KeyError:
            self.table.calls[name] = [call]
        if name in STORING_CALLS:
            self.note_storing(node, name)
        elif name == "exec" and len(node.args) == 1 and isinstance(node.func, ast.Name):
            self.note_any_name(node)
        elif name == "globals":
            self.namespaces = True
        # configure(globals()), setattr(sys.modules[__name__], …)
        if self.namespaces and any(
            map(_is_namespace, (*node.args, *(keyword.value for keyword in node.keywords)))
        ):
            self.note_any_name(node)

    def note_storing(self, node: ast.Call, name: str) -> None:
        """Note a call that binds an attribute; one with the name ``""`` if any may be."""
        receiver: ast.expr | None = None
        value: ast.expr | None = None
        attribute = ""
        if name != "update":
            if len(node.args) > 2:
                receiver, key, value = node.args[-3:]
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    attribute = key.value
        elif isinstance(node.func, ast.Attribute):
            # self.__dict__.update(…), vars(self).update(…), globals().update(…)
            holder = node.func.value
            if _is_namespace(holder):
                self.note_any_name(node)
            else:
                receiver = _owner_of_dict(holder)
        self.note_store(node, receiver, attribute, value)

    def note_store(
        self, node: ast.expr, receiver: ast.expr | None, attribute: str, value: ast.expr | None
    ) -> None:
        """Note that ``node`` binds an attribute of ``receiver``, if that is anything."""
        if receiver is not None:
            if _is_namespace(receiver):
                self.note_any_name(node)
            target = ast.copy_location(ast.Attribute(receiver, attribute, ast.Store()), node)
            self.table.stores.setdefault(attribute, []).append(
                AttributeStore(target, value, Place(self.region, self.clock))
            )


def _is_namespace(node: ast.AST) -> bool:
    """Does it give all names of the module: ``globals()``, ``sys.modules[__name__]``?"""
    kind = node.__class__
    if kind is ast.Call:
        return plain_name(node.func) == "globals"  # type: ignore[attr-defined]
    return (
        kind is ast.Subscript
        and last_name(node.value) == "modules"  # type: ignore[attr-defined]
        and plain_name(node.slice) == "__name__"  # type: ignore[attr-defined]
    )


def _owner_of_dict(node: ast.expr) -> ast.expr | None:
    """Return what has its attributes in this dict: ``x.__dict__`` or ``vars(x)``."""
    if isinstance(node, ast.Attribute) and node.attr == "__dict__":
        return node.value
    if isinstance(node, ast.Call) and last_name(node.func) == "vars" and node.args:
        return node.args[0]
    return None


# A target, what it is bound to, how, and of what that is a part.
_Bound = tuple[ast.expr, "ast.expr | None", BindingKind, "Part | None"]


def _unpack(
    targets: list[ast.expr], value: ast.expr | None, kind: BindingKind, part: Part | None
) -> Iterable[_Bound]:
    """Pair the targets of an unpacking with the parts of a display, or of anything else."""
    if kind is BindingKind.DELETION:
        return [(target, None, kind, None) for target in targets]
    if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(targets):
        if not any(isinstance(element, ast.Starred) for element in (*targets, *value.elts)):
            return [(*pair, kind, None) for pair in zip(targets, value.elts, strict=True)]
    if value is not None:
        part = Part(value, ())
    kind = BindingKind.OTHER_TARGET
    starred = [number for number, item in enumerate(targets) if isinstance(item, ast.Starred)]
    bound: list[_Bound] = []
    for number, target in enumerate(targets):
        # Behind a starred target they are counted from the end.
        index = number - len(targets) if starred and number > starred[0] else number
        bound.append((target, None, kind, None if part is None else part.step(index)))
    return bound
