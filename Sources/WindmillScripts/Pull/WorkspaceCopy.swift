package import PuertoCore
package import Windmill

/// The items that a client's people made and changed in a workspace, to be looked at.
package struct WorkspaceCopy: Sendable {
    package let items: [Item]
    /// The errors of items that the server has and that cannot be read.
    package let unreadable: [PuertoError]
    /// Secret variables, of which only the names are copied.
    package var secrets: [ItemKey] { items.filter(\.isSecret).map(\.key) }

    package init(_ items: [Item], unreadable: [PuertoError] = []) {
        self.items = items.sorted { $0.key < $1.key }
        self.unreadable = unreadable
    }

    /// Reads the items that a plan found changed on the server, and those of the client's own. One
    /// that cannot be read is left out and named. No value of a secret variable is asked for. Throws
    /// `exhausted` for more than the limits.
    package static func read(
        _ plan: ScriptPlan, _ client: WindmillClient, limits: LayoutLimits = LayoutLimits()
    ) async throws -> WorkspaceCopy {
        let changed = plan.items.filter {
            switch $0.change {
            case .server, .both, .goneAndChanged: $0.mark != nil
            case .unreadable: true
            case .same, .new, .file, .gone, .withoutValue: false
            }
        }
        var items: [Item] = []
        var unreadable: [PuertoError] = []
        var bytes = 0
        for key in changed.map(\.key) + plan.theirs.map(\.key) {
            guard items.count + unreadable.count < limits.files / 2, bytes <= limits.bytes else {
                throw tooMuch(limits)
            }
            do {
                guard let item = try await item(key, plan.workspace, client) else { continue }
                var text = ""
                JSONText.append(.object(item.fields), to: &text)
                bytes += text.utf8.count
                items.append(item)
            } catch let error as WindmillError where error.isOfOneRead {
                unreadable.append(.notCopied(key, error.trouble(.en), error.trouble(.es)))
            }
        }
        return WorkspaceCopy(items, unreadable: unreadable)
    }

    /// The server's item; `nil` when there is none any more.
    private static func item(_ key: ItemKey, _ workspace: WorkspaceID, _ client: WindmillClient)
        async throws -> Item?
    {
        if key.kind == .resourceType {
            let name = try ResourceTypeName(key.name)
            return try await client.resourceTypeIfThere(name, in: workspace).map { Item($0) }
        }
        guard let kind = key.kind.stored else { return nil }
        return try await client.stored(kind, ItemPath(key.name), in: workspace)
            .map { Item(key.kind, $0) }
    }

    private static func tooMuch(_ limits: LayoutLimits) -> PuertoError {
        PuertoError(
            .exhausted,
            "the workspace has more than \(limits.files / 2) items to copy, or "
                + "\(limits.bytes >> 20) MiB",
            hint: "copy it with the wmill program"
        ).spanish(
            "el espacio tiene más de \(limits.files / 2) elementos que copiar, o "
                + "\(limits.bytes >> 20) MiB",
            hint: "cópialo con el programa wmill")
    }
}

extension WorkspaceCopy {
    /// Writes the items into a new folder, in the layout from which they are read again. Returns
    /// the errors of items that could not be read and of those that the layout cannot hold; nothing
    /// of these is written.
    package func write(to folder: String, limits: LayoutLimits = LayoutLimits()) throws
        -> [PuertoError]
    {
        var writer = try FolderWriter.making(folder)
        var left = unreadable
        var room = Room(limits)
        for item in items {
            do {
                let files = try item.files(limits)
                guard files.allSatisfy({ writer.hasNames(of: $0.path) }) else {
                    throw item.notCopied("its name is too long", "su nombre es demasiado largo")
                }
                guard room.takes(files.map(\.text), entries: writer.entries) else {
                    throw item.notCopied(
                        "the copy is as large as a layout may be",
                        "la copia ya es tan grande como puede ser")
                }
                guard writer.takes(files.map(\.path)) else {
                    throw item.notCopied(
                        "another name differs in capital letters only",
                        "otro nombre difiere solo en mayúsculas")
                }
                for file in files { try writer.write(file.text, to: file.path) }
            } catch let error as PuertoError where error.code == .unsupported {
                left.append(error)
            }
        }
        return left
    }
}

/// The rest of what a layout may hold: YAML takes more room than what was read.
private struct Room {
    private let limits: LayoutLimits
    private var files = 0
    private var bytes = 0

    init(_ limits: LayoutLimits) { self.limits = limits }

    mutating func takes(_ texts: [String], entries: Int) -> Bool {
        let size = texts.reduce(0) { $0 + $1.utf8.count }
        guard files + texts.count < limits.files, bytes + size < limits.bytes,
            entries + limits.depth < 4 * limits.files
        else { return false }
        files += texts.count
        bytes += size
        return true
    }
}
