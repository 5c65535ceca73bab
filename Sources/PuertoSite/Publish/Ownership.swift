internal import PuertoCore

/// Recognises Puerto's files by their paths and contents, where no manifest knows them.
enum Ownership {
    /// Tells whether a file at this path of `public/`, with these contents, is one that Puerto
    /// makes.
    static func isOwn(_ path: String, _ bytes: [UInt8]) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        guard let file = parts.last else { return false }
        switch parts.first.flatMap(PortalPath.Folder.init(rawValue:)) {
        case .portal where file.hasSuffix(".html"): return hasMark(bytes)
        case .portal: return file.hasSuffix(".js") && bytes.starts(with: "puertoIndex(".utf8)
        case .onboarding:
            return parts.count == 2 && isToken(file.dropLast(5)) && file.hasSuffix(".html")
        case .link: return path == PortalPath.link && LinkPage.isOne(bytes)
        case .assets: return parts.count == 2 && isNamedByContents(file)
        case nil: return false
        }
    }

    private static func hasMark(_ bytes: [UInt8]) -> Bool {
        let head = String(decoding: bytes.prefix(2048), as: UTF8.self)
        return head.contains("<meta name=\"generator\" content=\"Puerto\">")
    }

    private static func isToken(_ name: Substring) -> Bool {
        Hex.isLowerText(name.utf8, count: 32)
    }

    /// Tells whether a name has a digest in it, as in `style-0123456789abcdef.css`.
    private static func isNamedByContents(_ file: String) -> Bool {
        let stem = file.split(separator: ".").first?.split(separator: "-") ?? []
        return stem.count == 2 && ["style", "script", "live", "icon"].contains(stem[0])
            && Hex.isLowerText(stem[1].utf8, count: 16)
    }
}
