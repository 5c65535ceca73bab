import PuertoCore
import PuertoStore

/// A credential as listings show it.
struct CredentialView: Encodable {
    let field: String
    let fingerprint: String?
    let set: String?
    let days: Int?
    let version: Int?
    /// `generated` or `given`.
    let value: String?

    init(_ field: CredentialField, _ fact: CredentialFact?, now: Int) {
        self.field = field.rawValue
        fingerprint = fact?.fingerprint
        set = fact.map { Timestamp.text($0.setAt) }
        days = fact.map { max(0, now - $0.setAt) / 86400 }
        version = fact?.version
        value = fact.map { $0.isGenerated ? "generated" : "given" }
    }
}
