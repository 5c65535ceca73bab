package import PuertoCore
package import Windmill

/// The items that a client's people made and changed in a workspace, to be looked at.
package struct WorkspaceCopy: Sendable {
    package let items: [Item]
    /// Secret variables, of which only the names are copied.
    package var secrets: [ItemKey] { items.filter(\.isSecret).map(\.key) }

    package init(_ items: [Item]) { self.items = items.sorted { $0.key < $1.key } }

    /// Reads the items that a plan found changed on the server, and those of the client's own.
    /// No value of a secret variable is asked for. Throws `exhausted` for more than the limits.
    package static func read(
        _ plan: ScriptPlan, _ client: WindmillClient, limits: LayoutLimits = LayoutLimits()
    ) async throws -> WorkspaceCopy {
        let changed = plan.items.filter {
            [.server, .both, .goneAndChanged].contains($0.change) && $0.mark != nil
        }
        var items: [Item] = []
        var bytes = 0
        for key in changed.map(\.key) + plan.theirs.map(\.key) {
            guard items.count < limits.files / 2, bytes <= limits.bytes else {
                throw tooMuch(limits)
            }
            if key.kind == .resourceType {
                let name = try ResourceTypeName(key.name)
                guard
                    let type = try await client.resourceTypeIfThere(name, in: plan.workspace)
                else { continue }
                items.append(Item(type))
            } else if let kind = key.kind.stored {
                let path = try ItemPath(key.name)
                guard let stored = try await client.stored(kind, path, in: plan.workspace) else {
                    continue
                }
                items.append(Item(key.kind, stored))
            }
            var text = ""
            if let last = items.last { JSONText.append(.object(last.fields), to: &text) }
            bytes += text.utf8.count
        }
        return WorkspaceCopy(items)
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
    /// the errors of items that the layout cannot hold; nothing of those is written.
    package func write(to folder: String, limits: LayoutLimits = LayoutLimits()) throws
        -> [PuertoError]
    {
        var writer = try FolderWriter.making(folder)
        var left: [PuertoError] = []
        for item in items {
            do {
                let files = try item.files(limits)
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
