package import PuertoCore

/// A look at the places where a server keeps its files, before it is started.
package struct DataLook: Hashable, Sendable {
    /// The files that were asked for, and the first bytes of each; `nil` for one that is not there.
    private let files: [String: String?]

    /// Reads what `head -v` has printed. A file about which nothing was said stays unknown.
    package init(_ asked: [String], output: String, errors: [String]) {
        var files: [String: String?] = [:]
        var path: String?
        for line in output.split(separator: "\n") {
            if let name = asked.first(where: { line == "==> \($0) <==" }) {
                path = name
                files[name] = .some("")
            } else if let path, files[path] == "" {
                files[path] = .some(String(line))
            }
        }
        for name in asked where files[name] == nil {
            let isMissing = errors.contains {
                $0.contains(name) && $0.hasSuffix("No such file or directory")
            }
            if isMissing { files[name] = .some(nil) }
        }
        self.files = files
    }

    /// Where PostgreSQL's images keep the major version of the data.
    package static let versionFile = "/var/lib/postgresql/data/PG_VERSION"
    /// Where Redis 7, and Redis 6, keep their journal of writes.
    package static let journals = [
        "/data/appendonlydir/appendonly.aof.manifest", "/data/appendonly.aof",
    ]

    package static func files(of kind: ServiceKind) -> [String] {
        switch kind {
        case .postgres: [versionFile]
        case .redis: journals
        case .windmill, .worker: []
        }
    }

    /// Tells whether a service's files are there. `nil` when that is not known.
    package func isFilled(_ kind: ServiceKind) -> Bool? {
        let known = DataLook.files(of: kind).compactMap { files[$0] }
        if known.contains(where: { $0 != nil }) { return true }
        return known.count == DataLook.files(of: kind).count ? false : nil
    }

    /// PostgreSQL's major version by the data themselves. `nil` when that is not known.
    package var postgresMajor: Int? {
        guard let text = files[DataLook.versionFile] ?? nil else { return nil }
        return Int(text.prefix { ("0"..."9").contains($0) })
    }
}
