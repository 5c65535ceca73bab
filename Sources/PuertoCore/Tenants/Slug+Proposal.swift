extension Slug {
    /// Proposes a slug for a client's name: `Panadería La Güera, S.A.` gives `panaderia-la-guera-sa`.
    /// Throws `conflict` for a name that has none of the letters and digits of a slug.
    package static func proposed(for name: String) throws -> Slug {
        var words: [[UInt8]] = [[]]
        for scalar in name.unicodeScalars {
            if let plain = Slug.plain(scalar) {
                words[words.count - 1] += Array(plain.utf8)
            } else if !Slug.isInsideAWord(scalar), words.last?.isEmpty == false {
                words.append([])
            }
        }
        var text = ""
        for word in words where !word.isEmpty {
            let next = (text.isEmpty ? "" : text + "-") + String(decoding: word, as: UTF8.self)
            guard next.utf8.count <= Slug.mostProposed else { break }
            text = next
        }
        if text.isEmpty, let first = words.first {
            text = String(decoding: first.prefix(Slug.mostProposed), as: UTF8.self)
        }
        guard !text.isEmpty, let slug = try? Slug(text) else { throw Slug.unproposed(name) }
        return slug
    }

    /// A slug is typed and read aloud: a proposed one ends with the last whole word before this.
    private static let mostProposed = 40

    private static func unproposed(_ name: String) -> PuertoError {
        PuertoError(
            .conflict, "no slug can be made of the name \(PuertoError.quote(name))",
            hint: "give one of a-z, 0-9 and single inner hyphens, as in cyn-einstein-kids"
        ).spanish(
            "del nombre \(PuertoError.quote(name)) no sale ningún identificador",
            hint: "escribe uno con letras a-z, cifras y guiones sueltos, como cyn-einstein-kids")
    }

    /// The letters and digits of a slug that stand for a character; `nil` for one that separates
    /// words or is dropped.
    private static func plain(_ scalar: Unicode.Scalar) -> String? {
        let small = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        if let byte = UInt8(exactly: small.value), byte.isLowerAlphanumeric {
            return String(Character(small))
        }
        return letters[small]
    }

    /// Marks and signs within a word, as in `O'Brien`, `S.A.` and a letter with its accent apart.
    private static func isInsideAWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar == "’" || scalar == "." || (0x300...0x36F).contains(scalar.value)
    }

    private static let letters: [Unicode.Scalar: String] = {
        let groups: [(String, String)] = [
            ("a", "áàâäãåāăą"), ("c", "çćĉčċ"), ("d", "ďđð"), ("e", "éèêëēĕėęě"), ("g", "ĝğġģ"),
            ("i", "íìîïĩīĭįı"), ("l", "ĺļľł"), ("n", "ñńņň"), ("o", "óòôöõøōŏő"), ("r", "ŕŗř"),
            ("s", "śŝşšș"), ("t", "ţťțŧ"), ("u", "úùûüũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"),
            ("z", "źżž"), ("ss", "ß"), ("ae", "æ"), ("oe", "œ"), ("th", "þ"),
        ]
        var letters: [Unicode.Scalar: String] = [:]
        for (plain, written) in groups {
            for scalar in written.unicodeScalars { letters[scalar] = plain }
        }
        return letters
    }()
}
