import Foundation
import PuertoCore

/// The warnings of `puerto check` about the addresses that clients get.
struct ClientAddressAdvice {
    let configuration: PuertoCore.Configuration
    let tenants: [Tenant]
    /// Looks at an address; `nil` where no address is to be looked at.
    let look: ((_ host: String, _ port: Int) -> AddressLook)?

    /// The addresses that are looked at; more would take too long.
    private static let most = 3

    /// Warnings; empty without a client that runs.
    var lines: [String] {
        let running = tenants.filter {
            $0.kind == .client && ($0.status == .ready || $0.status == .degraded)
        }
        let addresses = running.map { tenant in
            let host = configuration.hosts.first { $0.name == tenant.host }
            return configuration.url.url(of: tenant, host: host)
        }
        let local = addresses.filter {
            HostName(of: $0).isMachine || HostName(of: $0).isBelowLocalhost
        }
        let rest = addresses.filter { !local.contains($0) }
        return (local.first.map { [ClientAddressAdvice.loopback($0, local.count)] } ?? [])
            + looked(rest)
    }

    private static func loopback(_ address: String, _ count: Int) -> String {
        return Spoken.say(
            (count == 1
                ? "1 cliente tiene una dirección a la que solo se llega desde esta máquina, "
                : "\(count) clientes tienen una dirección a la que solo se llega desde esta máquina, ")
                + "como \(address) (un dominio lo cambia: domain: en puerto.yaml)",
            (count == 1
                ? "1 client has an address that only this machine reaches, as "
                : "\(count) clients have an address that only this machine reaches, as ")
                + "\(address) (a domain changes that: domain: in puerto.yaml)")
    }

    private func looked(_ addresses: [String]) -> [String] {
        guard let look else { return [] }
        return addresses.prefix(ClientAddressAdvice.most).compactMap { address in
            guard let url = URLComponents(string: address), let host = url.host else { return nil }
            let found = look(host, url.port ?? (url.scheme == "https" ? 443 : 80))
            return ClientAddressAdvice.text(found, address)
        }
    }

    private static func text(_ look: AddressLook, _ address: String) -> String? {
        switch look {
        case .serves: nil
        case .refuses:
            Spoken.say(
                "nada atiende en \(address), la dirección que se da a un cliente (falta el proxy o "
                    + "su puerto)",
                "nothing serves \(address), which a client gets (its proxy or its port is missing)")
        case .unknown(let reason):
            Spoken.say("no se pudo mirar \(address): ", "could not look at \(address): ")
                + text(reason)
        }
    }

    private static func text(_ reason: AddressLook.Reason) -> String {
        switch reason {
        case .name: Spoken.say("su nombre no tiene dirección", "its name has no address")
        case .time: Spoken.say("no respondió en 2 s", "no answer in 2 s")
        case .network: Spoken.say("la red no llega hasta ahí", "the network does not lead there")
        }
    }
}
