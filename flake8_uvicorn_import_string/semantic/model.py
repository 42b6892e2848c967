"""The data of the symbol table: scopes, their bindings, and the places of their code.

A scope's code is a tree of *regions*: runs of code without a branch.  Whatever branches
(``if``, ``for``, ``try``, ``match``, ``and``, a comprehension …) is a *construct*: it stands at
one place of a region and owns further regions, its branches.  A *place* is a moment in the run
of a region; the order of places is the order in which CPython would evaluate what stands there.
"""

from __future__ import annotations

import ast
import enum
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

END: Final = sys.maxsize
# As a place: any place of the region, for an exception may leave it anywhere.
ANYWHERE: Final = -1

# A part that lies deeper in something is not followed.
STEP_LIMIT: Final = 4

# So many letters of a class tell its private names from those of others.
PRIVATE_LIMIT: Final = 200


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


class BindingKind(enum.Enum):
    """What made a name: the field's own kinds, one per way of binding."""

    ASSIGNMENT = enum.auto()
    AUGMENTED = enum.auto()
    OTHER_TARGET = enum.auto()
    IMPORT = enum.auto()
    ANY_NAME = enum.auto()  # a star import, exec …: it may bind every name
    FUNCTION = enum.auto()
    CLASS = enum.auto()
    PARAMETER = enum.auto()
    EXCEPTION = enum.auto()
    TYPE_PARAMETER = enum.auto()
    DELETION = enum.auto()


class Place(NamedTuple):
    """A moment in the run of a region; ``at`` grows in the order of evaluation.

    ``END`` is the last one of a region, ``ANYWHERE`` stands for each of them.
    """

    region: Region
    at: int

    @property
    def scope(self) -> Scope:
        """The scope whose code it is."""
        return self.region.scope

    def around(self) -> Iterator[Place]:
        """Yield this place and those around it in its scope.

        After the first one, they are the places of the constructs that hold the
        region before.
        """
        place = self
        while True:
            yield place
            construct = place.region.construct
            if construct is None:
                return
            place = construct.place


class Part(NamedTuple):
    """Where in something the part lies that an unpacking or a loop binds.

    Each step is an index, or None for any of the elements.
    """

    whole: ast.expr
    steps: tuple[int | None, ...]

    def step(self, index: int | None) -> Part | None:
        """Return a part of this part, None if it lies too deep."""
        steps = (*self.steps, index)
        return Part(self.whole, steps) if len(steps) <= STEP_LIMIT else None


class Binding:
    """One place where a name gets a value, or loses it.

    ``node`` is the target (or the ``alias``, ``arg``, ``def``, ``class``);
    ``value`` is the expression bound, where there is one, the default of a
    parameter, or the statement of an import; ``part`` says of what it is a part where an
    unpacking or a loop binds it.  ``at`` is the place in ``region``,
    ``read_at`` the place at which ``value`` is evaluated.
    """

    __slots__ = ("at", "kind", "name", "node", "part", "read_at", "region", "scope", "value")

    def __init__(
        self,
        kind: BindingKind,
        name: str,
        node: ast.AST,
        value: ast.AST | None,
        region: Region,
        at: int,
        read_at: int,
        scope: Scope,
        part: Part | None = None,
    ) -> None:
        self.kind = kind
        self.name = name
        self.node = node
        self.value = value
        self.region = region
        self.at = at
        self.read_at = read_at
        self.scope = scope
        self.part = part

    # Made when asked for: most bindings of a file are never asked about.

    @property
    def place(self) -> Place:
        """The place at which the name is bound."""
        return Place(self.region, self.at)

    @property
    def read_place(self) -> Place:
        """The place at which the value is evaluated."""
        return Place(self.region, self.read_at)


class Region:
    """A run of code without a branch.

    ``entries`` are the places from which control comes in, empty at the root of
    a scope (at ``ANYWHERE``: any place of a region, by an exception).
    ``falls_through`` is False when control never leaves at the end (``return``,
    ``raise``, ``break`` …).  ``tests_before`` says how many of the construct's tests
    have been evaluated before the region is entered, ``last_test_holds`` whether the
    last of them was true, ``complains`` whether its code reports an error to the user.
    ``checks`` are the places where the code may have stopped on a condition:
    assertions, and constructs with tests.
    """

    __slots__ = (
        "checks",
        "complains",
        "construct",
        "entries",
        "falls_through",
        "last_test_holds",
        "scope",
        "tests_before",
    )

    def __init__(
        self,
        scope: Scope,
        construct: Construct | None = None,
        tests_before: int = 0,
        last_test_holds: bool = False,
    ) -> None:
        self.scope = scope
        self.construct = construct
        self.tests_before = tests_before
        self.last_test_holds = last_test_holds
        self.entries: list[Place] = []
        self.falls_through = True
        self.complains = False
        self.checks: list[tuple[int, ast.Assert | Construct]] = []

    @property
    def end(self) -> Place:
        """The last place of the region."""
        return Place(self, END)


class Construct:
    """Something that branches, at the place ``at`` of ``region``.

    ``tests`` are the conditions in the order of evaluation, ``exits`` the places
    from which control goes on behind it, ``breaks`` and ``continues`` those of a
    loop's jumps.
    """

    __slots__ = ("at", "branches", "breaks", "continues", "exits", "node", "region", "tests")

    def __init__(self, node: ast.AST, region: Region, at: int) -> None:
        self.node = node
        self.region = region
        self.at = at
        self.branches: list[Region] = []
        self.tests: list[ast.expr] = []
        self.exits: list[Place] = []
        self.breaks: list[Place] = []
        self.continues: list[Place] = []

    @property
    def place(self) -> Place:
        """The place of the construct in the region around it."""
        return Place(self.region, self.at)

    @property
    def before(self) -> Place:
        """The place just before the construct."""
        return Place(self.region, self.at - 1)

    def branch(
        self,
        entries: Iterable[Place],
        *,
        scope: Scope | None = None,
        tests_before: int = 0,
        last_test_holds: bool = False,
    ) -> Region:
        """Make one more branch, entered from ``entries``."""
        region = Region(scope or self.region.scope, self, tests_before, last_test_holds)
        region.entries.extend(entries)
        self.branches.append(region)
        return region

    def outcomes(self, branch: Region) -> Iterator[tuple[ast.expr, bool]]:
        """Yield the tests whose outcome is known inside ``branch``, each with it."""
        node, count = self.node, branch.tests_before
        if isinstance(node, ast.BoolOp):
            truth = isinstance(node.op, ast.And)
            for number in range(count):
                yield self.tests[number], truth
        elif count and isinstance(node, (ast.If, ast.IfExp, ast.While)):
            for number in range(count - 1):
                yield self.tests[number], False
            yield self.tests[count - 1], branch.last_test_holds


class Scope:
    """One scope: its names, where it stands, and what its code returns.

    ``bindings`` holds, by name, every binding that the scope's own code makes,
    those of names declared ``global`` or ``nonlocal`` included; ``declared``
    says which these are, and under ``"*"`` stands what may bind any name.
    ``place`` is where the scope's definition stands in the parent, ``root`` the
    region its code starts in.  ``bound_elsewhere`` holds what other scopes bind of
    its names, ``private`` is the class whose private names are meant.
    """

    __slots__ = (
        "annotations",
        "bindings",
        "bound_elsewhere",
        "declared",
        "generator",
        "kind",
        "node",
        "parent",
        "place",
        "private",
        "returns",
        "root",
    )

    def __init__(self, kind: ScopeKind, node: ast.AST, place: Place | None = None) -> None:
        self.kind = kind
        self.node = node
        self.place = place
        self.parent = place.scope if place else None
        self.root = Region(self)
        self.bindings: dict[str, list[Binding]] = {}
        self.declared: dict[str, bool] = {}  # name -> is it global?
        self.bound_elsewhere: dict[str, list[Binding]] = {}
        self.annotations: dict[str, list[ast.expr]] = {}
        self.returns: list[Return] = []
        self.generator = False
        self.private: str = self.parent.private if self.parent else ""

    @property
    def name(self) -> str:
        """The name of a function or a class, ``""`` of anything else."""
        return getattr(self.node, "name", "")

    @property
    def class_def(self) -> ast.ClassDef:
        """The definition of a class."""
        assert isinstance(self.node, ast.ClassDef)
        return self.node

    @property
    def function(self) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda:
        """The definition of a function, or the lambda."""
        assert isinstance(self.node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        return self.node

    @property
    def definer(self) -> Scope | None:
        """The scope in which the definition stands, that of its type parameters aside."""
        scope = self.parent
        while scope is not None and scope.kind is ScopeKind.TYPE_PARAMETERS:
            scope = scope.parent
        return scope

    def around(self) -> Iterator[Scope]:
        """Yield this scope and those around it."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    @property
    def end(self) -> Place:
        """The place at which all of the scope's code has run."""
        return Place(self.root, END)

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


def mangle(name: str, private: str) -> str:
    """Return the name as CPython stores it in the body of the class ``private``.

    Of the name of a class only so much counts as keeps many private names small.
    """
    private = private.lstrip("_")[:PRIVATE_LIMIT]
    if private and name.startswith("__") and not name.endswith("__") and "." not in name:
        return f"_{private}{name}"
    return name


class Call(NamedTuple):
    """A call, and the place at which it happens."""

    node: ast.Call
    region: Region
    at: int

    # Made when asked for, as that of a binding.
    @property
    def place(self) -> Place:
        """The place at which it happens."""
        return Place(self.region, self.at)


class Return(NamedTuple):
    """A ``return``: its value, None if it has none, and its place."""

    value: ast.expr | None
    place: Place
