internal import Hummingbird
internal import NIOCore

/// A request's surroundings: whose it is, by the connection.
struct PortalContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
