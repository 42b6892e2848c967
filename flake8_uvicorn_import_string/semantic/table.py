"""Which binding does this name have here: CPython's own rules.

A :class:`SymbolTable` holds what one reading of a tree found (``builder.py``
fills it); :meth:`SymbolTable.lookup` answers for a name at a place.  Sources of
the rules: the reference manual, "Naming and binding", PEP 695 for the scopes of
type parameters, and CPython's ``symtable.c``.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.semantic.callers import Callers, outermost_function
from flake8_uvicorn_import_string.semantic.model import (
    DEFERRED,
    Binding,
    BindingKind,
    Call,
    Place,
    Region,
    Scope,
    ScopeKind,
)
from flake8_uvicorn_import_string.semantic.notes import AttributeStore, ItemStore
from flake8_uvicorn_import_string.semantic.reaching import (
    BINDING_LIMIT,
    Events,
    NameFlow,
    Reaching,
    events_of,
)
from flake8_uvicorn_import_string.syntax import last_name, nodes_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class Lookup:
    """The answer for a name: the bindings that may hold when it is read.

    ``unbound`` is True when there may be none (a builtin, a name that a star
    import or ``exec`` makes, or an error at run time), ``complete`` False when
    the search was given up.  ``owner`` is the scope that owns the name, None
    when no scope of the file does.  ``possible_later`` are further bindings that hold
    if the code runs at a time that cannot be seen.  ``may_be_hidden`` is True when a star
    import, ``exec`` … may have bound the name again.
    """

    __slots__ = ("bindings", "complete", "may_be_hidden", "owner", "possible_later", "unbound")

    def __init__(self) -> None:
        self.bindings: list[Binding] = []
        self.possible_later: list[Binding] = []
        self.owner: Scope | None = None
        self.unbound = False
        self.complete = True
        self.may_be_hidden = False

    def add(self, bindings: Iterable[Binding]) -> None:
        """Add bindings, each once; a ``del`` leaves the name unbound."""
        added = dict.fromkeys((*self.bindings, *bindings))
        self.bindings = [binding for binding in added if binding.kind is not BindingKind.DELETION]
        self.unbound |= len(self.bindings) < len(added)


class SymbolTable:
    """All scopes of a file, and what the reader noted on its way.

    ``calls`` and ``uses`` are indexed by name: calls by the last name of what
    is called, uses (attributes that no ``str`` has) by the name they are read
    from, and by region.  ``items`` are the bindings of items by the name that holds them,
    ``variables`` those of what is called ``environ``.
    ``aliases`` leads from a name to the groups of names bound to
    something of it, ``seeds`` are the names that imports of the watched package (or calls that
    may import it) bind, ``renamed`` leads from an imported name to the names it was given,
    ``modules`` are the dotted names that ``import`` statements name.
    """

    def __init__(self, tree: ast.AST) -> None:
        self.tree = tree
        self.module = Scope(ScopeKind.MODULE, tree)
        self.scopes: dict[ast.AST, Scope] = {tree: self.module}
        self.calls: dict[str, list[Call]] = {}
        self.uses: dict[str, dict[Region, list[int]]] = {}
        self.stores: dict[str, list[AttributeStore]] = {}
        self.items: dict[str, list[ItemStore]] = {}
        self.variables: list[ItemStore] = []
        self.aliases: dict[str, list[list[str]]] = {}
        self.seeds: set[str] = set()
        self.renamed: dict[str, set[str]] = {}
        self.modules: set[str] = set()
        self.relative_imports = False
        self.declaring: list[Scope] = []
        self.callers = Callers(self.calls, lambda name, place: self.lookup(name, place).bindings)
        self._flows: dict[tuple[Scope, str], NameFlow] = {}
        self._any_names: dict[Scope, Events] = {}
        self._ambient: dict[tuple[Scope, str, Scope], Lookup] = {}

    @cached_property
    def nodes(self) -> list[Any]:
        """All nodes of the file; what is no node may be among them."""
        return nodes_of(self.tree)

    @cached_property
    def reads(self) -> dict[str, int]:
        """How often the file reads each name, or each attribute of this name."""
        reads: dict[str, int] = {}
        for node in self.nodes:
            name = last_name(node)
            if name and isinstance(node.ctx, ast.Load):
                reads[name] = reads.get(name, 0) + 1
        return reads

    def names_of_lambda(self, function: Scope) -> list[str]:
        """Return the names that the scope around a lambda gives to it."""
        named = self._lambdas.get(function.node, ())
        return [name for scope, name in named if scope is function.parent]

    @cached_property
    def _lambdas(self) -> dict[ast.AST, list[tuple[Scope, str]]]:
        """The scopes that bind a lambda, each with the name."""
        found: dict[ast.AST, list[tuple[Scope, str]]] = {}
        for scope in self.scopes.values():
            for name, bindings in scope.bindings.items():
                for value in {binding.value for binding in bindings}:
                    if isinstance(value, ast.Lambda):
                        found.setdefault(value, []).append((scope, name))
        return found

    def reaching(self, scope: Scope, name: str, place: Place) -> Reaching:
        """Return the bindings by a scope's own code of a name (mangled) that reach a place."""
        flow = self._flows.get((scope, name))
        if flow is None:
            own = events_of(scope.root, scope.bindings.get(name, ()))
            parts = (own, self._any_name(scope)) if "*" in scope.bindings else (own,)
            flow = self._flows[scope, name] = NameFlow(scope.root, *parts)
        return flow.reaching(place)

    def _any_name(self, scope: Scope) -> Events:
        """Return the events of a scope that may bind any name."""
        events = self._any_names.get(scope)
        if events is None:
            events = self._any_names[scope] = events_of(scope.root, scope.bindings["*"])
        return events

    def at_end(self, name: str) -> list[Binding]:
        """Return the bindings that a name of the module has when its code has ended.

        Not one if a function may bind it, or something unseen.
        """
        module = self.module
        reaching = self.reaching(module, name, module.end)
        elsewhere = module.bound_elsewhere
        hidden = reaching.may_be_hidden or name in elsewhere or "*" in elsewhere
        return [] if hidden else reaching.bindings

    def names_for(self, name: str) -> tuple[str, ...]:
        """Return an imported name and those that imports of the file give to it."""
        return (name, *self.renamed.get(name, ()))

    def watched_names(self) -> set[str]:
        """Return all names that may stand for the watched package or something of it."""
        names = {*self.seeds}
        pending = [*names]
        met: set[int] = set()
        while pending:
            for group in self.aliases.get(pending.pop(), ()):
                if id(group) not in met:
                    met.add(id(group))
                    pending += (name for name in group if name not in names)
                    names.update(group)
        return names

    def link(self) -> None:
        """Hand bindings of ``global`` and ``nonlocal`` names to their owners."""
        for scope in self.declaring:
            for name in scope.declared:
                owner = self._declared_owner(scope, name)
                if owner is not None and name in scope.bindings:
                    owner.bound_elsewhere.setdefault(name, []).extend(scope.bindings[name])

    def lookup(self, name: str, place: Place) -> Lookup:
        """Return the bindings that ``name`` may have at a place.

        In: the name as written, and the place of the code
        that reads it.
        """
        answer = Lookup()
        scope: Scope | None = place.scope
        name = place.scope.mangled(name)
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
                if crossed is None and not self._reach(scope, name, place, answer):
                    return answer
                if owner is None:
                    break
                reader = outermost_function(owner, scope) or scope
                self._add_ambient(owner, name, reader, answer)
                return answer
            if visible and (scope.binds(name) or name in scope.bound_elsewhere):
                answer.owner = answer.owner or scope
                if crossed is not None:
                    self._add_ambient(scope, name, crossed, answer)
                    return answer
                self._add_bound_elsewhere(scope, name, answer)
                if not self._reach(scope, name, place, answer):
                    return answer
                if scope.kind is not ScopeKind.CLASS:
                    break
                functions_visible = False
            if scope.kind in DEFERRED:
                crossed = scope
            if scope.kind is not ScopeKind.TYPE_PARAMETERS:
                class_visible = False
            if scope.place is not None and scope.kind is not ScopeKind.COMPREHENSION:
                place = scope.place
            scope = scope.parent
        answer.unbound = True
        return answer

    @staticmethod
    def _add_bound_elsewhere(owner: Scope, name: str, answer: Lookup) -> None:
        """Add what other scopes bind the name of ``owner`` to, not all of very much."""
        answer.may_be_hidden |= "*" in owner.bound_elsewhere
        others = owner.bound_elsewhere.get(name)
        if others is not None:
            answer.add(others[:BINDING_LIMIT])
            answer.complete &= len(others) <= BINDING_LIMIT

    def _reach(self, scope: Scope, name: str, place: Place, answer: Lookup) -> bool:
        """Add what reaches the place in the scope's own code; is there more to look for?"""
        reaching = self.reaching(scope, name, place)
        answer.add(reaching.bindings)
        answer.complete &= reaching.complete
        answer.unbound |= reaching.deleted
        answer.may_be_hidden |= reaching.may_be_hidden
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
            places, unseen_from = self.callers.activations(owner, reader)
            for place in places:
                reaching = self.reaching(owner, name, place)
                ambient.add(reaching.bindings)
                ambient.complete &= reaching.complete
                ambient.unbound |= reaching.start or reaching.deleted
                ambient.may_be_hidden |= reaching.may_be_hidden
            self._add_bound_elsewhere(owner, name, ambient)
            if unseen_from is not None:
                self._add_possible_later(owner, name, unseen_from, ambient)
        answer.owner = answer.owner or owner
        answer.add(ambient.bindings)
        answer.possible_later += ambient.possible_later
        answer.complete &= ambient.complete
        answer.unbound |= ambient.unbound
        answer.may_be_hidden |= ambient.may_be_hidden

    def _add_possible_later(self, owner: Scope, name: str, place: Place, ambient: Lookup) -> None:
        """Add what the name may be at any time from a place of ``owner`` on."""
        before = self.reaching(owner, name, place)
        if before.start and "*" in owner.bindings:
            ambient.may_be_hidden = True
        found = [*before.bindings]
        for binding in reversed(owner.bindings.get(name, ())):
            if binding.at <= place.at or len(found) > BINDING_LIMIT:
                break
            if binding.kind is not BindingKind.DELETION:
                found.append(binding)
        ambient.complete &= len(found) <= BINDING_LIMIT
        known = set(ambient.bindings)
        ambient.possible_later = [binding for binding in found if binding not in known]

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
