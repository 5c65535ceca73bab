package import Foundation

/// A new, empty folder, removed with everything in it when the value goes.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// Makes the folder `puerto-<name>-<random>`; throws when the parent cannot be written.
    package init(_ name: String, in parent: String = NSTemporaryDirectory()) throws {
        path = parent + "/puerto-\(name)-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
