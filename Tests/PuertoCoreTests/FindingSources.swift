import Foundation
import TestSupport

/// Reads the texts of findings and of their mends from the sources: each string with those that are
/// added to it, and 7 in the place of a value. It reads bytes, since the sources are long.
struct FindingSources {
    private var rest: ArraySlice<UInt8>

    /// Folders whose files compare or probe, and files beside them that say what was found.
    private static let places = [
        "PuertoJobs", "PuertoEngine/Probing", "PuertoCLI/Stack",
        "PuertoCLI/Workspace/Workspace+History.swift", "PuertoStore/Store/Store+BaseHistory.swift",
    ]
    private static let descriptions = [
        "PuertoJobs/Comparing/DataLoss.swift", "PuertoJobs/Comparing/Unseen.swift",
        "PuertoJobs/World/PlaceVerdict.swift", "PuertoEngine/Machine/PortHolder.swift",
        "Windmill/Connection/WindmillError.swift",
    ]
    private static let arguments = [
        "found: ", "because: ", "mend: ", ".withheld(", ".unreachable(", ".unsure(",
        "Missing(reason: ", "texts.append(",
    ]

    static func all() throws -> Set<String> {
        var texts: [String] = []
        for file in try places.flatMap(files) {
            let bytes = try bytes(of: file)
            for mark in arguments { texts += strings(after: mark, in: bytes) { $0.argument() } }
            texts += strings(after: "deviation(", in: bytes) { $0.argument(ofAll: true) }
            texts += strings(after: "found =", in: bytes) { $0.value() }
        }
        for file in descriptions {
            texts += strings(after: "case .", in: try bytes(of: file)) { $0.branch() }
        }
        // A single word may be a value, and a command has no words about it.
        return Set(texts.filter { $0.contains(" ") })
    }

    private static let root = Repository.root.appending(path: "Sources")

    private static func files(below place: String) throws -> [String] {
        guard !place.hasSuffix(".swift") else { return [place] }
        let found = FileManager.default.enumerator(atPath: root.appending(path: place).path)
        return (found?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
            .map { "\(place)/\($0)" }
    }

    /// The file without its comments.
    private static func bytes(of file: String) throws -> [UInt8] {
        let all = [UInt8](try Data(contentsOf: root.appending(path: file)))
        let lines = all.split(separator: UInt8(ascii: "\n"))
        return Array(
            lines.filter { !$0.drop { $0 == UInt8(ascii: " ") }.starts(with: "//".utf8) }
                .joined(separator: [UInt8(ascii: "\n")]))
    }

    private static func strings(
        after mark: String, in bytes: [UInt8], _ read: (inout FindingSources) -> [String]
    ) -> [String] {
        let mark = Array(mark.utf8)
        return bytes.indices.flatMap { start -> [String] in
            guard bytes[start] == mark[0], bytes[start...].starts(with: mark) else { return [] }
            var source = FindingSources(rest: bytes[(start + mark.count)...])
            return read(&source)
        }
    }
}

extension FindingSources {
    /// The strings up to the end of an argument, or of all arguments of a call.
    private mutating func argument(ofAll: Bool = false) -> [String] {
        var (texts, depth): ([String], Int) = ([], 0)
        while let next = rest.first {
            switch next {
            case UInt8(ascii: "\""):
                texts.append(sum())
                continue
            case UInt8(ascii: ","):
                if depth == 0, !ofAll { return texts }
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard depth > 0 else { return texts }
                depth -= 1
            default: break
            }
            rest.removeFirst()
        }
        return texts
    }

    /// The string that begins here.
    private mutating func value() -> [String] {
        skipSpace()
        return rest.first == UInt8(ascii: "\"") ? [sum()] : []
    }

    /// The string that a case of a switch gives.
    private mutating func branch() -> [String] {
        let line = rest.prefix { $0 != UInt8(ascii: "\n") }
        guard let colon = line.lastIndex(where: { $0 == UInt8(ascii: ":") }) else { return [] }
        // A colon in the string itself comes after the one of the case.
        let first = line.firstIndex(of: UInt8(ascii: "\"")) ?? line.endIndex
        let end = line[..<first].lastIndex(of: UInt8(ascii: ":")) ?? colon
        rest = rest[(end + 1)...]
        skipSpace()
        if rest.starts(with: "return ".utf8) { rest = rest.dropFirst(7) }
        return value()
    }

    /// A string with those that are added to it.
    private mutating func sum() -> String {
        var text = string()
        while true {
            let before = rest
            skipSpace()
            guard rest.first == UInt8(ascii: "+") else {
                rest = before
                return text
            }
            rest.removeFirst()
            skipSpace()
            guard rest.first == UInt8(ascii: "\"") else { return text + "7" }
            text += string()
        }
    }

    private mutating func skipSpace() {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    }

    private mutating func string() -> String {
        rest.removeFirst()
        var text: [UInt8] = []
        while let next = rest.popFirst(), next != UInt8(ascii: "\"") {
            guard next == UInt8(ascii: "\\") else {
                text.append(next)
                continue
            }
            guard rest.popFirst() == UInt8(ascii: "(") else { continue }
            skipValue()
            text.append(UInt8(ascii: "7"))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func skipValue() {
        var depth = 1
        while depth > 0, let next = rest.first {
            guard next != UInt8(ascii: "\"") else {
                _ = string()
                continue
            }
            depth += next == UInt8(ascii: "(") ? 1 : next == UInt8(ascii: ")") ? -1 : 0
            rest.removeFirst()
        }
    }
}
