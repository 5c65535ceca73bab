internal import Synchronization

/// A value made when it is first asked for, once, whatever thread asks.
///
/// Its maker may ask for other values, but never, by any way round, for this one.
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
