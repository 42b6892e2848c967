"""The arguments of a call, those behind ``*`` and ``**`` included as far as they are visible."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.facts.python import READING_BUILTINS, READING_METHODS
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.indirect import THREADS
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.semantic.model import Binding, Call, Place
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# What holds more arguments than this is not looked into: uvicorn.run takes some fifty.
ARGUMENT_LIMIT: Final = 200


class Argument(NamedTuple):
    """An argument, where it is evaluated, and the node to report it at.

    ``keyword`` is the keyword node where the argument is written as one in the
    call itself.
    """

    node: ast.expr
    place: Place
    shown: ast.expr
    keyword: ast.keyword | None = None


class Arguments:
    """The arguments of a call, or of several put together.

    ``open_keywords`` is True when there may be more keywords than are visible,
    ``clash`` when something is given twice.
    """

    __slots__ = ("clash", "keywords", "open_keywords", "positional")

    def __init__(self) -> None:
        self.positional: list[Argument] = []
        self.keywords: dict[str, Argument] = {}
        self.open_keywords = False
        self.clash = False

    def then(self, later: Arguments) -> Arguments:
        """Return these with those of a later call, as ``functools.partial`` does."""
        both = Arguments()
        both.positional = [*self.positional, *later.positional]
        # What is not visible of the later ones may hold any of these.
        earlier = {} if later.open_keywords else self.keywords
        both.keywords = {**earlier, **later.keywords}
        both.open_keywords = self.open_keywords or later.open_keywords
        both.clash = self.clash or later.clash
        return both


class ArgumentReader:
    """Reads the arguments of calls, those behind ``*`` and ``**`` included."""

    def __init__(self, table: SymbolTable, inference: Inference) -> None:
        self.table = table
        self.inference = inference
        self._changed: dict[ast.AST, set[str]] = {}

    def read(
        self, args: Iterable[ast.expr], keywords: Iterable[ast.keyword], call: Call
    ) -> Arguments:
        """Return the arguments of ``call``, of which ``args`` and ``keywords`` are a part."""
        arguments = Arguments()
        for argument in args:
            if isinstance(argument, ast.Starred):
                found = self.elements(argument.value, call.place)
                if found is None:
                    break  # nor can the places of those behind it be told
                parts, place = found
                arguments.positional.extend(Argument(part, place, call.node) for part in parts)
            else:
                arguments.positional.append(Argument(argument, call.place, argument))
        for keyword in keywords:
            if keyword.arg is not None:
                self._add(
                    arguments,
                    keyword.arg,
                    Argument(keyword.value, call.place, keyword.value, keyword),
                )
            elif not self.items(keyword.value, call, arguments):
                arguments.open_keywords = True
        return arguments

    @staticmethod
    def _add(arguments: Arguments, name: str, argument: Argument) -> None:
        arguments.clash |= name in arguments.keywords
        arguments.keywords[name] = argument

    def elements(self, node: ast.expr, place: Place) -> tuple[list[ast.expr], Place] | None:
        """Return the elements of a visible tuple or list and where they are evaluated."""
        if isinstance(node, ast.Name):
            binding = self.maker(node, place)
            if binding is None or not isinstance(binding.value, (ast.Tuple, ast.List)):
                return None
            if isinstance(binding.value, ast.List) and self.is_changed(node.id, binding):
                return None
            node, place = binding.value, binding.read_place
        if not isinstance(node, (ast.Tuple, ast.List)):
            return None
        if len(node.elts) > ARGUMENT_LIMIT or any(
            isinstance(element, ast.Starred) for element in node.elts
        ):
            return None
        return node.elts, place

    def items(self, node: ast.expr, call: Call, arguments: Arguments) -> bool:
        """Add the items of a visible dict; is all of it visible?"""
        found: dict[str, Argument] = {}
        # An item, or under None a whole dict.  Of equal keys the last wins, and
        # what is written last is taken from here first.
        pending: list[tuple[str | None, ast.expr, Place]] = [(None, node, call.place)]
        seen: set[ast.AST] = set()
        while pending:
            name, node, place = pending.pop()
            if name is not None:
                found.setdefault(name, Argument(node, place, call.node))
                continue
            if node in seen or max(len(seen), len(found)) > ARGUMENT_LIMIT:
                return False
            seen.add(node)
            if isinstance(node, ast.Name):
                binding = self.maker(node, place)
                if (
                    binding is None
                    or not isinstance(binding.value, (ast.Dict, ast.Call))
                    or self.is_changed(node.id, binding)
                ):
                    return False
                pending.append((None, binding.value, binding.read_place))
            elif isinstance(node, ast.Dict) and len(node.keys) <= ARGUMENT_LIMIT:
                for key, value in zip(node.keys, node.values, strict=True):
                    if key is None:
                        pending.append((None, value, place))
                    elif isinstance(key, ast.Constant) and isinstance(key.value, str):
                        pending.append((key.value, value, place))
                    else:
                        return False
            elif self.is_dict_call(node, place):
                assert isinstance(node, ast.Call)
                pending.extend((None, argument, place) for argument in node.args)
                pending.extend((word.arg, word.value, place) for word in node.keywords)
            else:
                return False
        for name, argument in found.items():
            self._add(arguments, name, argument)
        return True

    def is_dict_call(self, node: ast.expr, place: Place) -> bool:
        """Is the expression ``dict(…)`` with at most one positional argument?"""
        if not isinstance(node, ast.Call) or plain_name(node.func) != "dict" or len(node.args) > 1:
            return False
        if len(node.keywords) > ARGUMENT_LIMIT:
            return False
        callees = self.inference.values(node.func, place)
        return [value.kind for value in callees] == [Kind.BUILTIN]

    def maker(self, node: ast.Name, place: Place) -> Binding | None:
        """Return the one assignment that can have made what a name holds."""
        found = self.table.lookup(node.id, place)
        if len(found.bindings) != 1 or not found.complete:
            return None
        binding = found.bindings[0]
        return binding if binding.kind is BindingKind.ASSIGNMENT else None

    def is_changed(self, name: str, binding: Binding) -> bool:
        """May what a name holds be changed in place, anywhere in the scope that has it?"""
        scope = binding.scope
        tree = self.table.tree if binding.name in scope.declared else scope.node
        names = self._changed.get(tree)
        if names is None:
            threads = set().union(*map(self.table.names_for, THREADS))
            names = self._changed[tree] = _changed_names(tree, threads)
        return name in names


def _changed_names(tree: ast.AST, threads: set[str]) -> set[str]:
    """Return the names of what may be changed in place; ``threads`` change no arguments."""
    uses = _Uses(threads)
    for node in ast.walk(tree):
        uses.note(node)
    pending = [name for name, count in uses.read.items() if count != uses.harmless.get(name, 0)]
    pending += uses.exposed
    # Code outside of the tree may change what it knows by a global name.
    pending += uses.declared & uses.same.keys()
    changed: set[str] = set()
    while pending:
        name = pending.pop()
        changed.add(name)
        pending += uses.same.pop(name, ())
    return changed


class _Uses:
    """How often the names of a tree are read, and how often in a way that changes nothing.

    ``same`` holds, by name, the other names that one assignment gives the same
    thing, ``exposed`` the names of what is kept elsewhere too.
    """

    def __init__(self, threads: set[str]) -> None:
        self.threads = threads
        self.read: dict[str, int] = {}
        self.harmless: dict[str, int] = {}
        self.same: dict[str, list[str]] = {}
        self.exposed: list[str] = []
        self.declared: set[str] = set()

    def note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            self.read[node.id] = self.read.get(node.id, 0) + 1
        elif isinstance(node, ast.NamedExpr):
            # What stands around it gets the value as if it read the name.
            self.read[node.target.id] = self.read.get(node.target.id, 0) + 1
        elif isinstance(node, ast.Call):
            self.note_call(node)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            self.note_harmless(node.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if key is None:
                    self.note_harmless(value)
        elif isinstance(node, ast.Compare):
            for operand in node.comparators:
                self.note_harmless(operand)
        elif isinstance(node, ast.Assign) and len(node.targets) > 1:
            self.note_targets(node.targets)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            self.declared.update(node.names)

    def note_harmless(self, node: ast.expr) -> None:
        """Note that nothing changes what a name holds here."""
        name = plain_name(node.target if isinstance(node, ast.NamedExpr) else node)
        self.harmless[name] = self.harmless.get(name, 0) + 1

    def note_call(self, node: ast.Call) -> None:
        func = node.func
        is_thread = last_name(func) in self.threads
        for keyword in node.keywords:
            if keyword.arg is None or is_thread:
                self.note_harmless(keyword.value)
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                self.note_harmless(argument.value)
            elif is_thread or plain_name(func) in READING_BUILTINS:
                self.note_harmless(argument)
        if isinstance(func, ast.Attribute) and func.attr in READING_METHODS:
            self.note_harmless(func.value)

    def note_targets(self, targets: list[ast.expr]) -> None:
        """Note the targets of ``a = b = …``."""
        names = [
            part.id
            for target in targets
            for part in ast.walk(target)
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
        ]
        if all(isinstance(target, ast.Name) for target in targets):
            for name in names:
                self.same.setdefault(name, []).extend(names)
        else:
            self.exposed += names
