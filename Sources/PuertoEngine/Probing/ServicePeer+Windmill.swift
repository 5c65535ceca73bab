package import Windmill

extension ServicePeer {
    /// Makes a client of the Windmill in the container. It connects once before, so that no secret
    /// takes a way through another network. Throws `Missing` when nothing listens, or when the way
    /// leads through a router.
    package func windmill(limits: WindmillLimits = WindmillLimits()) async throws(Missing)
        -> WindmillClient
    {
        let refusal = await blocking { () -> LoginAnswer? in
            do throws(NoLogin) {
                _ = try ServerSocket(self, Deadline(in: Deadline.usual))
                return nil
            } catch { return error.answer }
        }
        if let refusal { throw Missing(reason: "\(refusal)") }
        do {
            return try WindmillClient(
                WindmillInstance(host: address, port: port), limits: limits)
        } catch { throw Missing(reason: "\(error)") }
    }
}
