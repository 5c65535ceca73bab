package import PuertoCore

/// Returns what a person would read, every error of the step on its own line; `nil` when nothing
/// was thrown.
package func message<Value>(_ step: () throws -> Value) -> String? {
    do {
        _ = try step()
        return nil
    } catch let errors as PuertoErrors {
        return errors.all.map(\.description).joined(separator: "\n")
    } catch {
        return "\(error)"
    }
}

/// Returns the code of the first error; `nil` when nothing was thrown, or another kind of error.
package func code<Value>(_ step: () throws -> Value) -> PuertoError.Code? {
    do {
        _ = try step()
        return nil
    } catch let errors as PuertoErrors {
        return errors.all.first?.code
    } catch {
        return (error as? PuertoError)?.code
    }
}
