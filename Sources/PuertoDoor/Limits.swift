/// What a door takes at most before anything is made of it.
package enum Limits {
    package static let path = 2000
    package static let query = 8192
    package static let headers = 200
    /// Of one field's value, and of all of them with their names.
    package static let header = 8192
    package static let allHeaders = 65_536
    /// Milliseconds for a whole body.
    package static let patience = 10_000
}
