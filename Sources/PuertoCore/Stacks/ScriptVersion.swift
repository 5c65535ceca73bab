/// The version of the scripts that a client's workspace has, as the last whole push recorded it.
package struct ScriptVersion: Hashable, Sendable {
    /// SHA-256, in hex, over all files of the client, the shared ones among them.
    package let whole: String
    /// The same over the shared files alone.
    package let shared: String
    /// The time of the push, in seconds since 1970, UTC.
    package let at: Int

    package init(whole: String, shared: String, at: Int) {
        self.whole = whole
        self.shared = shared
        self.at = at
    }
}

extension ScriptVersion {
    /// The part of it that people compare.
    package var text: String { String(whole.prefix(12)) }

    /// Returns the shared files that were pushed last to any of the clients; `nil` without a push.
    /// Two pushes in the same second are ordered by their digests, so that the order of the clients
    /// does not matter.
    package static func latestShared(_ versions: some Sequence<ScriptVersion>) -> String? {
        versions.max { ($0.at, $0.shared) < ($1.at, $1.shared) }?.shared
    }
}

/// The scripts of a client beside those of the others, as the portal shows them.
package struct ScriptState: Hashable, Sendable {
    package let version: ScriptVersion
    /// True when another client has got newer shared files.
    package let isBehind: Bool

    package init(version: ScriptVersion, isBehind: Bool) {
        self.version = version
        self.isBehind = isBehind
    }
}
