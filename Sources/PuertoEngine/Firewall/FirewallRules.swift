package import PuertoCore

/// The packet filter of a workspace's stacks, as a table of nftables (nft(8)).
///
/// It only drops packets. So it works beside the engine's rules and any other firewall, in
/// whatever order they come: no other table can let through what this one drops.
package struct FirewallRules: Hashable, Sendable {
    /// The workspace's id, 32 hex digits.
    package let workspace: String
    /// The addresses of all stacks.
    package let range: SubnetPool

    package init(workspace: String, range: SubnetPool) {
        self.workspace = workspace
        self.range = range
    }
}

extension FirewallRules {
    /// The part of the workspace's id that tells its table and files from another workspace's.
    package var tag: String { String(workspace.prefix(8)) }

    package var table: String { "puerto_\(tag)" }

    /// The ports of this machine that clients' applications may reach: names and web pages, among
    /// them the clients' own through a reverse proxy.
    package static let open = (tcp: [53, 80, 443], udp: [53])

    /// The addresses at which clouds give out a machine's credentials: those of one link, and
    /// Azure's, Alibaba's, Amazon's, Google's, Oracle's and Scaleway's own. Some of them answer names
    /// there too, which applications may ask for.
    package static let clouds = (
        four: ["169.254.0.0/16", "168.63.129.16", "100.100.100.200"],
        six: ["fd00:ec2::254", "fd20:ce::254", "fd00:c1::a9fe:a9fe", "fd00:42::42"]
    )

    /// The table, which replaces itself in one transaction of the kernel.
    ///
    /// Nobody outside has a container's address: a packet that says so would make the kernel take the
    /// next one for an answer. Addresses of one link (`fe80::/10`) are on every interface. Answers come then, before destinations are looked at. The engine translates the destinations
    /// of packets after `mangle`: a port that a container publishes is still one of this machine.
    package var text: String {
        let (all, edge) = (bridges(), bridges(of: .edge))
        let tcp = FirewallRules.open.tcp.map(String.init).joined(separator: ", ")
        let udp = FirewallRules.open.udp.map(String.init).joined(separator: ", ")
        let four = FirewallRules.clouds.four.joined(separator: ", ")
        let six = FirewallRules.clouds.six.joined(separator: ", ")
        return """
            table inet \(table)
            delete table inet \(table)
            table inet \(table) {
                chain arriving {
                    type filter hook prerouting priority mangle; policy accept;
                    iifname != "lo" iifname != \(all) ip6 saddr != fe80::/10 fib saddr oifname \(all) drop
                    iifname != "lo" ip saddr \(range) fib saddr . iif oif missing drop
                    ct direction reply accept
                    iifname \(all) jump inside
                    # From other interfaces nothing reaches the fleet. A bridge without a name of ours
                    # carries what stays on it.
                    iifname != "lo" iifname != \(all) ip daddr \(range) fib daddr . iif oif missing drop
                }
                chain inside {
                    # IPv6 finds its neighbours with these.
                    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
                    # The addresses at which clouds give out a machine's credentials.
                    iifname \(edge) ip daddr { \(four) } meta l4proto { tcp, udp } th dport 53 accept
                    ip daddr { \(four) } drop
                    ip6 daddr { \(six) } drop
                    # Of this machine: names and web pages, for applications only.
                    iifname \(edge) fib daddr type local tcp dport { \(tcp) } accept
                    iifname \(edge) fib daddr type local udp dport { \(udp) } accept
                    fib daddr type != unicast drop
                    # Data services reach their own network, applications the world and no other client.
                    iifname != \(edge) fib daddr . iif oif missing drop
                    fib daddr oifname \(all) fib daddr . iif oif missing drop
                    ip daddr \(range) fib daddr . iif oif missing drop
                }
                chain forwarded {
                    type filter hook forward priority filter; policy accept;
                    ct direction reply accept
                    # The range has no IPv6 addresses: here they are told by where they lead.
                    iifname != \(all) oifname \(all) drop
                }
            }

            """
    }

    /// The bridges of all networks, or of those with a role, as nft writes the beginning of a name.
    private func bridges(of role: NetworkSpec.Role? = nil) -> String {
        "\"\(NetworkSpec.bridges(of: workspace, role))*\""
    }
}
