import Foundation
import TestSupport
import Testing

/// Every path that ARCHITECTURE.md names exists.
@Suite struct PathTests {
    @Test func everyPathOfTheTableExists() throws {
        let table = try ArchitectureTable(
            below: "Where do I add …", in: Repository.text(of: "ARCHITECTURE.md"))
        let files = try Self.files()
        var count = 0
        for row in table.rows {
            for path in ArchitectureTable.code(row[1]) where Self.isPath(path) {
                let isThere = Self.isThere(path, files)
                #expect(isThere, "'\(row[0])' names \(path), which is not there")
                count += 1
            }
        }
        #expect(count > 30)
    }

    @Test func everyPathOfAModuleInItsTextExists() throws {
        let files = try Self.files()
        let text = try Repository.text(of: "ARCHITECTURE.md")
        let folders = Set(files.compactMap { $0.split(separator: "/").dropFirst().first })
        for line in text.split(separator: "\n") {
            for path in ArchitectureTable.code(String(line)) {
                let parts = path.split(separator: "/")
                guard parts.count > 1, parts[0] == "Tests" || folders.contains(parts[0]) else {
                    continue
                }
                let isThere = Self.isThere(path, files)
                #expect(isThere, "\(path) is not there")
            }
        }
    }

    @Test func aPathThatIsNotThereIsFound() {
        let files = ["Sources/PuertoSite/Pages/ClientPage.swift", "Makefile"]
        #expect(Self.isThere("PuertoSite/Pages/", files))
        #expect(Self.isThere("PuertoSite/Pages/<Name>Page.swift", files))
        #expect(Self.isThere("Makefile", files))
        #expect(!Self.isThere("PuertoSite/Page/", files))
        #expect(!Self.isThere("PuertoSite/Pages/<Name>View.swift", files))
        #expect(!Self.isThere("Pages/ClientPage.swift", files))
    }

    @Test func aPathIsToldFromOtherCode() {
        #expect(["PuertoHook/Routes/", "Package.swift", "Makefile"].allSatisfy(Self.isPath))
        #expect(!["SiteContext", "make goldens", "PageKey.Kind"].contains(where: Self.isPath))
    }

    private static func isPath(_ code: String) -> Bool {
        guard !code.contains(" ") else { return false }
        let endings = [".swift", ".py", ".yaml", ".js", ".css", ".md", ".toml", ".sh", "Makefile"]
        return code.contains("/") || endings.contains(where: code.hasSuffix)
    }

    /// Whether a file or folder of that path is there, from the root or from `Sources/`; `<Name>`
    /// and `*` stand for any part of a name.
    private static func isThere(_ path: String, _ files: [String]) -> Bool {
        let pattern = NSRegularExpression.escapedPattern(for: path)
            .replacing(/<[A-Za-z]+>|\\\*/, with: "[^/]+")
        let end = path.hasSuffix("/") ? ".+" : "$"
        return files.contains {
            $0.range(of: "^(Sources/)?\(pattern)\(end)", options: .regularExpression) != nil
        }
    }

    private static func files() throws -> [String] {
        var files = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
        for folder in ["Sources", "Tests", "Benchmarks", "Scripts", "docs"] {
            let path = Repository.root.appending(path: folder).path
            files += try FileManager.default.subpathsOfDirectory(atPath: path)
                .map { "\(folder)/\($0)" }
        }
        return files
    }
}
