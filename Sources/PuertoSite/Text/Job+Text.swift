internal import Hypertext
internal import PuertoCore

extension Job.State {
    /// A dot and a word: colour is never the only sign.
    func badge(_ l: Language) -> HTML { "<span class=\"st \(rawValue)\">\(word(l))</span>" }
}

extension JobStep.State {
    /// A dot and a word: colour is never the only sign.
    func badge(_ l: Language) -> HTML { "<span class=\"st \(rawValue)\">\(word(l))</span>" }
}
