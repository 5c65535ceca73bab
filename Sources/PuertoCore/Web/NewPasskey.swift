/// A passkey that a browser has just made, before it is an operator's.
package struct NewPasskey: Hashable, Sendable, Codable {
    package let key: PasskeyKey
    /// The name of the authenticator.
    package let label: String
    /// True when a provider keeps it on several devices.
    package let isSynced: Bool
    /// The authenticator's own count of its signatures; 0 for one that does not count.
    package let signCount: Int

    package init(key: PasskeyKey, label: String, isSynced: Bool, signCount: Int) {
        self.key = key
        self.label = label
        self.isSynced = isSynced
        self.signCount = signCount
    }
}
