internal import Synchronization

/// A value that is made once, when a thread first asks for it.
///
/// The function that makes it may ask for other values, but never, directly or indirectly, for this
/// one.
final class Memo<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func get(_ make: () -> Value) -> Value {
        value.withLock { value in
            if let value { return value }
            let made = make()
            value = made
            return made
        }
    }
}
