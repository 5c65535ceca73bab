package import PuertoCore

/// The file `.filled`: the volumes that a server of the stack has filled, since when, and whether
/// data were seen in them. It outlives the records, which may be put back from an older copy.
extension StackFolder {
    private var filledFile: String { "\(path)/.filled" }

    /// Returns the marks by the volume's name; empty without a file that can be read.
    package func filled() -> [String: VolumeMark] {
        let bytes = (try? SmallFile.bytes(of: filledFile)) ?? nil
        let lines = String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n")
        var filled: [String: VolumeMark] = [:]
        for words in lines.map({ $0.split(separator: " ") }) {
            guard words.count == 3, let since = Int(words[1]) else { continue }
            let name = String(words[0])
            filled[name] = VolumeMark(name: name, isSeen: words[2] == "seen", filledAt: since)
        }
        return filled
    }

    /// Notes volumes beside those that are noted. What was seen once stays seen. A file that cannot
    /// be written is no error: the records have the same.
    package func noteFilled(_ marks: some Sequence<VolumeMark>) {
        let noted = filled()
        var all = noted
        for mark in marks {
            let old = noted[mark.name]
            all[mark.name] = VolumeMark(
                name: mark.name, isSeen: mark.isSeen || old?.isSeen == true,
                filledAt: old?.filledAt ?? mark.filledAt)
        }
        guard all != noted else { return }
        let text = all.values.sorted { $0.name < $1.name }.map {
            "\($0.name) \($0.filledAt) \($0.isSeen ? "seen" : "unseen")\n"
        }.joined()
        _ = try? SmallFile.write(Array(text.utf8), to: filledFile, mode: 0o600)
    }
}
