/// Onboarding pages that hold sealed credentials.
package enum SealedOnboarding {
    /// Whether a file is one.
    package static func isOne(_ page: [UInt8]) -> Bool {
        page.firstRange(of: Array("<script type=\"application/json\" id=\"envelope\">".utf8)) != nil
    }
}
