import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoVault

/// Sealed pages: their content, and the pages that a reader refuses.
@Suite struct PageTests {
    private static let passphrase = try? Passphrase(Secret("tulip correct horse 42"))

    private func seal(_ payload: PagePayload, rounds: Int = 600_000) throws -> SealedPage {
        let header = PageHeader(
            rounds: rounds, salt: Random.bytes(16), nonce: Random.bytes(12), id: "acme")
        return try PageSeal.seal(payload.padded, #require(Self.passphrase), header)
    }

    private func payload(_ password: String) -> PagePayload {
        PagePayload(url: "https://a.example", user: "eva@a.example", password: Secret(password))
    }

    @Test(arguments: [
        "s", "\"\\\u{0}\u{1F}\u{7F}\n", "</script><!--]]>{{x}}", "javascript:alert(1)",
        "\u{202E}", "👩‍👩‍👧 ñ e\u{301}",
    ])
    func whateverIsInAPasswordComesBackAsJSON(password: String) throws {
        let json = try PageSeal.open(seal(payload(password)), #require(Self.passphrase))
        let object = try JSONSerialization.jsonObject(with: Data(json.reveal()))
        let values = try #require(object as? [String: Any])
        #expect((values["pass"] as? String).map { Array($0.utf8) } == Array(password.utf8))
        #expect(values["v"] as? Int == 1 && values.count == 4)
    }

    @Test func theLengthOfAPasswordDoesNotShow() throws {
        let lengths = try [1, 60, 300].map {
            try seal(payload(String(repeating: "x", count: $0))).ciphertext.utf8.count
        }
        #expect(Set(lengths).count == 1)
    }

    @Test func paddingIsAMultipleOf1024AndIsTakenOffOnlyWhenItIsRight() {
        for count in [0, 1, 1019, 1020, 1021, 2044] {
            let json = [UInt8](repeating: 0x20, count: count)
            let padded = PagePayload.padded(json)
            #expect(padded.count % 1024 == 0 && padded.count - count < 1024 + 4)
            #expect(PagePayload.json(inPadded: padded) == json)
        }
        var padded = PagePayload.padded(Array("{}".utf8))
        padded[1023] = 1
        #expect(PagePayload.json(inPadded: padded) == nil)
        #expect(
            PagePayload.json(inPadded: [0, 0, 4, 0] + [UInt8](repeating: 0, count: 1020)) == nil)
        #expect(PagePayload.json(inPadded: []) == nil)
    }

    private static let good =
        "puerto.page.v1;kdf=pbkdf2-sha256;i=600000;s=AAECAwQFBgcICQoLDA0ODw;n=oKGio6Slpqeoqaqr;"
        + "c=aes-256-gcm;id=client-0001"

    @Test(arguments: [
        ("i=600000", "i=1"), ("i=600000", "i=9999999999"), ("i=600000", "i=0600000"),
        ("i=600000", "i=+600000"), ("i=600000", "i=599999"), ("i=600000", "i=10000001"),
        ("i=600000", "i=٦٠٠٠٠٠"), ("kdf=pbkdf2-sha256", "kdf=none"), ("c=aes-256-gcm", "c=none"),
        ("DA0ODw;", "DA0ODx;"), ("DA0ODw;", "DA0OD;"), ("DA0ODw;", "DA0ODw==;"),
        ("oKGio6", "oKGio+"), ("n=oKGio6Slpqeoqaqr", "n=oKGio6Slpqeo"), ("id=client-0001", "id="),
        ("id=client-0001", "id=Client"), ("id=client-0001", "id=client-0001 "),
        ("id=client-0001", "id=client-0001\n"), ("id=client-0001", "id=client-0001;x=1"),
        ("puerto.page.v1", "puerto.page.v2"), ("puerto.page.v1", " puerto.page.v1"),
        ("kdf=pbkdf2-sha256;i=600000", "i=600000;kdf=pbkdf2-sha256"),
    ])
    func aHeaderThatIsNotWrittenSoIsRefused(part: String, other: String) {
        #expect(PageHeader(Self.good)?.text == Self.good)
        #expect(PageHeader(Self.good.replacing(part, with: other)) == nil)
    }

    @Test func noByteOfAPageMayDiffer() throws {
        let page = try seal(payload("secret"))
        let passphrase = try #require(Self.passphrase)
        let letters = Array("AB-_z9".utf8)
        func changed(_ text: String, at place: Int) -> String {
            var bytes = Array(text.utf8)
            let index = place % bytes.count
            bytes[index] = letters.first { $0 != bytes[index] } ?? 0x41
            return String(decoding: bytes, as: UTF8.self)
        }
        // Each costs a derivation; places all over the page.
        for place in [0, 41, 42] {
            let forged = SealedPage(
                header: page.header, commitment: changed(page.commitment, at: place),
                ciphertext: page.ciphertext)
            #expect(throws: PageSeal.Failure.self) { try PageSeal.open(forged, passphrase) }
        }
        for place in [0, 700, page.ciphertext.utf8.count - 2] {
            let forged = SealedPage(
                header: page.header, commitment: page.commitment,
                ciphertext: changed(page.ciphertext, at: place))
            #expect(throws: PageSeal.Failure.damaged) { try PageSeal.open(forged, passphrase) }
        }
        let renamed = SealedPage(
            header: page.header.replacing("id=acme", with: "id=acmf"),
            commitment: page.commitment, ciphertext: page.ciphertext)
        #expect(throws: PageSeal.Failure.damaged) { try PageSeal.open(renamed, passphrase) }
        let cut = SealedPage(
            header: page.header, commitment: page.commitment,
            ciphertext: String(page.ciphertext.dropLast(11)))
        #expect(throws: PageSeal.Failure.damaged) { try PageSeal.open(cut, passphrase) }
    }

    @Test func anotherPassphraseIsToldFromDamage() throws {
        let page = try seal(payload("secret"))
        let other = try Passphrase(Secret("tulip correct horse 43"))
        #expect(throws: PageSeal.Failure.wrongPassphrase) { try PageSeal.open(page, other) }
    }

    @Test func aGeneratedPassphraseOpensInAnotherSpellingAndAChosenOneDoesNot() throws {
        let slug = try Slug("acme")
        let generated = try Passphrase(Secret("uno dos tres ñandú cinco seis siete ocho"))
        let page = try PageSeal.seal(payload("secret"), generated, id: slug)
        let typed = try Passphrase(
            Secret("UNO-dos_Tres  N\u{303}andu\u{301}\ncinco\u{A0}Seis siete OCHO"))
        #expect(try PageSeal.open(page, typed) == PageSeal.open(page, generated))
        let chosen = try seal(payload("secret"))
        let other = try Passphrase(Secret("Tulip correct horse 42"))
        #expect(throws: PageSeal.Failure.wrongPassphrase) { try PageSeal.open(chosen, other) }
    }

    @Test func twoPagesShareNeitherSaltNorNonce() throws {
        let slug = try Slug("acme")
        let passphrase = try #require(Self.passphrase)
        let pages = try (0..<3).map { _ in
            try PageSeal.seal(payload("secret"), passphrase, id: slug)
        }
        let headers = pages.compactMap { PageHeader($0.header) }
        #expect(headers.allSatisfy { $0.rounds == 1_000_000 && $0.id == "acme" })
        #expect(Set(headers.map(\.salt)).count == 3 && Set(headers.map(\.nonce)).count == 3)
        #expect(Set(pages.map(\.ciphertext)).count == 3)
    }

    /// A thousand headers, as `seal` makes them: deriving a thousand keys would take minutes.
    @Test func aThousandSealsNeverRepeatANonce() throws {
        var seen: Set<[UInt8]> = []
        let keys = (Secret(Random.bytes(32)), [UInt8](repeating: 0, count: 32))
        for _ in 0..<1000 {
            let header = PageSeal.header(id: try Slug("acme"))
            let page = try PageSeal.seal(payload("same").padded, header, keys)
            #expect(seen.insert(header.nonce).inserted && seen.insert(header.salt).inserted)
            #expect(seen.insert(Array(page.ciphertext.utf8)).inserted)
        }
    }
}

/// Passphrases, typed and made.
@Suite struct PassphraseTests {
    private func bytes(_ text: String) throws -> [UInt8] {
        try Passphrase(Secret(text)).secret.reveal()
    }

    @Test func bothSpellingsOfAnAccentAndWhiteSpaceAroundAreTheSame() throws {
        #expect(try bytes("ma\u{301}s n\u{303}") == Array("m\u{E1}s \u{F1}".utf8))
        #expect(try bytes(" \t\r\n\u{B}\u{C}dos  palabras\n ") == Array("dos  palabras".utf8))
        // White space beyond ASCII belongs to it.
        #expect(try bytes("\u{A0}x") == Array("\u{A0}x".utf8))
        #expect(try bytes("a\r\n\r\n") == Array("a".utf8))
    }

    @Test(arguments: [
        ("a b c d e f g h", nil), ("A\u{A0}b\u{2003}c – d__e\u{AD}f\r\ng h", "a b c d e f g h"),
        ("A b c d e f g", nil), ("A b c d e f g 8", nil), ("Correct horse battery staple", nil),
        ("7QX2-MV0C-AAAA-BBBB-CCCC", "7qx2-mv0c-aaaa-bbbb-cccc"),
        ("7qx2mvOC aaaabbbbcccI", "7qx2-mv0c-aaaa-bbbb-ccc1"),
        ("7qx2-mv0c-aaaa-bbbb-cccu", nil), ("7qx2-mv0c-aaaa-bbbb-cccc", nil),
    ])
    func aTextOfTheGeneratorsShapeHasASecondSpelling(text: String, other: String?) throws {
        let spellings = try Passphrase(Secret(text)).spellings.map { $0.secret.revealText() }
        #expect(spellings == [text] + (other.map { [$0] } ?? []))
    }

    @Test(arguments: Language.allCases)
    func theGeneratorsOwnSpellingHasNoOther(language: Language) throws {
        for _ in 0..<50 {
            let secrets = [GeneratedSecret.passphrase(language), GeneratedSecret.code()]
            for secret in secrets {
                #expect(try Passphrase(secret).spellings.count == 1)
                let loud = try #require(secret.revealText()).uppercased()
                #expect(try Passphrase(Secret(loud)).spellings.last?.secret == secret)
            }
        }
    }

    @Test func oneThatCannotBeIsRefusedWithoutSayingIt() {
        for bytes in [
            [], Array(" \n\t ".utf8), [0xFF, 0xFE], [UInt8](repeating: 0x78, count: 1025),
        ] {
            let said = message { try Passphrase(Secret(bytes)) }
            #expect(said?.hasPrefix("the passphrase ") == true && said?.contains("xx") == false)
        }
        #expect((try? Passphrase(Secret([UInt8](repeating: 0x78, count: 1024)))) != nil)
    }

    @Test func aWeakOneIsRefused() throws {
        for text in ["short", "fifteen letters", "aaaaaaaaaaaaaaaaaaaaaaaa", "ababababababababab"] {
            #expect(throws: PuertoError.self) {
                try Passphrase(Secret(text)).checkStrength()
            }
        }
        try Passphrase(Secret("Ñandú  camión azul 42")).checkStrength()
    }

    @Test(arguments: Language.allCases)
    func eightWordsOfTheListAre88Bits(language: Language) throws {
        let words = WordList.words(language)
        #expect(words.count == 2048 && Set(words).count == 2048)
        #expect(words.allSatisfy { (3...8).contains($0.count) })
        #expect(words.allSatisfy { $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } })
        // The first four letters tell which word it is.
        #expect(Set(words.map { $0.prefix(4) }).count == 2048)
        var made: Set<String> = []
        for _ in 0..<200 {
            let text = try #require(GeneratedSecret.passphrase(language).revealText())
            #expect(text.split(separator: " ").allSatisfy(words.contains))
            #expect(text.split(separator: " ", omittingEmptySubsequences: false).count == 8)
            made.insert(text)
        }
        #expect(made.count == 200)
    }

    @Test func passwordsAreOfLettersThatNobodyMistakes() throws {
        for field in CredentialField.allCases {
            var made: Set<String> = []
            for _ in 0..<200 {
                let text = try #require(GeneratedSecret.password(for: field).revealText())
                let shape = field == .app ? /([0-9a-z]{4}-){4}[0-9a-z]{4}/ : /([0-9a-z]{4}){8}/
                #expect(text.wholeMatch(of: shape) != nil)
                #expect(!text.contains { "ilou".contains($0) })
                made.insert(text)
            }
            #expect(made.count == 200)
        }
    }
}
