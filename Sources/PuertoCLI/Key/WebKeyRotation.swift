import Foundation
import PuertoCore
import PuertoStore
import PuertoVault

/// The rotation of the web tier's key. The new key is in the file before the database knows it, and
/// the old one leaves the file after the database has retired it.
struct WebKeyRotation {
    private let workspace: Workspace

    init(_ workspace: Workspace) { self.workspace = workspace }

    func perform() throws {
        let store = try workspace.writingStore()
        let old = WebVault(try workspace.keys(for: store).web)
        let done = try store.rotateWebKey(by: Workspace.actor) { marks in
            let next = try KeyRotate.nextRing(.web, workspace.folder, marks)
            let new = WebVault(next)
            return (
                next.mark,
                { sealed in
                    // One that does not open is of no use, and holds up no other.
                    try old.reseal(
                        sealed.ciphertext, nonce: sealed.nonce, name: sealed.secret.name.text,
                        tenant: sealed.tenant, slug: sealed.secret.tenant?.text ?? "", under: new)
                }
            )
        }
        try store.withLock {
            guard let ring = try KeyFile.read(.web, in: workspace.folder),
                let key = ring.key(done.name), ring.keys.count > 1
            else { return }
            try KeyFile.replace(KeyRing(.web, [key]), in: workspace.folder)
        }
        for name in done.left {
            Failure.warn(
                Spoken.say(
                    "el secreto '\(name)' no se abrió: puerto hook-secret add hace otro",
                    "the hook secret '\(name)' did not open: puerto hook-secret add makes another"))
        }
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                "'\(done.name)' es ahora la clave del portal, y sella \(done.secrets) secretos de "
                    + "programas\n",
                "'\(done.name)' is the web tier's key now, \(done.secrets) secrets of programs are "
                    + "sealed under it\n"))
        // The file was replaced: a broker that has the old one open, or bound, has the old key.
        guard FileManager.default.fileExists(atPath: workspace.path("puerto.sock")) else { return }
        Failure.note(
            Spoken.say("reinicia puerto broker: ", "restart puerto broker: ")
                + "systemctl restart puerto-broker.service")
    }
}
