"""Which binding does this name have here: CPython's own rules.

A :class:`SymbolTable` holds what one reading of a tree found (``reader.py``
fills it); :meth:`SymbolTable.lookup` answers for a name at a place.  Sources of
the rules: the reference manual, "Naming and binding", PEP 695 for the scopes of
type parameters, and CPython's ``symtable.c``.
"""

from __future__ import annotations

import ast
import enum
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.semantic.reaching import (
    BINDING_LIMIT,
    END,
    Binding,
    BindingKind,
    NameFlow,
    Point,
    Region,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Past so many direct calls of a function, the state at each is not looked at.
ACTIVATION_LIMIT: Final = 50


class ScopeKind(enum.Enum):
    """The kinds of scope that CPython knows."""

    MODULE = enum.auto()
    CLASS = enum.auto()
    FUNCTION = enum.auto()
    LAMBDA = enum.auto()
    COMPREHENSION = enum.auto()
    TYPE_PARAMETERS = enum.auto()


# Their code runs later, not where it stands.
DEFERRED: Final = (ScopeKind.FUNCTION, ScopeKind.LAMBDA)


def mangle(name: str, private: str) -> str:
    """Return the name as CPython stores it in the body of the class ``private``."""
    private = private.lstrip("_")
    if private and name.startswith("__") and not name.endswith("__") and "." not in name:
        return f"_{private}{name}"
    return name


class Scope:
    """One scope: its names, where it stands, and what its code returns.

    ``bindings`` holds, by name, every binding that the scope's own code makes,
    those of names declared ``global`` or ``nonlocal`` included; ``declared``
    says which these are, and under ``"*"`` stands what may bind any name.
    ``region`` and ``at`` are the place in the parent where the scope's definition
    stands, ``root`` the region its code starts in.  ``foreign`` holds what other
    scopes bind of its names, ``private`` is the class whose private names are meant.
    """

    __slots__ = (
        "annotations",
        "at",
        "bindings",
        "declared",
        "flows",
        "foreign",
        "generator",
        "kind",
        "node",
        "parent",
        "private",
        "region",
        "returns",
        "root",
    )

    def __init__(
        self, kind: ScopeKind, node: ast.AST, region: Region | None = None, at: int = 0
    ) -> None:
        self.kind = kind
        self.node = node
        self.region = region
        self.at = at
        self.parent = region.scope if region else None
        self.root = Region(self)
        self.bindings: dict[str, list[Binding]] = {}
        self.declared: dict[str, bool] = {}  # name -> is it global?
        self.foreign: dict[str, list[Binding]] = {}
        self.flows: dict[str, NameFlow] = {}
        self.annotations: dict[str, list[ast.expr]] = {}
        self.returns: list[tuple[ast.expr | None, Region, int]] = []
        self.generator = False
        self.private: str = self.parent.private if self.parent else ""

    def flow(self, name: str) -> NameFlow:
        """Return the events of ``name`` in this scope's own code."""
        flow = self.flows.get(name)
        if flow is None:
            bindings = self.bindings.get(name, [])
            if "*" in self.bindings:
                bindings = sorted([*bindings, *self.bindings["*"]], key=lambda item: item.at)
            flow = self.flows[name] = NameFlow(self.root, bindings)
        return flow

    def mangled(self, name: str) -> str:
        """Return the name as CPython stores it: ``__x`` in a class is private."""
        if self.kind is ScopeKind.TYPE_PARAMETERS and isinstance(self.node, ast.ClassDef):
            # CPython mangles nothing in the head of a generic class but its type parameters.
            own = mangle(name, self.node.name)
            return own if own in self.bindings else name
        return mangle(name, self.private)

    def binds(self, name: str) -> bool:
        """Is ``name`` (mangled) a local name of this scope?"""
        return name in self.bindings and name not in self.declared or (
            self.kind is not ScopeKind.COMPREHENSION and name in self.annotations
        )


class Call(NamedTuple):
    """A call as the reader met it, with its place."""

    node: ast.Call
    region: Region
    at: int


class AttributeStore(NamedTuple):
    """A binding of an attribute, ``receiver.name: annotation = value``, with its place."""

    target: ast.Attribute
    value: ast.expr | None
    region: Region
    at: int
    annotation: ast.expr | None = None


class Lookup:
    """The answer for a name: the bindings that may hold when it is read.

    ``unbound`` is True when there may be none (a builtin, a name that a star
    import or ``exec`` makes, or an error at run time), ``complete`` False when
    the search was given up.  ``owner`` is the scope that owns the name, None
    when no scope of the file does.  ``doubtful`` are further bindings that hold
    if the code runs at a time that cannot be seen.  ``unseen`` is True when a star
    import, ``exec`` … may have bound the name again.
    """

    __slots__ = ("bindings", "complete", "doubtful", "owner", "unbound", "unseen")

    def __init__(self) -> None:
        self.bindings: list[Binding] = []
        self.doubtful: list[Binding] = []
        self.owner: Scope | None = None
        self.unbound = False
        self.complete = True
        self.unseen = False

    def add(self, bindings: Iterable[Binding]) -> None:
        """Add bindings, each once; a ``del`` leaves the name unbound."""
        added = dict.fromkeys((*self.bindings, *bindings))
        self.bindings = [binding for binding in added if binding.kind is not BindingKind.DELETION]
        self.unbound |= len(self.bindings) < len(added)


class SymbolTable:
    """All scopes of a file, and what the reader noted on its way.

    ``calls`` and ``uses`` are indexed by name: calls by the last name of what
    is called, uses (attributes that no ``str`` has) by the name they are read
    from.  ``aliases`` leads from a name to the names bound to something of it,
    ``seeds`` are the names that imports of uvicorn (or calls that may import it)
    bind, ``renamed`` leads from an imported name to the names it was given,
    ``modules`` are the dotted names that ``import`` statements name.
    """

    def __init__(self, tree: ast.AST) -> None:
        self.tree = tree
        self.module = Scope(ScopeKind.MODULE, tree)
        self.scopes: dict[ast.AST, Scope] = {tree: self.module}
        self.calls: dict[str, list[Call]] = {}
        self.uses: dict[str, list[Point]] = {}
        self.stores: dict[str, list[AttributeStore]] = {}
        self.aliases: dict[str, list[str]] = {}
        self.seeds: set[str] = set()
        self.renamed: dict[str, set[str]] = {}
        self.modules: set[str] = set()
        self.relative_imports = False
        self.declaring: list[Scope] = []
        self._ambient: dict[tuple[Scope, str, Scope], Lookup] = {}

    def at_end(self, name: str) -> list[Binding]:
        """Return the bindings that a name of the module has when its code has ended.

        Not one if a function may bind it, or something unseen.
        """
        module = self.module
        reaching = module.flow(name).reaching(module.root, END)
        unseen = reaching.unseen or name in module.foreign or "*" in module.foreign
        return [] if unseen else reaching.bindings

    def names_for(self, name: str) -> tuple[str, ...]:
        """Return an imported name and those that imports of the file give to it."""
        return (name, *self.renamed.get(name, ()))

    def link(self) -> None:
        """Hand bindings of ``global`` and ``nonlocal`` names to their owners."""
        for scope in self.declaring:
            for name in scope.declared:
                owner = self._declared_owner(scope, name)
                if owner is not None and name in scope.bindings:
                    owner.foreign.setdefault(name, []).extend(scope.bindings[name])

    def lookup(self, name: str, region: Region, at: int) -> Lookup:
        """Return the bindings that ``name`` may have at a place.

        In: the name as written, and the place (``region``, ``at``) of the code
        that reads it.
        """
        answer = Lookup()
        scope: Scope | None = region.scope
        assert scope is not None
        name = scope.mangled(name)
        crossed: Scope | None = None  # the outermost function between reader and scope
        class_visible = True
        functions_visible = True
        while scope is not None:
            if scope.kind is ScopeKind.CLASS:
                visible = class_visible
            else:
                visible = functions_visible or scope.kind is ScopeKind.MODULE
            if visible and name in scope.declared:
                owner = self._declared_owner(scope, name)
                answer.owner = answer.owner or owner
                if crossed is None and not self._flows(scope, name, region, at, answer):
                    return answer
                if owner is None:
                    break
                self._add_ambient(owner, name, self._caller(owner, scope.root) or scope, answer)
                return answer
            if visible and (scope.binds(name) or name in scope.foreign):
                answer.owner = answer.owner or scope
                if crossed is not None:
                    self._add_ambient(scope, name, crossed, answer)
                    return answer
                self._add_foreign(scope, name, answer)
                if not self._flows(scope, name, region, at, answer):
                    return answer
                if scope.kind is not ScopeKind.CLASS:
                    break
                functions_visible = False
            if scope.kind in DEFERRED:
                crossed = scope
            if scope.kind is not ScopeKind.TYPE_PARAMETERS:
                class_visible = False
            if scope.region is not None and scope.kind is not ScopeKind.COMPREHENSION:
                region, at = scope.region, scope.at
            scope = scope.parent
        answer.unbound = True
        return answer

    @staticmethod
    def _add_foreign(owner: Scope, name: str, answer: Lookup) -> None:
        """Add what other scopes bind the name of ``owner`` to, not all of very much."""
        answer.unseen |= "*" in owner.foreign
        foreign = owner.foreign.get(name)
        if foreign is not None:
            answer.add(foreign[:BINDING_LIMIT])
            answer.complete &= len(foreign) <= BINDING_LIMIT

    def _flows(self, scope: Scope, name: str, region: Region, at: int, answer: Lookup) -> bool:
        """Add what reaches the place in the scope's own code; is there more to look for?"""
        reaching = scope.flow(name).reaching(region, at)
        answer.add(reaching.bindings)
        answer.complete &= reaching.complete
        answer.unbound |= reaching.deleted
        answer.unseen |= reaching.unseen
        # Where a class body has deleted a name, the module's shines through again.
        return reaching.start or (reaching.deleted and scope.kind is ScopeKind.CLASS)

    def _add_ambient(self, owner: Scope, name: str, reader: Scope, answer: Lookup) -> None:
        """Add what the name of ``owner`` may be when ``reader`` is running.

        A function sees the scopes around it as they are when it is called: at
        each call of it that can be seen, and when the owner's code has ended.
        """
        key = (owner, name, reader)
        ambient = self._ambient.get(key)
        if ambient is None:
            ambient = self._ambient[key] = Lookup()
            flow = owner.flow(name)
            places, hidden = self._activations(owner, reader)
            for region, at in places:
                reaching = flow.reaching(region, at)
                ambient.add(reaching.bindings)
                ambient.complete &= reaching.complete
                ambient.unbound |= reaching.start or reaching.deleted
                ambient.unseen |= reaching.unseen
            self._add_foreign(owner, name, ambient)
            if hidden is not None:
                self._add_doubtful(owner, name, hidden, ambient)
        answer.owner = answer.owner or owner
        answer.add(ambient.bindings)
        answer.doubtful += ambient.doubtful
        answer.complete &= ambient.complete
        answer.unbound |= ambient.unbound
        answer.unseen |= ambient.unseen

    def _add_doubtful(self, owner: Scope, name: str, place: Point, ambient: Lookup) -> None:
        """Add what the name may be at any time from a place of ``owner`` on."""
        before = owner.flow(name).reaching(*place)
        if before.start and "*" in owner.bindings:
            ambient.unseen = True
        found = [*before.bindings]
        for binding in reversed(owner.bindings.get(name, ())):
            if binding.at <= place[1] or len(found) > BINDING_LIMIT:
                break
            if binding.kind is not BindingKind.DELETION:
                found.append(binding)
        ambient.complete &= len(found) <= BINDING_LIMIT
        known = set(ambient.bindings)
        ambient.doubtful = [binding for binding in found if binding not in known]

    def _activations(self, owner: Scope, reader: Scope) -> tuple[list[Point], Point | None]:
        """Return the places of ``owner`` at which ``reader`` may be running.

        Some are the ends of the owner's code.  The second part of the answer is the
        place from which on it may run at any time, None if all calls can be seen.
        """
        places: list[Point] = [(owner.root, END)]
        start = self.place_in(owner, reader)
        assert start is not None  # the reader stands in the owner
        for _, region, at in owner.returns[:ACTIVATION_LIMIT]:
            if at > start[1]:
                places.append((region, at))
        hidden: list[Point] = []
        pending, seen, budget = [reader], {reader}, ACTIVATION_LIMIT
        while pending:
            function = pending.pop()
            defined = self.place_in(owner, function)
            assert defined is not None  # so do its callers
            if function.kind is not ScopeKind.FUNCTION:
                if function.kind is ScopeKind.CLASS:
                    return [defined], None  # its code runs where it stands
                places.append(defined)
                hidden.append(defined)
                continue
            called = False
            for call in self.calls_of(function, budget):
                budget -= 1
                place = self.place_in(owner, call.region.scope, (call.region, call.at))
                if place is None:
                    continue  # from outside of the owner: nobody sees when
                caller = self._caller(owner, call.region)
                if caller is None:
                    called = True
                    places.append(place)
                elif caller not in seen:
                    called = True
                    seen.add(caller)
                    pending.append(caller)
            if not called:
                hidden.append(defined)
        return places, min(hidden, key=lambda place: place[1], default=None)

    def calls_of(self, function: Scope, limit: int) -> Iterator[Call]:
        """Yield so many calls that by their names are calls of ``function``."""
        node = function.node
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        owner = function.parent
        while owner is not None and owner.kind is ScopeKind.TYPE_PARAMETERS:
            owner = owner.parent
        name, by_attribute = node.name, False
        if owner is not None and isinstance(owner.node, ast.ClassDef):
            by_attribute = name != "__init__"
            name = name if by_attribute else owner.node.name
        for call in self.calls.get(name, ())[:limit]:
            is_attribute = isinstance(call.node.func, ast.Attribute)
            if by_attribute and not is_attribute:
                # In the body of its class a method is called by its bare name.
                if call.region.scope is owner:
                    yield call
            elif is_attribute is by_attribute:
                if not by_attribute or call.at > function.at:
                    yield call

    @staticmethod
    def place_in(owner: Scope, scope: Scope, place: Point | None = None) -> Point | None:
        """Return the place of ``scope`` (or a place in it) in ``owner``'s own code."""
        current: Scope | None = scope
        while current is not owner:
            if current is None or current.region is None:
                return None
            place = current.region, current.at
            current = current.parent
        return place

    @staticmethod
    def _caller(owner: Scope, region: Region) -> Scope | None:
        """Return the outermost function between ``region`` and ``owner``."""
        caller: Scope | None = None
        scope: Scope | None = region.scope
        while scope is not None and scope is not owner:
            if scope.kind in DEFERRED:
                caller = scope
            scope = scope.parent
        return caller

    def _declared_owner(self, scope: Scope, name: str) -> Scope | None:
        """Return the scope that a ``global`` or ``nonlocal`` name belongs to."""
        if scope.declared[name]:
            return self.module
        outer = scope.parent
        while outer is not None and outer.kind is not ScopeKind.MODULE:
            if outer.kind is not ScopeKind.CLASS and outer.binds(name):
                return outer
            outer = outer.parent
        return None
