/// A text with values in its middle, in English and Spanish; `{}` stands for a value. Both have their
/// values in the same order. A value in quotes is a name, and is never translated.
enum Template {
    /// The Spanish template with the values of a text; `nil` where the text does not fit the English
    /// one. `word` translates a value.
    static func filled(
        _ text: String, _ english: String, _ spanish: String,
        word: (String) -> String = { $0 }
    ) -> String? {
        let fixed = english.split(separator: "{}", omittingEmptySubsequences: false)
        guard let first = fixed.first, let last = fixed.last, fixed.count > 1,
            text.hasPrefix(first), text.hasSuffix(last)
        else { return text == english ? spanish : nil }
        var rest = text.dropFirst(first.count)
        var values: [Substring] = []
        for part in fixed.dropFirst().dropLast() {
            guard let place = rest.firstRange(of: part) else { return nil }
            values.append(rest[..<place.lowerBound])
            rest = rest[place.upperBound...]
        }
        guard rest.count >= last.count else { return nil }
        values.append(rest.dropLast(last.count))
        let words = spanish.split(separator: "{}", omittingEmptySubsequences: false)
        return words.dropFirst().enumerated().reduce(String(words[0])) { whole, next in
            let value = String(values[next.offset])
            return whole + (fixed[next.offset].hasSuffix("'") ? value : word(value)) + next.element
        }
    }
}
