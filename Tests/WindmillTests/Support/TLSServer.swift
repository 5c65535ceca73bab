import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A server that answers every request over TLS with a version. Its certificate is for
/// `localhost` and 127.0.0.1.
struct TLSServer: Sendable {
    let port: Int
    private let channel: any Channel

    init() async throws {
        let certificate = try NIOSSLCertificate(bytes: Array(Self.certificate.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(Self.key.utf8), format: .pem)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(VersionAnswer())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func stop() async throws { try await channel.close() }

    /// Signed by itself; its key opens nothing but these tests.
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBmjCCAUGgAwIBAgIUDTYbyqbRh8ssc+46ghg71T3GS/YwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMTkxMjA4
        MDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAARLfrCt5dxGyJOwajNbaEI9D//EV0yAsEkhdq6DT0/zmiKXYtglNWdx
        0hsApo3xoFx2Y4s81WeXbNhxmiP6w//Uo28wbTAdBgNVHQ4EFgQUFJRicWEOWCJg
        2bRHjimVUrJy8OMwHwYDVR0jBBgwFoAUFJRicWEOWCJg2bRHjimVUrJy8OMwDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDRwAwRAIgUVXM+9bij3FVPDiT/2FqbmxCs89h0gIoiiuLy6wo5yYCIEoM
        hqJqW18Pb0/k/UNDhrhEyy3J0L9wgQ9cNt0j5cur
        -----END CERTIFICATE-----
        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrcqMRz1IXO1h35yH
        qGfXVc2T3SZD8KPvscIjtC3cqEmhRANCAARLfrCt5dxGyJOwajNbaEI9D//EV0yA
        sEkhdq6DT0/zmiKXYtglNWdx0hsApo3xoFx2Y4s81WeXbNhxmiP6w//U
        -----END PRIVATE KEY-----
        """
}

private final class VersionAnswer: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        let head = HTTPResponseHead(
            version: .http1_1, status: .ok, headers: ["content-length": "7"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(
            wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "CE v1.0")))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
