import PuertoCore
import PuertoStore

/// A hook secret as it is listed, without its value.
struct HookSecretView: JSONView {
    let secret: HookSecret
    let state: State

    enum State: String {
        case active
        /// It signs until `ends_at`.
        case ending
        case ended
    }

    init(_ secret: HookSecret, _ now: Int) {
        self.secret = secret
        state = secret.endsAt == nil ? .active : secret.isActive(at: now) ? .ending : .ended
    }

    /// The state for people.
    var stateText: String {
        guard let end = secret.endsAt else { return "active" }
        return "\(state == .ending ? "ends" : "ended") \(Timestamp.text(end))"
    }

    var json: JSONObject {
        var json = JSONObject()
        json.add("name", secret.name.text)
        json.add("tenant", secret.tenant?.text)
        json.add("added_at", time: secret.addedAt)
        json.add("state", state.rawValue)
        json.add("ends_at", time: secret.endsAt)
        return json
    }
}
