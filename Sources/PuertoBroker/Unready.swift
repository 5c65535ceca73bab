internal import PuertoCore

/// The database or the key of programs' secrets cannot be used. The cause is for the log: a visitor
/// can neither cause nor mend it.
struct Unready: Error {
    let cause: PuertoError
}

/// Runs a step whose errors are no fault of the request.
func ready<Value>(_ step: () throws -> Value) throws -> Value {
    do { return try step() } catch let error as PuertoError { throw Unready(cause: error) }
}
