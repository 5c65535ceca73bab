internal import PuertoCore

/// Addresses of the hook, which answers in the language of the page that they stand on.
struct HookAddress {
    let hook: String
    /// `nil` where the portal has one language only.
    var language: Language?

    func callAsFunction(_ path: String, _ fields: (name: String, value: String)...) -> String {
        let all = fields + (language.map { [("lang", $0.rawValue)] } ?? [])
        let query = all.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        return hook + path + (query.isEmpty ? "" : "?\(query)")
    }
}

extension SiteContext {
    /// `nil` for a portal that is only read.
    func hookAddress(_ l: Language) -> HookAddress? {
        hook.map { HookAddress(hook: $0, language: agency.languages.count > 1 ? l : nil) }
    }
}
