"""Find every call that reaches ``uvicorn.run``, normalised to one :class:`Launch`.

A call is looked at only if its names can lead to uvicorn at all; then inference
says what is really called.  Calls that hand ``uvicorn.run`` on (a thread, an
executor, ``functools.partial``) are launches too.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.flow import Binding, BindingKind, Region
from flake8_uvicorn_import_string.inference import CONFIGS, State, judge_switch, judge_workers
from flake8_uvicorn_import_string.scopes import Call
from flake8_uvicorn_import_string.values import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_uvicorn_import_string.inference import Inference
    from flake8_uvicorn_import_string.scopes import SymbolTable
    from flake8_uvicorn_import_string.values import Values

RUN: Final = "uvicorn.run"

# What holds more arguments than this is not looked into: uvicorn.run takes some fifty.
ARGUMENT_LIMIT: Final = 200

# The parameters of uvicorn.run that decide about a launch.
PARAMETERS: Final = ("app", "reload", "workers", "debug", "factory")
# Calls that put something else in the place of an attribute (unittest.mock, pytest).
_PATCHES: Final = ("patch", "object", "setattr")
FLAGS: Final = frozenset({"reload", "workers", "debug"})


class Argument(NamedTuple):
    """An argument, where it is evaluated, and the node to report it at.

    ``keyword`` is the keyword node where the argument is written as one in the
    call itself.
    """

    node: ast.expr
    region: Region
    at: int
    shown: ast.expr
    keyword: ast.keyword | None = None


class Arguments:
    """The arguments of a call, or of several put together.

    ``open_positional`` and ``open_keywords`` are True when there may be more
    than is visible, ``clash`` when something is given twice.
    """

    __slots__ = ("clash", "keywords", "open_keywords", "open_positional", "positional")

    def __init__(self) -> None:
        self.positional: list[Argument] = []
        self.keywords: dict[str, Argument] = {}
        self.open_positional = False
        self.open_keywords = False
        self.clash = False

    def then(self, later: Arguments) -> Arguments:
        """Return these with those of a later call, as ``functools.partial`` does."""
        both = Arguments()
        both.positional = [*self.positional, *later.positional]
        both.keywords = {**self.keywords, **later.keywords}
        both.open_positional = self.open_positional or later.open_positional
        both.open_keywords = self.open_keywords or later.open_keywords
        both.clash = self.clash or later.clash
        return both


class Launch:
    """One call that reaches ``uvicorn.run``, with the arguments that decide.

    ``call`` is the node, ``region`` and ``at`` its place.  ``fails`` is True
    when the call is a ``TypeError`` in any case (more than one positional
    argument, an argument given twice, no application).  ``carrier`` is the name
    of what the call hands ``uvicorn.run`` on to (``partial``, ``Thread`` …), empty
    when it calls it itself.
    """

    __slots__ = (
        "app", "app_dir", "at", "call", "carrier", "debug", "factory", "fails", "open", "region",
        "reload", "workers",
    )  # fmt: skip

    def __init__(self, call: Call, arguments: Arguments, carrier: str = "") -> None:
        self.call = call.node
        self.region = call.region
        self.at = call.at
        self.carrier = carrier
        given = dict(arguments.keywords)
        positional = arguments.positional
        self.fails = arguments.clash or len(positional) > 1 or bool(positional and "app" in given)
        if positional:
            given["app"] = positional[0]
        self.open = arguments.open_keywords
        self.app = given.get("app")
        self.reload = given.get("reload")
        self.workers = given.get("workers")
        self.debug = given.get("debug")
        self.factory = given.get("factory")
        self.app_dir = given.get("app_dir")


def find_launches(table: SymbolTable, inference: Inference) -> list[Launch]:
    """Return the launches of a file in the order of their lines and columns."""
    return _Finder(table, inference).find()


class _Finder:
    def __init__(self, table: SymbolTable, inference: Inference) -> None:
        self.table = table
        self.inference = inference
        self.reader = ArgumentReader(table, inference)
        self.names = _reachable(table)
        # By the call of functools.partial: the calls of a partial that holds an application.
        self.resumed: dict[ast.Call, list[tuple[Launch, Arguments]]] = {}

    def find(self) -> list[Launch]:
        launches = [
            launch for call in self.candidates() for launch in self.launches_of(call)
        ]
        for launch in launches:
            for resumed_launch, _ in self.resumed.get(launch.call, ()):
                launch.carrier = resumed_launch.carrier or launch.carrier
        replaced = {
            partial
            for partial, resumed in self.resumed.items()
            if any(_decides(given) for _, given in resumed)
        }
        launches = [launch for launch in launches if launch.call not in replaced]
        launches += (launch for partial in replaced for launch, _ in self.resumed[partial])
        return sorted(launches, key=lambda launch: (launch.call.lineno, launch.call.col_offset))

    def candidates(self) -> Iterator[Call]:
        """Yield the calls whose names can lead to uvicorn."""
        calls = self.table.calls
        if self.is_replaced():
            return
        for name in self.names:
            for call in calls.get(name, ()):
                if isinstance(call.node.func, ast.Name):
                    yield call
        for call in calls.get("run", ()):
            if isinstance(call.node.func, ast.Attribute) and self.reaches(call.node.func):
                yield call
        yield from calls.get("", ())
        for carrier in CARRIERS:
            for name in (carrier, *self.table.renamed.get(carrier, ())):
                if name in self.names and name not in CARRIERS:
                    continue
                for call in calls.get(name, ()):
                    if self.mentions_uvicorn(call.node):
                        yield call

    def is_replaced(self) -> bool:
        """May something else stand at ``uvicorn.run``: an assignment, a mock?"""
        for store in self.table.stores.get("run", ()):
            owner = store.target.value
            if self.reaches(store.target) and self.is_module(owner, store.region, store.at):
                return True
        for patch in _PATCHES:
            for call in self.table.calls.get(patch, ()):
                node = call.node
                texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
                if RUN in texts or (
                    "run" in texts
                    and self.mentions_uvicorn(node)
                    and self.is_module(node.args[0], call.region, call.at)
                ):
                    return True
        return False

    def is_module(self, node: ast.expr, region: Region, at: int) -> bool:
        """May an expression be the module uvicorn, and not a class of it?"""
        return not all(
            value.kind is Kind.REFERENCE and value.data.path.startswith("uvicorn.")
            for value in self.inference.values(node, region, at)
        )

    def reaches(self, node: ast.Attribute) -> bool:
        """May a dotted name begin at uvicorn?"""
        root = _root(node)
        return not isinstance(root, ast.Name) or root.id in self.names

    def mentions_uvicorn(self, node: ast.Call) -> bool:
        pending = [*node.args, *(keyword.value for keyword in node.keywords)]
        while pending:
            part = pending.pop()
            root = _root(part)
            if isinstance(root, ast.Name):
                if root.id in self.names:
                    return True
            elif isinstance(root, ast.Call):
                if root is not part or self.is_partial(root):
                    return True
            elif isinstance(root, ast.IfExp):
                pending += (root.body, root.orelse)
            elif isinstance(root, ast.BoolOp):
                pending += root.values
            elif isinstance(root, ast.NamedExpr):
                pending.append(root.value)
        return False

    def is_partial(self, node: ast.Call) -> bool:
        """Is a call written as one of ``functools.partial``?"""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else _name(node.func)
        return name == "partial" or name in self.table.renamed.get("partial", ())

    def launches_of(self, call: Call) -> Iterator[Launch]:
        node = call.node
        callees = self.inference.values(node.func, call.region, call.at)
        for callee in callees:
            if callee.kind is Kind.REFERENCE and callee.data.path == RUN:
                yield Launch(call, self.reader.read(node.args, node.keywords, call))
                return
            if callee.kind is Kind.PARTIAL:
                prepared = self.prepared(callee.data)
                if prepared is not None:
                    given = self.reader.read(node.args, node.keywords, call)
                    yield from self.resume(callee.data, prepared, call, given)
                return
        if not any(value.kind in {Kind.FUNCTION, Kind.CLASS} for value in callees):
            yield from self.handed_on(call)

    def prepared(self, call: Call) -> Arguments | None:
        """Return the arguments that a partial of ``uvicorn.run`` holds."""
        node = call.node
        values = self.inference.values(node.args[0], call.region, call.at) if node.args else ()
        if not self.is_run(values):
            return None
        return self.reader.read(node.args[1:], node.keywords, call)

    def resume(
        self, partial: Call, prepared: Arguments, call: Call, given: Arguments, carrier: str = ""
    ) -> Iterator[Launch]:
        """Yield the launch of a call of a partial.

        If the partial holds an application it is a launch itself: then the call
        is put aside, to take its place should it say more about the flags.
        """
        launch = Launch(call, _moved(prepared, call.node).then(given), carrier)
        if _complete(prepared):
            self.resumed.setdefault(partial.node, []).append((launch, given))
        else:
            yield launch

    @staticmethod
    def is_run(values: Values) -> bool:
        return any(value.kind is Kind.REFERENCE and value.data.path == RUN for value in values)

    def handed_on(self, call: Call) -> Iterator[Launch]:
        """Yield the launch of a call that gives ``uvicorn.run`` to something else."""
        node = call.node
        name = node.func.attr if isinstance(node.func, ast.Attribute) else _name(node.func)
        for carrier in CARRIERS:
            if name == carrier or name in self.table.renamed.get(carrier, ()):
                break
        else:
            return
        taken = CARRIERS[carrier](node)
        if taken is None:
            return
        target, args, keywords = taken
        values = self.inference.values(target, call.region, call.at)
        given = self.reader.read(args, keywords, call)
        if self.is_run(values):
            if carrier != "partial" or _complete(given):
                yield Launch(call, given, carrier)
            return
        for value in values:
            if value.kind is Kind.PARTIAL and carrier != "partial":
                prepared = self.prepared(value.data)
                if prepared is not None:
                    yield from self.resume(value.data, prepared, call, given, carrier)
                    return


def find_ignored_flags(
    table: SymbolTable, inference: Inference, text: str
) -> Iterator[tuple[ast.expr | ast.keyword, list[str]]]:
    """Yield where a ``Config`` turns on what the ``Server`` that gets it ignores.

    The node is that of the first such argument, the list names all of them.  A
    file that has a supervisor of its own, or may have one, has none.
    """
    if not table.seeds:
        return
    reader = ArgumentReader(table, inference)
    seen: set[ast.Call] = set()
    ignored: list[tuple[ast.expr | ast.keyword, list[str]]] = []
    for method in ("run", "serve"):
        for started in table.calls.get(method, ()):
            func = started.node.func
            if not isinstance(func, ast.Attribute):
                continue
            server = _made(inference.values(func.value, started.region, started.at))
            if server is None or _is_config(inference, server):
                continue
            given = reader.read(server.node.args, server.node.keywords, server)
            first = given.positional[0] if given.positional else given.keywords.get("config")
            config = first and _made(inference.values(first.node, first.region, first.at))
            if not config or config.node in seen or not _is_config(inference, config):
                continue
            seen.add(config.node)
            flags = reader.read(config.node.args, config.node.keywords, config).keywords
            on = [
                (name, argument)
                for name, judge in (("reload", judge_switch), ("workers", judge_workers))
                if (argument := flags.get(name)) is not None
                and judge(inference.values(argument.node, argument.region, argument.at)) is State.ON
            ]
            if on:
                ignored.append((on[0][1].keyword or on[0][1].shown, [name for name, _ in on]))
    # The text is searched last: that takes longer than all the rest.
    if ignored and not _SUPERVISORS.search(text):
        yield from ignored


def _made(values: Values) -> Call | None:
    """Return the call of a class of uvicorn's that surely made a value."""
    if len(values) == 1 and values[0].kind is Kind.OBJECT and isinstance(values[0].data, Call):
        return values[0].data
    return None


def _is_config(inference: Inference, call: Call) -> bool:
    callees = inference.values(call.node.func, call.region, call.at)
    return all(value.data.path in CONFIGS for value in callees)


# Signs of a supervisor, with which a Config's reload and workers may count.
_SUPERVISORS: Final = re.compile(
    r"ChangeReload|Multiprocess|BaseReload|(?:Stat|Watch\w+)Reload|should_reload|supervisor"
    r"|bind_socket|multiprocessing|subprocess|Process\(|fork\(|\.(?:workers|reload)\b"
)


def _complete(arguments: Arguments) -> bool:
    """Do the arguments of a partial name an application, so that it is judged there?"""
    return bool(arguments.positional) or "app" in arguments.keywords


def _decides(arguments: Arguments) -> bool:
    """Do the arguments of a partial's call say anything about the flags?"""
    return not FLAGS.isdisjoint(arguments.keywords)


def _moved(arguments: Arguments, node: ast.Call) -> Arguments:
    """Return a partial's arguments, to be reported at ``node``; but the application stays."""
    moved = Arguments().then(arguments)
    moved.keywords = {
        name: item if name == "app" else item._replace(shown=node, keyword=None)
        for name, item in moved.keywords.items()
    }
    return moved


def _reachable(table: SymbolTable) -> set[str]:
    """Return all names that may stand for uvicorn or something of it."""
    names = set(table.seeds)
    pending = list(names)
    while pending:
        for name in table.aliases.get(pending.pop(), ()):
            if name not in names:
                names.add(name)
                pending.append(name)
    return names


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


# What hands a function on: from a call of it to the function and its arguments.

_Taken = tuple[ast.expr, list[ast.expr], list[ast.keyword]]


def _first(node: ast.Call) -> _Taken | None:
    """``f(function, *args, **kwargs)``."""
    return (node.args[0], node.args[1:], node.keywords) if node.args else None


def _second(node: ast.Call) -> _Taken | None:
    """``f(executor, function, *args)``."""
    return (node.args[1], node.args[2:], []) if len(node.args) > 1 else None


def _first_alone(node: ast.Call) -> _Taken | None:
    """``f(function, *args)`` with keywords of its own."""
    return (node.args[0], node.args[1:], []) if node.args else None


def _target(node: ast.Call) -> _Taken | None:
    """``Thread(group, target, name, args, kwargs)``, mostly by keyword."""
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        return None
    given = dict(zip(("group", "target", "name", "args", "kwargs"), node.args, strict=False))
    for keyword in node.keywords:
        if keyword.arg is None:
            return None
        given[keyword.arg] = keyword.value
    target = given.get("target")
    if target is None:
        return None
    return target, _elements(given.get("args")), _items(given.get("kwargs"))


def _elements(args: ast.expr | None) -> list[ast.expr]:
    """Return the arguments that ``args=`` of a thread gives."""
    if args is None:
        return []
    return args.elts if isinstance(args, (ast.Tuple, ast.List)) else [ast.Starred(args)]


def _items(kwargs: ast.expr | None) -> list[ast.keyword]:
    """Return the keyword arguments that ``kwargs=`` of a thread gives."""
    if kwargs is None:
        return []
    if isinstance(kwargs, ast.Dict):
        names = [key.value if isinstance(key, ast.Constant) else None for key in kwargs.keys]
        if all(isinstance(name, str) for name in names):
            return [
                ast.copy_location(ast.keyword(str(name), value), value)
                for name, value in zip(names, kwargs.values, strict=True)
            ]
    return [ast.keyword(None, kwargs)]


CARRIERS: Final = {
    "partial": _first,
    "Thread": _target,
    "Process": _target,
    "to_thread": _first,
    "submit": _first,
    "run_in_executor": _second,
    "run_sync": _first_alone,
    "call_soon": _first_alone,
    "call_soon_threadsafe": _first_alone,
}


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
                found = self.elements(argument.value, call.region, call.at)
                if found is None:
                    arguments.open_positional = True
                    break
                parts, region, at = found
                arguments.positional.extend(
                    Argument(part, region, at, call.node) for part in parts
                )
            else:
                arguments.positional.append(Argument(argument, call.region, call.at, argument))
        for keyword in keywords:
            if keyword.arg is not None:
                self._add(
                    arguments,
                    keyword.arg,
                    Argument(keyword.value, call.region, call.at, keyword.value, keyword),
                )
            elif not self.items(keyword.value, call, arguments):
                arguments.open_keywords = True
        return arguments

    @staticmethod
    def _add(arguments: Arguments, name: str, argument: Argument) -> None:
        arguments.clash |= name in arguments.keywords
        arguments.keywords[name] = argument

    def elements(
        self, node: ast.expr, region: Region, at: int
    ) -> tuple[list[ast.expr], Region, int] | None:
        """Return the elements of a visible tuple or list and where they are evaluated."""
        if isinstance(node, ast.Name):
            binding = self.maker(node, region, at)
            if binding is None or not isinstance(binding.value, (ast.Tuple, ast.List)):
                return None
            if isinstance(binding.value, ast.List) and self.is_changed(node.id, binding):
                return None
            node, region, at = binding.value, binding.region, binding.read_at
        if not isinstance(node, (ast.Tuple, ast.List)):
            return None
        if len(node.elts) > ARGUMENT_LIMIT or any(
            isinstance(element, ast.Starred) for element in node.elts
        ):
            return None
        return node.elts, region, at

    def items(self, node: ast.expr, call: Call, arguments: Arguments) -> bool:
        """Add the items of a visible dict; is all of it visible?"""
        found: dict[str, Argument] = {}
        # An item, or under None a whole dict.  Of equal keys the last wins, and
        # what is written last is taken from here first.
        pending: list[tuple[str | None, ast.expr, Region, int]] = [
            (None, node, call.region, call.at)
        ]
        seen: set[ast.AST] = set()
        while pending:
            name, node, region, at = pending.pop()
            if name is not None:
                found.setdefault(name, Argument(node, region, at, call.node))
                continue
            if node in seen or max(len(seen), len(found)) > ARGUMENT_LIMIT:
                return False
            seen.add(node)
            if isinstance(node, ast.Name):
                binding = self.maker(node, region, at)
                if (
                    binding is None
                    or not isinstance(binding.value, (ast.Dict, ast.Call))
                    or self.is_changed(node.id, binding)
                ):
                    return False
                pending.append((None, binding.value, binding.region, binding.read_at))
            elif isinstance(node, ast.Dict) and len(node.keys) <= ARGUMENT_LIMIT:
                for key, value in zip(node.keys, node.values, strict=True):
                    if key is None:
                        pending.append((None, value, region, at))
                    elif isinstance(key, ast.Constant) and isinstance(key.value, str):
                        pending.append((key.value, value, region, at))
                    else:
                        return False
            elif self.is_dict_call(node, region, at):
                assert isinstance(node, ast.Call)
                pending.extend((None, argument, region, at) for argument in node.args)
                pending.extend((word.arg, word.value, region, at) for word in node.keywords)
            else:
                return False
        for name, argument in found.items():
            self._add(arguments, name, argument)
        return True

    def is_dict_call(self, node: ast.expr, region: Region, at: int) -> bool:
        """Is the expression ``dict(…)`` with at most one positional argument?"""
        if not isinstance(node, ast.Call) or _name(node.func) != "dict" or len(node.args) > 1:
            return False
        if len(node.keywords) > ARGUMENT_LIMIT:
            return False
        callees = self.inference.values(node.func, region, at)
        return [value.kind for value in callees] == [Kind.BUILTIN]

    def maker(self, node: ast.Name, region: Region, at: int) -> Binding | None:
        """Return the one assignment that can have made what a name holds."""
        found = self.table.lookup(node.id, region, at)
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
            names = self._changed[tree] = _changed_names(tree)
        return name in names


# Methods of dicts and lists that change nothing, and builtins that do not either.
_READING_METHODS: Final = frozenset({"get", "items", "keys", "values", "copy", "index", "count"})
_READING_BUILTINS: Final = frozenset(
    {"print", "len", "repr", "str", "sorted", "bool", "pprint", "dict", "list", "tuple"}
)


def _changed_names(tree: ast.AST) -> set[str]:
    """Return the names read in any way that may change what they hold."""
    read: dict[str, int] = {}
    harmless: dict[str, int] = {}

    def note(node: ast.AST | None) -> None:
        if isinstance(node, ast.Name):
            harmless[node.id] = harmless.get(node.id, 0) + 1

    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            read[node.id] = read.get(node.id, 0) + 1
        elif isinstance(node, ast.Call):
            func = node.func
            for keyword in node.keywords:
                if keyword.arg in {None, "args", "kwargs"}:
                    note(keyword.value)
            for argument in node.args:
                if isinstance(argument, ast.Starred):
                    note(argument.value)
                elif _name(func) in _READING_BUILTINS:
                    note(argument)
            if isinstance(func, ast.Attribute) and func.attr in _READING_METHODS:
                note(func.value)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            note(node.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if key is None:
                    note(value)
        elif isinstance(node, ast.Compare):
            for operand in node.comparators:
                note(operand)
    return {name for name, count in read.items() if count != harmless.get(name, 0)}
