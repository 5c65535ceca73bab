/// The most that is read or written of a folder.
package struct LayoutLimits: Hashable, Sendable {
    package var files: Int
    /// Bytes of one file. Windmill's own answers are read up to the same length.
    package var fileBytes: Int
    package var bytes: Int
    /// Folders inside each other.
    package var depth: Int

    package init(
        files: Int = 2000, fileBytes: Int = 1 << 20, bytes: Int = 32 << 20, depth: Int = 12
    ) {
        (self.files, self.fileBytes, self.bytes, self.depth) = (files, fileBytes, bytes, depth)
    }
}
