import Foundation
import PuertoEngine
import Testing

/// Whole stack files are compared; `make goldens` writes them anew. Read the difference before
/// committing it.
@Suite struct ComposeGoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Golden")

    private func compare(_ spec: StackSpec, _ name: String) throws {
        let (made, file) = (ComposeFile.text(of: spec), Self.folder.appending(path: name))
        if ProcessInfo.processInfo.environment["PUERTO_WRITE_GOLDENS"] != nil {
            try Data(made.utf8).write(to: file)
        }
        #expect(made == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    @Test func aUsualClientsStackFile() throws { try compare(.make(), "usual.yaml") }

    @Test func anUnusualClientsStackFile() throws { try compare(.unusual(), "unusual.yaml") }

    @Test func whoeverRunsItByHandNeedNotNameTheProject() throws {
        #expect(
            ComposeFile.environment(of: try .make()) == "COMPOSE_PROJECT_NAME=puerto-01234567-7\n")
    }
}
