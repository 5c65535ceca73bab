/// The purpose of a layout's file, told by its path alone.
enum FileRole: Hashable {
    case ignored
    /// The YAML of an item, with the item's path.
    case metadata(ItemKind, String)
    case code(String, language: String)
    /// A source file that does not say which database it is for.
    case bareSQL
    /// A file that another one names by `!inline`.
    case part
    /// A file of an app, with the app's path and folder.
    case app(String, folder: String)
    case modules
    case files
    case unknown

    init(_ path: String) {
        if let unit = Self.unit(path) {
            self = unit
            return
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if Self.ignoredNames.contains(name) {
            self = .ignored
        } else if name == "folder.meta.yaml" {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            let isFolder = parts.count == 3 && parts[0] == "f"
            self = isFolder ? .metadata(.folder, String(parts[1])) : .unknown
        } else if let (kind, end) = Self.yaml.first(where: { path.hasSuffix($0.1) }) {
            self = .metadata(kind, String(path.dropLast(end.count)))
        } else if path.hasSuffix(".script.lock") || path.contains(".resource.file.") {
            self = .part
        } else if let (stem, language) = ScriptLanguage.of(path) {
            self = .code(stem, language: language)
        } else {
            self = path.hasSuffix(".sql") ? .bareSQL : .unknown
        }
    }

    private static let ignoredNames: Set<String> = [
        "wmill.yaml", "wmill-lock.yaml", ".gitignore", ".gitkeep",
    ]
    private static let yaml: [(ItemKind, String)] = [
        (.resourceType, ".resource-type.yaml"), (.variable, ".variable.yaml"),
        (.resource, ".resource.yaml"), (.script, ".script.yaml"), (.schedule, ".schedule.yaml"),
    ]

    /// Folders that are one item with all their files.
    private static let units = [
        ".flow", "__flow", ".app", "__app", ".raw_app", "__raw_app", "__mod", ".fileset",
    ]

    /// Tells whether a folder of this name is one item, and not a part of a path.
    static func isUnit(_ name: String) -> Bool { units.contains { name.hasSuffix($0) } }

    private static func unit(_ path: String) -> FileRole? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.dropLast().enumerated() {
            // `.raw_app` before `.app` is no matter, but `__raw_app` ends in `_app` only.
            guard let end = units.first(where: { part.hasSuffix($0) }) else { continue }
            let folder = parts[...index].joined(separator: "/")
            let stem = String(folder.dropLast(end.count))
            switch end {
            case ".flow", "__flow":
                let isItself = parts.count == index + 2 && parts[index + 1] == "flow.yaml"
                return isItself ? .metadata(.flow, stem) : .part
            case "__mod": return .modules
            case ".fileset": return .files
            default: return .app(stem, folder: folder)
            }
        }
        return nil
    }
}
