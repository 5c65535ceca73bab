package import Windmill

extension ServicePeer {
    /// Makes a client of the Windmill in the container. Throws `Missing` when nothing listens, or
    /// when the way of one connection, which is opened for that, leads through another network.
    ///
    /// The connections that the client opens itself are not checked, and the address may be another
    /// container's some time later: a caller looks for the peer again before each of its steps.
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
