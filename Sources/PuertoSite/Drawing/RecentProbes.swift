internal import Hypertext
internal import PuertoCore

/// The probes of the newest day that has one, and of the day before it, in words.
///
/// They have their dates: a page never asks what day it is. The script calls them today and
/// yesterday while they are.
struct RecentProbes {
    /// One day or two, oldest first.
    let days: [HealthDay]
    let locale: RegionalLocale

    /// Takes the days newest first; `nil` without any.
    init?(days: [HealthDay], locale: RegionalLocale) {
        guard let last = days.first else { return nil }
        let start = last.day.secondsSince1970 - 86400
        self.days = days.prefix(2).filter { $0.day.secondsSince1970 >= start }.reversed()
        self.locale = locale
    }
}

extension RecentProbes {
    private var l: Language { locale.language }

    var html: HTML {
        let names = days.map { $0.day.html(locale) }.joined(separator: "\(l(" y ", " and "))")
        let marks = days.map(\.day.description).joined(separator: " ")
        return """
            <p class="recent"><b data-days="\(marks)">\(names)</b> <span class="soft">(UTC)</span>: \(words).</p>

            """
    }

    /// The answers with their base: `no outages, 580 probes in 33 hours`.
    var words: String {
        let all = days.reduce(0) { $0 + $1.healthy + $1.degraded + $1.down }
        let down = days.reduce(0) { $0 + $1.down }
        let degraded = days.reduce(0) { $0 + $1.degraded }
        let half =
            degraded == 0
            ? ""
            : l(
                ", \(degraded.grouped(locale)) con respuesta a medias",
                ", \(degraded.grouped(locale)) answered in part")
        return fault(down, of: all) + half
    }

    private func fault(_ down: Int, of all: Int) -> String {
        let base = probes(all) + hours
        guard down > 0 else { return l("sin caídas, ", "no outages, ") + base }
        let count = down.grouped(locale)
        return l("\(count) sin respuesta de \(base)", "\(count) not answered of \(base)")
    }

    private func probes(_ all: Int) -> String {
        let number = all.grouped(locale)
        return all == 1
            ? l("1 comprobación", "1 probe") : l("\(number) comprobaciones", "\(number) probes")
    }

    /// Records of before do not have the hours.
    private var hours: String {
        let count = days.reduce(0) { $0 + $1.hours }
        guard count > 0 else { return "" }
        return count == 1
            ? l(" en una hora", " in one hour") : l(" en \(count) horas", " in \(count) hours")
    }
}
