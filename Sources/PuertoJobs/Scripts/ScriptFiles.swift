internal import PuertoCore
internal import WindmillScripts

/// A client's files of scripts, with the versions that they have.
struct ScriptFiles: Sendable {
    /// The items of both folders, before placeholders are filled.
    let layout: Layout
    /// SHA-256, in hex, over all of them.
    let version: String
    /// The same over the shared ones.
    let shared: String

    var isEmpty: Bool { layout.items.isEmpty && layout.apps.isEmpty }
}

extension ScriptFiles {
    static let sharedFolder = "content/windmill"

    /// Reads the files of a client. Throws `PuertoErrors` with every fault of them.
    init(workspace: String, of slug: Slug) throws {
        let common = try Layout.read([
            Layout.Source(
                base: workspace, path: ScriptFiles.sharedFolder, shown: ScriptFiles.sharedFolder)
        ])
        layout = try Layout.read(workspace: workspace, of: slug)
        version = layout.version
        shared = common.version
    }
}

extension JobWorld {
    /// Reads a client's files of scripts. Their first fault is thrown, with the number of the
    /// others.
    func scriptFiles(of slug: Slug) throws -> ScriptFiles {
        do {
            return try ScriptFiles(workspace: folder, of: slug)
        } catch let errors as PuertoErrors {
            guard let first = errors.all.first else { throw errors }
            let more = errors.all.count - 1
            throw more == 0
                ? first
                : first.rewording { text, l in
                    text + l(" (y \(more) faltas más)", " (and \(more) more faults)")
                }
        }
    }

    /// The values of a client's record that its scripts may use, by the names that documents have
    /// for them. What is not recorded has no name.
    func scriptValues(of tenant: Tenant) -> [String: String] {
        var values = [
            "tenant.name": tenant.name, "tenant.slug": tenant.slug.text,
            "tenant.locale": tenant.locale.rawValue, "app.url": url(tenant),
        ]
        values["contact.name"] = tenant.contact.name
        values["contact.email"] = tenant.contact.email
        return values
    }
}
