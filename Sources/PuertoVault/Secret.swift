internal import Crypto
internal import FoundationEssentials

/// Secret bytes that no message shows by accident: printed, dumped or interpolated they read
/// `‹redacted›`. Their memory is overwritten when the last copy is freed. The type does not encode.
package struct Secret: Sendable {
    // It overwrites its memory, which an array does not.
    private let storage: SymmetricKey

    package init(_ bytes: [UInt8]) { storage = SymmetricKey(data: bytes) }

    package init(_ text: String) { self.init(Array(text.utf8)) }

    init(_ key: SymmetricKey) { storage = key }
}

extension Secret {
    package var count: Int { storage.bitCount / 8 }

    package var isEmpty: Bool { count == 0 }

    /// The plain bytes, for the one place that needs them.
    package func reveal() -> [UInt8] { storage.withUnsafeBytes { Array($0) } }

    /// The bytes as text; `nil` when they are not UTF-8.
    package func revealText() -> String? { String(validating: reveal(), as: UTF8.self) }

    var key: SymmetricKey { storage }
}

extension Secret: Equatable {
    /// Compares in constant time for values of the same length.
    package static func == (left: Secret, right: Secret) -> Bool { left.storage == right.storage }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package static let redacted = "‹redacted›"

    package var description: String { Secret.redacted }
    package var debugDescription: String { Secret.redacted }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
