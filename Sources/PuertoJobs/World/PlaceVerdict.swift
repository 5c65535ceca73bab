package import PuertoCore

/// Tells whether a workspace may command its stacks from where it is.
package enum PlaceVerdict: Hashable, Sendable {
    /// It may; what has changed is noted in the history by the next change.
    case fit
    /// It is a copy, which only looks.
    case copy
    /// It may be a copy or have older records; an operator has to say what it is.
    case unsure(String)
}

extension PlaceVerdict {
    /// Judges a place. `mark` is the engine's count of changes, and `disagreements` say what the
    /// engine has that does not fit the records.
    ///
    /// One fact that differs is no copy: devices are numbered anew at boots, and a folder may be
    /// renamed. The engine is one change behind where a worker died between two writes, and has no
    /// mark before the first change and after a prune: then its objects decide.
    package init(
        _ recorded: RecordedPlace?, here: WorkspacePlace, mark: Int?, disagreements: [String]
    ) {
        guard recorded?.copyID == nil else {
            self = .copy
            return
        }
        let changes = recorded?.changes ?? 0
        let moves = recorded.map { here.changes(since: $0.place) } ?? []
        if moves.count > 1 {
            self = .unsure("its place differs: \(moves.joined(separator: ", "))")
        } else if let mark, mark > changes {
            self = .unsure(
                "the engine has seen \(mark) changes by this workspace, its records \(changes)")
        } else if mark == nil, let first = disagreements.first {
            self = .unsure(first)
        } else {
            self = .fit
        }
    }

    /// The reason against a job that changes stacks; `nil` for a workspace that is fit.
    package var refusal: PuertoError? {
        switch self {
        case .fit: nil
        case .copy:
            PuertoError(
                .conflict, "this workspace is a copy and only looks",
                hint: "if it is to command the stacks from now on: puerto workspace moved"
            ).spanish(
                "este espacio de trabajo es una copia y solo mira",
                hint: "si desde ahora es el que manda en los sistemas: puerto workspace moved")
        case .unsure(let reason):
            PuertoError(
                .conflict,
                "is this workspace a copy, moved, or are its records older than the stacks? "
                    + reason,
                hint: "puerto workspace moved, when it is the one that commands the stacks; "
                    + "puerto workspace copied, when another one does"
            ).spanish(
                "¿este espacio de trabajo es una copia, se movió, o sus registros son anteriores a "
                    + "los sistemas? \(FindingText.words(reason, .es))",
                hint: "puerto workspace moved, si es el que manda en los sistemas; "
                    + "puerto workspace copied, si manda otro")
        }
    }
}
