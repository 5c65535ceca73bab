/// The sizes that an adapter takes at most; a larger request is refused before it is parsed.
package enum Limits {
    package static let path = 2000
    package static let query = 8192
    package static let headers = 200
    /// Bytes of one field's value, and of all fields with their names.
    package static let header = 8192
    package static let allHeaders = 65_536
    /// Milliseconds for the whole body.
    package static let patience = 10_000
}
