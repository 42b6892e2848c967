"""Read a tree once, in the order of evaluation, into a symbol table.

The reading is iterative: a stack of nodes still to visit, and of actions (plain
tuples) to take between them.  It looks at every node once and records only what
later questions need; it never changes a node.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.flow import (
    ANYWHERE,
    END,
    Binding,
    BindingKind,
    Construct,
    Point,
    Region,
)
from flake8_uvicorn_import_string.scopes import (
    AttributeStore,
    Call,
    Scope,
    ScopeKind,
    SymbolTable,
    mangle,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Calls that end the process: nothing behind them runs.
_EXITS: Final = frozenset({"exit", "quit", "_exit", "abort"})
_EXIT_MODULES: Final = frozenset({"sys", "os"})

# Methods that may end the process or at least complain (parser.error, ctx.fail …).
_REFUSALS: Final = frozenset({"error", "exit", "fail", "abort"})

# Context managers that may swallow an exception raised in their block.
_SUPPRESSORS: Final = frozenset({"suppress", "raises", "assertRaises", "assertRaisesRegex"})

# Calls whose result may stand for what their arguments name.
_WRAPPERS: Final = frozenset({"partial", "import_module", "__import__", "importorskip"})

# What ``from uvicorn import *`` binds: ``__all__`` of uvicorn/__init__.py.
_UVICORN_ALL: Final = ("main", "run", "Config", "Server")

# Calls that may bind an attribute.
_STORING: Final = frozenset({"setattr", "__setattr__", "update"})

_STR_ATTRIBUTES: Final = frozenset(dir(str))

# Names that are used as receivers everywhere and are never asked about.
_RECEIVERS: Final = frozenset({"self", "cls"})


def read(tree: ast.AST) -> SymbolTable:
    """Return the symbol table of a module's tree."""
    return _Reader(tree).read()


class _Reader:
    def __init__(self, tree: ast.AST) -> None:
        self.table = SymbolTable(tree)
        self.region = self.table.module.root
        self.clock = 0
        self.wrappers = {*_WRAPPERS}
        self.stack: list[Any] = []
        # The jumps out of each "try" whose "finally" is still to be read.
        self.finals: dict[Construct, list[ast.Break | ast.Continue]] = {}

    def read(self) -> SymbolTable:
        stack = self.stack
        stack.extend(reversed(getattr(self.table.tree, "body", ())))
        pop, push, extend = stack.pop, stack.append, stack.extend
        plain, special = _FIELDS, _HANDLERS
        name, constant = ast.Name, ast.Constant
        while stack:
            node = pop()
            kind = node.__class__
            if kind is name or kind is constant:
                continue  # nearly half of all nodes
            if kind is tuple:
                node[0](*node[1:])
                continue
            fields = plain.get(kind)
            if fields is not None:
                for field in fields:
                    value = getattr(node, field)
                    if value.__class__ is list:
                        extend(value[::-1])
                    else:
                        push(value)
                continue
            handler = special.get(kind)
            if handler is not None:
                handler(self, node)
            else:
                _FIELDS[kind] = _node_fields(node)
                push(node)
        self.table.link()
        return self.table

    # Regions and constructs

    def tick(self) -> int:
        self.clock += 1
        return self.clock

    def enter(self, region: Region) -> None:
        self.region = region

    def block(self, region: Region, body: Iterable[ast.AST]) -> None:
        """Put on the stack: enter ``region``, then read ``body`` there."""
        self.stack.extend(reversed([*body]))
        self.stack.append((self.enter, region))

    def open(self, node: ast.AST) -> Construct:
        return Construct(node, self.region, self.tick())

    def close(self, construct: Construct) -> None:
        """Go on behind a construct; nothing runs there if no arm leads there."""
        self.region = region = construct.region
        if construct.tests and any(not arm.falls or arm.refuses for arm in construct.arms):
            region.checks.append((construct.at, construct))
        exits = construct.exits
        if construct.breaks or any(at != END or where.falls for where, at in exits):
            exits.extend(construct.breaks)
        else:
            region.falls = False

    # Bindings

    def bind(
        self,
        kind: BindingKind,
        name: str,
        node: ast.AST,
        value: ast.AST | None = None,
        read_at: int | None = None,
    ) -> None:
        region = self.region
        scope = region.scope
        if name[:2] == "__":
            name = scope.mangled(name)
        clock = self.clock
        self.clock = clock + 1
        binding = Binding(
            kind, name, node, value, region, clock + 1, clock if read_at is None else read_at, scope
        )
        try:
            scope.bindings[name].append(binding)
        except KeyError:
            scope.bindings[name] = [binding]

    def bind_target(
        self,
        target: ast.expr,
        value: ast.expr | None,
        kind: BindingKind = BindingKind.ASSIGNMENT,
    ) -> None:
        """Bind a target, nested or not, to ``value`` (None: part of something)."""
        read_at = self.clock
        pending: list[tuple[ast.expr, ast.expr | None, BindingKind]] = [(target, value, kind)]
        while pending:
            target, value, kind = pending.pop()
            if isinstance(target, ast.Name):
                self.bind(kind, target.id, target, value, read_at)
                if value is not None:
                    self.note_alias(target.id, value)
            elif isinstance(target, ast.Attribute):
                self.table.stores.setdefault(target.attr, []).append(
                    AttributeStore(target, value, self.region, read_at)
                )
                self.stack.append(target.value)
            elif isinstance(target, (ast.Tuple, ast.List)):
                pending.extend(reversed(list(_unpack(target.elts, value, kind))))
            elif isinstance(target, ast.Starred):
                pending.append((target.value, None, BindingKind.OTHER_TARGET))
            else:
                self.stack.append(target)

    def note_alias(self, name: str, value: ast.expr) -> None:
        """Note from which names ``name`` may have got what it stands for."""
        pending: list[ast.expr] = [value]
        while pending:
            value = pending.pop()
            kind = value.__class__
            while kind is ast.Attribute:
                value = value.value  # type: ignore[attr-defined]
                kind = value.__class__
            if kind is ast.Name:
                root: str = value.id  # type: ignore[attr-defined]
                self.table.aliases.setdefault(root, []).append(name)
            elif isinstance(value, ast.Call):
                if _last_name(value.func) in self.wrappers:
                    pending.extend(value.args[:1])
                    self.table.seeds.add(name)
            elif isinstance(value, ast.IfExp):
                pending += (value.body, value.orelse)
            elif isinstance(value, ast.BoolOp):
                pending.extend(value.values)
            elif isinstance(value, ast.NamedExpr):
                # What it stands for is noted where it is bound.
                pending.append(value.target)

    # Expressions

    def call(self, node: ast.Call) -> None:
        stack = self.stack
        stack.append((self.note_call, node))
        if node.keywords:
            stack.extend(node.keywords[::-1])
        if node.args:
            stack.extend(node.args[::-1])
        stack.append(node.func)

    def note_call(self, node: ast.Call) -> None:
        name = _last_name(node.func)
        call = Call(node, self.region, self.clock)
        try:
            self.table.calls[name].append(call)
        except KeyError:
            self.table.calls[name] = [call]
        if name in _STORING:
            self.note_storing(node, name)

    def note_storing(self, node: ast.Call, name: str) -> None:
        """Note a call that binds an attribute; one with the name ``""`` if any may be."""
        receiver: ast.expr | None = None
        value: ast.expr | None = None
        attribute = ""
        if name != "update":
            if len(node.args) > 2:
                receiver, key, value = node.args[-3:]
                if isinstance(key, ast.Constant):
                    attribute = str(key.value)
        elif isinstance(node.func, ast.Attribute):
            # self.__dict__.update(…), vars(self).update(…)
            holder = node.func.value
            if isinstance(holder, ast.Attribute) and holder.attr == "__dict__":
                receiver = holder.value
            elif isinstance(holder, ast.Call) and _last_name(holder.func) == "vars":
                receiver = holder.args[0] if holder.args else None
        if receiver is not None:
            target = ast.copy_location(ast.Attribute(receiver, attribute, ast.Store()), node)
            self.table.stores.setdefault(attribute, []).append(
                AttributeStore(target, value, self.region, self.clock)
            )

    def attribute(self, node: ast.Attribute) -> None:
        value = node.value
        if value.__class__ is not ast.Name:
            self.stack.append(value)
            return
        name: str = value.id
        if name not in _RECEIVERS and node.attr not in _STR_ATTRIBUTES:
            try:
                self.table.uses[name].append((self.region, self.clock))
            except KeyError:
                self.table.uses[name] = [(self.region, self.clock)]

    def named(self, node: ast.NamedExpr) -> None:
        self.stack.append((self.bind_named, node))
        self.stack.append(node.value)

    def bind_named(self, node: ast.NamedExpr) -> None:
        region = self.region
        scope = region.scope
        while scope.kind is ScopeKind.COMPREHENSION and scope.parent is not None:
            scope = scope.parent
        name = scope.mangled(node.target.id)
        at = self.tick()
        binding = Binding(
            BindingKind.ASSIGNMENT, name, node.target, node.value, region, at, at - 1, scope
        )
        scope.bindings.setdefault(name, []).append(binding)
        self.note_alias(node.target.id, node.value)

    def bool_op(self, node: ast.BoolOp) -> None:
        self.stack.append((self.bool_arms, node))
        self.stack.append(node.values[0])

    def bool_arms(self, node: ast.BoolOp) -> None:
        construct = self.open(node)
        construct.tests = node.values
        self.stack.append((self.close, construct))
        entry = construct.before
        construct.exits.append(entry)
        arms: list[tuple[Region, ast.expr]] = []
        for given, value in enumerate(node.values[1:], 1):
            arm = construct.arm([entry], given=given)
            entry = (arm, END)
            construct.exits.append(entry)
            arms.append((arm, value))
        for arm, value in reversed(arms):
            self.block(arm, [value])

    def if_expression(self, node: ast.IfExp) -> None:
        self.stack.append((self.if_arms, node))
        self.stack.append(node.test)

    def if_arms(self, node: ast.IfExp) -> None:
        construct = self.open(node)
        construct.tests = [node.test]
        self.stack.append((self.close, construct))
        body = construct.arm([construct.before], given=1, holds=True)
        orelse = construct.arm([construct.before], given=1)
        construct.exits += ((body, END), (orelse, END))
        self.block(orelse, [node.orelse])
        self.block(body, [node.body])

    def comprehension(self, node: Any) -> None:
        self.stack.append((self.comprehension_arm, node))
        self.stack.append(node.generators[0].iter)

    def comprehension_arm(self, node: Any) -> None:
        construct = self.open(node)
        self.stack.append((self.close, construct))
        scope = Scope(ScopeKind.COMPREHENSION, node, self.region, construct.at - 1)
        self.table.scopes[node] = scope
        arm = construct.arm([construct.before], scope=scope)
        arm.entries.append((arm, END))
        construct.exits += (construct.before, (arm, END))
        scope.root = arm
        stack = self.stack
        stack += (node.value, node.key) if isinstance(node, ast.DictComp) else (node.elt,)
        for number, generator in reversed([*enumerate(node.generators)]):
            stack.extend(generator.ifs[::-1])
            stack.append(
                (self.bind_target, generator.target, None, BindingKind.OTHER_TARGET)
            )
            if number:
                stack.append(generator.iter)
        stack.append((self.enter, arm))

    def generator(self, node: ast.Yield | ast.YieldFrom) -> None:
        self.region.scope.generator = True
        self.stack.append(node.value)

    # Functions and classes

    def lambda_(self, node: ast.Lambda) -> None:
        self.stack.append((self.function_body, node, [node.body]))
        self.push_defaults(node.args)

    def push_defaults(self, args: ast.arguments) -> None:
        self.stack.extend(args.kw_defaults[::-1])
        self.stack.extend(args.defaults[::-1])

    def function(self, node: Any) -> None:
        stack = self.stack
        stack.append((self.bind, BindingKind.FUNCTION, node.name, node))
        stack.append((self.function_scopes, node))
        self.push_defaults(node.args)
        stack.extend(node.decorator_list[::-1])

    def function_scopes(self, node: Any) -> None:
        outer = self.region
        self.stack.append((self.enter, outer))
        self.stack.append((self.function_body, node, node.body))
        arguments = node.args
        self.stack.append(node.returns)
        for argument in reversed(
            [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs,
             arguments.kwarg]
        ):
            if argument is not None:
                self.stack.append(argument.annotation)
        self.type_parameters(node)

    def type_parameters(self, node: Any) -> None:
        """Open the scope of ``[T, …]`` behind a name, if it has one."""
        parameters = getattr(node, "type_params", None)
        if not parameters:
            return
        scope = Scope(ScopeKind.TYPE_PARAMETERS, node, self.region, self.clock)
        self.table.scopes[parameters[0]] = scope
        self.region = scope.root
        private = node.name if isinstance(node, ast.ClassDef) else scope.private
        for parameter in parameters:
            self.bind(BindingKind.TYPE_PARAMETER, mangle(parameter.name, private), parameter)
            self.stack.append(getattr(parameter, "default_value", None))
            self.stack.append(getattr(parameter, "bound", None))

    def function_body(self, node: Any, body: list[ast.AST]) -> None:
        kind = ScopeKind.LAMBDA if isinstance(node, ast.Lambda) else ScopeKind.FUNCTION
        scope = Scope(kind, node, self.region, self.clock)
        self.table.scopes[node] = scope
        self.stack.append((self.enter, self.region))
        self.region = scope.root
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
        for argument, default in (
            *zip(positional, defaults, strict=True),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
        ):
            self.bind(BindingKind.PARAMETER, argument.arg, argument, default)
        for argument in (arguments.vararg, arguments.kwarg):
            if argument is not None:
                self.bind(BindingKind.PARAMETER, argument.arg, argument, arguments)
        self.stack.extend(body[::-1])

    def class_(self, node: Any) -> None:
        stack = self.stack
        stack.append((self.bind, BindingKind.CLASS, node.name, node))
        stack.append((self.class_scopes, node))
        stack.extend(node.decorator_list[::-1])

    def class_scopes(self, node: Any) -> None:
        stack = self.stack
        stack.append((self.enter, self.region))
        stack.append((self.class_body, node))
        stack.extend(node.keywords[::-1])
        stack.extend(node.bases[::-1])
        self.type_parameters(node)

    def class_body(self, node: Any) -> None:
        scope = Scope(ScopeKind.CLASS, node, self.region, self.clock)
        scope.private = node.name
        self.table.scopes[node] = scope
        self.stack.append((self.enter, self.region))
        self.region = scope.root
        self.stack.extend(node.body[::-1])

    def type_alias(self, node: Any) -> None:
        self.stack.append((self.bind, BindingKind.OTHER_TARGET, node.name.id, node.name, node))
        self.stack.append((self.enter, self.region))
        self.stack.append(node.value)
        self.type_parameters(node)

    # Statements

    def expression(self, node: ast.Expr) -> None:
        value = node.value
        if isinstance(value, ast.Call):
            func = value.func
            if (isinstance(func, ast.Name) and func.id in {"exit", "quit"}) or (
                isinstance(func, ast.Attribute)
                and func.attr in _EXITS
                and isinstance(func.value, ast.Name)
                and func.value.id in _EXIT_MODULES
            ):
                self.stack.append((self.stop,))
            elif isinstance(func, ast.Attribute) and func.attr in _REFUSALS:
                self.region.refuses = True
        self.stack.append(value)

    def stop(self) -> None:
        self.region.falls = False

    def assign(self, node: ast.Assign) -> None:
        for target in node.targets[::-1]:
            self.stack.append((self.bind_target, target, node.value))
        self.stack.append(node.value)

    def augmented(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.stack.append((self.bind, BindingKind.AUGMENTED, node.target.id, node.target, node))
        else:
            self.stack.append((self.bind_target, node.target, None))
        self.stack.append(node.value)

    def annotated(self, node: ast.AnnAssign) -> None:
        target = node.target
        if isinstance(target, ast.Name) and node.simple:
            scope = self.region.scope
            name = scope.mangled(target.id)
            scope.annotations.setdefault(name, []).append(node.annotation)
        self.stack.append(node.annotation)
        if isinstance(target, ast.Attribute):
            self.stack += ((self.note_annotated, node), target.value, node.value)
        elif node.value is not None:
            self.stack += ((self.bind_target, target, node.value), node.value)
        elif not isinstance(target, ast.Name):
            self.stack.append(target)

    def note_annotated(self, node: Any) -> None:
        self.table.stores.setdefault(node.target.attr, []).append(
            AttributeStore(node.target, node.value, self.region, self.clock, node.annotation)
        )

    def delete(self, node: ast.Delete) -> None:
        for target in node.targets[::-1]:
            self.stack.append((self.bind_target, target, None, BindingKind.DELETION))

    def return_(self, node: ast.Return) -> None:
        self.stack.append((self.note_return, node))
        self.stack.append(node.value)

    def note_return(self, node: ast.Return) -> None:
        region = self.region
        region.scope.returns.append((node.value, region, self.clock))
        region.falls = False

    def raise_(self, node: ast.Raise) -> None:
        self.stack += ((self.stop,), node.cause, node.exc)

    def assert_(self, node: ast.Assert) -> None:
        self.stack.append((self.note_assert, node))
        self.stack += (node.msg, node.test)

    def note_assert(self, node: ast.Assert) -> None:
        self.region.checks.append((self.tick(), node))

    def jump(self, node: ast.Break | ast.Continue) -> None:
        region = self.region
        if region.falls:  # else it is never run
            region.falls = False
            self.leave(node, (region, self.clock), region)

    def leave(self, node: ast.Break | ast.Continue, point: Point, region: Region) -> None:
        """Lead a jump from ``point`` in ``region`` to its loop, or to a ``finally`` before it."""
        construct = region.construct
        while construct is not None:
            loop = construct.node
            if construct in self.finals:
                self.finals[construct].append(node)
                return
            # A jump in the "else" of a loop belongs to the loop around it.
            if isinstance(loop, (ast.For, ast.AsyncFor, ast.While)) and not (
                loop.orelse and region is construct.arms[-1]
            ):
                jumps = construct.breaks if isinstance(node, ast.Break) else construct.continues
                jumps.append(point)
                return
            region = construct.region
            construct = region.construct

    def declare(self, node: ast.Global | ast.Nonlocal) -> None:
        scope = self.region.scope
        if scope.kind is ScopeKind.MODULE:
            return
        if not scope.declared:
            self.table.declaring.append(scope)
        for name in node.names:
            scope.declared[scope.mangled(name)] = isinstance(node, ast.Global)

    def import_(self, node: ast.Import) -> None:
        for alias in node.names:
            root = alias.name.partition(".")[0]
            name = alias.asname or root
            self.table.modules.add(alias.name)
            if root == "uvicorn":
                self.table.seeds.add(name)
            self.bind(BindingKind.IMPORT, name, alias, node)

    def import_from(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if node.level:
            self.table.relative_imports = True
        is_uvicorn = node.level == 0 and module.partition(".")[0] == "uvicorn"
        for alias in node.names:
            name = alias.asname or alias.name
            if name != "*":
                if is_uvicorn:
                    self.table.seeds.add(name)
                elif name != alias.name:
                    if alias.name in _WRAPPERS:
                        self.wrappers.add(name)
                    self.table.renamed.setdefault(alias.name, set()).add(name)
                self.bind(BindingKind.IMPORT, name, alias, node)
            elif is_uvicorn and module in {"uvicorn", "uvicorn.main"}:
                self.table.seeds.update(_UVICORN_ALL)
                for name in _UVICORN_ALL:
                    self.bind(
                        BindingKind.IMPORT, name, ast.copy_location(ast.alias(name), alias), node
                    )
            else:
                self.bind(BindingKind.STAR_IMPORT, "*", alias, node)

    def if_(self, node: ast.If) -> None:
        self.stack.append((self.if_blocks, node))
        self.stack.append(node.test)

    def if_blocks(self, node: ast.If) -> None:
        construct = self.open(node)
        blocks: list[tuple[Region, list[Any]]] = []
        entry = construct.before
        while True:
            construct.tests.append(node.test)
            given = len(construct.tests)
            arm = construct.arm([entry], given=given, holds=True)
            construct.exits.append((arm, END))
            blocks.append((arm, node.body))
            if len(node.orelse) != 1 or not isinstance(node.orelse[0], ast.If):
                break
            node = node.orelse[0]
            test = construct.arm([entry], given=given)
            entry = (test, END)
            blocks.append((test, [node.test]))
        if node.orelse:
            arm = construct.arm([entry], given=given)
            construct.exits.append((arm, END))
            blocks.append((arm, node.orelse))
        else:
            construct.exits.append(entry)
        self.stack.append((self.close, construct))
        for arm, body in reversed(blocks):
            self.block(arm, body)

    def for_(self, node: ast.For | ast.AsyncFor) -> None:
        self.stack.append((self.for_blocks, node))
        self.stack.append(node.iter)

    def for_blocks(self, node: ast.For | ast.AsyncFor) -> None:
        construct = self.open(node)
        body = construct.arm([construct.before])
        body.entries.append((body, END))
        done = [construct.before, (body, END)]
        self.loop_blocks(construct, body, done, node.orelse)
        self.stack.extend(node.body[::-1])
        self.stack.append((self.bind_target, node.target, None, BindingKind.OTHER_TARGET))
        self.stack.append((self.enter, body))

    def while_(self, node: ast.While) -> None:
        construct = self.open(node)
        construct.tests = [node.test]
        head = construct.arm([construct.before])
        body = construct.arm([(head, END)], given=1, holds=True)
        head.entries.append((body, END))
        endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        self.loop_blocks(construct, head, [] if endless else [(head, END)], node.orelse)
        self.block(body, node.body)
        self.block(head, [node.test])

    def loop_blocks(
        self, construct: Construct, head: Region, done: list[Point], orelse: list[ast.stmt]
    ) -> None:
        """Put on the stack what follows a loop's body."""
        self.stack.append((self.close, construct))
        self.stack.append((self.close_loop, construct, head, done, bool(orelse)))
        if orelse:
            arm = construct.arm(done)
            construct.exits.append((arm, END))
            self.block(arm, orelse)
        else:
            construct.exits.extend(done)

    def close_loop(
        self, construct: Construct, head: Region, done: list[Point], orelse: bool
    ) -> None:
        head.entries.extend(construct.continues)
        if not isinstance(construct.node, ast.While):
            after = construct.arms[-1].entries if orelse else construct.exits
            after.extend(construct.continues)

    def with_(self, node: ast.With | ast.AsyncWith) -> None:
        stack = self.stack
        items = node.items
        for number, item in enumerate(items):
            call = item.context_expr
            if isinstance(call, ast.Call) and _last_name(call.func) in _SUPPRESSORS:
                stack.append((self.suppressed, node, number))
                stack.append(call)
                self.push_items(items[:number])
                return
        stack.extend(node.body[::-1])
        self.push_items(items)

    def push_items(self, items: list[ast.withitem]) -> None:
        for item in items[::-1]:
            if item.optional_vars is not None:
                self.stack.append(
                    (self.bind_target, item.optional_vars, None, BindingKind.OTHER_TARGET)
                )
            self.stack.append(item.context_expr)

    def suppressed(self, node: ast.With | ast.AsyncWith, number: int) -> None:
        """Read what follows the context of an item that swallows exceptions."""
        construct = self.open(node)
        arm = construct.arm([construct.before])
        construct.exits += (construct.before, (arm, ANYWHERE), (arm, END))
        stack = self.stack
        stack.append((self.close, construct))
        stack.extend(node.body[::-1])
        self.push_items(node.items[number + 1 :])
        target = node.items[number].optional_vars
        if target is not None:
            stack.append((self.bind_target, target, None, BindingKind.OTHER_TARGET))
        stack.append((self.enter, arm))

    def try_(self, node: Any) -> None:
        construct = self.open(node)
        body = construct.arm([construct.before])
        broken: list[Point] = [construct.before, (body, ANYWHERE)]
        last = body
        blocks: list[tuple[Region, list[Any]]] = [(body, node.body)]
        if node.orelse:
            last = construct.arm([(body, END)])
            blocks.append((last, node.orelse))
        construct.exits.append((last, END))
        star = not isinstance(node, ast.Try)
        for handler in node.handlers:
            arm = construct.arm(broken)
            construct.exits.append((arm, END))
            blocks.append((arm, [handler]))
            if star:
                # Another handler may take what is left of the group.
                broken = [(construct.arm([*broken, (arm, END)]), END)]
        if node.finalbody:
            self.finals[construct] = []
            self.stack.append((self.finally_, node, construct))
        self.stack.append((self.close, construct))
        for arm, statements in reversed(blocks):
            self.block(arm, statements)

    def finally_(self, node: Any, tried: Construct) -> None:
        # What follows the whole statement runs only if the try did fall through.
        falls = self.region.falls
        construct = self.open(node)
        arm = construct.arm([construct.before, tried.before])
        arm.entries.extend((part, ANYWHERE) for part in tried.arms)
        construct.exits.append((arm, END))
        self.stack.append((self.close_finally, construct, falls, self.finals.pop(tried)))
        self.block(arm, node.finalbody)

    def close_finally(
        self, construct: Construct, falls: bool, jumps: list[ast.Break | ast.Continue]
    ) -> None:
        self.close(construct)
        self.region.falls &= falls
        for jump in jumps:
            self.leave(jump, (construct.arms[0], END), construct.region)

    def handler(self, node: ast.ExceptHandler) -> None:
        stack = self.stack
        if node.name is not None:
            stack.append((self.bind, BindingKind.DELETION, node.name, node))
        stack.extend(node.body[::-1])
        if node.name is not None:
            stack.append((self.bind, BindingKind.EXCEPTION, node.name, node))
        stack.append(node.type)

    def match(self, node: Any) -> None:
        self.stack.append((self.match_blocks, node))
        self.stack.append(node.subject)

    def match_blocks(self, node: Any) -> None:
        construct = self.open(node)
        construct.tests.append(node.subject)
        entries = [construct.before]
        blocks: list[tuple[Region, list[Any]]] = []
        complete = False
        for case in node.cases:
            pattern = construct.arm(entries, given=len(construct.tests))
            blocks.append((pattern, [case.pattern, case.guard]))
            if case.guard is not None:
                construct.tests.append(case.guard)
            arm = construct.arm([(pattern, END)], given=len(construct.tests))
            construct.exits.append((arm, END))
            blocks.append((arm, case.body))
            if case.guard is not None:
                # Here the guard is false, or the pattern did not fit.
                missed = construct.arm([*entries, (pattern, END)])
                entries = [(missed, END)]
            elif isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None:
                complete = True
        if not complete:
            construct.exits.extend(entries)
        self.stack.append((self.close, construct))
        for arm, statements in reversed(blocks):
            self.block(arm, statements)

    def alternatives(self, node: ast.MatchOr) -> None:
        construct = self.open(node)
        self.stack.append((self.close, construct))
        for pattern in node.patterns[::-1]:
            arm = construct.arm([construct.before])
            construct.exits.append((arm, END))
            self.block(arm, [pattern])

    def capture(self, node: Any) -> None:
        """Read a pattern that may capture: MatchAs, MatchStar, MatchMapping."""
        name = getattr(node, "rest", None) or getattr(node, "name", None)
        if name is not None:
            self.stack.append((self.bind, BindingKind.OTHER_TARGET, name, node))
        if isinstance(node, ast.MatchMapping):
            self.stack.extend(node.patterns[::-1])
            self.stack.extend(node.keys[::-1])
        else:
            self.stack.append(getattr(node, "pattern", None))


def _last_name(func: ast.expr) -> str:
    """Return the last name of what is called, ``""`` if it has none."""
    kind = func.__class__
    if kind is ast.Attribute:
        return func.attr  # type: ignore[attr-defined,no-any-return]
    if kind is ast.Name:
        return func.id  # type: ignore[attr-defined,no-any-return]
    return ""


def _unpack(
    targets: list[ast.expr], value: ast.expr | None, kind: BindingKind
) -> Iterable[tuple[ast.expr, ast.expr | None, BindingKind]]:
    """Pair the targets of an unpacking with the parts of a display."""
    if kind is BindingKind.DELETION:
        return [(target, None, kind) for target in targets]
    if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(targets):
        if not any(isinstance(part, ast.Starred) for part in (*targets, *value.elts)):
            return [(*pair, kind) for pair in zip(targets, value.elts, strict=True)]
    return [(target, None, BindingKind.OTHER_TARGET) for target in targets]


def _node_fields(node: object) -> tuple[str, ...]:
    """Return the fields of an unlisted node, the last first; none of a plain value."""
    return node._fields[::-1] if isinstance(node, ast.AST) else ()


# The fields of plain nodes that hold nodes, in reverse order of evaluation.
_FIELDS: dict[type, tuple[str, ...]] = {
    type(None): (),
    ast.Name: (),
    ast.Constant: (),
    ast.Pass: (),
    ast.BinOp: ("right", "left"),
    ast.UnaryOp: ("operand",),
    ast.Compare: ("comparators", "left"),
    ast.Dict: ("values", "keys"),
    ast.Set: ("elts",),
    ast.List: ("elts",),
    ast.Tuple: ("elts",),
    ast.Subscript: ("slice", "value"),
    ast.Starred: ("value",),
    ast.JoinedStr: ("values",),
    ast.FormattedValue: ("format_spec", "value"),
    ast.Slice: ("step", "upper", "lower"),
    ast.Await: ("value",),
    ast.keyword: ("value",),
    ast.MatchValue: ("value",),
    ast.MatchSingleton: (),
    ast.MatchSequence: ("patterns",),
    ast.MatchClass: ("kwd_patterns", "patterns", "cls"),
}

_HANDLERS: Final[dict[type, Callable[[_Reader, Any], None]]] = {
    ast.Call: _Reader.call,
    ast.Attribute: _Reader.attribute,
    ast.NamedExpr: _Reader.named,
    ast.BoolOp: _Reader.bool_op,
    ast.IfExp: _Reader.if_expression,
    ast.ListComp: _Reader.comprehension,
    ast.SetComp: _Reader.comprehension,
    ast.DictComp: _Reader.comprehension,
    ast.GeneratorExp: _Reader.comprehension,
    ast.Yield: _Reader.generator,
    ast.YieldFrom: _Reader.generator,
    ast.Lambda: _Reader.lambda_,
    ast.FunctionDef: _Reader.function,
    ast.AsyncFunctionDef: _Reader.function,
    ast.ClassDef: _Reader.class_,
    ast.Expr: _Reader.expression,
    ast.Assign: _Reader.assign,
    ast.AugAssign: _Reader.augmented,
    ast.AnnAssign: _Reader.annotated,
    ast.Delete: _Reader.delete,
    ast.Return: _Reader.return_,
    ast.Raise: _Reader.raise_,
    ast.Assert: _Reader.assert_,
    ast.Break: _Reader.jump,
    ast.Continue: _Reader.jump,
    ast.Global: _Reader.declare,
    ast.Nonlocal: _Reader.declare,
    ast.Import: _Reader.import_,
    ast.ImportFrom: _Reader.import_from,
    ast.If: _Reader.if_,
    ast.For: _Reader.for_,
    ast.AsyncFor: _Reader.for_,
    ast.While: _Reader.while_,
    ast.With: _Reader.with_,
    ast.AsyncWith: _Reader.with_,
    ast.Try: _Reader.try_,
    ast.ExceptHandler: _Reader.handler,
    ast.Match: _Reader.match,
    ast.MatchAs: _Reader.capture,
    ast.MatchStar: _Reader.capture,
    ast.MatchMapping: _Reader.capture,
    ast.MatchOr: _Reader.alternatives,
}
for _name, _handler in (("TryStar", _Reader.try_), ("TypeAlias", _Reader.type_alias)):
    if hasattr(ast, _name):
        _HANDLERS[getattr(ast, _name)] = _handler
