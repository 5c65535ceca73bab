import PuertoCore

/// What a person would read: every error of a step on its own line; `nil` when none was thrown.
func message<Value>(_ step: () throws -> Value) -> String? {
    do {
        _ = try step()
        return nil
    } catch let errors as PuertoErrors {
        return errors.all.map(\.description).joined(separator: "\n")
    } catch {
        return "\(error)"
    }
}
