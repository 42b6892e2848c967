"""Read what branches: the constructs of a scope and their arms.

Each method pair opens a construct when what comes before the branch has been read,
then puts its arms on the stack; ``flow.py`` says what these mean.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.facts.python import MANAGERS, SUPPRESSING, SUPPRESSORS
from flake8_uvicorn_import_string.semantic.reaching import (
    ANYWHERE,
    END,
    BindingKind,
    Construct,
    Point,
    Region,
)
from flake8_uvicorn_import_string.semantic.recorder import Recorder
from flake8_uvicorn_import_string.semantic.table import Scope, ScopeKind
from flake8_uvicorn_import_string.syntax import decorator_names, last_name

if TYPE_CHECKING:
    from collections.abc import Collection


class Branches(Recorder):
    """Reads expressions and statements that branch."""

    def __init__(self, tree: ast.AST) -> None:
        super().__init__(tree)
        # The jumps out of each "try" whose "finally" is still to be read.
        self.finals: dict[Construct, list[ast.Break | ast.Continue]] = {}

    # Expressions

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

    # Conditions and loops

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

    # Blocks that an exception may leave

    def with_(self, node: ast.With | ast.AsyncWith) -> None:
        stack = self.stack
        items = node.items
        for number, item in enumerate(items):
            if self.may_swallow(item.context_expr):
                stack.append((self.suppressed, node, number))
                stack.append(item.context_expr)
                self.push_items(items[:number])
                return
        stack.extend(node.body[::-1])
        self.push_items(items)

    def may_swallow(self, context: ast.expr) -> bool:
        """May a context manager swallow an exception raised in its block?"""
        if not isinstance(context, ast.Call):
            # It has been made elsewhere, and nobody knows as what.
            return isinstance(context, (ast.Name, ast.Attribute))
        name = last_name(context.func)
        if name in SUPPRESSORS or SUPPRESSING.search(name):
            return True
        scope: Scope | None = self.region.scope
        while scope is not None:
            for binding in scope.bindings.get(name, ())[-1:]:
                marks: Collection[str] = ()
                if binding.kind is BindingKind.FUNCTION:
                    marks = decorator_names(binding.node)
                elif binding.kind is BindingKind.CLASS:
                    marks = self.table.scopes[binding.node].bindings
                if not MANAGERS.isdisjoint(marks):
                    return True
            scope = scope.parent
        return False

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

    # Patterns

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
