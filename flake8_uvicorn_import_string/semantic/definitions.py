"""Read what opens a scope of its own: functions, classes, type parameters."""

from __future__ import annotations

import ast
from typing import Any

from flake8_uvicorn_import_string.semantic.exceptions import Exceptions
from flake8_uvicorn_import_string.semantic.model import BindingKind, Place, Scope, ScopeKind, mangle


class Definitions(Exceptions):
    """Reads the definitions of functions and classes."""

    def lambda_(self, node: ast.Lambda) -> None:
        self.stack.append((self.function_body, node, [node.body]))
        self.push_defaults(node.args)

    def push_defaults(self, args: ast.arguments) -> None:
        self.stack.extend(args.kw_defaults[::-1])
        self.stack.extend(args.defaults[::-1])

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        stack = self.stack
        stack.append((self.bind, BindingKind.FUNCTION, node.name, node))
        stack.append((self.function_scopes, node))
        self.push_defaults(node.args)
        stack.extend(node.decorator_list[::-1])

    def function_scopes(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
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
        scope = Scope(ScopeKind.TYPE_PARAMETERS, node, Place(self.region, self.clock))
        self.table.scopes[parameters[0]] = scope
        self.region = scope.root
        private = node.name if isinstance(node, ast.ClassDef) else scope.private
        for parameter in parameters:
            self.bind(BindingKind.TYPE_PARAMETER, mangle(parameter.name, private), parameter)
            self.stack.append(getattr(parameter, "default_value", None))
            self.stack.append(getattr(parameter, "bound", None))

    def function_body(self, node: Any, body: list[ast.AST]) -> None:
        kind = ScopeKind.LAMBDA if isinstance(node, ast.Lambda) else ScopeKind.FUNCTION
        scope = Scope(kind, node, Place(self.region, self.clock))
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

    def class_(self, node: ast.ClassDef) -> None:
        stack = self.stack
        stack.append((self.bind, BindingKind.CLASS, node.name, node))
        stack.append((self.class_scopes, node))
        stack.extend(node.decorator_list[::-1])

    def class_scopes(self, node: ast.ClassDef) -> None:
        stack = self.stack
        stack.append((self.enter, self.region))
        stack.append((self.class_body, node))
        stack.extend(node.keywords[::-1])
        stack.extend(node.bases[::-1])
        self.type_parameters(node)

    def class_body(self, node: ast.ClassDef) -> None:
        scope = Scope(ScopeKind.CLASS, node, Place(self.region, self.clock))
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
