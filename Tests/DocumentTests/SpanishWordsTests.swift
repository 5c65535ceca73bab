import Foundation
import TestSupport
import Testing

/// Texts in Spanish have no word that only Mexico or only Spain uses.
@Suite struct SpanishWordsTests {
    private static let mexico = [
        "computadora", "computadoras", "celular", "celulares", "checar", "ustedes",
    ]
    private static let spain = [
        "ordenador", "ordenadores", "móvil", "móviles", "vosotros", "vuestro", "vuestra",
        "fichero", "ficheros",
    ]

    @Test(arguments: ["Sources", "content"]) func textsAvoidWordsOfOneCountry(folder: String) throws
    {
        let words = Set(Self.mexico + Self.spain)
        let paths = try Repository.files(below: folder).filter { path in
            [".swift", ".js", ".yaml", ".md"].contains { path.hasSuffix($0) }
        }
        #expect(paths.count > 10)
        for path in paths {
            let text = try String(
                contentsOf: Repository.root.appending(path: path), encoding: .utf8)
            let found = text.lowercased().split { !$0.isLetter }.map(String.init)
            #expect(words.isDisjoint(with: found), "\(path): \(words.intersection(found))")
        }
    }
}
