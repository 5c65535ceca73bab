import PuertoCore
import PuertoStore

/// A credential as it is listed, without its value.
struct CredentialView: JSONView {
    let field: CredentialField
    /// `nil` when no value is recorded.
    let fact: CredentialFact?
    /// Whole days since the value was recorded.
    let days: Int?

    init(_ field: CredentialField, _ fact: CredentialFact?, now: Int) {
        self.field = field
        self.fact = fact
        days = fact.map { max(0, now - $0.setAt) / 86400 }
    }

    /// `generated` or `given`.
    var origin: String? { fact.map { $0.isGenerated ? "generated" : "given" } }

    /// The origin for people; it says so where no value is recorded.
    func originText(_ l: Language) -> String {
        guard let fact else { return l("sin registrar", "not recorded") }
        return fact.isGenerated ? l("generado", "generated") : l("dado", "given")
    }

    var json: JSONObject {
        var json = JSONObject()
        json.add("field", field.rawValue)
        json.add("fingerprint", fact?.fingerprint)
        json.add("set_at", time: fact?.setAt)
        json.add("days", days)
        json.add("version", fact?.version)
        json.add("origin", origin)
        return json
    }
}
