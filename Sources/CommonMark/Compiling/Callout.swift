/// A kind of callout: a quote that begins with `[!NOTE]`, `[!TIP]`, `[!WARNING]` or `[!DANGER]`.
enum Callout: String, CaseIterable {
    case note, tip, warning, danger

    /// Reads a quote's first line; `nil` unless the mark is all of it.
    init?(line: some Sequence<UInt8>) {
        var mark = line.map(\.lowercasedASCII)
        while let last = mark.last, last.isBlank { mark.removeLast() }
        guard
            let kind = Self.allCases.first(where: { mark.elementsEqual("[!\($0.rawValue)]".utf8) })
        else { return nil }
        self = kind
    }

    func title(_ wording: MarkdownWording) -> String {
        switch self {
        case .note: wording.note
        case .tip: wording.tip
        case .warning: wording.warning
        case .danger: wording.danger
        }
    }
}
