internal import Foundation
internal import Glibc

/// The mounted file systems, as the kernel lists them (proc(5), `mountinfo`).
struct MountTable {
    private var types: [Substring: Substring] = [:]

    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard let dash = fields.firstIndex(of: "-"), fields.count > 2, dash + 1 < fields.count
            else { continue }
            types[fields[2]] = fields[dash + 1]
        }
    }

    /// The present table; empty when it cannot be read.
    static func current() -> MountTable {
        let file = FileHandle(forReadingAtPath: "/proc/self/mountinfo")
        return MountTable(String(decoding: file?.readDataToEndOfFile() ?? Data(), as: UTF8.self))
    }

    /// The type of the file system that the path is on, when other machines may write there too.
    func sharedType(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return sharedType(ofDevice: UInt64(status.st_dev))
    }

    func sharedType(ofDevice device: UInt64) -> String? {
        let major = (device >> 8 & 0xFFF) | (device >> 32 & ~0xFFF)
        let minor = (device & 0xFF) | (device >> 12 & ~0xFF)
        guard let type = types["\(major):\(minor)"],
            MountTable.shared.contains(where: { type == $0 || type.hasPrefix($0 + ".") })
        else { return nil }
        return String(type)
    }

    private static let shared = [
        "9p", "afs", "ceph", "cifs", "fuse", "gfs2", "glusterfs", "lustre", "nfs", "nfs4", "ocfs2",
        "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
    ]
}
