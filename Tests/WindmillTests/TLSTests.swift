import ServerSupport
import Testing
import Windmill

/// TLS: the certificate must be trusted and name the host.
@Suite struct TLSTests {
    private func version(
        host: String, _ security: WindmillInstance.Security
    ) async throws -> Result<String, WindmillError> {
        let server = try await TLSServer()
        let client = try WindmillClient(
            WindmillInstance(host: host, port: server.port, security: security),
            limits: .patient)
        var answer = ""
        let error = await failure { answer = try await client.version() }
        try await server.stop()
        return error.map { .failure($0) } ?? .success(answer)
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func aTrustedCertificateForTheHostIsAccepted(host: String) async throws {
        let answer = try await version(host: host, .tls(.certificates(TLSServer.certificate)))
        #expect(answer == .success("CE v1.0"))
    }

    @Test func anotherCertificateIsRefused() async throws {
        let answer = try await version(host: "localhost", .tls(.system))
        guard case .failure(.unreachable) = answer else {
            Issue.record("\(answer)")
            return
        }
    }

    @Test func aServerThatDoesNotAnswerInTLSIsGivenUp() async throws {
        let server = try ScriptedServer(.last(""))
        var limits = WindmillLimits.patient
        limits.connect = .milliseconds(200)
        let client = try WindmillClient(
            WindmillInstance(host: "localhost", port: server.port, security: .tls(.system)),
            limits: limits)
        let error = await failure { _ = try await client.version() }
        guard case .timeout(_, .connecting) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func certificatesThatCannotBeReadAreRefused() throws {
        let instance = try WindmillInstance(
            host: "localhost", security: .tls(.certificates("no certificate")))
        #expect(throws: InvalidValue.self) { try WindmillClient(instance) }
    }
}
