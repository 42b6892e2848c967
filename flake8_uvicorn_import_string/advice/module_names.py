"""Which names a module has once it has been imported."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.python import NAME_MAKERS
from flake8_uvicorn_import_string.semantic.callers import CALLER_LIMIT, closure
from flake8_uvicorn_import_string.semantic.model import ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.semantic.model import Binding, Scope

# Names that look alike are searched for in so many comparisons of a file, each takes long.
COMPARISON_LIMIT: Final = 2000
# Longer names are compared with no other.
LENGTH_LIMIT: Final = 40

# What is bound by these is no application.
_NO_APPLICATIONS: Final = (
    ast.Import,
    ast.Constant,
    ast.JoinedStr,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.Set,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Compare,
)


class ModuleNames:
    """The names that a module has once it has been imported."""

    def __init__(self, analysis: Analysis) -> None:
        self.table = table = analysis.table
        self.guards = analysis.guards
        module = table.module
        # Here names appear that no binding shows.
        self.open = (
            "*" in module.bindings
            or "*" in module.bound_elsewhere
            or "__getattr__" in module.bindings
            or any(
                isinstance(call.node.func, ast.Name)
                for name in NAME_MAKERS
                for call in table.calls.get(name, ())
            )
        )
        self._all_callers = analysis.all_callers
        self._local: set[str] | None = None
        self._present: list[str] | None = None
        self._compared = 0
        self._near: dict[str, str | None] = {}

    def missing(self, name: str, *, as_main: bool) -> str | None:
        """Return why an imported module lacks ``name``, None if it may have it.

        ``as_main`` is True when names bound under the guard are there too.
        """
        module = self.table.module
        if self.open or name.startswith("__"):
            return None
        # sys.modules[__name__].app = …
        if any(not isinstance(s.target.value, ast.Name) for s in self.table.stores.get(name, ())):
            return None
        bindings = module.bindings.get(name)
        elsewhere = module.bound_elsewhere.get(name)
        if elsewhere:
            if as_main or not self._are_left_out((*(bindings or ()), *elsewhere)):
                return None
            return "only code binds it that an import does not run"
        if not bindings:
            if self._local is None:
                self._local = {
                    known
                    for scope in self.table.scopes.values()
                    if scope.kind is ScopeKind.FUNCTION
                    for known in (*scope.bindings, *scope.annotations)
                    if scope.binds(known)
                }
            return "it is local to a function" if name in self._local else "nothing binds it"
        reaching = self.table.reaching(module, name, module.end)
        if not reaching.complete:
            return None
        if not reaching.bindings:
            return "it is deleted again" if reaching.deleted else None
        if not as_main and all(self.guards.hold(item.region) for item in reaching.bindings):
            return "it is bound only under the __main__ guard"
        return None

    def _are_left_out(self, bindings: Sequence[Binding]) -> bool:
        """Does an import surely run none of these: under the guard, or in what only that calls?"""
        if len(bindings) > CALLER_LIMIT:
            return False
        starts = [item.scope for item in bindings if not self.guards.hold(item.region)]
        scopes = [*closure(starts, self._callers)]
        return len(scopes) < CALLER_LIMIT and all(map(self._is_called_alone, scopes))

    def _callers(self, function: Scope) -> Iterator[Scope]:
        """Yield the scopes that call a function, but for what they do under the guard."""
        for call in self.table.callers.by_name(function) if function.place else ():
            if not self.guards.hold(call.place.region):
                yield call.place.scope

    def _is_called_alone(self, scope: Scope) -> bool:
        """Is a scope a plain function that everybody who speaks of it calls?"""
        node = scope.node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or node.decorator_list:
            return False
        if scope.parent is not self.table.module:
            return False
        calls = [*self.table.callers.by_name(scope)]
        return 0 < len(calls) == self._all_callers.mentions(scope)

    def near(self, name: str) -> str | None:
        """Return the name of the module that looks most like ``name``."""
        if name not in self._near:
            self._near[name] = self._find_near(name) if len(name) <= LENGTH_LIMIT else None
        return self._near[name]

    def _find_near(self, name: str) -> str | None:
        from difflib import (
            get_close_matches,  # it takes long to import, and few files need it
        )

        if self._present is None:
            self._present = [
                known
                for known in self.table.module.bindings
                if len(known) <= LENGTH_LIMIT
                and not self.missing(known, as_main=False) and self._may_serve(known)
            ]
        self._compared += len(self._present)
        if self._compared > COMPARISON_LIMIT:
            return None
        return next(iter(get_close_matches(name, self._present, 1, 0.8)), None)

    def _may_serve(self, name: str) -> bool:
        """May a name of the module be an application, which is no module, text or display?"""
        return not any(
            isinstance(binding.value, _NO_APPLICATIONS) for binding in self.table.at_end(name)
        )
