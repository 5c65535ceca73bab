package import PuertoCore
package import Windmill

/// The comparison of a layout with a workspace: what a push would do.
package struct ScriptPlan: Hashable, Sendable {
    package let workspace: WorkspaceID
    /// In the order of pushing.
    package let items: [PlannedItem]
    /// Apps of the layout, which only the wmill program pushes.
    package let apps: [ItemPath]
    /// Items that the client's people made themselves.
    package let theirs: [Theirs]
    /// Pushed once, and neither in a file nor on the server any more.
    package let forgotten: [ItemKey]
    /// Rows of the server's lists that could not be read.
    package let unreadable: Int
    /// Kinds whose list could not be read at all: the client's own items of these are not known.
    package let unlisted: [ItemKind]

    /// An item of the client's own.
    package struct Theirs: Hashable, Sendable {
        package let key: ItemKey
        package let changedBy: String
        package let changedAt: ServerTime?
    }
}

extension ScriptPlan {
    /// Tells whether a push would send a write.
    package func changesSomething(_ options: PushOptions) -> Bool {
        items.contains { [.write, .remove].contains($0.effect(options)) }
    }

    /// One line for each item that differs, then what is left as it is. No line has a value.
    package func lines(_ options: PushOptions, _ l: Language) -> [String] {
        var lines = items.filter { $0.change != .same }.map { $0.line(options, l) }
        lines += apps.map {
            l(
                "app \($0): la sube solo el programa wmill",
                "app \($0): only the wmill program pushes it")
        }
        let same = items.count { $0.change == .same }
        if same > 0 { lines.append(l("sin cambios: \(same)", "unchanged: \(same)")) }
        if !theirs.isEmpty {
            lines.append(
                l(
                    "propios del cliente, no se tocan: \(theirs.count)",
                    "the client's own, left alone: \(theirs.count)"))
        }
        if unreadable > 0 {
            lines.append(
                l(
                    "filas del servidor que no se entienden: \(unreadable)",
                    "rows of the server that cannot be read: \(unreadable)"))
        }
        lines += unlisted.map {
            l(
                "\($0.word(l)): no se puede leer la lista, así que no se sabe qué hay del cliente",
                "the list cannot be read, the client's own are not known: \($0.word(l))")
        }
        return lines
    }
}

extension PlannedItem {
    /// As in `script f/x/y: changed in its file`.
    package func line(_ options: PushOptions, _ l: Language) -> String {
        let name = key.text(l)
        let deed = deed(options, l)
        switch change {
        case .same: return l("\(name): sin cambios", "\(name): unchanged")
        case .new: return l("\(name): nuevo\(deed)", "\(name): new\(deed)")
        case .file:
            return l("\(name): cambió su archivo\(deed)", "\(name): changed in its file\(deed)")
        case .server: return "\(name): \(there(l))\(deed)"
        case .both:
            return l(
                "\(name): cambió su archivo, y además \(there(l))\(deed)",
                "\(name): changed in its file, and \(there(l))\(deed)")
        case .gone:
            return l("\(name): ya no tiene archivo\(deed)", "\(name): no longer in a file\(deed)")
        case .goneAndChanged:
            return l(
                "\(name): ya no tiene archivo, y además \(there(l))\(deed)",
                "\(name): no longer in a file, and \(there(l))\(deed)")
        case .withoutValue:
            return l(
                "\(name): falta su valor secreto, que se escribe en Windmill",
                "\(name): its secret value is missing, and is typed in Windmill")
        case .unreadable:
            let reason = trouble.map { ": " + $0.trouble(l) } ?? ""
            return l(
                "\(name): no se puede leer en Windmill\(reason)\(deed)",
                "\(name): cannot be read in Windmill\(reason)\(deed)")
        }
    }

    /// The change on the server, with its author where the server tells.
    private func there(_ l: Language) -> String {
        guard mark != nil else { return l("lo quitaron en Windmill", "removed in Windmill") }
        let author = changedBy.isEmpty ? "" : l(" por \(changedBy)", " by \(changedBy)")
        let day =
            changedAt.map { l(" el \($0.text.prefix(10))", " on \($0.text.prefix(10))") } ?? ""
        return l("cambiado en Windmill", "changed in Windmill") + author + day
    }

    private func deed(_ options: PushOptions, _ l: Language) -> String {
        switch effect(options) {
        case .nothing: ""
        case .write:
            mark == nil ? l("; se crea", "; is made") : l("; se reemplaza", "; is replaced")
        case .remove: l("; se quita", "; is removed")
        case .keep: l("; se deja como está", "; stays as it is")
        case .refuse:
            change == .unreadable
                ? l("; no se toca", "; refused")
                : l("; no se toca sin overwrite", "; refused without overwrite")
        }
    }
}
