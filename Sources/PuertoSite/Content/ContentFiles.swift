internal import Glibc

/// The Markdown files of `content/`, with the status and fingerprint of each.
struct ContentFiles: Sendable {
    var runbooks: Folder
    var notes: Folder
    /// The errors of the folders themselves.
    var diagnostics = Diagnostics()

    struct Folder: Sendable {
        /// The path below the workspace.
        let path: String
        /// The folder's own state; `none` when it has to be listed anew.
        var state: FileState
        /// The files in order of the names' bytes.
        var files: [File]
    }

    struct File: Sendable {
        /// The file's name, as in `acme.en.md`.
        let name: String
        var state: FileState
        /// The fingerprint of its bytes; 0 until it has been read.
        var fingerprint: UInt64
    }
}

extension ContentFiles.Folder {
    /// The place of a file.
    func index(of name: String) -> Int? {
        var (low, high) = (0, files.count)
        while low < high {
            let middle = (low + high) / 2
            if files[middle].name.precedes(name) { low = middle + 1 } else { high = middle }
        }
        return low < files.count && files[low].name == name ? low : nil
    }

    /// The places of the files whose names begin with a stem and a dot; they are neighbours.
    func indices(ofStem stem: String) -> Range<Int> {
        let prefix = stem + "."
        var (low, high) = (0, files.count)
        while low < high {
            let middle = (low + high) / 2
            if files[middle].name.precedes(prefix) { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < files.count, files[end].name.hasPrefix(prefix) { end += 1 }
        return low..<end
    }

    func file(_ index: Int) -> String { "\(path)/\(files[index].name)" }
}

extension String {
    /// Compares by bytes, so that the order is the same everywhere.
    func precedes(_ other: String) -> Bool {
        let order = utf8.withContiguousStorageIfAvailable { mine in
            other.utf8.withContiguousStorageIfAvailable { theirs -> Bool in
                let common = min(mine.count, theirs.count)
                guard common > 0, let one = mine.baseAddress, let two = theirs.baseAddress else {
                    return mine.count < theirs.count
                }
                let difference = memcmp(one, two, common)
                return difference == 0 ? mine.count < theirs.count : difference < 0
            }
        }
        return (order ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
    }
}
