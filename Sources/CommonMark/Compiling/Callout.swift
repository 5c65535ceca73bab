/// A quote that begins with `[!NOTE]` or one of its three kin.
enum Callout: String, CaseIterable {
    case note, tip, warning, danger

    /// The kind a quote's first line names, when it names nothing else.
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
