import Foundation
import Glibc
import PuertoCore

/// The running program, as far as its output depends on it.
enum Program {
    /// Differs between two builds of the program: any of its code may be a page's.
    static let version: UInt64 = {
        guard let image = try? Data(contentsOf: URL(filePath: "/proc/self/exe")) else { return 0 }
        return Fingerprint(Array(image)).value
    }()
}
