internal import PuertoCore
internal import PuertoEngine
internal import Windmill

extension Stack {
    /// Makes a client of the stack's Windmill at its own container's address on the data network:
    /// whatever holds a published port gets no secret. Throws `Missing` while it does not listen.
    func windmill(_ containers: OwnContainers) async throws(ServicePeer.Missing)
        -> WindmillClient
    {
        guard let service = spec.service(.windmill), let network = spec.network(.data) else {
            throw ServicePeer.Missing(reason: "the stack has no such service")
        }
        let peer = try ServicePeer(
            .windmill, named: service.container, in: containers, on: network.name)
        return try await peer.windmill()
    }
}
