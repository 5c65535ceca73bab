"""Flows: their modules one after the other, the result of the last being the flow's."""

import re

from .errors import bad
from .jobs import deployed


def run_flow(job):
    """Runs raw scripts, scripts by path and identities; other modules are refused."""
    results, result = {}, None
    for module in job.row["raw_flow"].get("modules", []):
        result, good = run_step(job, module["value"], results, result)
        if not good:
            return result, False
        results[module["id"]] = result
    return result, True


def run_step(job, value, results, previous):
    args = {
        name: transformed(one, job.row["args"] or {}, results, previous)
        for name, one in (value.get("input_transforms") or {}).items()
    }
    if value["type"] == "identity":
        return previous, True
    if value["type"] == "rawscript":
        return job.script(value["language"], value["content"], args)
    if value["type"] != "script":
        raise bad(f"the stand-in runs no modules of type {value['type']}")
    row = deployed(job.tx, job.workspace, value["path"])
    if row is None:
        raise bad(f"script not found at name {value['path']}")
    content = job.tx.one(
        "SELECT content FROM script WHERE workspace_id = %s AND hash = %s",
        *(job.workspace, row["hash"]),
    )
    return job.script(row["language"], content, args, row["timeout"])


def transformed(one, given, results, previous):
    """A static value, or the expression `flow_input.x`, `results.step` or `previous_result`."""
    if one.get("type") != "javascript":
        return one.get("value")
    expression = one.get("expr", "").strip()
    match = re.fullmatch(r"(flow_input|results|previous_result)((?:\.\w+)*)", expression)
    if match is None:
        raise bad(f"the stand-in evaluates no expression like {expression}")
    value = {"flow_input": given, "results": results, "previous_result": previous}[match[1]]
    for name in match[2].split(".")[1:]:
        value = value.get(name) if isinstance(value, dict) else None
    return value
