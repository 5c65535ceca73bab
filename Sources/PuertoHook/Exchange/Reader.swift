internal import PuertoCore

/// The language that a request's answer is in, and the addresses that keep it.
struct Reader {
    private let web: HookSettings
    /// The first language of `Accept-Language` that the portal has (RFC 9110, 12.5.4).
    private let accepted: Language?
    /// The language that an address names with `lang`: that of the page it stands on.
    var asked: Language?

    init(_ web: HookSettings, _ request: Request) {
        self.web = web
        accepted = Reader.accepted(request, of: web.languages)
    }

    private static func accepted(_ request: Request, of languages: [Language]) -> Language? {
        guard let header = request.header("accept-language") else { return nil }
        for part in header.split(separator: UInt8(ascii: ",")) {
            let word = part.drop { $0 == 0x20 }.prefix(2)
            if let language = Language(rawValue: String(decoding: word, as: UTF8.self)),
                languages.contains(language)
            {
                return language
            }
        }
        return nil
    }
}

extension Reader {
    /// The language of pages; the portal's first one when the request names none.
    var language: Language { wanted ?? web.language }

    /// The language of problem documents; English when the request names none.
    var documentLanguage: Language { wanted ?? .en }

    /// An old address may name a language that the portal no longer has: that is no mistake.
    private var wanted: Language? {
        if let asked, web.languages.contains(asked) { return asked }
        return accepted
    }

    /// The language of the portal's page with this path; `nil` for any other path.
    func language(of place: String) -> Language? {
        guard place.hasPrefix("\(web.settings.portal)/") else { return nil }
        let others = web.languages.filter { $0 != web.language }
        return others.first { place.hasPrefix("\(portal(in: $0))/") } ?? web.language
    }
}

extension Reader {
    /// The languages that the portal has.
    var languages: [Language] { web.languages }

    /// The address of a path of the hook in a language; the path may have a query.
    func address(_ place: String, in language: Language) -> String {
        let sign = place.contains("?") ? "&" : "?"
        return "\(web.settings.hook)\(place)\(sign)lang=\(language.rawValue)"
    }

    /// The path that the hook's addresses begin with.
    var hook: String { web.settings.hook }

    /// The path of the portal's pages in the reader's language.
    var portal: String { portal(in: language) }

    private func portal(in language: Language) -> String {
        web.settings.portal + (language == web.language ? "" : "/\(language.rawValue)")
    }

    /// The address of a path of the hook, with `lang` if the request had it. `next` holds plain
    /// letters only.
    ///
    /// `field` has plain letters too.
    func address(
        _ path: String, next: String? = nil, with field: (name: String, value: String)? = nil
    ) -> String {
        let fields = [
            field.map { "\($0.name)=\($0.value)" }, asked.map { "lang=\($0.rawValue)" },
            next.map { place in
                // These would end the value, or begin another one.
                let escapes: [Character: String] = ["?": "%3F", "&": "%26", "=": "%3D"]
                return "next=" + place.map { escapes[$0] ?? String($0) }.joined()
            },
        ].compactMap { $0 }
        let query = fields.isEmpty ? "" : "?" + fields.joined(separator: "&")
        return web.settings.hook + path + query
    }

    /// The path to go on to after a login: `next` if it is a path of this site in plain letters,
    /// or else the portal.
    func destination(_ next: String?) -> String {
        guard let next, next.utf8.first == UInt8(ascii: "/"),
            next.utf8.dropFirst().first != UInt8(ascii: "/"),
            next.utf8.allSatisfy({ $0.isAlphanumeric || "/-_.?=&#".utf8.contains($0) })
        else { return "\(portal)/index.html" }
        return next
    }
}
