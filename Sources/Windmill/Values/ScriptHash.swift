/// The hash of a script's version, in hexadecimal digits.
package typealias ScriptHash = Checked<ScriptHashGrammar>

package enum ScriptHashGrammar: Grammar {
    package static var wanted: String { "the hash of a script, such as 0f3c2a1b4d5e6f70" }

    package static func accepts(_ text: String) -> Bool {
        text.isMade(of: \.isHexDigit, lengths: 1...64)
    }
}

/// The id of a job, a UUID in its text form.
package typealias JobID = Checked<JobIDGrammar>

package enum JobIDGrammar: Grammar {
    package static var wanted: String { "the id of a job, a UUID" }

    package static func accepts(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            .map(\.count) == [8, 4, 4, 4, 12]
            && text.utf8.allSatisfy { $0.isHexDigit || $0 == UInt8(ascii: "-") }
    }
}

/// The name of a setting of the whole instance, such as `base_url`.
package typealias SettingKey = Checked<SettingKeyGrammar>

package enum SettingKeyGrammar: Grammar {
    package static var wanted: String { "the name of a setting, such as base_url" }

    package static func accepts(_ text: String) -> Bool {
        text.isMade(of: \.isWord, lengths: 1...60)
    }
}

/// An instant in UTC as RFC 3339 writes it, such as `2026-11-30T10:00:00.123456Z`.
package typealias ServerTime = Checked<ServerTimeGrammar>

package enum ServerTimeGrammar: Grammar {
    package static var wanted: String { "a date and time, such as 2026-11-30T10:00:00Z" }

    package static func accepts(_ text: String) -> Bool {
        guard (20...40).contains(text.utf8.count) else { return false }
        let form = text.utf8.prefix(19).map { $0.isDigit ? UInt8(ascii: "0") : $0 }
        let zone = Array(text.utf8.dropFirst(19).drop { $0.isDigit || $0 == UInt8(ascii: ".") })
        return form == Array("0000-00-00T00:00:00".utf8)
            && ["Z", "+00:00", "-00:00"].contains { zone == Array($0.utf8) }
    }
}
