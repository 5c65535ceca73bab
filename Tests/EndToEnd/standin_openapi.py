"""Holds recorded traffic against an OpenAPI 3.0 file, request by request and answer by answer."""

import json
import re
from collections import Counter

import jsonschema_rs

METHODS = {"get", "post", "put", "delete"}


def modern(schema):
    """A schema of OpenAPI 3.0 as JSON Schema: `nullable` is spelt out.

    The file requires some names that it has no property for and no answer has; they are dropped.
    """
    if isinstance(schema, list):
        return [modern(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {
        name: modern(one) for name, one in schema.items() if name not in ("nullable", "example")
    }
    if isinstance(made.get("required"), list) and isinstance(made.get("properties"), dict):
        made["required"] = [name for name in made["required"] if name in made["properties"]]
    return {"anyOf": [made, {"type": "null"}]} if schema.get("nullable") is True else made


class Contract:
    def __init__(self, path):
        with open(path) as file:
            document = json.load(file)
        self.components = modern(document["components"])
        self.operations = [
            (method.upper(), template, self.expression(template), operation)
            for template, operations in document["paths"].items()
            for method, operation in operations.items()
            if method in METHODS
        ]
        # A fixed word goes before a parameter at the same place.
        self.operations.sort(key=lambda one: one[1].count("{"))
        self.validators = {}

    @staticmethod
    def expression(template):
        """Paths of items may hold slashes."""
        return re.compile(
            re.sub(r"\{(\w+)\}", lambda name: ".+" if name[1] == "path" else "[^/]+", template)
        )

    def operation(self, method, path):
        for known, template, expression, operation in self.operations:
            if known == method and expression.fullmatch(path):
                return f"{method} {template}", operation
        return None, None

    def errors(self, key, schema, value):
        if key not in self.validators:
            root = {**modern(schema), "components": self.components}
            self.validators[key] = jsonschema_rs.validator_for(root)
        return [f"{key}: {one.message}" for one in self.validators[key].iter_errors(value)]

    def request(self, name, operation, body):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if not body:
            required = operation.get("requestBody", {}).get("required")
            return [f"{name}: no request body"] if required else []
        if content is None:
            return [f"{name}: a request body where none is documented"]
        return self.errors(f"{name} request", content["schema"], json.loads(body))

    def response(self, name, operation, status, kind, answer):
        documented = operation["responses"].get(str(status))
        if documented is None:
            # Errors are undocumented but for their form, which is plain text.
            return [] if status >= 400 and kind == "text/plain" else [f"{name}: status {status}"]
        content = documented.get("content", {})
        if not content:
            return []
        if kind not in content:
            return [f"{name} {status}: {kind} instead of {', '.join(content)}"]
        if kind != "application/json":
            return []
        return self.errors(f"{name} {status}", content[kind]["schema"], json.loads(answer))

    def check(self, traffic):
        """What is wrong, and how many calls were held against the file or are not in it."""
        found, counts = [], Counter()
        for method, target, body, status, kind, answer in traffic:
            path = target.split("?")[0].removeprefix("/api")
            name, operation = self.operation(method, path)
            if name is None:
                counts["not in the file"] += 1
                continue
            counts["requests"] += 1
            counts["operations", name] += 1
            if status < 400 or status == 500:
                found += self.request(name, operation, body)
            found += self.response(name, operation, status, kind, answer)
        return found, counts
