"""Run a made-up program (``programs.py``) and see which binding each load gets.

The program's tree is rewritten first.  Every value that is bound carries the
places of the targets it may have been bound to, and every load is noted.  What
is true, how long a loop runs and whether two things are equal comes from a
tape of random bits, so several runs of a program take different ways.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import random
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

# A run ends after so many loads.
STEPS: Final = 400

Spot = tuple[int, int]  # line and column
Spots = frozenset[Spot]


class Seen(NamedTuple):
    """A load that was run: where, the bindings that may have made the value, and more.

    ``spots`` is None when the value does not tell, ``bound`` False when the name had
    no value.  ``direct`` says that only calls of a function by its own name are
    running: only these calls the lookup can see.
    """

    spot: Spot
    spots: Spots | None
    bound: bool
    direct: bool


class _Stop(BaseException):
    """The run has taken long enough."""


class Value(Sequence[Any]):
    """A value that can be used as anything, and knows where it was bound."""

    def __init__(self, run: _Run, spots: Spots, inner: object = None, length: int = -1) -> None:
        self._run = run
        self.spots = spots
        self.inner = inner
        self.length = length

    def _part(self, length: int = 2) -> Value:
        return Value(self._run, self.spots, None, length)

    def __bool__(self) -> bool:
        return self._run.flip()

    def __eq__(self, other: object) -> bool:
        return self._run.flip()

    def __hash__(self) -> int:
        return id(self)

    def __len__(self) -> int:
        return 2 if self.length < 0 else self.length

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self._part()]
        if index in (0, 1, -1, -2):
            return self._part()
        raise IndexError(index)

    def __iter__(self) -> Iterator[Any]:
        for _ in range(self._run.random.randrange(4) if self.length < 0 else self.length):
            yield self._part()

    def __call__(self, *arguments: object, **keywords: object) -> object:
        if not callable(self.inner):
            return Value(self._run, frozenset())
        self._run.indirect += 1
        try:
            return self.inner()
        finally:
            self._run.indirect -= 1

    def __enter__(self) -> Value:
        return self._part()

    def __exit__(self, *exception: object) -> None:
        pass

    def __iadd__(self, other: object) -> object:
        return other

    __add__ = __iadd__

    def __radd__(self, other: object) -> object:
        return self

    @property
    def x(self) -> Value:
        """Return what ``object(x=name)`` matches."""
        return self._part()


class _Module:
    """What an import gets: it has every attribute, bound at the same place."""

    def __init__(self, value: Value) -> None:
        self.__dict__["value"] = value

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        value: Value = self.__dict__["value"]
        return value


class _Run:
    def __init__(self, seed: int, spots: list[Spots]) -> None:
        self.random = random.Random(seed)
        self.spots = spots
        self.seen: list[Seen] = []
        self.waiting: Spot | None = None
        self.indirect = 0
        self.steps = 0

    def flip(self) -> bool:
        return self.random.random() < 0.5

    def step(self) -> None:
        self.steps += 1
        if self.steps > STEPS:
            raise _Stop

    def fresh(self, *arguments: object, **keywords: object) -> Value:
        self.step()
        return Value(self, frozenset())

    def give(self, key: int, value: object, length: int = -1) -> Value:
        """Return a value bound at the spots of ``key``."""
        self.step()
        return Value(self, self.spots[key], value, length)

    def mark(self, key: int) -> Callable[[Any], Any]:
        """Return a decorator that marks a function or class as bound at ``key``."""

        def decorate(made: Any) -> Any:
            if isinstance(made, (types.FunctionType, type)):
                made.spots = self.spots[key]  # type: ignore[union-attr]
                return made
            return Value(self, self.spots[key], made)

        return decorate

    def arrive(self, line: int, column: int) -> None:
        """Note that a load comes next."""
        self.step()
        self.fail()
        self.waiting = line, column

    def use(self, _: None, value: object) -> object:
        """Note the value that the load got."""
        spot, self.waiting = self.waiting, None
        assert spot is not None
        spots = getattr(value, "spots", None) if not isinstance(value, _Module) else None
        if isinstance(value, _Module):
            spots = value.__dict__["value"].spots
        self.seen.append(Seen(spot, spots or None, True, not self.indirect))
        return value

    def fail(self) -> None:
        """Note that the load before got no value, if that is so."""
        if self.waiting is not None:
            self.seen.append(Seen(self.waiting, None, False, not self.indirect))
            self.waiting = None

    def import_(self, name: str, *rest: object) -> _Module:
        self.step()
        return _Module(Value(self, self.spots[int(name.removeprefix("_spot"))]))


def _spot(node: Any) -> Spot:
    return node.lineno, node.col_offset


class _Rewriter(ast.NodeTransformer):
    def __init__(self) -> None:
        self.spots: list[Spots] = []

    def key(self, nodes: Sequence[Any]) -> int:
        self.spots.append(frozenset(map(_spot, nodes)))
        return len(self.spots) - 1

    @staticmethod
    def call(name: str, *arguments: ast.expr) -> ast.Call:
        return ast.Call(ast.Name(name, ast.Load()), [*arguments], [])

    def given(self, value: ast.expr, targets: Sequence[ast.expr], *, one: bool = True) -> ast.expr:
        """Return ``value`` as it is bound to ``targets`` (or its items, if not ``one``)."""
        names = [
            node
            for target in targets
            for node in ast.walk(target)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        ]
        length = 2 if one and any(not isinstance(target, ast.Name) for target in targets) else -1
        value = self.visit(value)
        return self.call(
            "_give", ast.Constant(self.key(names)), value, ast.Constant(length)
        )

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if not isinstance(node.ctx, ast.Load):
            return node
        arrival = self.call("_arrive", *map(ast.Constant, _spot(node)))
        return self.call("_use", arrival, node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        node.value = self.given(node.value, node.targets)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.given(node.value, [node.target])
        if not node.simple:
            raise NotImplementedError
        node.annotation = self.visit(node.annotation)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        node.value = self.given(node.value, [node.target])
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        node.value = self.given(node.value, [node.target])
        return node

    def visit_For(self, node: Any) -> ast.AST:
        node.iter = self.given(node.iter, [node.target], one=False)
        return self.visit_While(node)

    def visit_While(self, node: Any) -> ast.AST:
        for part in ("test", "body", "orelse"):
            child = getattr(node, part, None)
            if isinstance(child, list):
                setattr(node, part, [self.visit(statement) for statement in child])
            elif child is not None:
                setattr(node, part, self.visit(child))
        # Outside of every "try", so that no "finally" can keep a loop running.
        node.body.insert(0, ast.Expr(self.call("_step")))
        return node  # type: ignore[no-any-return]

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        node.iter = self.given(node.iter, [node.target], one=False)
        node.ifs = [self.visit(test) for test in node.ifs]
        return node

    def visit_withitem(self, node: ast.withitem) -> ast.AST:
        if node.optional_vars is None or "suppress" in ast.dump(node.context_expr):
            # ``suppress`` gives None, which tells nothing.
            return self.generic_visit(node)
        node.context_expr = self.given(node.context_expr, [node.optional_vars])
        return node

    def visit_Match(self, node: ast.Match) -> ast.AST:
        captures = [
            pattern
            for case in node.cases
            for pattern in ast.walk(case.pattern)
            if isinstance(pattern, (ast.MatchAs, ast.MatchStar, ast.MatchMapping))
        ]
        for case in node.cases:
            if case.guard is not None:
                case.guard = self.visit(case.guard)
            case.body = [self.visit(statement) for statement in case.body]
        value = self.visit(node.subject)
        node.subject = self.call("_give", ast.Constant(self.key(captures)), value)
        return node

    def visit_Import(self, node: Any) -> ast.AST:
        for alias in node.names:
            bound = alias.asname or alias.name.partition(".")[0]
            alias.name, alias.asname = f"_spot{self.key([alias])}", bound
        return node  # type: ignore[no-any-return]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        node.module = f"_spot{self.key(node.names)}"
        return node

    def visit_arguments(self, node: ast.arguments) -> ast.AST:
        # All parameters of these programs have defaults, and no call gives arguments.
        parameters = [*node.posonlyargs, *node.args]
        node.defaults = [
            self.call("_give", ast.Constant(self.key([parameter])), self.visit(default))
            for parameter, default in zip(parameters, node.defaults, strict=True)
        ]
        node.kw_defaults = [
            default
            and self.call("_give", ast.Constant(self.key([parameter])), self.visit(default))
            for parameter, default in zip(node.kwonlyargs, node.kw_defaults, strict=True)
        ]
        for parameter in (*parameters, *node.kwonlyargs):
            if parameter.annotation is not None:
                parameter.annotation = self.visit(parameter.annotation)
        return node

    def visit_FunctionDef(self, node: Any) -> ast.AST:
        mark = self.call("_mark", ast.Constant(self.key([node])))
        self.generic_visit(node)
        node.decorator_list.insert(0, mark)
        return node  # type: ignore[no-any-return]

    visit_ClassDef = visit_FunctionDef


class Program:
    """A program that is ready to run."""

    def __init__(self, source: str) -> None:
        rewriter = _Rewriter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.fix_missing_locations(rewriter.visit(ast.parse(source)))
            self.code = compile(tree, "<program>", "exec", dont_inherit=True)
        self.spots = rewriter.spots

    def run(self, seed: int) -> list[Seen]:
        """Run the program once and return the loads in order."""
        run = _Run(seed, self.spots)
        names: dict[str, Any] = {
            "__builtins__": {
                **vars(builtins),
                "__import__": run.import_,
                "_arrive": run.arrive,
                "_give": run.give,
                "_mark": run.mark,
                "_step": run.step,
                "_use": run.use,
                "new": run.fresh,
                "suppress": contextlib.suppress,
            },
            "__name__": "program",
        }
        with contextlib.suppress(_Stop, Exception):
            exec(self.code, names)
        if run.steps <= STEPS:
            run.fail()
        return run.seen
