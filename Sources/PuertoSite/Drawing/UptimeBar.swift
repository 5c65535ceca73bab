internal import Hypertext
internal import PuertoCore

/// A picture of a tenant's probes in the thirty days up to the newest one with a probe.
///
/// It ends there and not today: a page never asks what day it is.
struct UptimeBar {
    /// The days, oldest first; `nil` for a day without a probe.
    let days: [HealthDay?]
    let first: Day
    let last: Day
    let l: Language

    /// Takes the days newest first; `nil` without any.
    init?(days: [HealthDay], l: Language) {
        guard let last = days.first?.day else { return nil }
        let known = Dictionary(days.map { ($0.day, $0) }) { first, _ in first }
        let all = (0..<HealthDay.shown).map { place in
            let age = HealthDay.shown - 1 - place
            return Day(secondsSince1970: last.secondsSince1970 - age * 86400)
        }
        self.days = all.map { known[$0] }
        first = all[0]
        self.last = last
        self.l = l
    }

    private var seen: [HealthDay] { days.compactMap { $0 } }

    /// The share of the probes that were answered, in tenths of a percent. It is rounded down, so
    /// that it is 100 % only when each one was.
    var answered: Int {
        let all = seen.reduce(0) { $0 + $1.total }
        let down = seen.reduce(0) { $0 + $1.down }
        return all == 0 ? 0 : (all - down) * 1000 / all
    }

    private var percentage: String {
        "\(answered / 10)\(l(",", "."))\(answered % 10)\(l("\u{A0}", ""))%"
    }
}

extension UptimeBar {
    var html: HTML {
        let span: HTML = "\(l("del", "from")) \(first.html(l)) \(l("al", "to")) \(last.html(l))"
        return """
            <figure class="uptime"><svg viewBox="0 0 358 32" width="358" height="32" role="img" aria-labelledby="uptime-title">
            <title id="uptime-title">\(title)</title>
            \(bars)</svg>
            <figcaption><b>\(percentage)</b> \(l("de las comprobaciones tuvieron respuesta,", "of the probes were answered,")) \(span)</figcaption></figure>
            <details class="uptime"><summary>\(l("Día a día", "Day by day"))</summary>
            <ul class="legend"><li class="healthy">\(Health.healthy.word(l))</li><li class="degraded">\(Health.degraded.word(l))</li>\
            <li class="down">\(Health.down.word(l))</li><li class="unprobed">\(l("sin comprobar", "not probed"))</li></ul>
            <div class="table" tabindex="0" role="region" aria-label="\(l("Comprobaciones de cada día", "Probes of each day"))"><table>
            <thead><tr><th scope="col">\(l("Día (UTC)", "Day (UTC)"))</th>\(headings)</tr></thead>
            <tbody>
            \(seen.reversed().map(row))</tbody></table></div></details>

            """
    }

    private var title: String {
        let count = seen.count
        let span = l(
            "del \(first.text(l)) al \(last.text(l))", "from \(first.text(l)) to \(last.text(l))")
        let days = l(
            "\(count) de \(HealthDay.shown) días con comprobaciones",
            "\(count) of \(HealthDay.shown) days with probes")
        return "\(l("Disponibilidad", "Uptime")) \(span): \(percentage), \(days)"
    }

    private var headings: [HTML] {
        Health.allCases.map { "<th scope=\"col\" class=\"right\">\($0.word(l))</th>" }
    }

    private func row(_ day: HealthDay) -> HTML {
        let counts = [day.healthy, day.degraded, day.down].map {
            "<td class=\"right\">\($0.grouped(l))</td>" as HTML
        }
        return "<tr><th scope=\"row\">\(day.day.html(l))</th>\(counts)</tr>\n"
    }
}

extension UptimeBar {
    private static let height = 32
    /// The smallest height that can be seen.
    private static let least = 4

    /// Draws a path for each kind. The worse a kind, the narrower its bars: colour is never the
    /// only sign.
    private var bars: HTML {
        var (healthy, degraded, down, none) = ("", "", "", "")
        for (place, day) in days.enumerated() {
            let x = place * 12
            guard let day, day.total > 0 else {
                none += "M\(x).5 .5h9v31h-9z"
                continue
            }
            let parts = UptimeBar.parts(day)
            down += UptimeBar.box(x + 3, 0, 4, parts.down)
            degraded += UptimeBar.box(x + 2, parts.down, 6, parts.degraded)
            healthy += UptimeBar.box(x, parts.down + parts.degraded, 10, parts.healthy)
        }
        let paths = [
            ("healthy", healthy), ("degraded", degraded), ("down", down), ("unprobed", none),
        ]
        return paths.filter { !$0.1.isEmpty }.map {
            "<path class=\"\($0.0)\" d=\"\($0.1)\"/>" as HTML
        }.joined()
    }

    /// The height of each part of a day. Every kind that occurred stays visible.
    static func parts(_ day: HealthDay) -> (healthy: Int, degraded: Int, down: Int) {
        func share(_ count: Int) -> Int {
            count == 0 ? 0 : max(least, height * count / day.total)
        }
        var (down, degraded) = (share(day.down), share(day.degraded))
        let room = day.healthy == 0 ? height : height - least
        // The excess is taken from the larger part; where nothing was healthy, the larger part gets
        // the remainder.
        let over = down + degraded - room
        if over > 0 || day.healthy == 0 {
            if down >= degraded { down -= over } else { degraded -= over }
        }
        return (height - down - degraded, degraded, down)
    }

    private static func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> String {
        height == 0 ? "" : "M\(x) \(y)h\(width)v\(height)h-\(width)z"
    }
}

extension HealthDay {
    fileprivate var total: Int { healthy + degraded + down }
}
