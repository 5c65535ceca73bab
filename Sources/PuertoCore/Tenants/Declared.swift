/// The statement of a file about an optional value of a record.
package enum Declared<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The file leaves the key out: the record keeps what it has.
    case unsaid
    /// The file says that there is none.
    case none
    case value(Value)
}

extension Declared {
    package init(_ value: Value?) { self = value.map(Declared.value) ?? .unsaid }

    /// Returns the value of the record afterwards.
    package func over(_ recorded: Value?) -> Value? {
        switch self {
        case .unsaid: recorded
        case .none: nil
        case .value(let value): value
        }
    }
}
