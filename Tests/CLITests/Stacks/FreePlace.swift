import Foundation

/// Ports that nothing on this machine listens on and addresses that none of its routes meets: those
/// that the tests name, unless something else is there.
struct FreePlace {
    let app: Int
    let postgres: Int
    let redis: Int
    /// The first two numbers of the addresses.
    let net: String

    static let found = FreePlace()

    private init() {
        let (listening, routes) = (FreePlace.listening, FreePlace.routes)
        let step = (0..<60).map { $0 * 20 }.first { step in
            [28000, 25432, 26379].allSatisfy { base in
                listening.isDisjoint(with: base + step...base + step + 9)
            }
        }
        (app, postgres, redis) = (28000 + (step ?? 0), 25432 + (step ?? 0), 26379 + (step ?? 0))
        // Tests write 10.0.0.x for other machines.
        let nets: [(Int, Int)] =
            [(10, 213)] + (1...255).map { (10, $0) } + (16...31).map { (172, $0) }
        let free = nets.first { one, two in
            let first = UInt32(one) << 24 | UInt32(two) << 16
            return routes.allSatisfy { route, length in
                let shift = UInt32(32 - min(16, length))
                return first >> shift != route >> shift
            }
        }
        net = free.map { "\($0.0).\($0.1)" } ?? "10.213"
    }

    /// The lines of `puerto.yaml`: no limit of room.
    var settings: String {
        """
        ports: {app: \(app), postgres: \(postgres), redis: \(redis)}
        engine: {memory_reserve_mb: 0, disk_reserve_gb: 0, overcommit: 100, patience_s: 1, \
        subnets: \(net).0.0/16, firewall: off}

        """
    }

    /// A text about the first client here, with the numbers that the tests name.
    func usual(_ text: String) -> String {
        var text = text
        for (here, usual) in [(app, 28000), (postgres, 25432), (redis, 26379)] where here != usual {
            text = text.replacing("\(here + 1)", with: "\(usual + 1)")
        }
        return text.replacing("\(net).0.", with: "10.213.0.")
    }

    /// As the kernel writes them: state 0A is LISTEN.
    private static var listening: Set<Int> {
        Set(
            ["tcp", "tcp6"].flatMap { rows("/proc/net/\($0)") }.compactMap { words in
                guard words.count > 3, words[3] == "0A" else { return nil }
                return words[1].split(separator: ":").last.flatMap { Int($0, radix: 16) }
            })
    }

    /// First address and length of each route but the default one.
    private static var routes: [(UInt32, Int)] {
        rows("/proc/net/route").dropFirst().compactMap { words in
            guard words.count > 7, let first = UInt32(words[1], radix: 16),
                let mask = UInt32(words[7], radix: 16), mask != 0
            else { return nil }
            return (first.byteSwapped, mask.nonzeroBitCount)
        }
    }

    private static func rows(_ path: String) -> [[Substring]] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
    }
}
