/// Gathers the errors of independent steps, so that all of them are reported at once.
package struct ErrorCollector {
    package private(set) var all: [PuertoError] = []

    /// More errors than these tell a person nothing new.
    static let limit = 50

    package init() {}

    /// Returns the step's value, or `nil` when it threw. Errors that are not Puerto's own are
    /// thrown on.
    package mutating func attempt<Value>(_ step: () throws -> Value) throws -> Value? {
        do {
            return try step()
        } catch let error as PuertoError {
            add(error)
        } catch let errors as PuertoErrors {
            errors.all.forEach { add($0) }
        }
        return nil
    }

    package mutating func add(_ error: PuertoError) {
        if all.count < ErrorCollector.limit { all.append(error) }
    }

    /// Throws `PuertoErrors` when any step failed.
    package func finish() throws {
        if let errors = PuertoErrors(all) { throw errors }
    }
}
