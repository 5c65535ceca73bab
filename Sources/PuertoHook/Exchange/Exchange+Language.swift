internal import PuertoCore

extension Exchange {
    /// What pages are in, as far as the portal has it: the language of the page that somebody comes
    /// from, or what the browser asks for first.
    var language: Language { wanted ?? world.web.language }

    /// What programs are told is in English unless they ask for another language (RFC 9110, 12.5.4).
    var documentLanguage: Language { wanted ?? .en }

    private var wanted: Language? {
        if let asked, has(asked) { return asked }
        guard let accept = request.header("accept-language") else { return nil }
        for part in accept.split(separator: UInt8(ascii: ",")) {
            let word = part.drop { $0 == 0x20 }.prefix(2)
            if let language = Language(rawValue: String(decoding: word, as: UTF8.self)),
                has(language)
            {
                return language
            }
        }
        return nil
    }

    private func has(_ language: Language) -> Bool { world.web.languages.contains(language) }

    /// Of every query: the language of the page that an address stands on. One that the portal has
    /// no more is no mistake of whoever follows an old address.
    mutating func readLanguage() throws {
        guard let word = try query.text("lang", 2...2) else { return }
        guard let language = Language(rawValue: word) else {
            throw Problem(400, english: "'lang' is neither es nor en")
        }
        asked = language
    }

    /// One of the hook's own, in the reader's language if that was asked for. `next` is in plain
    /// letters.
    func address(_ path: String, next: String? = nil) -> String {
        let fields = [
            asked.map { "lang=\($0.rawValue)" },
            next.map { place in
                // What would end it here, or begin something else.
                let escapes: [Character: String] = ["?": "%3F", "&": "%26", "=": "%3D"]
                return "next=" + place.map { escapes[$0] ?? String($0) }.joined()
            },
        ].compactMap { $0 }
        return world.hook + path + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&"))
    }

    /// Where the portal's pages are in a language.
    func portal(_ language: Language) -> String {
        world.portal + (language == world.web.language ? "" : "/\(language.rawValue)")
    }

    /// Of the page of the portal that has this path.
    func language(of place: String) -> Language? {
        guard place.hasPrefix("\(world.portal)/") else { return nil }
        let others = world.web.languages.filter { $0 != world.web.language }
        return others.first { place.hasPrefix("\(portal($0))/") } ?? world.web.language
    }
}
