internal import PuertoCore

/// The column's text for dashboards, one line each: the path, which has no spaces, a space, and the
/// title. It is read by bytes, since a title may begin with a combining mark that makes one
/// Character with the space.
enum DashboardText {
    static func text(_ dashboards: [Dashboard]) -> String {
        dashboards.map { "\($0.path) \($0.title)" }.joined(separator: "\n")
    }
}

extension FleetRecords.Bytes {
    mutating func addDashboards(_ text: UnsafeRawBufferPointer?) {
        addList(text, separator: UInt8(ascii: "\n")) { bytes, line in
            let path = line.prefix { $0 != UInt8(ascii: " ") }
            bytes.add(text: UnsafeRawBufferPointer(rebasing: path))
            bytes.add(text: UnsafeRawBufferPointer(rebasing: line[path.endIndex...].dropFirst()))
        }
    }

    /// Adds tags, which the column separates by spaces.
    mutating func addTags(_ text: UnsafeRawBufferPointer?) {
        addList(text, separator: UInt8(ascii: " ")) { bytes, tag in
            bytes.add(text: UnsafeRawBufferPointer(rebasing: tag))
        }
    }

    private mutating func addList(
        _ text: UnsafeRawBufferPointer?, separator: UInt8,
        _ add: (inout Self, Slice<UnsafeRawBufferPointer>) -> Void
    ) {
        let parts = text?.isEmpty == false ? text?.split(separator: separator) ?? [] : []
        self.add(word: UInt32(parts.count))
        for part in parts { add(&self, part) }
    }
}
