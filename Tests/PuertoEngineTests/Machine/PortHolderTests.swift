import Testing

@testable import PuertoEngine

@Suite struct PortHolderTests {
    private static let table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:3A99 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1
           1: 00000000:3A9A 00000000:0000 0A 00000000:00000000 00:00000000 00000000 65534        0 102 1
           2: 0100007F:3A9B 0100007F:0050 01 00000000:00000000 00:00000000 00000000 65534        0 103 1
           3: 0200000A:3A9C 00000000:0000 0A 00000000:00000000 00:00000000 00000000 65534        0 104 1

        """
    private static let table6 = """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000000000000:3A99 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 65534        0 105 1

        """

    private var listeners: [Listener] {
        Machine { $0.hasSuffix("tcp6") ? Self.table6 : Self.table }.listeners
    }

    private func container(_ status: String, bound: String?) throws -> ContainerState {
        let ports = bound.map { ",\"bound\":{\"6379/tcp\":[\($0)]}" } ?? ""
        return try ContainerState.parse(
            """
            {"id":"c0ffee","name":"/a","status":"\(status)","exitCode":0,"restarts":0,\
            "image":"redis:7","imageID":"sha256:1","labels":{},"bindings":{},"networks":{}\(ports)}
            """)[0]
    }

    private func holder(_ port: Int, _ container: ContainerState?) -> PortHolder {
        PortHolder(of: port, container, listeners: listeners, user: 1000)
    }

    @Test func socketsThatTakeConnectionsToThisMachineAreRead() {
        #expect(
            listeners == [
                Listener(port: 15001, user: 0, isLoopback: true),
                Listener(port: 15002, user: 65534, isLoopback: false),
                Listener(port: 15001, user: 65534, isLoopback: false),
            ])
    }

    /// The kernel prefers the socket at 127.0.0.1 itself.
    @Test func aPortThatTheEngineHasBoundForTheContainerIsItsOwn() throws {
        let binding = #"{"HostIp":"127.0.0.1","HostPort":"15001"}"#
        #expect(try holder(15001, container("running", bound: binding)) == .container)
        #expect(try holder(15001, container("paused", bound: binding)) == .container)
        // An engine that tells nothing of it is believed as long as no other user has the port.
        #expect(try holder(15001, container("running", bound: nil)) == .container)
        #expect(try holder(15003, container("running", bound: nil)) == .container)
    }

    @Test func whoeverElseListensThereIsAStranger() throws {
        let binding = #"{"HostIp":"127.0.0.1","HostPort":"15002"}"#
        // The container has it by the engine's word, and a process of another user listens.
        let taken = try holder(15002, container("running", bound: binding))
        #expect(taken == .stranger("a process of user 65534"))
        #expect(
            taken.problem(at: 15002)
                == "127.0.0.1:15002 is served by a stranger, a process of user 65534, and not by "
                + "this client's container")
        // The container has another port, or none, or does not run, or is not there.
        for other in [
            try container("running", bound: binding), try container("running", bound: ""),
            try container("exited", bound: nil), nil,
        ] {
            #expect(holder(15001, other) == .stranger("a process of user 0"))
        }
    }

    @Test func aPortThatNobodyHasIsNotPublished() throws {
        #expect(try holder(15003, container("running", bound: "")) == .nobody)
        #expect(holder(15003, nil) == .nobody)
        #expect(PortHolder.nobody.problem(at: 15003) == "127.0.0.1:15003 is not published")
        #expect(PortHolder.container.problem(at: 1) == nil)
    }
}
