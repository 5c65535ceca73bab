import PuertoCore

/// Returns what a person would read; `nil` when nothing was thrown.
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

/// Does the same for a synchronous step.
func message<Value>(_ step: () throws -> Value) -> String? {
    do {
        _ = try step()
        return nil
    } catch {
        return "\(error)"
    }
}

func code<Value>(_ step: () throws -> Value) -> PuertoError.Code? {
    do {
        _ = try step()
        return nil
    } catch {
        return (error as? PuertoError)?.code
    }
}
