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
    let locale: RegionalLocale

    /// Takes the days newest first; `nil` without any.
    init?(days: [HealthDay], locale: RegionalLocale) {
        guard let last = days.first?.day else { return nil }
        let known = Dictionary(days.map { ($0.day, $0) }) { first, _ in first }
        let all = (0..<HealthDay.shown).map { place in
            let age = HealthDay.shown - 1 - place
            return Day(secondsSince1970: last.secondsSince1970 - age * 86400)
        }
        self.days = all.map { known[$0] }
        first = all[0]
        self.last = last
        self.locale = locale
    }

    private var l: Language { locale.language }
    private var seen: [HealthDay] { days.compactMap { $0 } }

    /// The share of the probes that were answered, in tenths of a percent. It is rounded down, so
    /// that it is 100 % only when each one was.
    var answered: Int {
        let all = seen.reduce(0) { $0 + $1.total }
        let down = seen.reduce(0) { $0 + $1.down }
        return all == 0 ? 0 : (all - down) * 1000 / all
    }

    private var percentage: String {
        "\(answered / 10)\(locale.decimalSeparator)\(answered % 10)\(locale.percentSign)"
    }

    /// The hours with a probe below which a share would say nothing.
    private static let leastHours = 24

    private var isMeasured: Bool { seen.reduce(0) { $0 + $1.hours } >= UptimeBar.leastHours }
}

extension UptimeBar {
    /// The share that stands out, or that there is none yet.
    private var lead: String {
        isMeasured
            ? percentage : l("Menos de un día de comprobaciones", "Less than a day of probes")
    }

    /// The words after the lead: the answers, and the number of days and probes.
    private var base: String {
        let all = seen.reduce(0) { $0 + $1.total }
        guard isMeasured else { return ": \(count(all)), \(answers(of: all))" }
        return l(" de las comprobaciones tuvieron respuesta: ", " of the probes were answered: ")
            + "\(daysOfShown), \(count(all))"
    }

    private var daysOfShown: String {
        let count = seen.count
        return l(
            "\(count) \(count == 1 ? "día" : "días") de \(HealthDay.shown)",
            "\(count) \(count == 1 ? "day" : "days") of \(HealthDay.shown)")
    }

    private func count(_ all: Int) -> String {
        let number = all.grouped(locale)
        guard isMeasured else { return number }
        return all == 1
            ? l("1 comprobación", "1 probe") : l("\(number) comprobaciones", "\(number) probes")
    }

    private func answers(of all: Int) -> String {
        let down = seen.reduce(0) { $0 + $1.down }
        switch (all - down, down) {
        case (_, 0) where all == 1: return l("con respuesta", "answered")
        case (_, 0): return l("todas con respuesta", "all answered")
        case (0, _) where all == 1: return l("sin respuesta", "not answered")
        case (0, _): return l("ninguna con respuesta", "none answered")
        case (let answered, _):
            let number = answered.grouped(locale)
            return l("\(number) con respuesta", "\(number) answered")
        }
    }
}

extension UptimeBar {
    var html: HTML {
        let from = isMeasured ? first : seen.first?.day ?? last
        let span: HTML =
            from == last
            ? "\(l("el", "on")) \(last.html(locale))"
            : "\(l("del", "from")) \(from.html(locale)) \(l("al", "to")) \(last.html(locale))"
        return """
            <figure class="uptime"><svg viewBox="0 0 358 32" width="358" height="32" role="img" aria-labelledby="uptime-title">
            <title id="uptime-title">\(title)</title>
            \(bars)</svg>
            <figcaption><b>\(lead)</b>\(base), \(span)</figcaption></figure>
            <details class="uptime"><summary>\(l("Día a día", "Day by day"))</summary>
            <ul class="legend"><li class="healthy">\(Health.healthy.word(l))</li><li class="degraded">\(Health.degraded.word(l))</li>\
            <li class="down">\(Health.down.word(l))</li><li class="unprobed">\(l("sin comprobar", "not probed"))</li></ul>
            <div class="table" tabindex="0" role="region" aria-label="\(l("Comprobaciones de cada día", "Probes of each day"))"><table>
            <thead><tr><th scope="col">\(l("Día (UTC)", "Day (UTC)"))</th>\(headings)</tr></thead>
            <tbody>
            \(seen.reversed().map(row))</tbody></table></div>
            <p class="soft">\(l("Cuentan las comprobaciones hechas mientras debía funcionar: ni el montaje ni el tiempo suspendido o archivado.", "Probes count that were made while it was to run: neither its setup nor the time suspended or archived."))</p></details>

            """
    }

    private var title: String {
        let span = l(
            "del \(first.text(locale)) al \(last.text(locale))",
            "from \(first.text(locale)) to \(last.text(locale))")
        let text = isMeasured ? lead : lead.prefix(1).lowercased() + lead.dropFirst()
        return "\(l("Disponibilidad", "Uptime")) \(span): \(text)\(base)"
    }

    private var headings: [HTML] {
        Health.allCases.map { "<th scope=\"col\" class=\"right\">\($0.word(l))</th>" }
    }

    private func row(_ day: HealthDay) -> HTML {
        let counts = [day.healthy, day.degraded, day.down].map {
            "<td class=\"right\">\($0.grouped(locale))</td>" as HTML
        }
        return "<tr><th scope=\"row\">\(day.day.html(locale))</th>\(counts)</tr>\n"
    }
}

extension UptimeBar {
    private static let height = 32
    /// The smallest height that can be seen.
    private static let leastHeight = 4

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
            count == 0 ? 0 : max(leastHeight, height * count / day.total)
        }
        var (down, degraded) = (share(day.down), share(day.degraded))
        let room = day.healthy == 0 ? height : height - leastHeight
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
