internal import PuertoCore

/// The database or the key cannot be used. The cause is for the log: a visitor can neither cause
/// nor mend it.
struct Unready: Error {
    let cause: PuertoError
}
