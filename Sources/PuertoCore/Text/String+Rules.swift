extension String {
    /// Checks a tag or plan id, which has the form of a slug.
    package static func word(_ text: String, called what: String) throws -> String {
        guard Slug.isValid(text.utf8) else {
            throw PuertoError(
                .invalid, "\(what) \(PuertoError.quote(text)) is not a plain word",
                hint: "1 to 63 of a-z, 0-9 and single inner hyphens"
            ).spanish(
                "\(PuertoError.quote(text)) no sirve de \(what == "tag" ? "etiqueta" : "identificador")",
                hint: "de 1 a 63 letras a-z, cifras y guiones sueltos por dentro")
        }
        return text
    }

    /// Checks an e-mail address that is entered. Beside the rule for recorded ones it has no `?` and
    /// no `%`, and no `&` or `#` after the `@`: in a `mailto:` link (RFC 6068) they begin more
    /// recipients.
    package static func email(_ text: String) throws -> String {
        let domain = text.utf8.drop { $0 != UInt8(ascii: "@") }
        guard !text.utf8.contains(where: "?%".utf8.contains),
            !domain.contains(where: "&#".utf8.contains)
        else { throw noEmail(text) }
        return try recordedEmail(text)
    }

    /// Checks an e-mail address that a record has, maybe from a version before: one `@` with
    /// something on both sides, at most 254 bytes (RFC 5321), without spaces, controls, or the signs
    /// that end an address in a header.
    package static func recordedEmail(_ text: String) throws -> String {
        let (bytes, at) = (text.utf8, UInt8(ascii: "@"))
        let isPlain = bytes.allSatisfy { !$0.endsAnAddress } && text.isPlainWithoutSpace
        let hasBothSides = bytes.count { $0 == at } == 1 && bytes.first != at && bytes.last != at
        guard hasBothSides, isPlain, bytes.count <= 254 else {
            throw noEmail(text)
        }
        return text
    }

    private static func noEmail(_ text: String) -> PuertoError {
        PuertoError(
            .invalid, "\(PuertoError.quote(text)) is not an e-mail address",
            hint: "as in ana@example.com, at most 254 bytes"
        ).spanish(
            "\(PuertoError.quote(text)) no es una dirección de correo",
            hint: "como ana@example.com, de 254 bytes como mucho")
    }

    /// The `mailto:` address of an e-mail address (RFC 6068), in which no sign has a meaning of its
    /// own.
    package static func mailto(_ address: String) -> String {
        let path = PercentEncoding.encoded(address.utf8) { $0 == UInt8(ascii: "@") || $0 >= 0x80 }
        return "mailto:" + String(decoding: path, as: UTF8.self)
    }

    /// Checks a container's name by Docker's rule.
    package static func container(_ text: String) throws -> String {
        let bytes = text.utf8
        let isPlain = bytes.allSatisfy { $0.isAlphanumeric || $0.isJoint }
        guard isPlain, bytes.first?.isAlphanumeric == true, bytes.count <= 128 else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a container name",
                hint: "1 to 128 of a-z, A-Z, 0-9, and after the first one also _ . -"
            ).spanish(
                "\(PuertoError.quote(text)) no es un nombre de contenedor",
                hint: "de 1 a 128 de a-z, A-Z, 0-9, y tras el primero también _ . -")
        }
        return text
    }

    /// Checks an absolute path inside an application, which no browser can take for another site.
    package static func path(_ text: String) throws -> String {
        let (bytes, slash) = (text.utf8, UInt8(ascii: "/"))
        var before: UInt8 = 0
        let hasTwo = bytes.contains { byte in
            defer { before = byte }
            return byte == slash && before == slash
        }
        let isPlain = text.isPlainWithoutSpace && !bytes.contains(UInt8(ascii: "\\"))
        guard bytes.first == slash, !hasTwo, isPlain, bytes.count <= 1000 else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a path in the application",
                hint: "it begins with one '/' and has no '//', '\\' or space"
            ).spanish(
                "\(PuertoError.quote(text)) no es una ruta de la aplicación",
                hint: "empieza por una sola '/' y no tiene '//', '\\' ni espacios")
        }
        return text
    }

    /// Checks a host name or IP address, which no command line can take for an option.
    package static func address(_ text: String) throws -> String {
        let isPlain = text.utf8.enumerated().allSatisfy { index, byte in
            byte.isAlphanumeric
                || (index > 0 && "-._%".utf8.contains(byte)) || byte == UInt8(ascii: ":")
        }
        guard isPlain, (1...253).contains(text.utf8.count) else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not an address",
                hint: "a host name or IP address"
            ).spanish(
                "\(PuertoError.quote(text)) no es una dirección",
                hint: "un nombre de máquina o una dirección IP")
        }
        return text
    }
}

extension UInt8 {
    /// Tells whether the byte is one of `- . _`.
    fileprivate var isJoint: Bool { self == 0x2D || self == 0x2E || self == 0x5F }

    /// Tells whether the byte is one of `< > ( ) [ ] , ; : \ "`.
    fileprivate var endsAnAddress: Bool {
        switch self {
        case 0x22, 0x28, 0x29, 0x2C, 0x3A, 0x3B, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D: true
        default: false
        }
    }
}

extension String {
    fileprivate var isPlainWithoutSpace: Bool {
        utf8.allSatisfy(\.isGraphic)
            || unicodeScalars.allSatisfy { $0.isPlain && !$0.properties.isWhitespace }
    }
}
