import PuertoCore

/// Returns what a person would read; `nil` when nothing was thrown.
///
/// It is visible only here: an asynchronous test that sees both would have to await every step.
func message<Value>(_ step: () async throws -> Value) async -> String? {
    do {
        _ = try await step()
        return nil
    } catch {
        return "\(error)"
    }
}

func code<Value>(_ step: () async throws -> Value) async -> PuertoError.Code? {
    do {
        _ = try await step()
        return nil
    } catch {
        return (error as? PuertoError)?.code
    }
}
