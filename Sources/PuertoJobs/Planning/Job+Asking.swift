internal import PuertoCore

extension Job {
    /// Throws `conflict` for a job of the web tier that the hook would not have queued: its rows
    /// are its word, and the worker believes them no more than the hook believes a request.
    func checkAsking() throws {
        guard action.needsPlan else { return }
        if actor.hasPrefix("hook:") {
            throw PuertoError(
                .conflict, "no program can ask for \(action.rawValue)",
                hint: "puerto \(action.verb) \(tenant?.text ?? "")"
            ).spanish(
                "ningún programa puede pedir \(action.rawValue)",
                hint: "puerto \(action.verb) \(tenant?.text ?? "")")
        }
        guard actor.hasPrefix("web:"), parameters.plan == nil else { return }
        throw PuertoError(
            .conflict, "\(action.rawValue) was asked for without the plan that an operator saw",
            hint: "ask for it again on the client's page"
        ).spanish(
            "\(action.rawValue) se pidió sin el plan que ve un operador",
            hint: "pídelo otra vez en la página del cliente")
    }
}
