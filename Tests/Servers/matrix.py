"""Tells which server passed which checks. A check is all tests of its name."""


class Matrix:
    signs = {"passed": "ok", "skipped": "-", "failed": "FAIL"}

    def __init__(self, rows, columns):
        self.rows, self.columns, self.cells = rows, columns, {}

    def add(self, row, column, outcome):
        if column not in self.columns:
            self.columns.append(column)
        self.cells.setdefault((row, column), []).append(outcome)

    def sign(self, row, column):
        outcomes = self.cells.get((row, column), [])
        if "failed" not in outcomes and {"passed", "skipped"} <= set(outcomes):
            return "ok*"
        for worst in ["failed", "passed", "skipped"]:
            if worst in outcomes:
                return self.signs[worst]
        return ""

    def lines(self):
        yield "what each server was seen to do (*: but for what it cannot do, see served.py):"
        for number, column in enumerate(self.columns, 1):
            yield f"  {number:2} {column}"
        width = max(map(len, self.rows))
        yield " " * width + "".join(f"{number:5}" for number in range(1, len(self.columns) + 1))
        for row in self.rows:
            yield f"{row:{width}}" + "".join(
                f"{self.sign(row, column):>5}" for column in self.columns
            )
