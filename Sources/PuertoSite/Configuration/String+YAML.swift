extension String {
    /// The text as a YAML scalar: plain where every YAML reader reads it as this text, else quoted.
    package var yaml: String { isPlainYAML ? self : quotedYAML }

    private var isPlainYAML: Bool {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return false }
        let isWord = first.properties.isAlphabetic || first == "/"
        return isWord && last != " " && !String.guessed.contains(lowercased())
            && unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || ("0"..."9").contains($0)
                    || " -_./@".unicodeScalars.contains($0)
            }
    }

    private var quotedYAML: String {
        var out = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"", "\\": out += "\\\(scalar)"
            // YAML forbids these two code points, but a name may contain them.
            case "\u{FFFE}", "\u{FFFF}": out += "\\u\(String(scalar.value, radix: 16))"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// Words that some YAML reader takes for a boolean, null or a number.
    private static let guessed: Set<String> = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf",
    ]
}
