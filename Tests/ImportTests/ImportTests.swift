import Foundation
import Testing

/// The architecture's table of modules: what each one may import, and nothing else.
@Suite struct ImportTests {
    static let table: [String: Set<String>] = [
        "CCMark": [],
        "CHiredis": [],
        "CPQ": [],
        "CQREncode": [],
        "Hypertext": [],
        "CommonMark": ["CCMark", "Glibc", "Hypertext"],
        "PuertoCore": ["Glibc"],
        "PuertoVault": [
            "Crypto", "CryptoExtras", "FoundationEssentials", "Glibc", "PuertoCore", "Swift",
        ],
        "PuertoStore": [
            "FoundationEssentials", "GRDB", "GRDBSQLite", "Glibc", "PuertoCore", "Synchronization",
        ],
        "Windmill": ["FoundationEssentials", "Glibc", "NIOCore", "NIOHTTP1", "NIOPosix"],
        "PuertoEngine": [
            "CHiredis", "CPQ", "Dispatch", "FoundationEssentials", "Glibc", "PuertoCore",
            "Subprocess", "Synchronization", "SystemPackage", "Windmill",
        ],
        "PuertoJobs": [
            "Glibc", "PuertoCore", "PuertoEngine", "PuertoStore", "PuertoVault",
            "Synchronization",
        ],
        "PuertoHook": ["Hypertext", "PuertoCore", "PuertoStore", "PuertoVault", "Synchronization"],
        "PuertoDoor": ["Glibc", "PuertoHook"],
        "puerto-cgi": ["Glibc", "PuertoCore", "PuertoDoor", "PuertoHook", "Synchronization"],
        "PuertoSite": [
            "CQREncode", "CommonMark", "Crypto", "Dispatch", "FoundationEssentials", "Glibc",
            "Hypertext", "PuertoCore", "Synchronization", "Yams",
        ],
    ]

    @Test(arguments: table.keys.sorted())
    func aModuleImportsOnlyWhatTheTableAllows(module: String) throws {
        let allowed = try #require(Self.table[module])
        for file in try Self.sources(of: module) {
            for name in try Self.imports(in: file) {
                #expect(allowed.contains(name), "\(file.lastPathComponent) imports \(name)")
            }
        }
    }

    @Test func everyModuleOfThePackageIsInTheTable() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.path)
        #expect(Set(folders).subtracting(["puerto"]) == Set(Self.table.keys))
    }

    @Test func theTableNamesNoModuleThatNobodyImports() throws {
        for (module, allowed) in Self.table {
            let used = try Set(Self.sources(of: module).flatMap(Self.imports))
            #expect(
                allowed.subtracting(used).isEmpty,
                "\(module) does not import \(allowed.subtracting(used).sorted())")
        }
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

    private static func sources(of module: String) throws -> [URL] {
        let folder = root.appending(path: module)
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return names.filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
    }

    private static func imports(in file: URL) throws -> [String] {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return lines.compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            let access: Set<String> = [
                "public", "package", "internal", "private", "@testable", "@_spi(_Unicode)",
            ]
            while let first = words.first, access.contains(first) { words.removeFirst() }
            guard words.first == "import", let name = words.last else { return nil }
            return name.split(separator: ".").first.map(String.init)
        }
    }
}
