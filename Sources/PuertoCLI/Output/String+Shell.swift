extension String {
    /// The text as one word of a shell's command line.
    var shellWord: String {
        let isPlain =
            !isEmpty
            && unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
                    || "-_./,=:@+".unicodeScalars.contains($0)
            }
        return isPlain
            ? self
            : "'"
                + split(
                    separator: "'", omittingEmptySubsequences: false
                ).joined(separator: "'\\''") + "'"
    }
}
