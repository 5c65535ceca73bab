extension FleetRecords {
    /// Words that a record holds as one byte each: their place among all cases.
    package struct Vocabulary<Word>: Sendable
    where Word: CaseIterable & RawRepresentable<String> & Sendable & Equatable {
        private let words: [Word]
        private let spelled: [[UInt8]]

        fileprivate init() {
            words = Array(Word.allCases)
            spelled = words.map { Array($0.rawValue.utf8) }
        }

        /// Returns the place of a word; `nil` for an unknown one.
        package func code(spelled text: UnsafeRawBufferPointer) -> UInt8? {
            spelled.firstIndex { $0.count == text.count && $0.elementsEqual(text) }.map(UInt8.init)
        }

        func code(of word: Word) -> UInt8 { UInt8(words.firstIndex(of: word) ?? 0) }

        func word(_ code: UInt8) -> Word { words[min(Int(code), words.count - 1)] }
    }

    package static let kinds = Vocabulary<Tenant.Kind>()
    package static let statuses = Vocabulary<Tenant.Status>()
    package static let locales = Vocabulary<LanguageTag>()
    static let healths = Vocabulary<Health>()
    static let actions = Vocabulary<Action>()
    static let jobStates = Vocabulary<Job.State>()
    static let stepStates = Vocabulary<JobStep.State>()
    static let drifts = Vocabulary<Drift.Kind>()
    static let verdicts = Vocabulary<Drift.Verdict>()
    static let rooms = Vocabulary<DiskRoom.State>()
}
