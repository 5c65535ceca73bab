import Foundation
import TestSupport
import Testing

/// A module imports what ARCHITECTURE.md's table allows, and nothing else.
@Suite struct ImportTests {
    @Test func aModuleImportsOnlyWhatTheTableAllows() throws {
        for (module, allowed) in try Self.table() {
            for file in try Repository.sources(of: module) {
                for name in Repository.imports(in: try String(contentsOf: file, encoding: .utf8)) {
                    #expect(allowed.contains(name), "\(file.lastPathComponent) imports \(name)")
                }
            }
        }
    }

    @Test func everyModuleOfThePackageIsInTheTable() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appending(path: "Sources").path)
        #expect(try Set(folders) == Set(Self.table().keys))
    }

    @Test func theTableNamesNoModuleThatNobodyImports() throws {
        for (module, allowed) in try Self.table() {
            let used = try Set(
                Repository.sources(of: module).flatMap { file in
                    Repository.imports(in: try String(contentsOf: file, encoding: .utf8))
                })
            #expect(
                allowed.subtracting(used).isEmpty,
                "\(module) does not import \(allowed.subtracting(used).sorted())")
        }
    }

    @Test func anImportIsFoundWhateverStandsBeforeIt() {
        let source = """
            @_spi(_Unicode) import Swift
            package import PuertoCore
            internal import struct Foundation.URL
            let text = \"\"\"
                import puerto
                \"\"\"
            // import Glibc
            import Glibc
            """
        #expect(
            Repository.imports(in: source) == ["Swift", "PuertoCore", "Foundation", "Glibc"])
    }

    private static func table() throws -> [String: Set<String>] {
        try ArchitectureTable(below: "Modules", in: Repository.text(of: "ARCHITECTURE.md"))
            .imports()
    }
}
