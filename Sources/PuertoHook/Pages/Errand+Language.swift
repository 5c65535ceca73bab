internal import Hypertext
internal import PuertoCore

extension Errand {
    /// Marks an error that the page's language has no words for.
    func language(_ l: Language) -> HTML? {
        l == .es && spanishError == nil ? " lang=\"en\"" : nil
    }
}
