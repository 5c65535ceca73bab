import Testing

@testable import PuertoCore

/// A slug is proposed from a name, at the command line and in the portal.
@Suite struct SlugProposalTests {
    @Test(arguments: [
        ("Panadería La Güera, S.A. de C.V.", "panaderia-la-guera-sa-de-cv"),
        ("Acme", "acme"), ("O’Brien & Söhne", "obrien-sohne"),
        ("Peña-Nieto  Hnos.", "pena-nieto-hnos"),
        ("Cafe\u{301} 24/7", "cafe-24-7"), ("ÑANDÚ", "nandu"), ("Straße", "strasse"),
        (
            "Una asociación con un nombre larguísimo que nadie escribe",
            "una-asociacion-con-un-nombre-larguisimo"
        ), (String(repeating: "a", count: 70), String(repeating: "a", count: 40)),
    ])
    func aNameGivesItsSlug(name: String, slug: String) throws {
        #expect(try Slug.proposed(for: name).text == slug)
    }

    @Test(arguments: ["", "…", "東京", "Index", "-"])
    func aNameWithoutLettersOfASlugGivesNone(name: String) {
        #expect(throws: PuertoError.self) { try Slug.proposed(for: name) }
    }
}
