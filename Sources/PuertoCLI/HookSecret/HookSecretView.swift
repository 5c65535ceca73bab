import PuertoCore
import PuertoStore

/// A hook secret as it is listed, without its value.
struct HookSecretView: JSONView {
    let secret: HookSecret
    let state: State

    enum State: String {
        case active
        /// It signs until `ends_at`, within 30 days.
        case ending
        case ended
        /// No key opens it, so it signs nothing.
        case unreadable
    }

    init(_ secret: HookSecret, _ now: Int, opens: Bool) {
        self.secret = secret
        guard secret.isActive(at: now) else {
            state = .ended
            return
        }
        guard opens else {
            state = .unreadable
            return
        }
        state = secret.endsSoon(at: now) ? .ending : .active
    }

    /// The state for people.
    var stateText: String {
        switch state {
        case .active: Spoken.say("activo", "active")
        case .ending: Spoken.say("caduca pronto", "ending")
        case .ended: Spoken.say("caducado", "ended")
        case .unreadable:
            Spoken.say(
                "no se abre: retíralo y añade otro", "does not open: revoke it, and add another")
        }
    }

    var json: JSONObject {
        var json = JSONObject()
        json.add("name", secret.name.text)
        json.add("tenant", secret.tenant?.text)
        json.add("actions", secret.actions.inOrder.map(\.rawValue))
        json.add("added_at", time: secret.addedAt)
        json.add("state", state.rawValue)
        json.add("ends_at", time: secret.endsAt)
        return json
    }
}
