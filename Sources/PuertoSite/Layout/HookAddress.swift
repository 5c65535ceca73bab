internal import PuertoCore

/// Addresses of the hook. It answers in the language of the page that the address is on.
struct HookAddress {
    let hook: String
    /// The language; `nil` where the portal has one language only.
    var language: Language?

    func callAsFunction(_ path: String, _ fields: (name: String, value: String)...) -> String {
        let all = fields + (language.map { [("lang", $0.rawValue)] } ?? [])
        let query = all.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        return hook + path + (query.isEmpty ? "" : "?\(query)")
    }
}

extension SiteContext {
    /// The hook's addresses; `nil` for a read-only portal.
    func hookAddress(_ l: Language) -> HookAddress? {
        hook.map { HookAddress(hook: $0, language: agency.languages.count > 1 ? l : nil) }
    }
}
