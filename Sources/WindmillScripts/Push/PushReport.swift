package import PuertoCore

/// What a push has done.
package struct PushReport: Sendable {
    package internal(set) var written: [ItemKey] = []
    package internal(set) var removed: [ItemKey] = []
    /// What failed, each with its item; the others were pushed all the same.
    package internal(set) var errors: [PuertoError] = []

    package init() {}
}
