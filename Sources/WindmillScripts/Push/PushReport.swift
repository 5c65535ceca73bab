package import PuertoCore

/// The results of a push.
package struct PushReport: Sendable {
    package internal(set) var written: [ItemKey] = []
    package internal(set) var removed: [ItemKey] = []
    /// The failures, each with its item; the others were pushed all the same.
    package internal(set) var errors: [PuertoError] = []

    package init() {}
}
