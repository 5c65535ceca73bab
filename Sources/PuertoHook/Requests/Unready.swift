internal import PuertoCore

/// The broker cannot be asked. The cause is for the log: a visitor can neither cause nor mend it.
struct Unready: Error {
    let cause: PuertoError
}
