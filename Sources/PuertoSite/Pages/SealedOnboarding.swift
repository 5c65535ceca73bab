/// Recognises onboarding pages that hold sealed credentials.
package enum SealedOnboarding {
    /// Tells whether a file is such a page.
    package static func isOne(_ page: [UInt8]) -> Bool {
        page.firstRange(of: Array("<script type=\"application/json\" id=\"envelope\">".utf8)) != nil
    }
}
