import Foundation
import TestSupport
import Testing

/// Errors that an owner can meet have words in both languages.
@Suite struct BilingualErrorTests {
    /// Modules whose errors reach the command line's reader.
    static let modules = [
        "PuertoCLI", "PuertoCore", "PuertoSite", "PuertoStore", "PuertoVault", "WindmillScripts",
    ]

    /// The errors of a file that are English alone. They pass on another program's text, answer a
    /// program, or name what only a fault in Puerto or a foreign hand in its database brings about.
    static let english = [
        "PuertoCLI/Audit/AuditVerify.swift": 1, "PuertoCLI/Container/ServiceAccess.swift": 1,
        "PuertoCLI/Demo/DemoHistory.swift": 1, "PuertoCLI/Demo/DemoWorker.swift": 1,
        "PuertoCLI/Hook/HookAnswer.swift": 1, "PuertoCLI/Markdown/MarkdownFile.swift": 1,
        "PuertoCLI/Watching/StopSignal.swift": 1, "PuertoCLI/Workspace/Workspace+History.swift": 1,
        "PuertoCore/Errors/PuertoError.swift": 1, "PuertoCore/JSON/Fields.swift": 1,
        "PuertoCore/JSON/JSONText.swift": 2, "PuertoCore/Jobs/Action+Parameters.swift": 1,
        "PuertoCore/Jobs/JobParameters.swift": 1, "PuertoCore/Slots/ObservedPorts.swift": 1,
        "PuertoCore/Slots/PortRule+Text.swift": 1, "PuertoCore/Text/RandomID.swift": 1,
        "PuertoCore/Web/HookSecret.swift": 2, "PuertoSite/Check/LinkChecker.swift": 1,
        "PuertoSite/Configuration/FleetFile+Doubles.swift": 1, "PuertoSite/Publish/Disk.swift": 1,
        "PuertoStore/Reading/CustodyRows.swift": 2, "PuertoStore/Rows/ErrandRows.swift": 1,
        "PuertoStore/Rows/JobRows.swift": 1, "PuertoStore/Rows/PasskeyRows.swift": 1,
        "PuertoStore/Store/Keeper.swift": 1, "PuertoStore/Store/Store+Credentials.swift": 1,
        "PuertoStore/Store/Store+Errands.swift": 1, "PuertoStore/Store/Store+Errors.swift": 2,
        "PuertoStore/Store/Store+Jobs.swift": 1, "PuertoStore/Store/Store+Leases.swift": 1,
        "PuertoStore/Store/Store+Links.swift": 1, "PuertoStore/Store/Store.swift": 1,
        "PuertoVault/Audit/ParsedNote.swift": 1, "PuertoVault/Keys/KeyFile.swift": 1,
        "PuertoVault/Keys/KeyRing.swift": 1, "PuertoVault/Passwords/Passphrase.swift": 1,
        "PuertoVault/Web/RevealEnvelope.swift": 1, "PuertoVault/Web/Webhook.swift": 1,
    ]

    @Test(arguments: modules)
    func everyErrorHasBothLanguages(module: String) throws {
        let folder = Repository.root.appending(path: "Sources/\(module)")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        let files = names.filter { $0.hasSuffix(".swift") }
        #expect(files.count > 20)
        for name in files {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let errors = text.matches(of: /PuertoError\(\s*[.a-z]/).count
            let spanish = text.matches(of: /\.spanish\(/).count
            let alone = Self.english["\(module)/\(name)"] ?? 0
            #expect(errors - spanish <= alone, "\(module)/\(name): add .spanish(…)")
        }
    }
}
