/// The agency's logo: a small picture that pages show as an image, and so run no script of it.
package struct Logo: Hashable, Sendable {
    package let kind: Kind
    package let bytes: [UInt8]

    package enum Kind: String, CaseIterable, Sendable {
        case png, svg

        package var mediaType: String {
            switch self {
            case .png: "image/png"
            case .svg: "image/svg+xml"
            }
        }
    }

    /// Every onboarding page carries the logo, as text that is a third longer.
    package static let limit = 65_536

    /// Throws `invalid` for a file that is too large, of another format, or an SVG with more than
    /// plain shapes. `name` is the file's.
    package init(_ bytes: [UInt8], name: String) throws {
        guard let kind = Kind.allCases.first(where: { name.hasSuffix(".\($0.rawValue)") }) else {
            throw Logo.bad(
                name, "no es .png ni .svg", "is neither .png nor .svg",
                ("expórtalo en uno de estos formatos", "export it in one of these formats"))
        }
        guard bytes.count <= Logo.limit else {
            throw Logo.bad(
                name, "tiene \(bytes.count) bytes", "has \(bytes.count) bytes",
                (
                    "como mucho \(Logo.limit); uno de 400 píxeles o un SVG ocupa menos",
                    "at most \(Logo.limit); a logo of 400 pixels or an SVG is smaller"
                ))
        }
        switch kind {
        case .png:
            guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
                throw Logo.bad(
                    name, "no es una imagen PNG", "is no PNG picture",
                    ("expórtalo otra vez como PNG", "export it again as PNG"))
            }
        case .svg: try Logo.checkSVG(bytes, name)
        }
        self.kind = kind
        self.bytes = bytes
    }

    private static func checkSVG(_ bytes: [UInt8], _ name: String) throws {
        do { try LogoDrawing.check(bytes) } catch let flaw as LogoDrawing.Flaw {
            guard let part = flaw.part else {
                throw bad(
                    name, "no es un dibujo SVG", "is no SVG picture",
                    ("expórtalo otra vez como SVG simple", "export it again as plain SVG"))
            }
            throw bad(
                name, "tiene \(part.spanish), que un logotipo no puede tener",
                "has \(part.english), which a logo may not have",
                ("expórtalo como SVG simple, o como PNG", "export it as plain SVG, or as PNG"))
        }
    }

    private static func bad(
        _ name: String, _ spanish: String, _ english: String,
        _ hint: (spanish: String, english: String)
    ) -> PuertoError {
        let file = PuertoError.quote("content/\(name)")
        return PuertoError(.invalid, "the logo \(file) \(english)", hint: hint.english)
            .spanish("el logotipo \(file) \(spanish)", hint: hint.spanish)
    }
}

extension Logo: CustomDebugStringConvertible {
    /// Stands for the bytes where pages are compared.
    package var debugDescription: String { "\(kind.rawValue) \(Fingerprint(bytes).hex)" }
}
