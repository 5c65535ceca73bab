package import PuertoCore

/// The errors and warnings of a build.
package struct Diagnostics: Sendable {
    /// The errors, which fail the build.
    package private(set) var errors: [PuertoError] = []
    /// The warnings, which do not fail the build.
    package private(set) var warnings: [PuertoError] = []
    /// The names of runbooks that the document links, without its own.
    var mentions: [String] = []

    package init() {}

    var isEmpty: Bool { errors.isEmpty && warnings.isEmpty && mentions.isEmpty }

    mutating func report(_ error: PuertoError) { errors.append(error) }

    /// Reports any error that reading a file may throw.
    mutating func report(_ error: any Error, at place: String) {
        switch error {
        case let error as PuertoError: report(error.at(place))
        case let all as PuertoErrors: for error in all.all { report(error.at(place)) }
        default:
            report(PuertoError(.io, "cannot be read", place: place).spanish("no se puede leer"))
        }
    }

    mutating func warn(_ warning: PuertoError) { warnings.append(warning) }

    /// Adds another worker's diagnostics.
    mutating func merge(_ other: Diagnostics) {
        errors += other.errors
        warnings += other.warnings
        mentions += other.mentions
    }

    /// Removes duplicates and sorts by place: two languages of a page report the same document
    /// twice.
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

/// A `file:line`, ordered by file, then by line as a number.
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
