import Foundation
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// A one-time link as its reader knows it.
struct HandedLink {
    let receipt: String
    let id: String
    let token: String
    let ciphertext: [UInt8]
}

extension Portal {
    /// It looks like a browser's key: the hook checks the form only.
    static let publicKey = Base64.url.encode([4] + [UInt8](repeating: 7, count: 64))
    static let planHash = String(repeating: "ab", count: 32)

    /// Answers all errands, as a worker does.
    func answerAll() throws {
        while let errand = try store.nextErrand() {
            switch errand.question {
            case .plan:
                try store.answer(
                    errand, .plan(text: "stop  <containers>\n", hash: Portal.planHash), by: .worker
                )
            case .probe:
                let result = ProbeResult(
                    at: clock.now, health: .degraded, milliseconds: 12, detail: "no <redis>")
                let text = ProbeAnswer(result).text
                try store.answer(errand, .plan(text: text, hash: Portal.planHash), by: .worker)
            case .reveal, .link, .page:
                try store.answer(errand, .envelope(Portal.envelope), by: .worker)
            }
        }
    }

    static let envelope = SealedEnvelope(
        key: [4] + [UInt8](repeating: 8, count: 64), nonce: [UInt8](repeating: 9, count: 12),
        ciphertext: [UInt8](repeating: 10, count: 40))

    func addLink(
        _ slug: String = "acme", views: Int = 1, lifetime: Int = LinkOffer.usualLifetime,
        value: String = "hunter2"
    ) throws -> HandedLink {
        let link = try OneTimeLink()
        let (nonce, ciphertext) = try link.seal(Secret(value))
        let receipt = try store.addLink(
            Slug(slug), LinkOffer(field: .app, lifetime: lifetime, views: views),
            SealedLink(
                id: link.id, tokenDigest: link.tokenDigest, nonce: nonce, ciphertext: ciphertext),
            by: .cli("test"))
        let token = Base64.url.encode(link.token.reveal())
        for secret in [token, Base64.url.encode(link.id), value] where secret.count > 10 {
            keepSecret(secret)
        }
        return HandedLink(
            receipt: receipt.id, id: Base64.url.encode(link.id), token: token,
            ciphertext: ciphertext)
    }

    func claim(_ link: HandedLink, token: String? = nil, from peer: String = "198.51.100.1") throws
        -> Answer
    {
        try claim(#"{"id": "\#(link.id)", "token": "\#(token ?? link.token)"}"#, from: peer)
    }

    func claim(_ body: String, from peer: String = "198.51.100.1") throws -> Answer {
        try send("POST", "/claim", by: Visitor(peer: peer), .json(body))
    }

    /// Adds a secret that may ask for all that it can be given, or for these actions.
    func addHookSecret(
        _ name: String, for tenant: String? = nil, actions: Set<Action>? = nil
    ) throws -> WebhookSecret {
        let (secret, text) = try WebhookSecret.random()
        let all = HookSecretOffer.possibleActions.subtracting(tenant == nil ? [] : [.build])
        let offer = HookSecretOffer(
            tenant: try tenant.map { try Slug($0) }, actions: actions ?? all,
            endsAt: clock.now + HookSecretOffer.usualLifetime)
        try store.addHookSecret(Slug(name), offer, by: .cli("test")) {
            try WebVault(ring).seal(text, name: name, tenant: $0)
        }
        keepSecret(text.revealText() ?? "")
        return secret
    }
}

/// Runs a step in `count` threads at once and returns their results.
func atOnce<Value: Sendable>(
    _ count: Int, _ step: @escaping @Sendable (Int) throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
        for number in 0..<count {
            group.addTask {
                try await withCheckedThrowingContinuation { continuation in
                    Thread.detachNewThread {
                        continuation.resume(with: Result { try step(number) })
                    }
                }
            }
        }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}

/// A program's request; a test breaks one part of it.
struct Call {
    var body = #"{"action": "build"}"#
    var id = "msg_1"
    /// The time of the signature; `nil` for now.
    var time: String?
    var signature: String?
    var headers: [Request.Header]?
    var type = "application/json"

    func signed(_ secret: WebhookSecret, _ now: Int) -> Request {
        let code = secret.sign(id: id, timestamp: Int(time ?? "") ?? now, body: Array(body.utf8))
        let usual = [
            ("webhook-id", id), ("webhook-timestamp", time ?? String(now)),
            ("webhook-signature", signature ?? code), ("content-type", type),
        ].map { Request.Header(name: $0.0, value: Array($0.1.utf8)) }
        return Request(
            method: "POST", path: Array("/calls".utf8), headers: headers ?? usual,
            body: Array(body.utf8), peer: "203.0.113.5")
    }
}
