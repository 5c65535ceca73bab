import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto key rotate [master|web]`.
struct KeyRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Make a new key and seal everything under it.",
        discussion: """
            Atomic: the key of every secret is wrapped again. The old master key stays in \
            keys/master.key until it is retired. Of web, the secrets of programs are sealed again \
            and the old key is deleted; restart puerto broker then. The next run completes an \
            interrupted rotation.
            """)

    enum Purpose: String, ExpressibleByArgument, CaseIterable {
        case master, web
    }

    @Argument(help: "master or web.") var purpose = Purpose.master
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        switch purpose {
        case .master: try KeyRotate.rotateMaster(workspace)
        case .web: try WebKeyRotation(workspace).perform()
        }
    }

    private static func rotateMaster(_ workspace: Workspace) throws {
        let done = try workspace.writingStore().rotateMasterKey(by: Workspace.actor) { marks in
            let ring = try nextRing(.master, workspace.folder, marks)
            let vault = try Vault(ring)
            return (ring.mark, { try vault.rewrap($0.sealed, at: $0.place) })
        }
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                "'\(done.name)' es ahora la clave maestra, y sella \(done.secrets) secretos\n",
                "'\(done.name)' is the master key now, \(done.secrets) secrets are sealed under it\n"
            ))
    }

    /// The ring with a new key in front, written to its file; or the ring that an interrupted
    /// rotation has written. The database is locked, so no other process writes the file.
    static func nextRing(
        _ purpose: KeyPurpose, _ folder: String, _ marks: [KeyMark]
    ) throws -> KeyRing {
        guard let ring = try KeyFile.read(purpose, in: folder) else {
            throw PuertoError(.notFound, "the key file is missing", place: purpose.file).spanish(
                "falta el archivo de claves")
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

extension KeyRing {
    /// The current key as the database knows it.
    var mark: KeyMark {
        KeyMark(purpose: purpose.rawValue, name: keys[0].id, verifier: keys[0].verifier)
    }
}
