"""Read what branches: conditions, loops and patterns.

Each method pair opens a construct when what comes before the branch has been read,
then puts its branches on the stack; ``reaching.py`` says what these mean.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.semantic.model import BindingKind, Part, Place, Scope, ScopeKind
from flake8_uvicorn_import_string.semantic.recorder import Recorder

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.semantic.model import Construct, Region
    from flake8_uvicorn_import_string.semantic.notes import Watched

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Branches(Recorder):
    """Reads expressions and statements that branch."""

    def __init__(self, tree: ast.AST, watched: Watched) -> None:
        super().__init__(tree, watched)
        # The jumps out of each "try" whose "finally" is still to be read.
        self.finals: dict[Construct, list[ast.Break | ast.Continue]] = {}

    # Expressions

    def bool_op(self, node: ast.BoolOp) -> None:
        self.stack.append((self.bool_operands, node))
        self.stack.append(node.values[0])

    def bool_operands(self, node: ast.BoolOp) -> None:
        construct = self.open(node)
        construct.tests = node.values
        self.stack.append((self.close, construct))
        entry = construct.before
        construct.exits.append(entry)
        blocks: list[tuple[Region, ast.expr]] = []
        for tests_before, value in enumerate(node.values[1:], 1):
            branch = construct.branch([entry], tests_before=tests_before)
            entry = branch.end
            construct.exits.append(entry)
            blocks.append((branch, value))
        for branch, value in reversed(blocks):
            self.block(branch, [value])

    def if_expression(self, node: ast.IfExp) -> None:
        self.stack.append((self.if_expression_branches, node))
        self.stack.append(node.test)

    def if_expression_branches(self, node: ast.IfExp) -> None:
        construct = self.open(node)
        construct.tests = [node.test]
        self.stack.append((self.close, construct))
        body = construct.branch([construct.before], tests_before=1, last_test_holds=True)
        orelse = construct.branch([construct.before], tests_before=1)
        construct.exits += (body.end, orelse.end)
        self.block(orelse, [node.orelse])
        self.block(body, [node.body])

    def comprehension(self, node: Comprehension) -> None:
        self.stack.append((self.comprehension_body, node))
        self.stack.append(node.generators[0].iter)

    def comprehension_body(self, node: Comprehension) -> None:
        construct = self.open(node)
        self.stack.append((self.close, construct))
        scope = Scope(ScopeKind.COMPREHENSION, node, construct.before)
        self.table.scopes[node] = scope
        branch = construct.branch([construct.before], scope=scope)
        branch.entries.append(branch.end)
        construct.exits += (construct.before, branch.end)
        scope.root = branch
        stack = self.stack
        stack += (node.value, node.key) if isinstance(node, ast.DictComp) else (node.elt,)
        for number, generator in reversed([*enumerate(node.generators)]):
            stack.extend(generator.ifs[::-1])
            stack.append(
                (self.bind_target, generator.target, None, BindingKind.OTHER_TARGET)
            )
            if number:
                stack.append(generator.iter)
        stack.append((self.enter, branch))

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
            tests_before = len(construct.tests)
            branch = construct.branch([entry], tests_before=tests_before, last_test_holds=True)
            construct.exits.append(branch.end)
            blocks.append((branch, node.body))
            if len(node.orelse) != 1 or not isinstance(node.orelse[0], ast.If):
                break
            node = node.orelse[0]
            test = construct.branch([entry], tests_before=tests_before)
            entry = test.end
            blocks.append((test, [node.test]))
        if node.orelse:
            branch = construct.branch([entry], tests_before=tests_before)
            construct.exits.append(branch.end)
            blocks.append((branch, node.orelse))
        else:
            construct.exits.append(entry)
        self.stack.append((self.close, construct))
        for branch, body in reversed(blocks):
            self.block(branch, body)

    def for_(self, node: ast.For | ast.AsyncFor) -> None:
        self.stack.append((self.for_blocks, node))
        self.stack.append(node.iter)

    def for_blocks(self, node: ast.For | ast.AsyncFor) -> None:
        construct = self.open(node)
        body = construct.branch([construct.before])
        body.entries.append(body.end)
        done = [construct.before, body.end]
        self.loop_blocks(construct, body, done, node.orelse)
        self.stack.extend(node.body[::-1])
        element = Part(node.iter, (None,)) if isinstance(node, ast.For) else None
        self.stack.append(
            (self.bind_target, node.target, None, BindingKind.OTHER_TARGET, element)
        )
        self.stack.append((self.enter, body))

    def while_(self, node: ast.While) -> None:
        construct = self.open(node)
        construct.tests = [node.test]
        head = construct.branch([construct.before])
        body = construct.branch([head.end], tests_before=1, last_test_holds=True)
        head.entries.append(body.end)
        endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        self.loop_blocks(construct, head, [] if endless else [head.end], node.orelse)
        self.block(body, node.body)
        self.block(head, [node.test])

    def loop_blocks(
        self, construct: Construct, head: Region, done: list[Place], orelse: list[ast.stmt]
    ) -> None:
        """Put on the stack what follows a loop's body."""
        self.stack.append((self.close, construct))
        self.stack.append((self.close_loop, construct, head, done, bool(orelse)))
        if orelse:
            branch = construct.branch(done)
            construct.exits.append(branch.end)
            self.block(branch, orelse)
        else:
            construct.exits.extend(done)

    def close_loop(
        self, construct: Construct, head: Region, done: list[Place], orelse: bool
    ) -> None:
        head.entries.extend(construct.continues)
        if not isinstance(construct.node, ast.While):
            after = construct.branches[-1].entries if orelse else construct.exits
            after.extend(construct.continues)

    def jump(self, node: ast.Break | ast.Continue) -> None:
        region = self.region
        if region.falls_through:  # else it is never run
            region.falls_through = False
            self.leave(node, Place(region, self.clock), region)

    def leave(self, node: ast.Break | ast.Continue, place: Place, region: Region) -> None:
        """Lead a jump from ``place`` in ``region`` to its loop, or to a ``finally`` before it."""
        construct = region.construct
        while construct is not None:
            loop = construct.node
            if construct in self.finals:
                self.finals[construct].append(node)
                return
            # A jump in the "else" of a loop belongs to the loop around it.
            if isinstance(loop, (ast.For, ast.AsyncFor, ast.While)) and not (
                loop.orelse and region is construct.branches[-1]
            ):
                jumps = construct.breaks if isinstance(node, ast.Break) else construct.continues
                jumps.append(place)
                return
            region = construct.region
            construct = region.construct

    # Patterns

    def match(self, node: ast.Match) -> None:
        self.stack.append((self.match_blocks, node))
        self.stack.append(node.subject)

    def match_blocks(self, node: ast.Match) -> None:
        construct = self.open(node)
        construct.tests.append(node.subject)
        entries = [construct.before]
        blocks: list[tuple[Region, list[Any]]] = []
        complete = False
        for case in node.cases:
            pattern = construct.branch(entries, tests_before=len(construct.tests))
            blocks.append((pattern, [case.pattern, case.guard]))
            if case.guard is not None:
                construct.tests.append(case.guard)
            branch = construct.branch([pattern.end], tests_before=len(construct.tests))
            construct.exits.append(branch.end)
            blocks.append((branch, case.body))
            if case.guard is not None:
                # Here the guard is false, or the pattern did not fit.
                missed = construct.branch([*entries, pattern.end])
                entries = [missed.end]
            elif isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None:
                complete = True
        if not complete:
            construct.exits.extend(entries)
        self.stack.append((self.close, construct))
        for branch, statements in reversed(blocks):
            self.block(branch, statements)

    def alternatives(self, node: ast.MatchOr) -> None:
        construct = self.open(node)
        self.stack.append((self.close, construct))
        for pattern in node.patterns[::-1]:
            branch = construct.branch([construct.before])
            construct.exits.append(branch.end)
            self.block(branch, [pattern])

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
