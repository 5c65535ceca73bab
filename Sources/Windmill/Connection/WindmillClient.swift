/// A client of a Windmill server's REST API. It sends a bearer token and no cookie, follows no
/// redirect, and believes only what it has checked. Copies share their connections, which are
/// closed with the last copy.
package struct WindmillClient: Sendable {
    package let instance: WindmillInstance
    package let limits: WindmillLimits
    let token: BearerToken?
    let transport: Transport

    /// Makes a client without a token; nothing is sent yet. Throws `InvalidValue` for
    /// certificates that cannot be read.
    package init(_ instance: WindmillInstance, limits: WindmillLimits = WindmillLimits()) throws {
        self.instance = instance
        self.limits = limits
        token = nil
        transport = try Transport(instance, connect: limits.connect)
    }

    private init(_ client: WindmillClient, token: BearerToken?) {
        instance = client.instance
        limits = client.limits
        self.token = token
        transport = client.transport
    }
}

extension WindmillClient {
    /// The same client with a token, on the same connections.
    package func authorized(by token: BearerToken) -> WindmillClient {
        WindmillClient(self, token: token)
    }
}
