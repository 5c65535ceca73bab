extension LoginAnswer {
    private var reason: String? {
        guard case .unreachable(let reason) = self else { return nil }
        return reason
    }

    /// True when the server takes connections and then says nothing, as a stopped process does.
    package var isSilent: Bool {
        // libpq's words, and those of the C library for hiredis.
        ["timeout expired", "Resource temporarily unavailable"].contains {
            reason?.contains($0) == true
        }
    }

    /// True when the server says that a part of its data is not there.
    package var isLoss: Bool {
        guard let reason, !reason.contains("starting up") else { return false }
        return [
            "does not exist", "is missing", "could not open file", "could not read block",
            "is not a valid data directory", "invalid page",
        ].contains { reason.contains($0) }
    }
}
