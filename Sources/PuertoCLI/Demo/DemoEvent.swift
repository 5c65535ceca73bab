import PuertoCore

/// A thing that happens in a demo's history.
enum DemoEvent: Sendable {
    case add(DemoClient)
    case act(Action, Slug, reason: String? = nil)
    /// A provisioning whose image cannot be pulled.
    case fail(Slug)
    case changePlan(Slug, to: String)
    case givePage(Slug)
    case withdrawPage(Slug)
    case giveLink(Slug)
    case readLink(Slug)
    /// A round of probes.
    case round
    /// A measurement of the disk.
    case measure
    /// The beginning of a new epoch of the history.
    case epoch
}

/// An event and its moment, in seconds since 1970, UTC.
struct DemoMoment: Sendable {
    let at: Int
    let event: DemoEvent
}
