internal import Glibc
internal import PuertoCore

/// The stack file that ran before the present one, kept until the present one has become healthy.
extension StackFolder {
    private var formerFile: String { "\(path)/compose.yaml.former" }

    /// Keeps the file that ran. One that is kept already stays: it is the last that was healthy.
    package func keepFormer(_ bytes: [UInt8]) throws {
        guard try former() == nil else { return }
        _ = try SmallFile.write(bytes, to: formerFile, mode: 0o600)
    }

    package func former() throws -> [UInt8]? { try SmallFile.bytes(of: formerFile) }

    /// Puts the former file in place of the present one.
    package func putBackFormer() throws {
        guard rename(formerFile, file) == 0 else { throw SmallFile.failure(file) }
    }

    package func forgetFormer() throws {
        guard try former() != nil else { return }
        guard unlink(formerFile) == 0 else { throw SmallFile.failure(formerFile) }
    }
}
