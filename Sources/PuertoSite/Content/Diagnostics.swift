package import PuertoCore

/// What was noticed while the site was made.
package struct Diagnostics: Sendable {
    /// These fail the build.
    package private(set) var errors: [PuertoError] = []
    /// These are said and passed over.
    package private(set) var warnings: [PuertoError] = []
    /// Names of runbooks that the document links, its own left out.
    var mentions: [String] = []

    package init() {}

    var isEmpty: Bool { errors.isEmpty && warnings.isEmpty && mentions.isEmpty }

    mutating func report(_ error: PuertoError) { errors.append(error) }

    /// Whatever a reader of files may throw.
    mutating func report(_ error: any Error, at place: String) {
        switch error {
        case let error as PuertoError: report(error.at(place))
        case let all as PuertoErrors: for error in all.all { report(error.at(place)) }
        default: report(PuertoError(.io, "cannot be read", place: place))
        }
    }

    mutating func warn(_ warning: PuertoError) { warnings.append(warning) }

    /// Takes over what another worker has seen.
    mutating func merge(_ other: Diagnostics) {
        errors += other.errors
        warnings += other.warnings
        mentions += other.mentions
    }

    /// Each once, by place: two languages of a page report the same document twice.
    mutating func settle() {
        errors = Self.settled(errors)
        warnings = Self.settled(warnings)
    }

    private static func settled(_ all: [PuertoError]) -> [PuertoError] {
        Set(all).sorted { one, other in
            if one.place == other.place { return one.message < other.message }
            return Place(one.place ?? "") < Place(other.place ?? "")
        }
    }
}

/// `file:line`, ordered by file, then by line as a number.
private struct Place: Comparable {
    let file: Substring
    let line: Int

    init(_ text: String) {
        let parts = text.split(separator: ":")
        line = parts.count > 1 ? parts.last.flatMap { Int($0) } ?? 0 : 0
        file = parts.first ?? ""
    }

    static func < (left: Place, right: Place) -> Bool {
        (left.file, left.line) < (right.file, right.line)
    }
}
