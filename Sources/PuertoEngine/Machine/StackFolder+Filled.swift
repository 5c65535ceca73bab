/// The file `.filled`: the volumes that a server of the stack has filled, and since when. It
/// outlives the records, which may be put back from an older copy.
extension StackFolder {
    private var filledFile: String { "\(path)/.filled" }

    /// Returns the time of the first login by the volume's name, in seconds since 1970; empty
    /// without a file that can be read.
    package func filled() -> [String: Int] {
        let bytes = (try? SmallFile.bytes(of: filledFile)) ?? nil
        let lines = String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n")
        var filled: [String: Int] = [:]
        for words in lines.map({ $0.split(separator: " ") }) where words.count == 2 {
            filled[String(words[0])] = Int(words[1])
        }
        return filled
    }

    /// Notes volumes beside those that are noted. A file that cannot be written is no error: the
    /// records have the same.
    package func noteFilled(_ volumes: [String: Int]) {
        let noted = filled()
        let all = noted.merging(volumes) { first, _ in first }
        guard all != noted else { return }
        let text = all.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
        _ = try? SmallFile.write(Array(text.utf8), to: filledFile, mode: 0o600)
    }
}
