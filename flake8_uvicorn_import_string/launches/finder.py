"""Find every call that reaches ``uvicorn.run``, normalised to one :class:`Launch`.

A call is looked at only if its names can lead to uvicorn at all; then inference
says what is really called.  Calls that hand ``uvicorn.run`` on (a thread, an
executor, ``functools.partial``) are launches too.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.naming import is_capwords
from flake8_uvicorn_import_string.facts.python import ITEM_SETTERS, PATCHES
from flake8_uvicorn_import_string.facts.uvicorn import FLAGS, PARTS, RUN
from flake8_uvicorn_import_string.inference.values import BOUND_RUN, MODULE_NAME, Kind, is_text
from flake8_uvicorn_import_string.launches.arguments import ArgumentReader, Arguments
from flake8_uvicorn_import_string.launches.indirect import CARRIERS
from flake8_uvicorn_import_string.syntax import last_name, root_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.launches.arguments import Argument
    from flake8_uvicorn_import_string.semantic.model import Call, Place
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# How a path to a name of this very file begins.
_THIS_MODULE: Final = ([MODULE_NAME], ["__main__"])


class Launch:
    """One call that reaches ``uvicorn.run``, with its arguments.

    ``call`` is the node, ``place`` its place.  ``is_type_error`` is True
    when the call is a ``TypeError`` in any case (more than one positional
    argument, an argument given twice).  ``may_have_more`` is True when
    ``**options`` may hold more than the visible arguments.  ``indirect_launcher`` is
    the name of what the call hands ``uvicorn.run`` on to (``partial``, ``Thread`` …),
    None when it calls it itself.
    """

    __slots__ = (
        "arguments", "call", "indirect_launcher", "is_type_error", "may_have_more", "place"
    )  # fmt: skip

    def __init__(
        self, call: Call, arguments: Arguments, indirect_launcher: str | None = None
    ) -> None:
        self.call = call.node
        self.place = call.place
        self.indirect_launcher = indirect_launcher
        self.arguments = dict(arguments.keywords)
        positional = arguments.positional
        self.is_type_error = (
            arguments.clash or len(positional) > 1 or bool(positional and "app" in self.arguments)
        )
        if positional:
            self.arguments["app"] = positional[0]
        self.may_have_more = arguments.open_keywords

    def argument(self, name: str) -> Argument | None:
        """Return what is visibly given for a parameter of ``uvicorn.run``, None if nothing is."""
        return self.arguments.get(name)


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
        if (launches or self.resumed) and self.is_replaced():
            return []
        for launch in launches:
            for resumed_launch, _ in self.resumed.get(launch.call, ()):
                if resumed_launch.indirect_launcher is not None:
                    launch.indirect_launcher = resumed_launch.indirect_launcher
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
        for name in self.names:
            for call in calls.get(name, ()):
                if isinstance(call.node.func, ast.Name):
                    yield call
        for call in calls.get("run", ()):
            if isinstance(call.node.func, ast.Attribute) and self.reaches(call.node.func):
                yield call
        yield from calls.get("", ())
        for carrier in CARRIERS:
            for name in self.table.names_for(carrier):
                if name in self.names and name not in CARRIERS:
                    continue
                for call in calls.get(name, ()):
                    if self.mentions_uvicorn(call.node):
                        yield call

    def is_replaced(self) -> bool:
        """May something else stand at ``uvicorn.run``: an assignment, a mock?"""
        stores = self.table.stores
        for name in PARTS:
            for store in stores.get(name, ()):
                owner = store.target.value
                if self.reaches(store.target) and self.is_module(owner, store.place):
                    return True
        if any(last_name(store.target.value) == "modules" for store in stores.get("uvicorn", ())):
            return True
        return any(map(self.is_patch, self.calls_of(PATCHES))) or any(
            map(self.is_swap, self.calls_of(ITEM_SETTERS))
        )

    def calls_of(self, names: tuple[str, ...]) -> Iterator[Call]:
        """Yield the calls of what has one of these names, under another one too."""
        for name in names:
            for used in self.table.names_for(name):
                yield from self.table.calls.get(used, ())

    def is_patch(self, call: Call) -> bool:
        """Does a call replace something of uvicorn's by its path, or by its name in the module?"""
        node = call.node
        parts = [*node.args, *(keyword.value for keyword in node.keywords)]
        texts = [text for part in parts for text in self.texts(part, call)]
        if any(map(self.is_path, texts)):
            return True
        names = {*texts, *(keyword.arg for keyword in node.keywords)}
        if names.isdisjoint(PARTS):
            return False
        if any(text.partition(".")[0] == "uvicorn" for text in texts):
            return True
        return self.mentions_uvicorn(node) and self.is_module(parts[0], call.place)

    def is_path(self, text: str) -> bool:
        """Does a dotted path lead to a part of uvicorn, or to the module where another has it?"""
        *holders, name = text.split(".")
        if "uvicorn" in holders:
            return name in PARTS
        return bool(holders) and (
            name == "uvicorn" or holders in _THIS_MODULE and name in self.names
        )

    def is_swap(self, call: Call) -> bool:
        """Does a call put something in the place of the module uvicorn?"""
        node = call.node
        holders = [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(node.func, ast.Attribute):
            holders.append(node.func.value)
        if not any(
            last_name(holder) == "modules" or text_of(holder) == "sys.modules"
            for holder in holders
        ):
            return False
        keys = {keyword.arg for keyword in node.keywords}
        for part in holders:
            for key in part.keys if isinstance(part, ast.Dict) else (part,):
                keys.update(self.texts(key, call) if key is not None else ())
        return "uvicorn" in keys

    def texts(self, node: ast.expr, call: Call) -> list[str]:
        """Return the texts that an argument of a call may be."""
        values = self.inference.values(node, call.place)
        return [value.data for value in values if is_text(value) and value.data is not None]

    def is_module(self, node: ast.expr, place: Place) -> bool:
        """May an expression be a module, and not a class of uvicorn's?"""
        return not all(
            value.kind is Kind.REFERENCE
            and value.data.path.startswith("uvicorn.")
            and is_capwords(value.data.name)
            for value in self.inference.values(node, place)
        )

    def reaches(self, node: ast.Attribute) -> bool:
        """May a dotted name begin at uvicorn?"""
        root = root_of(node)
        return not isinstance(root, ast.Name) or root.id in self.names

    def mentions_uvicorn(self, node: ast.Call) -> bool:
        pending = [*node.args, *(keyword.value for keyword in node.keywords)]
        while pending:
            part = pending.pop()
            root = root_of(part)
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
        return last_name(node.func) in self.table.names_for("partial")

    def launches_of(self, call: Call) -> Iterator[Launch]:
        node = call.node
        callees = self.inference.values(node.func, call.place)
        if BOUND_RUN in callees:
            return
        is_run = self.is_run(callees)
        if is_run or any(callee.kind is Kind.PARTIAL for callee in callees):
            given = self.reader.read(node.args, node.keywords, call)
            if is_run:
                yield Launch(call, given)
            yield from self.resume(callees, call, given, alone=not is_run)
        elif not any(value.kind in {Kind.FUNCTION, Kind.CLASS} for value in callees):
            yield from self.handed_on(call)

    def prepared(self, call: Call) -> Arguments | None:
        """Return the arguments that a partial of ``uvicorn.run`` holds."""
        node = call.node
        values = self.inference.values(node.args[0], call.place) if node.args else ()
        if not self.is_run(values):
            return None
        return self.reader.read(node.args[1:], node.keywords, call)

    def resume(
        self,
        callees: Values,
        call: Call,
        given: Arguments,
        carrier: str | None = None,
        *,
        alone: bool,
    ) -> Iterator[Launch]:
        """Yield the launch of a call of a partial.

        There is none if it may be a call of another partial too, or of
        ``uvicorn.run`` itself (``alone`` is False): what is given then is not certain.
        If the partial holds an application it is a launch itself: then the call
        is put aside, to take its place should it say more about the flags.
        """
        partials = [value.data for value in callees if value.kind is Kind.PARTIAL]
        for partial in partials:
            prepared = self.prepared(partial)
            if prepared is None:
                continue
            launch = Launch(call, _moved(prepared, call.node).then(given), carrier)
            if _complete(prepared):
                self.resumed.setdefault(partial.node, []).append((launch, given))
            elif alone and len(partials) == 1:
                yield launch

    @staticmethod
    def is_run(values: Values) -> bool:
        return BOUND_RUN not in values and any(
            value.kind is Kind.REFERENCE and value.data.path == RUN for value in values
        )

    def handed_on(self, call: Call) -> Iterator[Launch]:
        """Yield the launch of a call that gives ``uvicorn.run`` to something else."""
        node = call.node
        name = last_name(node.func)
        for carrier in CARRIERS:
            if name in self.table.names_for(carrier):
                break
        else:
            return
        taken = CARRIERS[carrier](node)
        if taken is None:
            return
        target, args, keywords = taken
        values = self.inference.values(target, call.place)
        given = self.reader.read(args, keywords, call)
        if self.is_run(values):
            if carrier != "partial" or _complete(given):
                yield Launch(call, given, carrier)
            return
        elif carrier != "partial":
            yield from self.resume(values, call, given, carrier, alone=True)


def _complete(arguments: Arguments) -> bool:
    """Do the arguments of a partial name an application, so that it is judged there?"""
    return bool(arguments.positional) or "app" in arguments.keywords


def _decides(arguments: Arguments) -> bool:
    """Do the arguments of a partial's call say anything about the flags, or may they?"""
    return arguments.open_keywords or not FLAGS.isdisjoint(arguments.keywords)


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
