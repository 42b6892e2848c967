"""The bindings that reach a load: held against beniget's def-use chains.

beniget is an independent analysis of the same question.  Where the two disagree,
CPython decides.  These are the kinds of disagreement, and beniget is wrong in all
of them but the last; an example of each is run below.

``WAY`` (we say more): CPython's code has a way from the binding to the load.  To
beniget one operand of ``and``, ``or`` and ``if``-``else`` cannot be skipped, a
comprehension and a ``case`` always bind, a handler sees nothing that its ``try``
bound, and a ``suppress`` block always runs to its end.

``NO_WAY`` (beniget says more): CPython's code has no such way.  To beniget what
follows a ``return`` goes on, and so does what follows ``raise`` in an ``if``.

``NEVER`` (either): the load or the binding is never run; CPython mostly leaves such
code out.

``FOREIGN`` (we say more): another function binds the name by ``global`` or
``nonlocal``.  beniget forgets that when it reads the functions in another order.

``LATE`` (we say more): a function sees the names around it as they are when it
runs.  To beniget one that is defined in a branch sees that branch only.

``CALLED`` (we say more): the function runs before the code around it has ended.

``ENDED`` (beniget says more): the binding is replaced before the code around the
function has ended, and the function is not called before; or that code ends behind
the binding, and never comes to the function.

``OWN`` (beniget says more): a function that declares a name ``global`` and then
binds it reads what it bound.

``SCOPE`` (beniget says more): the binding belongs to another scope than the name,
which is CPython's own word (see ``test_symtable.py``).  To beniget a ``global``
does not hold in the functions inside, but does for the targets of comprehensions;
private names of classes are like others; a class body that has not bound its name
yet looks for it in the function around it.

``CLASS`` (we say more): a name that a class body may not have bound yet comes from
the scope around it.

``CAUTIOUS`` (we say more): here beniget would be right to say less, and sometimes
does.  The last binding in a ``try`` or ``suppress`` block cannot fail any more, so
CPython's code has no way from it to a handler; we hold that an exception may come
from anywhere in the block.  And CPython has one copy of a ``finally`` block for each
way into it; we have one for all, and what comes in by an exception goes on behind.
It also knows that what follows ``if a and (b := c):`` has been through ``b``.

``PHANTOM`` (beniget says more): as ``NO_WAY``, but CPython's code has a way that no run
takes: past all handlers of ``except*``, where what is left is raised again, or from
a failure to bind what stands behind the ``as`` of a ``with``: a name cannot fail, and
of the rest we hold that only ``suppress`` and its like swallow the exception.

Only CPython 3.11 tells exactly where its code came from, so only there ``WAY``,
``NO_WAY`` and the like are proved for each name; see ``bytecode.py``.
"""

from __future__ import annotations

import ast
import contextlib
import enum
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import beniget
import gast
import pytest
from hypothesis import given

from flake8_uvicorn_import_string.semantic.model import Binding, BindingKind, Scope, ScopeKind
from flake8_uvicorn_import_string.semantic.table import Lookup
from tests.support import bytecode
from tests.support import real_code
from tests.support.bytecode import Code, Judge, Spot, spot
from tests.support.loads import Load, read_with_loads
from tests.support.programs import programs


class Kind(enum.Enum):
    """Why beniget has another answer: see above."""

    WAY = enum.auto()
    NO_WAY = enum.auto()
    NEVER = enum.auto()
    FOREIGN = enum.auto()
    LATE = enum.auto()
    CALLED = enum.auto()
    ENDED = enum.auto()
    OWN = enum.auto()
    SCOPE = enum.auto()
    CLASS = enum.auto()
    CAUTIOUS = enum.auto()
    PHANTOM = enum.auto()
    # Nothing above: somebody has to look.
    UNKNOWN = enum.auto()


class Difference(NamedTuple):
    """A binding that one of the two gives to a load, and the other does not."""

    load: Load
    place: Spot
    ours: bool
    kind: Kind

    def __str__(self) -> str:
        name = self.load.node
        who = "we" if self.ours else "beniget"
        where = f"{name.lineno}:{name.col_offset}"
        return f"{self.kind.name}: only {who} give {name.id} at {where} the one at {self.place}"


_ATTEMPTS: Final = (
    ast.Try,
    ast.With,
    ast.AsyncWith,
    *([getattr(ast, "TryStar")] if sys.version_info >= (3, 11) else []),
)
_NAMING = (
    gast.Name,
    gast.FunctionDef,
    gast.AsyncFunctionDef,
    gast.ClassDef,
    gast.alias,
    gast.MatchAs,
    gast.MatchStar,
    gast.MatchMapping,
)


def beniget_bindings(tree: ast.Module) -> dict[Spot, set[Spot]]:
    """Return where the bindings of each load are, as far as beniget has an answer.

    beniget fails on some trees; it says so by one of ``FAILURES``.
    """
    converted = gast.ast_to_gast(tree)
    for node in gast.walk(converted):
        if isinstance(node, gast.ExceptHandler) and node.name is not None:
            gast.copy_location(node.name, node)  # gast makes a name of a string
    chains = beniget.DefUseChains()
    # It prints what it thinks of the program.
    with contextlib.redirect_stdout(io.StringIO()):
        chains.visit(converted)
    found: dict[Spot, set[Spot]] = {}
    local = (definition for scope in chains.locals.values() for definition in scope)
    for definition in (*chains.chains.values(), *local):
        node = definition.node
        star = isinstance(node, gast.alias) and node.name == "*"
        if not isinstance(node, _NAMING) or definition.isdel() or star:
            continue
        for user in definition.users():
            if isinstance(user.node, gast.Name) and user is not definition:
                found.setdefault(spot(user.node), set()).add(spot(node))
    return found


FAILURES: Final = (AssertionError, AttributeError, RecursionError, TypeError)


class Classifier:
    """Say of what kind the differences of one source are."""

    def __init__(self, source: str, tree: ast.Module) -> None:
        self.judge = Judge(source, tree) if bytecode.AVAILABLE else None

    def kind(self, load: Load, answer: Lookup, binding: Binding | None, *, ours: bool) -> Kind:
        """Return why only one of the two gives a binding to a load."""
        reader = _reader(load)
        code = self._code(reader)
        if self.judge is not None and self.judge.leaves_out(reader.node):
            return Kind.NEVER
        if code is not None and binding is not None:
            if not code.runs(_goals(code, load, reader, binding.name)):
                return Kind.NEVER
        if answer.owner is None or binding is None:
            return Kind.UNKNOWN if ours else Kind.SCOPE
        judge = self._ours if ours else self._theirs
        return judge(load, answer, binding, answer.owner)

    def _theirs(self, load: Load, answer: Lookup, binding: Binding, owner: Scope) -> Kind:
        own = {other.scope for other in answer.bindings} - {owner, binding.scope}
        if len(own) == 1:
            (around,) = own
            if load.runs_in(around):
                if not self._fails(load, around, binding.name, Kind.OWN):
                    return Kind.OWN
                if _has_phantom_ways(around):
                    return Kind.PHANTOM
        if binding.scope is not owner:
            if binding in owner.bound_elsewhere.get(binding.name, ()):
                if load.runs_in(binding.scope):
                    return self._way(load, binding.scope, binding, Kind.NO_WAY)
                return Kind.UNKNOWN
            # Only the module has the names that a class body binds, but has not bound yet.
            if owner.kind is not ScopeKind.CLASS or binding.scope.kind is not ScopeKind.MODULE:
                return Kind.SCOPE
            if not self._fails(load, owner, binding.name, Kind.SCOPE):
                return Kind.SCOPE
            owner = binding.scope
        if not load.runs_in(owner):
            return Kind.UNKNOWN if self._at_end(load, owner, binding) else Kind.ENDED
        return self._way(load, owner, binding, Kind.NO_WAY)

    def _ours(self, load: Load, answer: Lookup, binding: Binding, owner: Scope) -> Kind:
        if binding.scope is not owner:
            if binding in owner.bound_elsewhere.get(binding.name, ()):
                return Kind.FOREIGN
            in_class = owner.kind is ScopeKind.CLASS
            fails = in_class and self._fails(load, owner, binding.name, Kind.CLASS)
            if in_class and not fails and (_after_finally(load, owner) or _tested(load, owner)):
                return Kind.CAUTIOUS
            return Kind.CLASS if fails else Kind.UNKNOWN
        if not load.runs_in(owner):
            return Kind.LATE if self._at_end(load, owner, binding) else Kind.CALLED
        return self._way(load, owner, binding, Kind.WAY)

    def _code(self, owner: Scope) -> Code | None:
        return self.judge.code(owner.node) if self.judge is not None else None

    def _way(self, load: Load, owner: Scope, binding: Binding, kind: Kind) -> Kind:
        code = self._code(owner)
        inside = load.place.scope is not owner and any(
            other.region.scope is not owner for other in owner.bindings[binding.name]
        )
        if code is None or inside:
            return kind  # nobody can tell, or it is decided inside a comprehension
        goals = _goals(code, load, owner, binding.name)
        starts = _starts(code, binding, owner)
        if not code.runs(goals) or not code.runs(starts):
            return Kind.NEVER
        way = code.flows(binding.name, starts, goals)
        if way is (kind is Kind.WAY):
            return kind
        if kind is Kind.WAY:
            merged = _attempted(binding) or _after_finally(load, owner) or _tested(load, owner)
            return Kind.CAUTIOUS if merged or _has_idle_try(owner) else Kind.UNKNOWN
        return Kind.PHANTOM if _has_phantom_ways(owner) else Kind.UNKNOWN

    def _at_end(self, load: Load, owner: Scope, binding: Binding) -> bool:
        """Does the binding hold when ``owner`` has ended, for the function with the load?"""
        code = self._code(owner)
        if code is None:
            return False
        starts = _starts(code, binding, owner)
        made = _goals(code, load, owner, binding.name)
        meets = code.flows(binding.name, starts, made) or code.flows("", made, starts)
        return meets and code.flows(binding.name, starts, code.ends())

    def _fails(self, load: Load, scope: Scope, name: str, kind: Kind) -> bool:
        """May the name be unbound in a scope when it is loaded?  ``kind`` says if not known."""
        code = self._code(scope)
        if code is None:
            return kind is Kind.CLASS
        # Where a global name is deleted here, it is gone from the module, too.
        starts = [0] if name in scope.declared else code.unbound(name)
        return code.flows(name, starts, _goals(code, load, scope, name))


def _attempted(binding: Binding) -> bool:
    """Is a binding made in a block that an exception may end?"""
    return any(
        region.construct is not None and isinstance(region.construct.node, _ATTEMPTS)
        for region, _ in binding.place.around()
    )


def _has_idle_try(scope: Scope) -> bool:
    """Has a scope a ``try`` in which nothing can raise an exception?  CPython leaves it out."""
    idle = (ast.Break, ast.Continue, ast.Pass)
    return any(
        isinstance(node, _ATTEMPTS) and isinstance(node.body[0], idle)
        for node in ast.walk(scope.node)
    )


def _has_phantom_ways(scope: Scope) -> bool:
    """Has CPython's code for a scope ways that no run takes?"""
    return any(
        type(node).__name__ == "TryStar"
        or (isinstance(node, ast.withitem) and node.optional_vars is not None)
        for node in ast.walk(scope.node)
    )


def _after_finally(load: Load, owner: Scope) -> bool:
    """Does a load stand behind a ``finally`` of its scope or of the owner of its name?"""
    return any(
        getattr(node, "finalbody", None) and spot(node) < spot(load.node)
        for scope in (_reader(load), owner)
        for node in ast.walk(scope.node)
    )


def _tested(load: Load, owner: Scope) -> bool:
    """May an ``and`` or ``or`` of these scopes bind the name of a load?"""
    return any(
        isinstance(part, ast.NamedExpr) and part.target.id == load.node.id
        for scope in (_reader(load), owner)
        for node in ast.walk(scope.node)
        if isinstance(node, ast.BoolOp)
        for value in node.values[1:]
        for part in ast.walk(value)
    )


def _reader(load: Load) -> Scope:
    """Return the scope that a load is in, a comprehension taken as part of it."""
    scope = load.place.scope
    while scope.kind is ScopeKind.COMPREHENSION:
        assert scope.parent is not None
        scope = scope.parent
    return scope


def _places(node: Any) -> set[Spot]:
    decorators = getattr(node, "decorator_list", [])
    return {spot(node), *map(spot, decorators[:1])}


def _inner(scope: Scope, owner: Scope) -> Scope:
    """Return the scope directly inside ``owner`` that ``scope`` is, or is part of."""
    while scope.parent is not owner:
        assert scope.parent is not None
        scope = scope.parent
    return scope


def _starts(code: Code, binding: Binding, owner: Scope) -> list[int]:
    """Return the instructions that come after a binding."""
    if binding.kind is BindingKind.PARAMETER:
        return [0]
    if binding.region.scope is not owner:  # ":=" in a comprehension
        places = _places(_inner(binding.region.scope, owner).node)
        stores = code.find({"CALL"}, places)
        return [after for number in stores for after in code.after[number]]
    node: Any = binding.node
    places = _places(node)
    if binding.kind is BindingKind.IMPORT:
        places |= _places(binding.value)
    stores = [number for number in code.stores(binding.name) if code.spots[number] in places]
    if not stores and isinstance(node, ast.pattern):
        # Captures are stored when the whole pattern fits, anywhere in it.
        whole = _pattern(binding)
        ends = whole.end_lineno, whole.end_col_offset
        stores = [
            number
            for number in code.stores(binding.name)
            if spot(whole) <= code.spots[number] < ends
        ]
    return [after for number in stores for after in code.after[number]]


def _pattern(binding: Binding) -> Any:
    """Return the pattern of the ``case`` that a capture is part of."""
    for region, _ in binding.place.around():
        if region.construct is not None and isinstance(region.construct.node, ast.Match):
            for case in region.construct.node.cases:
                if binding.node in ast.walk(case.pattern):
                    return case.pattern
    raise AssertionError(binding)


def _goals(code: Code, load: Load, owner: Scope, name: str) -> list[int]:
    """Return the instructions of ``owner`` at which a load happens."""
    scope = load.place.scope
    assert scope is not None
    if scope is owner:
        return code.loads(name, spot(load.node))
    inner = _inner(scope, owner)
    made = "LOAD_BUILD_CLASS" if inner.kind is ScopeKind.CLASS else "MAKE_FUNCTION"
    return code.find({made}, _places(inner.node))


def differences(
    source: str, tree: ast.Module, expected: dict[Spot, set[Spot]]
) -> Iterator[Difference | None]:
    """Yield None for each load with one answer, and what differs of the others.

    ``expected`` is what beniget says.
    """
    table, loads = read_with_loads(tree)
    classifier: Classifier | None = None
    by_name: dict[str, dict[Spot, Binding]] = {}
    for scope in table.scopes.values():
        for name, bindings in scope.bindings.items():
            by_name.setdefault(name, {}).update((spot(b.node), b) for b in bindings)
    for load in loads:
        theirs = expected.get(spot(load.node))
        answer = load.lookup(table)
        if not theirs or not answer.complete:
            continue
        candidates = (*answer.bindings, *answer.possible_later)
        ours = {spot(binding.node): binding for binding in candidates}
        if theirs == ours.keys():
            yield None
            continue
        if classifier is None:
            classifier = Classifier(source, tree)
        assert load.place.scope is not None
        known = by_name.get(load.place.scope.mangled(load.node.id), {})
        for place in theirs - ours.keys():
            kind = classifier.kind(load, answer, known.get(place), ours=False)
            yield Difference(load, place, False, kind)
        for place in ours.keys() - theirs:
            kind = classifier.kind(load, answer, ours[place], ours=True)
            yield Difference(load, place, True, kind)


def count(source: str, tree: ast.Module) -> Counter[str]:
    """Return how many loads are the same, and how many bindings differ in which way."""
    try:
        expected = beniget_bindings(tree)
    except FAILURES:
        return Counter({"left out": 1})
    seen: Counter[str] = Counter()
    for difference in differences(source, tree, expected):
        if difference is None:
            seen["same"] += 1
        else:
            assert difference.kind is not Kind.UNKNOWN, str(difference)
            seen[difference.kind.name] += 1
    return seen


class Example(NamedTuple):
    """A program in which one name is loaded by ``seen(…)``, and what it gets."""

    kind: Kind
    ours: bool
    source: str
    gets: str | None


EXAMPLES = [
    Example(Kind.WAY, True, "a = 'old'\nTrue or (a := 'new')\nseen(a)", "old"),
    Example(Kind.WAY, True, "a = 'old'\nx = 1 if True else (a := 'new')\nseen(a)", "old"),
    Example(Kind.WAY, True, "a = 'old'\n[a := 'new' for x in ()]\nseen(a)", "old"),
    Example(Kind.WAY, True, "a = 'old'\nmatch 1:\n case [a]: pass\nseen(a)", "old"),
    Example(
        Kind.WAY,
        True,
        "a = 'old'\ntry:\n a = 'new'\n int('x')\n a = 'newer'\nexcept ValueError:\n seen(a)",
        "new",
    ),
    Example(
        Kind.WAY,
        True,
        "from contextlib import suppress\na = 'old'\n"
        "with suppress(ValueError):\n int('x')\n a = 'new'\nseen(a)",
        "old",
    ),
    Example(
        Kind.NO_WAY,
        False,
        "def f(x):\n a = 'old'\n if x:\n  a = 'new'\n  return\n seen(a)\nf(True)\nf(False)",
        "old",
    ),
    Example(
        Kind.NO_WAY,
        False,
        "def f(x):\n a = 'old'\n if x:\n  a = 'new'\n  raise ValueError\n seen(a)\n"
        "try:\n f(True)\nexcept ValueError:\n f(False)",
        "old",
    ),
    Example(
        Kind.FOREIGN,
        True,
        "a = 'old'\ndef use():\n seen(a)\ndef bind():\n global a\n a = 'new'\nbind()\nuse()",
        "new",
    ),
    Example(
        Kind.LATE,
        True,
        "a = 'old'\nif True:\n def use():\n  seen(a)\na = 'new'\nuse()",
        "new",
    ),
    Example(
        Kind.CALLED,
        True,
        "def use():\n seen(a)\na = 'old'\nuse()\na = 'new'",
        "old",
    ),
    Example(
        Kind.OWN,
        False,
        "a = 'old'\ndef use():\n global a\n a = 'new'\n seen(a)\nuse()",
        "new",
    ),
    Example(
        Kind.SCOPE,
        False,
        "a = 'outer'\ndef f(a='parameter'):\n def g():\n  global a\n  def h():\n   seen(a)\n"
        "  h()\n g()\nf()",
        "outer",
    ),
    Example(
        Kind.SCOPE,
        False,
        "a = 'outer'\ndef f():\n global a\n [seen(a) for a in ['target']]\nf()",
        "target",
    ),
    Example(
        Kind.SCOPE,
        False,
        "a = 'outer'\ndef f():\n a = 'function'\n class C:\n  seen(a)\n  a = 'class'\nf()",
        "outer",
    ),
    Example(
        Kind.ENDED,
        False,
        "def f():\n for x in range(2):\n  if x:\n   a = 'new'\n   break\n  a = 'old'\n"
        " else:\n  a = 'else'\n def use():\n  seen(a)\n use()\nf()",
        "new",
    ),
    Example(
        Kind.CLASS,
        True,
        "a = 'outer'\nclass C:\n if not True:\n  a = 'inner'\n seen(a)",
        "outer",
    ),
    Example(
        Kind.NEVER,
        False,
        "def f(a):\n try:\n  raise ValueError\n except ValueError: pass\n else:\n  seen(a)\nf(1)",
        None,
    ),
    Example(
        Kind.CAUTIOUS,
        True,
        "a = 'old'\ntry:\n a = 'new'\nexcept ValueError:\n seen(a)\nelse:\n a = 'else'",
        None,
    ),
    Example(
        Kind.PHANTOM,
        False,
        "from contextlib import nullcontext, suppress\na = 'old'\ntry:\n"
        " with nullcontext('new') as a, suppress(ValueError):\n  int('x')\n"
        "finally:\n pass\nseen(a)",
        "new",
    ),
]


if sys.version_info >= (3, 11):
    EXAMPLES.append(
        Example(
            Kind.PHANTOM,
            False,
            "a = 'old'\ntry:\n raise ValueError\nexcept* ValueError:\n a = 'new'\nseen(a)",
            "new",
        )
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.kind.name)
def test_who_is_right(example: Example) -> None:
    tree = ast.parse(example.source)
    every = differences(example.source, tree, beniget_bindings(tree))
    found = [other for other in every if other is not None]
    assert example.ours in {other.ours for other in found}
    if bytecode.AVAILABLE:
        assert (example.kind, example.ours) in {(other.kind, other.ours) for other in found}
    got: list[str] = []
    exec(compile(tree, "<example>", "exec"), {"seen": got.append})
    assert got == ([] if example.gets is None else [example.gets])


@given(programs())
def test_generated_programs(source: str) -> None:
    count(source, ast.parse(source))


def check_files(paths: Iterable[Path]) -> Counter[str]:
    """Compare the loads of files; what beniget cannot read is left out."""
    seen: Counter[str] = Counter()
    for path in paths:
        seen["files"] += 1
        try:
            source = real_code.decode(path)
            tree = real_code.parse(source)
            seen += Counter({"left out": 1}) if tree is None else count(source, tree)
        except (SyntaxError, ValueError, RecursionError):
            seen["left out"] += 1
        except AssertionError as error:
            raise AssertionError(f"{path}: {error}") from None
    return seen


def test_sample_of_real_code() -> None:
    seen = check_files(real_code.sample(1))
    print(dict(seen))
    assert seen["same"] > 4_000
    # Not one name in twenty differs, whatever the reason.
    assert sum(seen[kind.name] for kind in Kind) < seen["same"] / 20
    assert seen["left out"] < seen["files"] / 10


@pytest.mark.deep
@pytest.mark.parametrize("directory", [real_code.STDLIB, real_code.INSTALLED])
@pytest.mark.parametrize("number", range(real_code.SLICES))
def test_real_code(directory: Path, number: int) -> None:
    print(dict(check_files(real_code.files(directory, number, real_code.SLICES))))
