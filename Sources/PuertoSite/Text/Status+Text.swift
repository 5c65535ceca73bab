internal import Hypertext
internal import PuertoCore

extension Tenant.Status {
    /// A dot and a word: colour is never the only sign.
    func badge(_ l: Language) -> HTML {
        "<span class=\"st \(rawValue)\">\(word(l))</span>"
    }
}
