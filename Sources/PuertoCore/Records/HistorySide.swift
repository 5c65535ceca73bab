/// The side that wrote a line of the history.
package enum HistorySide: String, CaseIterable, Sendable, Codable {
    /// A verb or the worker, as the operator's user.
    case operating = "operator"
    /// The hook. What it says is the web tier's word: an attacker there can say it too.
    case web
    /// A line from before sides were recorded, or one that Puerto did not write.
    case unknown
}
