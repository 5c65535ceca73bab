import Foundation
import PuertoCore
import Testing

@testable import PuertoHook
@testable import PuertoStore
@testable import PuertoVault

extension Portal {
    /// Registers a device as the command line does.
    func register(_ device: Device, for name: String) throws {
        let id = Base64.url.encode(Random.bytes(16))
        try store.beginPasskeyOffer(
            of: Slug(name), id: id, secret: Random.bytes(32), relyingParty: device.relyingParty,
            by: .cli("test"))
        try store.offerPasskey(
            id,
            NewPasskey(
                key: device.passkey, label: "test key", isSynced: false,
                signCount: Int(device.count)))
        _ = try store.acceptPasskey(id, by: .cli("test"))
    }

    /// The challenge of an approval, made from what the hook answers and what a page has sent.
    static func challenge(of begun: JSON, key: String = "") throws -> [UInt8] {
        func text(_ name: String) throws -> String { try #require(begun[name]?.text) }
        func row(_ name: String) throws -> Int { try #require(begun[name]?.number) }
        return PasskeyMessages.approval(
            workspace: try text("workspace"), id: try text("id"),
            operatorRow: try row("operator_row"), act: try text("act"),
            tenantRow: try row("tenant_row"), tenant: try Slug(text("tenant")),
            parameters: try text("parameters"), plan: try text("plan"),
            browserKey: Base64.url.decode(key) ?? [],
            nonce: try #require(Base64.url.decode(text("nonce"))))
    }

    /// The challenge of a login, made from what the hook answers.
    static func loginChallenge(of begun: JSON) throws -> [UInt8] {
        PasskeyMessages.login(
            id: try #require(begun["id"]?.text),
            relyingParty: try #require(begun["relying_party"]?.text),
            nonce: try #require(Base64.url.decode(begun["challenge"]?.text ?? "")))
    }

    /// Asks for an act and approves it with a device; returns the refusal of either request, or the
    /// answer of the second one.
    func approve(
        _ act: String, _ fields: String = "", tenant: String = "acme", by visitor: Visitor,
        with device: Device, headers: KeyValuePairs<String, String> = [:]
    ) throws -> Answer {
        let needsKey = ["reveal", "link", "page"].contains(act)
        let key = needsKey ? #", "public_key": "\#(Portal.publicKey)""# : ""
        let more = fields.isEmpty ? "" : ", \(fields)"
        let body = #"{"act": "\#(act)", "tenant": "\#(tenant)"\#(more)\#(key)}"#
        let begun = try send("POST", "/approvals", by: visitor, .json(body), headers: headers)
        guard begun.status == 201 else { return begun }
        let json = try begun.json()
        let challenge = try Portal.challenge(of: json, key: needsKey ? Portal.publicKey : "")
        let id = try #require(json["id"]?.text)
        return try send(
            "POST", "/approvals/\(id)", by: visitor, .json(try device.assertion(challenge)))
    }

    /// Logs in, with a device that is registered for the operator.
    func logInWithDevice(_ name: String) throws -> (visitor: Visitor, device: Device) {
        let device = Device()
        try register(device, for: name)
        return (try logIn(name), device)
    }
}
