import Foundation
import Glibc

/// Changes to files as editors, people and accidents make them.
enum Raw {
    /// A file of this many bytes.
    static func read(_ path: String, _ size: Int) throws -> Data {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
        defer { close(file) }
        var data = Data(count: size)
        let count = data.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, size) }
        return data.prefix(max(0, count))
    }

    /// Saves as many editors do: writes a new file and moves it over the old one.
    static func write(_ path: String, _ text: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path + "~"))
        guard rename(path + "~", path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    static func touch(_ path: String) throws {
        guard utimensat(AT_FDCWD, path, nil, 0) == 0 else { throw CocoaError(.fileNoSuchFile) }
    }

    /// Writes in place and restores the time, as if nothing had happened.
    static func writeSecretly(_ path: String, _ text: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { throw CocoaError(.fileNoSuchFile) }
        try Data(text.utf8).write(to: URL(filePath: path))
        let times = [status.st_atim, status.st_mtim]
        guard utimensat(AT_FDCWD, path, times, 0) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
    }

    /// Copies the files to another folder by hard links: their inodes and times stay.
    static func link(_ folder: String, to other: String) throws {
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            let (from, to) = ("\(folder)/\(name)", "\(other)/\(name)")
            _ = FileManager.default.fileExists(atPath: from, isDirectory: &isFolder)
            if isFolder.boolValue {
                try FileManager.default.createDirectory(
                    atPath: to, withIntermediateDirectories: true)
            } else {
                try FileManager.default.createDirectory(
                    atPath: (to as NSString).deletingLastPathComponent,
                    withIntermediateDirectories: true)
                guard Glibc.link(from, to) == 0 else { throw CocoaError(.fileWriteUnknown) }
            }
        }
    }
}
