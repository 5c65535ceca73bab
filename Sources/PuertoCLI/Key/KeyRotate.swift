import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto key rotate`.
struct KeyRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Make a new master key and seal everything under it.",
        discussion: """
            Atomic: the key of every secret is wrapped again. The old master key stays in \
            keys/master.key until it is retired. The next run completes an interrupted rotation.
            """)

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let done = try workspace.writingStore().rotateMasterKey(by: Workspace.actor) { marks in
            let ring = try KeyRotate.nextRing(workspace.folder, marks)
            let vault = try Vault(ring)
            let mark = KeyMark(
                purpose: ring.purpose.rawValue, name: ring.keys[0].id,
                verifier: ring.keys[0].verifier)
            return (mark, { try vault.rewrap($0.sealed, at: $0.place) })
        }
        try FileDescriptorOutput.standard.write(
            "'\(done.name)' is the master key now, \(done.secrets) secrets are sealed under it\n")
    }

    /// The ring with a new key in front, written to its file; or the ring that an interrupted
    /// rotation has written. The database is locked, so no other process writes the file.
    private static func nextRing(_ folder: String, _ marks: [KeyMark]) throws -> KeyRing {
        guard let ring = try KeyFile.read(.master, in: folder) else {
            throw PuertoError(.notFound, "the key file is missing", place: KeyPurpose.master.file)
        }
        let isKnown = marks.contains {
            $0.purpose == ring.purpose.rawValue && $0.name == ring.keys[0].id
        }
        guard isKnown else { return ring }
        let next = try ring.rotated()
        try KeyFile.replace(next, in: folder)
        return next
    }
}
