/// The author of a change. Rows and the history keep its text, `<kind>:<name>`; they may also hold
/// the text of an author that this version does not know.
package enum Actor: Hashable, Sendable, Codable {
    /// A user of this machine at the command line, by login name.
    case cli(String)
    /// An operator who is logged in to the portal.
    case web(Slug)
    /// A login attempt under a name that no operator has. The name is not kept, since people type
    /// passwords there.
    case unknownLogin
    /// A program, by the name of the hook secret that it signs with.
    case hook(Slug)
    /// A job, by its id.
    case job(String)
    /// The worker as such, where it answers errands.
    case worker
    /// A worker's process, by the text of its lease holder.
    case workerProcess(String)
    /// The reader of a one-time link.
    case linkReader
}

extension Actor: CustomStringConvertible {
    /// The text that rows keep.
    package var text: String {
        switch self {
        case .cli(let user): "cli:\(user)"
        case .web(let name): "web:\(name)"
        case .unknownLogin: "web:-"
        case .hook(let secret): "hook:\(secret)"
        case .job(let id): "job:\(id.prefix(8))"
        case .worker: "worker"
        case .workerProcess(let holder): "worker:\(holder)"
        case .linkReader: "link:reader"
        }
    }

    package var description: String { text }
}
